import { parse } from 'csv-parse/sync';
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { ledgerAction } from '../blocks/ledger-ids.ts';
import { words } from '../src/i18n/index.ts';
import { languages, NAMES, storyStage } from './support/story.ts';

const stage = storyStage();
const PUBLIC = 'https://daybook.acorn.example';
/** What HR writes. */
const BIRTHDAY = 'Birthday leave';
const STOCKTAKING = 'Stocktaking';
const LATE = '2026-09-25';

/**
 * Added up by hand. Hired on 15 March 2024: on 13 September 2026 the fifteen days of the second anniversary; usable until 14 March 2027.
 * Hired on 2 May 2022, last day 30 October 2026: by hire date 11 + 15 + 15 + 16 + 16 = 73, where the years from 1 January give
 * 11 + 10.5 (15 × 244 / 365 = 10.03, up to the half day) + 15 + 15 + 16 = 67.5. Of the opening balance of 3.5 nothing is taken until then.
 */
const SHEET = [
  'email,hire date,team,opening balance,as of,usable until',
  'minji@acorn.example,2024-03-15,Platform,12,2026-09-13,',
  'hana@acorn.example,2024-03-15,Platform,15,2026-09-13,2027-03-14',
  'seoyeon@acorn.example,2022-05-02,Design,3.5,2026-09-13,',
  'lucas@acorn.example,2022-05-02,Design,lots,2026-09-13,',
].join('\n');

it.each(languages('en'))(
  'leave as HR keeps it, by clicking: moving in, types, days without leave, grants, feeds, designation, leaving (%s)',
  async language => {
    const env = { DAYBOOK_PUBLIC_URL: PUBLIC };
    const world = await stage.open(language, { everybody: true, at: '2026-09-14T10:00:00+09:00', env });
    const { people, app, slack } = world;
    const w = words(language);
    const me = await stage.visit(people.manager);
    const { home, dialog } = me;
    const settings = async (name: string, title: string): Promise<Locator> => {
      await me.manages(w.policy.open);
      return me.opens(dialog(w.policy.title), name, title);
    };
    const field = (within: Locator, label: string): Locator => within.getByLabel(label, { exact: true });
    /** The rows of the last file in the conversation with Daybook. */
    const lastFile = async (name: string): Promise<Record<string, string>[]> => {
      const link = (await me.openMessages()).locator('.file a').filter({ hasText: name }).last();
      await link.waitFor();
      const file = await fetch(new URL((await link.getAttribute('href')) ?? '', slack.url));
      return parse(new TextDecoder().decode(await file.arrayBuffer()), { columns: true, bom: true });
    };

    // Moving in: the file's balances beside what the policy computes; a line that cannot be read is left out.
    await me.manages(w.people.open);
    const importing = await me.opens(dialog(w.people.title), w.people.importOpen, w.people.importTitle);
    const sheet = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(SHEET) };
    await importing.locator('input[type=file]').setInputFiles(sheet);
    await importing.getByText(sheet.name).waitFor();
    await me.submit(w.people.importTitle);
    const { opening } = w;
    await me.shows(importing, w.people.badLines, '“lots”', opening.which(3, 2));
    const said = (await importing.textContent()) ?? '';
    for (const text of [opening.difference(-3), opening.same, opening.difference(-12.5), opening.policy(15)])
      expect(said).toContain(text);
    await importing.getByRole('checkbox').check();
    await me.submit(w.people.importTitle);
    await me.shows(importing, opening.done(3));
    await me.closeAll();

    // Types: illness needs a document from now on, there is a new one, and one is offered no more.
    const types = await settings(w.leaveTypes.open, w.leaveTypes.title);
    const editing = dialog(w.leaveTypes.editTitle);
    await me.click(me.block(types, w.leaveType('sick')), w.leaveTypes.edit);
    await me.choose(editing, w.leaveTypes.document, w.leaveTypes.yes);
    await field(editing, w.leaveTypes.notice).fill('x');
    await me.submit(w.leaveTypes.editTitle);
    await me.shows(editing, w.leaveTypes.problems['out-of-range'](365));
    await field(editing, w.leaveTypes.notice).fill('0');
    await me.send(w.leaveTypes.editTitle);
    await me.shows(me.block(types, w.leaveType('sick')), w.leaveTypes.about.document);
    const adding = await me.opens(types, w.leaveTypes.add, w.leaveTypes.newTitle);
    await field(adding, w.leaveTypes.name).fill(BIRTHDAY);
    await field(adding, w.leaveTypes.most).fill('1');
    await me.choose(adding, w.leaveTypes.span, w.leaveTypes.spans.year ?? '');
    await me.send(w.leaveTypes.newTitle);
    await me.shows(me.block(types, BIRTHDAY), w.leaveTypes.about.mostOf(1, 'year'));
    await me.click(me.block(types, w.leaveType('menstrual')), w.leaveTypes.edit);
    await me.click(editing, w.leaveTypes.switchOff);
    await me.shows(dialog(w.policy.differenceTitle), w.leaveTypes.offText);
    await me.send(w.policy.differenceTitle);
    await me.shows(me.block(types, w.leaveType('menstrual')), w.leaveTypes.off);
    await me.closeAll();

    // Days without leave of one team: annual leave is refused with the reason, illness only told to those who decide.
    const blocked = await settings(w.blocked.open, w.blocked.title);
    await me.pick(blocked, w.blocked.from, '2026-10-14');
    await me.pick(blocked, w.blocked.to, '2026-10-16');
    await field(blocked, w.blocked.reason).fill(STOCKTAKING);
    await me.choose(blocked, w.blocked.team, 'Platform');
    await me.submit(w.blocked.title);
    await me.button(blocked, w.blocked.remove).waitFor();
    await me.closeAll();
    await me.be(NAMES.minji);
    const form = await me.opens(home, w.home.requestLeave, w.leave.title);
    await me.pick(form, w.leave.from, '2026-10-15');
    const days = w.range('2026-10-14', '2026-10-16');
    await me.submit(w.leave.title);
    await me.shows(form.locator('[role="alert"], .field-error'), w.leave.errors.blocked(days, STOCKTAKING));
    await me.click(form, w.leave.type);
    const offered = await me.page.getByRole('listbox').getByRole('option').allTextContents();
    expect(offered.some(name => name.startsWith(BIRTHDAY))).toBe(true);
    expect(offered.some(name => name.startsWith(w.leaveType('menstrual')))).toBe(false);
    await me.page
      .getByRole('listbox')
      .getByRole('option')
      .filter({ hasText: w.leaveType('sick') })
      .click();
    await me.shows(form, w.leave.takes(w.leave.days(1)), STOCKTAKING, w.leave.files);
    await me.closeAll();

    // Grants by hand: 12 + 2.25 = 14.25, and taken back again; the person is told of both.
    await me.be(NAMES.admin);
    const statement = await me.opens(home, w.ledger.open, w.ledger.title);
    await statement.locator(`button[data-action-id="${ledgerAction.pickPerson}"]`).click();
    await me.page.getByRole('listbox').getByRole('option').filter({ hasText: NAMES.minji }).first().click();
    const balance = (n: number): Promise<void> => me.shows(statement, w.ledger.left(w.ledger.pool('annual'), n));
    await balance(12);
    const giving = await me.opens(statement, w.ledger.give, w.ledger.giveTitle);
    await me.choose(giving, w.ledger.what, `${w.ledger.pool('annual')} · ${w.ledger.kind('extra')}`);
    await field(giving, w.ledger.count).fill('2.125');
    await field(giving, w.ledger.why).fill('!');
    await me.submit(w.ledger.giveTitle);
    await me.shows(giving.locator('[role="alert"], .field-error'), w.ledger.problems['too-fine'] ?? '');
    await field(giving, w.ledger.count).fill('2.25');
    await me.pick(giving, w.ledger.until, '2026-12-31');
    await me.submit(w.ledger.giveTitle);
    const check = dialog(w.ledger.giveCheckTitle);
    await me.shows(check, w.ledger.change(12, 14.25), w.ledger.usableUntil('2026-12-31'));
    await me.send(w.ledger.giveCheckTitle);
    await balance(14.25);
    await me.button(statement, w.ledger.reverse).first().click();
    await me.send(w.ledger.reverseTitle);
    await balance(12);
    await me.closeAll();

    // A feed: its address answers until it is revoked.
    const feeds = await me.opens(home, w.feeds.open, w.feeds.title);
    await me.button(feeds, w.feeds.make).first().click();
    const address = ((await feeds.getByText(`${PUBLIC}/calendar/`).first().textContent()) ?? '').trim();
    const answer = (): Promise<Response> => fetch(`http://127.0.0.1:${app.port}${new URL(address).pathname}`);
    expect(await (await answer()).text()).toContain('BEGIN:VCALENDAR');
    await me.sure(feeds, w.feeds.revoke, w.feeds.revokeConfirm.title);
    await me.shows(feeds, w.feeds.none);
    expect((await answer()).status).toBe(404);
    await me.closeAll();

    // Use promotion: one is left out, one is sent; it is handed over on paper, and nothing is answered within ten
    // days, so the days are designated.
    await me.moveClock('2026-09-15T09:01');
    await me.openHome();
    await me.manages(w.manage.todo.notices(2));
    const review = dialog(w.promotion.title);
    const row = (name: string): Locator => me.block(review, name);
    await me.click(row(NAMES.hana), w.promotion.review.exclude);
    await dialog(w.promotion.exclude.title).getByRole('textbox').fill('!');
    await me.send(w.promotion.exclude.title);
    await me.sure(review, w.promotion.review.send(1), w.promotion.review.confirm.title);
    await me.shows(review, w.promotion.review.sending);
    await me.closeAll();
    await me.openHome();
    await me.manages(w.promotion.open);
    await me.choose(review, w.promotion.review.show, w.promotion.review.tabs.waiting ?? '');
    await me.shows(row(NAMES.minji), w.promotion.review.unseen);
    await me.sure(row(NAMES.minji), w.promotion.review.hand, w.promotion.review.handConfirm.title);
    await me.shows(row(NAMES.minji), w.promotion.review.answerBy('2026-09-25'));
    await me.closeAll();
    await me.moveClock('2026-09-28T09:01');
    await me.openHome();
    await me.manages(w.manage.todo.designate(1));
    await me.shows(row(NAMES.minji), w.promotion.review.designateBy('2027-01-14'));
    await me.click(row(NAMES.minji), w.promotion.review.designate);
    await me.shows(dialog(w.promotion.designate.title), w.promotion.name.date(12));
    await me.send(w.promotion.designate.title);
    await me.shows(review, w.promotion.review.none, w.promotion.designate.done(NAMES.minji, 12));
    await me.click(review, w.promotion.review.evidence);
    await me.shows(review, w.promotion.review.evidenceComes);
    await me.closeAll();
    const head = w.promotion.evidence.head;
    const evidence = await lastFile(w.promotion.evidence.file('2026-09-28'));
    const told = (name: string, column: number): string =>
      evidence.find(r => r[head[0] ?? ''] === name)?.[head[column] ?? ''] ?? '';
    expect([told(NAMES.minji, 6), told(NAMES.minji, 7)]).toEqual(['12', '0']);
    expect(told(NAMES.minji, 21).match(/2027-0[23]-\d\d/g)?.length).toBe(12);
    expect(told(NAMES.hana, 25)).toBe('!');
    // Whose days are designated confirms the dates, and is asked for none any more.
    await me.be(NAMES.minji);
    expect(await home.textContent()).not.toContain(w.promotion.on(LATE));
    await me.click(home, w.promotion.notice.confirmDates);
    await me.button(home, w.promotion.notice.confirmDates).waitFor({ state: 'detached' });
    await me.shows(me.page.locator('body'), w.promotion.datesSeen);
    await me.closeAll();
    await me.be(NAMES.admin);

    // Leaving: a last day is set, the two bases stand side by side, the rest is to be paid.
    await me.manages(w.people.open);
    const window = await me.opens(me.block(dialog(w.people.title), NAMES.seoyeon), w.person.show, w.person.title);
    await me.opens(window, w.person.edit, w.people.person);
    await me.pick(dialog(w.people.person), w.people.fields.lastDay, '2026-10-30');
    await me.submit(w.people.person);
    await me.send(w.policy.differenceTitle);
    await me.closeOne(w.person.title);
    const leavers = await me.opens(dialog(w.people.title), w.settlement.leavers, w.settlement.leavers);
    await me.shows(leavers, w.settlement.leaver('2026-10-30', 3.5));
    await me.click(me.block(leavers, NAMES.seoyeon), w.settlement.open);
    const settling = dialog(w.settlement.title);
    const t = w.settlement;
    await me.shows(settling, t.hireDate(73), t.fiscalYear(67.5), t.given(73), t.noDifference, t.unused(3.5));
    await me.submit(t.title);
    await me.shows(settling, t.history);
    await me.click(settling, t.file);
    await me.shows(settling, me.w.common.fileSent);
    await me.closeAll();
    const [settled] = await lastFile(t.fileName('2026-10-30'));
    const { columns } = t;
    expect([settled?.[columns.hireDate], settled?.[columns.fiscalYear], settled?.[columns.days]]).toEqual([
      ...['73', '67.5', '3.5'],
    ]);

    // Sixty days before fifteen days lapse, their owner is warned.
    await me.moveClock('2027-01-13T10:01');
    await me.become(NAMES.hana);
    const warning = w.ledger.told.lapsing(15, '2027-03-14', 60);
    await me.shows(await me.openMessages(), warning);
  },
  180_000,
);
