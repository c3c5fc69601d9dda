import { parse } from 'csv-parse/sync';
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { NAMES, storyStage } from './support/story.ts';

const stage = storyStage();

/**
 * The fortnight as it was added up by hand, minutes. Breaks are the legal ones: 30 minutes from 4 h 30 on, an hour from 9 h on. Overtime is
 * over 8 h a day; the rest of the second week, 4 × 480 + 450, stays below 40 hours.
 *      date          in       out        worked break night overtime */
const BY_HAND: [string, string, string, number, number, number, number][] = [
  ['2026-11-02', '09:00', '18:00', 480, 60, 0, 0],
  ['2026-11-03', '09:30', '19:00', 510, 60, 0, 30],
  ['2026-11-04', '09:00', '13:30', 240, 30, 0, 0],
  ['2026-11-05', '09:00', '18:00', 480, 60, 0, 0],
  ['2026-11-06', '09:00', '18:30', 510, 60, 0, 30],
  ['2026-11-09', '08:30', '18:00', 510, 60, 0, 30],
  ['2026-11-10', '09:00', '21:00', 660, 60, 0, 180],
  ['2026-11-11', '09:00', '21:00', 660, 60, 0, 180],
  ['2026-11-12', '22:00', '다음 날 06:00', 450, 30, 450, 0],
  ['2026-11-13', '12:00', '23:30', 630, 60, 90, 150],
];
const TOTAL = { worked: 5130, break: 540, night: 540, overtime: 600, leave: 240 };

it('a fortnight by clicking adds up as it does by hand: Home, My month, the file, a closed month', async () => {
  const world = await stage.open('ko', { at: '2026-11-02T09:00:01+09:00', reminders: true });
  const { slack, people, database } = world;
  await database.db.collection('people').updateMany({}, { $set: { quiet: ['in', 'out'] } });
  const me = await stage.visit(people.minji);
  const { page, home, dialog, click } = me;
  /** The clock moves, and Home is checked again. */
  const at = async (moment: string): Promise<void> => {
    await world.jump(`2026-${moment}:01+09:00`);
    await me.openHome();
  };
  const press = async (name: string, then: string): Promise<void> => {
    await click(home, name);
    await home.getByText(then).first().waitFor();
    await world.quiet();
  };
  const place = async (name: string): Promise<void> => {
    await click(home, '장소 변경');
    const form = page.getByRole('dialog');
    await form.getByLabel(name, { exact: true }).check();
    await form.locator('.dialog-foot .primary').click();
    await form.waitFor({ state: 'detached' });
    await home.getByText(`부터 · ${name}`).waitFor();
    await world.quiet();
  };
  const dms = (who: string, text: string): number =>
    slack
      .as(who)
      .messages('app')
      .filter(m => m.user !== who && JSON.stringify(m.blocks ?? m.text).includes(text)).length;

  // Monday: from now on a press is enough. She asks for Wednesday's afternoon.
  await home.getByText('아직 출근 전').waitFor();
  await database.db.collection('people').updateOne({ user: people.minji }, { $set: { manager: people.manager } });
  await click(home, '출근');
  await dialog('출근').getByRole('checkbox').check();
  await dialog('출근').getByRole('button', { name: '출근', exact: true }).click();
  await dialog('출근').waitFor({ state: 'detached' });
  await home.getByText('근무 중').waitFor();
  expect(await home.textContent()).toContain('18:00 이후 퇴근 가능 (휴게 1시간 포함)');
  await at('11-02T18:00');
  expect(await home.textContent()).toContain('지금 퇴근 가능 (18:00부터)');
  await press('퇴근', '퇴근 완료');
  expect(await home.textContent()).toContain('퇴근 완료 · 8시간');
  await click(home, '휴가 신청');
  const leave = dialog('휴가 신청');
  await leave.getByLabel('종류', { exact: true }).click();
  await page.getByRole('option').filter({ hasText: '반차' }).first().click();
  await leave.getByLabel('시간대', { exact: true }).click();
  await page.getByRole('option').filter({ hasText: '오후' }).first().click();
  await leave.getByLabel('날짜', { exact: true }).click();
  await page.getByRole('gridcell').getByText('4', { exact: true }).click();
  await leave.locator('button[data-value="2026-11-04"]').waitFor();
  await world.quiet();
  await leave.locator('.dialog-foot .primary').click();
  await leave.waitFor({ state: 'detached' });
  await home.getByText('승인 대기').waitFor();
  const approve = async (text: string, channel: boolean): Promise<void> => {
    await me.become(NAMES.admin);
    if (channel) await me.openRoom(world.adminChannel);
    else await me.openMessages();
    const card = page.locator('.message').filter({ hasText: text }).last();
    await click(card, '승인');
    if (!channel) await dialog('승인할까요?').getByRole('button', { name: '승인', exact: true }).click();
    await card.getByText('김수빈 님이 승인').waitFor();
    await world.quiet();
    await me.become(NAMES.minji);
  };
  await approve('반차', true);

  // Tuesday: a break, and three places.
  await at('11-03T09:30');
  await press('출근', '근무 중');
  await place('재택');
  await at('11-03T12:30');
  await press('휴게 시작', '휴게 중');
  await at('11-03T13:15');
  await press('휴게 종료', '근무 중');
  await at('11-03T15:00');
  await place('외근');
  await at('11-03T19:00');
  await press('퇴근', '퇴근 완료');
  expect(await home.textContent()).toContain('퇴근 완료 · 8시간 30분');

  // Wednesday: with the afternoon off, the day is full at half past one: four hours, and the break that the law asks for.
  await at('11-04T09:00');
  expect(await home.textContent()).toContain('오늘 오후 반차');
  await press('출근', '근무 중');
  expect(await home.textContent()).toContain('13:30 이후 퇴근 가능 (휴게 30분 포함)');
  await at('11-04T13:30');
  await press('퇴근', '퇴근 완료');

  // Thursday: she forgets to check out. The evening asks, and so does the morning; one press answers.
  await at('11-05T09:00');
  await press('출근', '근무 중');
  await world.jump('2026-11-05T20:05:01+09:00');
  const log = await me.openMessages();
  await log.getByText('아직 근무 중입니다. 퇴근하셨다면 언제 퇴근하셨나요?').waitFor();
  await at('11-06T09:00');
  await press('출근', '근무 중');
  await world.jump('2026-11-06T09:01:01+09:00');
  const asked = (await me.openMessages()).locator('.message').filter({ hasText: '퇴근 기록이 없습니다' }).last();
  await click(asked, '18:00 (평소)');
  await log.getByText('11월 5일(목): 09:00–18:00').first().waitFor();
  await at('11-06T18:30');
  await press('퇴근', '퇴근 완료');
  expect(await home.textContent()).toContain('37시간 / 36시간');

  // The next Monday is forgotten, too, and answered on Wednesday: the manager decides on the difference.
  await at('11-09T08:30');
  await press('출근', '근무 중');
  await at('11-10T09:00');
  await press('출근', '근무 중');
  await at('11-10T21:00');
  await press('퇴근', '퇴근 완료');
  await at('11-11T09:00');
  await press('출근', '근무 중');
  await click(home, '18:00 (평소)');
  await home.getByText('18:00 (평소)').waitFor({ state: 'detached' });
  await home.getByText('승인 대기').first().waitFor();
  await world.quiet();
  expect(dms(people.manager, '계산 안 됨 → 8시간 30분')).toBe(1);
  await approve('08:30–? → 08:30–18:00', false);
  await at('11-11T21:00');
  expect(await home.textContent()).not.toContain('승인 대기');
  await press('퇴근', '퇴근 완료');

  // A night shift: the day after it is another one.
  await at('11-12T22:00');
  await press('출근', '근무 중');
  await at('11-13T03:00');
  expect(await home.textContent()).toContain('11월 12일(목) 근무');
  await at('11-13T06:00');
  await press('퇴근', '아직 출근 전');
  expect(await home.textContent()).toContain('38시간 / 40시간');

  // On Friday the week crosses 48 hours: both hear of it, once.
  await at('11-13T12:00');
  await press('출근', '근무 중');
  await world.jump('2026-11-13T22:55:01+09:00');
  const near = '주 최대 52시간까지';
  expect([dms(people.minji, near), dms(people.manager, near)]).toEqual([0, 0]);
  await world.jump('2026-11-13T23:01:01+09:00');
  await world.jump('2026-11-13T23:20:01+09:00');
  expect([dms(people.minji, near), dms(people.manager, near)]).toEqual([1, 1]);
  await at('11-13T23:30');
  await press('퇴근', '퇴근 완료');
  expect(await home.textContent()).toContain('연장 9시간');
  expect(await home.textContent()).toContain('3시간 30분 남음');

  // My month has the numbers of the hand, and tells of a day how it is counted.
  await click(home, '내 근무 기록');
  const month = dialog('내 근무 기록');
  await month.getByText('연장근무', { exact: true }).waitFor();
  const shown = ((await month.textContent()) ?? '').replaceAll('\n', '');
  const said = ['85시간 30분', '휴가 인정4시간', '휴게9시간', '연장근무10시간'];
  for (const text of [...said, '야간 (22:00–06:00)9시간']) expect(shown).toContain(text);
  await month.locator('.block').filter({ hasText: '11월 12일' }).getByRole('button', { name: '자세히' }).click();
  const night = dialog('하루 근무 기록');
  await night.getByText('어떻게 계산되나요?').waitFor();
  const counted = (await night.textContent()) ?? '';
  for (const text of ['22:00–다음 날 06:00 = 8시간', '휴게 30분 공제: −30분', '야간(22:00–06:00) 7시간 30분'])
    expect(counted).toContain(text);
  await night.locator('.dialog-head .icon-button').click();

  // The file has them too, day by day.
  await click(month, 'CSV로 받기');
  await month.getByText('파일을 보내 드립니다').waitFor();
  await me.closeAll();
  const link = (await me.openMessages()).locator('.file a').last();
  await link.waitFor();
  const file = await fetch(new URL((await link.getAttribute('href')) ?? '', slack.url));
  const rows: Record<string, string>[] = parse(new TextDecoder().decode(await file.arrayBuffer()), { columns: true });
  const numbers = (row: Record<string, string> | undefined, ...names: string[]) => names.map(n => Number(row?.[n]));
  const columns = ['근무(분)', '휴게(분)', '야간(분)', '연장근무(분)'];
  for (const [date, from, to, ...minutes] of BY_HAND) {
    const row = rows.find(r => r.날짜 === date);
    expect([date, row?.출근, row?.퇴근, ...numbers(row, ...columns)]).toEqual([date, from, to, ...minutes]);
  }
  const total = rows.at(-1);
  expect(numbers(total, ...columns, '휴가 인정(분)')).toEqual([
    ...[TOTAL.worked, TOTAL.break, TOTAL.night, TOTAL.overtime, TOTAL.leave],
  ]);
  expect(rows.find(r => r.날짜 === '2026-11-03')?.장소).toBe('재택, 외근');

  // Closed, nothing of November is corrected; opened again with a reason, it is.
  await world.jump('2026-12-01T10:00:01+09:00');
  const turn = async (name: string, then: string, how: () => Promise<void>): Promise<void> => {
    await me.become(NAMES.admin);
    await me.openHome();
    await me.manages('근무 기록 관리');
    const months = dialog('근무 기록 관리');
    await click(months.locator('.block').filter({ hasText: '2026년 11월' }).first(), name);
    await how();
    await months
      .locator('.block')
      .filter({ hasText: `2026년 11월 · ${then}` })
      .waitFor();
    await me.closeAll();
    await me.become(NAMES.minji);
    await me.openHome();
  };
  const day = async (): Promise<Locator> => {
    await click(home, '내 근무 기록');
    await click(month, '◀ 2026년 11월');
    await month.locator('.block').filter({ hasText: '11월 13일' }).getByRole('button', { name: '자세히' }).click();
    await night.getByText('어떻게 계산되나요?').waitFor();
    return night;
  };
  await turn('마감', '마감', async () => {
    // The days after the fortnight have no record: closing asks for a reason.
    await dialog('월 마감').getByText('기록 없는 날').first().waitFor();
    await dialog('월 마감').getByRole('textbox').fill('두 주만 기록했습니다');
    await dialog('월 마감').locator('.dialog-foot .primary').click();
  });
  expect(await (await day()).textContent()).toContain('마감된 달의 기록입니다.');
  expect(await night.getByRole('button', { name: '정정', exact: true }).count()).toBe(0);
  await me.closeAll();
  await turn('마감 해제', '마감 해제', async () => {
    await dialog('마감 해제').getByRole('textbox').fill('빠진 기록을 넣습니다');
    await dialog('마감 해제').locator('.dialog-foot .primary').click();
  });
  await (await day()).getByRole('button', { name: '정정', exact: true }).waitFor();
  await me.closeAll();
}, 180_000);
