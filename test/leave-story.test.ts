import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { action } from '../blocks/ids.ts';
import { words } from '../src/i18n/index.ts';
import { NAMES, PATIENCE, storyStage, type Visitor } from './support/story.ts';

const w = words('ko');
const stage = storyStage();

/**
 * Her ledger, added up by hand: what it says on 10 June 2027, the oldest first. Hired on 10 December 2025, she has a day for each month until
 * 10 November 2026, and fifteen on the first anniversary; what is left of the monthly days lapses on the evening before.
 */
const BY_HAND: readonly [days: string, on: string, balance: string][] = [
  ['+1일', '2026년 1월 10일', '1일'],
  ['+1일', '2026년 2월 10일', '2일'],
  ['+1일', '2026년 3월 10일', '3일'],
  ['+1일', '2026년 4월 10일', '4일'],
  ['+1일', '2026년 5월 10일', '5일'],
  ['+1일', '2026년 6월 10일', '6일'],
  ['+1일', '2026년 7월 10일', '7일'],
  ['+1일', '2026년 8월 10일', '8일'],
  ['+1일', '2026년 9월 10일', '9일'],
  ['+1일', '2026년 10월 10일', '10일'],
  ['+1일', '2026년 11월 10일', '11일'],
  ['−1일', '2026년 12월 1일', '10일'],
  ['−10일', '2026년 12월 9일', '0일'],
  ['+15일', '2026년 12월 10일', '15일'],
  ['−0.5일', '2026년 12월 24일', '14.5일'],
  ['−0.5일', '2026년 12월 28일', '14일'],
  ['−2일', '2027년 6월 21일', '12일'],
  ['−1일', '2027년 7월 5일', '11일'],
];
/** What is to come: the eleven days that are left lapse, and fifteen vest on the second anniversary. */
const TO_COME: typeof BY_HAND = [
  ['−11일', '2027년 12월 9일', '0일'],
  ['+15일', '2027년 12월 10일', '15일'],
];

/** Fills the leave form in as far as before it is sent. */
async function leave(me: Visitor, o: { type?: string; part?: string; from: string; to?: string }): Promise<Locator> {
  await me.click(me.home, w.home.requestLeave);
  const form = me.dialog(w.leave.title);
  if (o.type) {
    await me.choose(form, w.leave.type, o.type);
    await form.getByLabel(w.leave.on, { exact: true }).waitFor();
  }
  await me.pick(form, o.type ? w.leave.on : w.leave.from, o.from);
  if (o.to) await me.pick(form, w.leave.to, o.to);
  if (o.part) await me.choose(form, w.leave.part, o.part);
  return form;
}

it('a year of leave by clicking: from the monthly days over the first anniversary to a promotion notice', async () => {
  const world = await stage.open('ko', { at: '2026-11-24T10:30:00+09:00' });
  const { people } = world;
  await world.database.db
    .collection<{ _id: string }>('people')
    .updateOne({ _id: `${world.slack.team.id}:${people.minji}` }, { $set: { hiredOn: '2025-12-10' } });
  const me = await stage.visit(people.minji);
  const { home, dialog } = me;
  const waiting = home.getByRole('button', { name: w.approvals.approve, exact: true });
  const mine = (when: string): Locator => home.locator('.block').filter({ hasText: when });
  /** The administrator approves what waits, and she is back on her Home. */
  const approved = async (title: string, n = 1): Promise<void> => {
    await me.be(NAMES.admin);
    await expect.poll(() => waiting.count(), { timeout: PATIENCE }).toBe(n);
    for (let left = n; left > 0; left--) {
      await me.sure(home, w.approvals.approve, title);
      await expect.poll(() => waiting.count(), { timeout: PATIENCE }).toBe(left - 1);
    }
    await me.be(NAMES.minji);
  };
  const takes = (form: Locator, text: string): Promise<void> => form.getByText(text).first().waitFor();
  const leaveLeft = (days: string): Promise<void> =>
    home
      .locator('.block')
      .filter({ hasText: new RegExp(`${w.home.annualLeave}\\s*${days}`) })
      .first()
      .waitFor();

  // Eleven months of her first year: eleven days.
  await leaveLeft('11일');

  // A week is approved and cancelled again: its five days come back.
  const week = await leave(me, { from: '2026-11-30', to: '2026-12-04' });
  await takes(week, '5일 사용');
  await takes(week, '남은 연차 11일 → 신청 후 6일');
  await me.send(w.leave.title);
  await mine('11월 30일').getByText(w.home.requestWaiting).waitFor();
  await approved(w.approvals.approveConfirm.title);
  await leaveLeft('6일');
  await me.menu(mine('11월 30일'), action.mine, w.approvals.more.cancel ?? '');
  const cancelling = w.approvals.reasonTitles['ask-cancel'] ?? '';
  await dialog(cancelling).getByRole('textbox').fill('일정이 바뀌었습니다');
  await me.submit(cancelling);
  await home.getByText(w.home.cancelWaiting).waitFor();
  await leaveLeft('6일');
  await approved(w.approvals.cancelConfirm.title);
  await leaveLeft('11일');

  // One of the monthly days is taken; half days around Christmas, a Friday, come from what vests on the anniversary.
  await leave(me, { from: '2026-12-01', to: '2026-12-01' });
  await me.send(w.leave.title);
  await mine('12월 1일').getByText(w.home.requestWaiting).waitFor();
  const eve = await leave(me, { type: '반차', from: '2026-12-24', part: '오후' });
  await takes(eve, '0.5일 사용');
  await takes(eve, '2026년 12월 10일(목) 발생 예정분에서 0.5일');
  await me.send(w.leave.title);
  await mine('12월 24일').getByText(w.home.requestWaiting).waitFor();
  const monday = await leave(me, { type: '반차', from: '2026-12-28', part: '오전' });
  await takes(monday, '신청 후 14일');
  await me.send(w.leave.title);
  await mine('12월 28일').getByText(w.home.requestWaiting).waitFor();
  await approved(w.approvals.approveConfirm.title, 3);
  await leaveLeft('10일');

  // The anniversary: fifteen days vest, the ten that are left of the first year have lapsed.
  await me.moveClock('2026-12-10T10:01');
  await leaveLeft('14일');
  const log = await me.openMessages();
  await log.getByText('새 연차 15일').waitFor();
  await me.openHome();

  // Twenty days in January are six too many: said in numbers beside the field.
  const january = await leave(me, { from: '2027-01-04', to: '2027-01-29' });
  await takes(january, '20일');
  await me.submit(w.leave.title);
  const refusal = january.locator('[role="alert"], .field-error').filter({ hasText: '20일' }).first();
  await refusal.waitFor();
  expect(await refusal.textContent()).toContain(w.leave.errors['too-little']('20일', '14일'));
  await me.closeAll();
  await leaveLeft('14일');

  // Use promotion on its first day: prepared, reviewed, sent, read, and answered with dates.
  await me.moveClock('2027-06-10T09:01');
  await me.be(NAMES.admin);
  await me.manages(w.manage.todo.notices(1));
  const review = dialog(w.promotion.title);
  await review.getByText(NAMES.minji).first().waitFor();
  expect(await review.textContent()).toContain('14일 · 2027년 12월 9일(목)까지');
  await me.sure(review, w.promotion.review.send(1), w.promotion.review.confirm.title);
  await me.closeAll();
  await me.be(NAMES.minji);
  const messages = await me.openMessages();
  await messages.getByText('연차 사용 촉진 안내').first().waitFor();
  await me.click(messages, w.promotion.notice.confirm);
  await messages.getByText('확인함').waitFor();
  await me.click(messages, w.promotion.notice.name);
  const naming = dialog(w.promotion.name.title);
  for (const [n, date] of ['2027-06-21', '2027-06-22', '2027-07-05'].entries())
    await me.pick(naming, w.promotion.name.date(n + 1), date);
  await me.submit(w.promotion.name.title);
  await dialog(w.promotion.title).getByText(w.promotion.name.done(3)).waitFor();
  await me.closeAll();
  await messages.getByText('직접 정한 날짜').waitFor();
  await messages.getByText('날짜를 정하지 않은 연차: 11일').waitFor();
  await approved(w.approvals.approveConfirm.title, 2);
  await leaveLeft('11일');

  // Her statement, the newest first, against what was added up by hand.
  await home.locator(`[data-action-id="${action.openStatement}"]`).first().click();
  const statement = dialog(w.ledger.title);
  await statement.getByText('연차 잔여').first().waitFor();
  const shown = await statement.locator('.block').allInnerTexts();
  const line = /^(?<days>[+−][\d.]+일) .* · (?<on>\d{4}년 \d+월 \d+일)\(.*잔여 (?<balance>[\d.]+일)$/s;
  const rows = shown.flatMap(text => {
    const found = line.exec(text)?.groups;
    return found ? [[found.days, found.on, found.balance]] : [];
  });
  expect(rows.reverse()).toEqual([...BY_HAND, ...TO_COME]);
  // 11 × 1 − 1 − 10 + 15 − 0.5 − 0.5 − 2 − 1 = 11
  expect(shown[0]).toBe('연차 잔여 11일');
}, 180_000);
