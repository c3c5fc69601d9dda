import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { action } from '../blocks/ids.ts';
import { words } from '../src/i18n/index.ts';
import { languages, NAMES, storyStage } from './support/story.ts';

const stage = storyStage();

/**
 * Added up by hand: fifteen days vested on 6 May 2026, and the quarter of Thursday was cancelled.
 *   15 − 0.25 (Fri 27 Nov, 13:30–15:30) − 3 (Mon 30 Nov – Wed 2 Dec) = 11.75
 */
const BY_HAND: readonly [days: number, on: string, balance: number][] = [
  [15, '2026-05-06', 15],
  [-0.25, '2026-11-27', 14.75],
  [-3, '2026-11-30', 11.75],
];

it.each(languages('ko'))(
  'hours and quarter days by clicking: asked for, changed, shortened, cancelled, and what colleagues see of it (%s)',
  async language => {
    const world = await stage.open(language, { everybody: true, at: '2026-11-24T10:30:00+09:00' });
    const { people, database } = world;
    const collection = database.db.collection('people');
    await collection.updateOne({ user: people.minji }, { $set: { hiredOn: '2024-05-06' } });
    await collection.updateMany({ user: { $in: [people.minji, people.hana] } }, { $set: { teamId: 'Platform' } });
    const w = words(language);
    const l = w.leave;
    const me = await stage.visit(people.manager);
    const { home, dialog } = me;
    const form = dialog(l.title);
    const changing = dialog(l.changeTitle);
    const leaveLeft = (days: number): Promise<void> =>
      me.shows(home.locator('.block').filter({ hasText: w.home.annualLeave }), l.days(days));
    /** The leave form, opened on Home, with the type chosen. */
    const open = async (type: string): Promise<void> => {
      await me.opens(home, w.home.requestLeave, l.title);
      if (type !== 'annual') await me.choose(form, l.type, w.leaveType(type));
      await world.quiet();
    };
    const from = { vested: '2026-05-06', until: '2027-05-05' };
    /** The form tells what is taken, from which grant, and what is left before and after. */
    const counts = (within: Locator, takes: string, days: number, before: number, after: number): Promise<void> =>
      me.shows(
        within,
        l.takes(takes),
        l.left(w.ledger.pool('annual'), l.days(before), l.days(after)),
        l.fromGrant(l.days(days), undefined, from.vested, from.until),
      );
    const mine = (date: string): Locator => me.block(home, w.date(date));
    const change = async (date: string): Promise<void> => {
      await me.menu(mine(date), action.mine, w.approvals.more.change ?? '');
      await changing.waitFor();
      await world.quiet();
    };
    const waiting = home.getByRole('button', { name: w.approvals.approve, exact: true });
    /** The administrator approves whatever waits. */
    const approved = async (n: number, title = w.approvals.approveConfirm.title): Promise<void> => {
      await me.be(NAMES.admin);
      for (let left = n; left > 0; left--) {
        await expect.poll(() => waiting.count()).toBe(Math.min(left, 5));
        await me.sure(home, w.approvals.approve, title);
        await me.openHome();
      }
      expect(await waiting.count()).toBe(0);
      await me.be(NAMES.minji);
    };

    // The administrator lets people ask for hours, and wants to be warned of more than one away in a team.
    await me.manages(w.policy.open);
    await me.click(me.block(dialog(w.policy.title), w.policy.fields.smallestUnit), w.policy.change);
    const policy = dialog(w.policy.groups.leave);
    await me.choose(policy, w.policy.fields.smallestUnit, w.policy.choices.smallestUnit?.hour ?? '');
    await policy.getByLabel(w.policy.fields.awayLimit, { exact: true }).fill('1');
    await me.pick(policy, w.policy.from, '2026-11-24');
    await me.submit(w.policy.groups.leave);
    await dialog(w.policy.differenceTitle).waitFor();
    await me.send(w.policy.differenceTitle);
    await me.closeAll();

    // A quarter of a day: 15 − 0.25. Its form says which hours it is.
    await me.be(NAMES.minji);
    await leaveLeft(15);
    await open('quarter');
    await me.pick(form, l.on, '2026-11-26');
    await me.choose(form, l.part, l.partWithLength('q4', w.duration(120)));
    await counts(form, l.days(0.25), 0.25, 15, 14.75);
    await me.send(l.title);
    await leaveLeft(14.75);

    // Hours of the next day: an hour and a half of eight, 14.75 − 0.1875; meanwhile the form says what is wrong.
    await open('hours');
    await me.shows(form, l.errors['missing-time']);
    await me.pick(form, l.on, '2026-11-27');
    await me.choose(form, l.timeFrom, '14:00');
    await world.quiet();
    await me.choose(form, l.timeTo, '13:30');
    await me.shows(form, l.errors['ends-before-it-begins']);
    await world.quiet();
    await me.choose(form, l.timeTo, '15:30');
    await counts(form, l.hoursAs(w.duration(90), l.days(0.1875)), 0.1875, 14.75, 14.5625);
    await me.send(l.title);
    await leaveLeft(14.5625);

    // A week, 14.5625 − 5; two days of illness, which take nothing and of which colleagues see only that she is away.
    await open('annual');
    await me.pick(form, l.from, '2026-11-30');
    await me.pick(form, l.to, '2026-12-04');
    await counts(form, l.days(5), 5, 14.5625, 9.5625);
    await me.send(l.title);
    await open('sick');
    await me.pick(form, l.to, '2026-11-25');
    await me.shows(form, l.takes(l.days(2)), l.takesNone(true), l.onlyAway);
    await me.send(l.title);

    // A birth has its due date or its day, and needs nobody's approval; its document may follow, and comes at once here.
    await open('paternity');
    await me.pick(form, l.from, '2026-12-14');
    await me.pick(form, l.to, '2026-12-16');
    await me.shows(form, l.filesLater);
    await me.submit(l.title);
    await form.locator('[role="alert"], .field-error').first().waitFor();
    await me.pick(form, w.leaveEvent.asks.due ?? '', '2026-12-20');
    await me.shows(form, w.leaveEvent.usage(l.days(20), l.days(0), l.days(17)));
    const file = { name: 'birth.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') };
    await form.locator('input[type=file]').setInputFiles(file);
    await form.getByText(file.name).waitFor();
    await me.send(l.title);
    await leaveLeft(9.5625);
    await approved(4);
    await leaveLeft(9.5625);

    // The week becomes three days: 9.5625 + 2. Until it is approved the five stand. Half an hour more on Friday: 9.5625 − 0.0625.
    await change('2026-11-30');
    await me.submit(l.changeTitle);
    await me.shows(changing, l.errors['not-changed']);
    await me.pick(changing, l.to, '2026-12-02');
    await counts(changing, l.days(3), 3, 9.5625, 11.5625);
    await me.send(l.changeTitle);
    await leaveLeft(9.5625);
    await change('2026-11-27');
    await me.choose(changing, l.timeFrom, '13:30');
    await counts(changing, l.hoursAs(w.duration(120), l.days(0.25)), 0.25, 9.5625, 9.5);
    await me.send(l.changeTitle);
    await me.be(NAMES.admin);
    await me.shows(home, l.change(w.leaveType('annual')), l.change(w.leaveType('hours')));
    await approved(2);
    // 15 − 0.25 − 0.25 − 3
    await leaveLeft(11.5);
    // What the change replaced is over: it stands in the list of all.
    await home.locator('button[data-action-id="home.list"]').first().click();
    await me.shows(dialog(w.home.lists.mine), w.home.requestReplaced);
    await me.closeAll();

    // The quarter is cancelled: its 0.25 come back once that is approved.
    await me.menu(mine('2026-11-26'), action.mine, w.approvals.more.cancel ?? '');
    const cancelling = w.approvals.reasonTitles['ask-cancel'] ?? '';
    await dialog(cancelling).getByRole('textbox').fill('!');
    await me.send(cancelling);
    await leaveLeft(11.5);
    await approved(1, w.approvals.cancelConfirm.title);
    await leaveLeft(11.75);

    // Her statement line by line, the newest first.
    await me.click(home, w.ledger.open);
    const statement = dialog(w.ledger.title);
    await me.shows(statement, w.ledger.left(w.ledger.pool('annual'), 11.75));
    const rows = (await statement.locator('.block').allTextContents()).filter(text => /^[+−]/.test(text));
    const past = rows.slice(-BY_HAND.length).reverse();
    for (const [i, [days, on, balance]] of BY_HAND.entries())
      for (const text of [w.ledger.signed(days), w.date(on), w.ledger.balance(balance)])
        expect(past[i]).toContain(text);
    await me.closeAll();

    // A colleague sees that she is away, not why; and is warned that she would be the second one of the team.
    await me.be(NAMES.hana);
    await me.shows(home, `${NAMES.minji} (${w.leaveShort('away')})`);
    expect(await home.textContent()).not.toContain(w.leaveType('sick'));
    await me.opens(home, w.home.awayCalendar, w.awayCalendar.title);
    const away = dialog(w.awayCalendar.title);
    await me.click(away, w.awayCalendar.month);
    await me.shows(away, w.awayCalendar.monthOf('2026-11-01'));
    for (const [date, type] of [
      ['2026-11-24', 'away'],
      ['2026-11-25', 'away'],
      ['2026-11-27', 'hours'],
      ['2026-11-30', 'annual'],
    ] as const)
      await me.shows(
        away.locator('.block').filter({ hasText: w.date(date) }),
        `${NAMES.minji} (${w.leaveShort(type)})`,
      );
    expect(await away.textContent()).not.toContain(w.date('2026-11-26'));
    expect(await away.textContent()).not.toContain(w.leaveType('sick'));
    await me.closeAll();
    await open('annual');
    await me.pick(form, l.from, '2026-12-01');
    await me.shows(form, l.errors['team-away'](w.date('2026-12-01'), 1, 1));
    await me.closeAll();
  },
  180_000,
);
