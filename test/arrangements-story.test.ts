import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { NAMES, storyStage } from './support/story.ts';
import { spaced } from './support/texts.ts';

const stage = storyStage();

/**
 * A week of fixed hours, 09:00–18:00, added up by hand, minutes. Half an hour of break from 4 h 30 on, an hour from 9 h on. Over 8 h a
 * day: 180 + 180 + 250 + 150 = 760; the rest, 4 × 480 + 470, stays below 40 hours. All of it is 52 h 30, half an hour beyond 52.
 *      day   in       out      worked break overtime, late and early are told by flags */
const BY_HAND: [
  day: string,
  from: string,
  to: string,
  worked: number,
  rest: number,
  overtime: number,
  flags: string,
][] = [
  ['09', '09:00', '21:00', 660, 60, 180, ''],
  ['10', '09:20', '17:40', 470, 30, 0, '지각, 조퇴'],
  ['11', '09:00', '21:00', 660, 60, 180, ''],
  ['12', '09:00', '22:10', 730, 60, 250, ''],
  ['13', '09:00', '20:30', 630, 60, 150, ''],
];
const numbersOf = (r: Record<string, string>) => [
  ...[r.날짜?.slice(8), r.출근, r.퇴근, Number(r['근무(분)']), Number(r['휴게(분)']), Number(r['연장근무(분)'])],
  r['특이 사항'],
];

it('selective and fixed hours, a week over 52 hours and its overtime, told by clicking', async () => {
  const world = await stage.open('ko', { at: '2026-11-02T08:30:01+09:00', reminders: true });
  const { people, slack } = world;
  const me = await stage.visit(people.manager);
  const { w, home, dialog, block } = me;
  const at = async (moment: string): Promise<void> => {
    await world.jump(`2026-11-${moment}:01+09:00`);
    await me.openHome();
  };
  const shows = async (...texts: string[]): Promise<void> => {
    for (const text of texts) await home.getByText(text).first().waitFor();
  };
  /** The form of a check-in, the first time: from then on a press is enough. */
  const first = async (name: string): Promise<void> => {
    const form = await me.opens(home, name, name);
    await form.getByRole('checkbox').check();
    await me.submit(name);
  };
  const press = async (name: '출근' | '퇴근'): Promise<void> => {
    await me.click(home, name);
    await home.getByText(name === '출근' ? '근무 중' : '퇴근 완료').waitFor();
    await world.quiet();
  };
  const become = async (name: string): Promise<void> => {
    await me.become(name);
    await me.openHome();
  };
  const told = (who: string, text: string): number =>
    slack
      .as(who)
      .messages('app')
      .filter(m => m.user !== who && JSON.stringify(m.blocks ?? m.text).includes(text)).length;

  // An administrator says how three people work and who leads them, and that overtime counts once it is approved.
  await me.manages(w.people.open);
  const list = dialog(w.people.title);
  const arranged = [
    { name: NAMES.minji, is: '선택적', hours: '10:00-15:00' },
    { name: NAMES.hana, is: '고정', hours: '09:00' },
  ];
  for (const { name, is, hours } of arranged) {
    const window = await me.opens(block(list, name), w.person.show, w.person.title);
    const form = await me.opens(window, w.person.edit, w.people.person);
    await me.choose(form, w.people.fields.manager, NAMES.woojin);
    await me.choose(form, w.people.fields.arrangement, is);
    await form.getByLabel(w.people.fields.hours, { exact: true }).fill(hours);
    await me.submit(w.people.person);
    await me.send(w.policy.differenceTitle);
    await me.closeOne(w.person.title);
  }
  await me.closeAll();
  await me.manages(w.policy.open);
  const settings = dialog(w.policy.title);
  await settings.getByRole('button', { name: w.policy.change, exact: true }).nth(1).click();
  const hours = dialog(w.policy.groups.workingTime);
  await me.choose(hours, '승인받은 연장근무만 인정', '예');
  await me.submit(w.policy.groups.workingTime);
  await me.submit('변경 확인');
  await settings.getByText('저장했습니다').waitFor();
  await me.closeAll();

  // November's 21 working days make 168 hours; overtime is above 40 × 30 / 7. Of a day only its core time is asked.
  await become(NAMES.minji);
  await shows('코어타임 10:00–15:00', '168시간 · 21일 남음', '연장 171시간 25분 초과부터 · 최대 222시간 51분');
  await at('02T09:00');
  await first('출근');
  await shows('근무 중', '15:00 이후 퇴근 가능 · 18:00에 근무 시간 충족');
  await at('02T15:30');
  await shows('오늘 6시간 · 지금 퇴근 가능 (15:00부터)');
  await press('퇴근');
  // 6 h 30 there less half an hour of break.
  await shows('6시간 / 40시간', '162시간 · 20일 남음');
  expect(await home.getByText('52시간까지').count()).toBe(0);

  // Whoever switched a reminder off has no more of it.
  const notIn = '아직 출근 기록이 없습니다';
  expect(told(people.hana, notIn)).toBe(1);
  await become(NAMES.hana);
  await shows('출근 시각 09:00', '52시간 남음');
  await me.opens(home, '설정', w.settings.title);
  for (const id of ['in', 'out'])
    await dialog(w.settings.title).getByLabel(w.reminders.option(id), { exact: true }).uncheck();
  await me.send(w.settings.title);
  await at('03T10:05');
  expect([told(people.minji, notIn), told(people.hana, notIn)]).toEqual([1, 1]);

  // A week of fixed hours, as BY_HAND has it. By Thursday three days were over 8 hours: 10 h 10 that nobody approved.
  await at('09T09:00');
  await first('출근');
  await shows('18:00 이후 퇴근 가능');
  await at('09T21:00');
  await press('퇴근');
  for (const [day, from, to] of BY_HAND.slice(1, 4)) {
    await at(`${day}T${from}`);
    await press('출근');
    await at(`${day}T${to}`);
    await press('퇴근');
  }
  await me.openHome();
  await shows('42시간 / 40시간', '연장 10시간 10분 · 미승인 10시간 10분', '10시간 남음');
  const log = await me.openMessages();
  const note = log.locator('.message').filter({ hasText: '11월 12일(목) 근무' });
  await note.getByText('승인되지 않은 연장·휴일근무가 4시간 10분').waitFor();
  await me.click(note, w.reminders.askOvertime);
  const form = dialog('연장근무');
  await form.getByLabel('사유', { exact: true }).fill('배포');
  await me.send('연장근무');
  await become(NAMES.admin);
  await home.getByText('11월 12일(목) 18:00–22:10 · 4시간 10분').waitFor();
  await me.sure(home, w.approvals.approve, w.approvals.approveConfirm.title);
  await become(NAMES.hana);
  await shows('연장 10시간 10분 · 미승인 6시간');

  // On Friday 48 hours are full after six of work, at 15:30, and 52 after ten, at 20:00: she and her manager hear of each once.
  const warned = (text: string): number[] => [people.hana, people.woojin].map(who => told(who, text));
  const [near, full] = ['주 최대 52시간까지', '주 최대 52시간을'];
  await at('13T09:00');
  await press('출근');
  await world.jump('2026-11-13T15:25:01+09:00');
  expect(warned(near)).toEqual([0, 0]);
  for (const time of ['15:31', '15:50', '20:01', '20:20']) await world.jump(`2026-11-13T${time}:01+09:00`);
  expect([...warned(near), ...warned(full)]).toEqual([1, 1, 1, 1]);
  await at('13T20:30');
  await press('퇴근');
  await me.openHome();
  await shows('연장 12시간 40분 · 미승인 8시간 30분', '30분 초과');

  // With the afternoon off her day ends after four hours and the break that they need.
  await at('18T09:00');
  await me.opens(home, w.home.requestLeave, w.leave.title);
  await me.choose(dialog(w.leave.title), '종류', '반차');
  await me.choose(dialog(w.leave.title), '시간대', '오후');
  await me.send(w.leave.title);
  await become(NAMES.admin);
  await me.sure(home, w.approvals.approve, w.approvals.approveConfirm.title);
  await become(NAMES.hana);
  await press('출근');
  await shows('오늘 오후 반차', '13:30 이후 퇴근 가능');

  // Her manager sees himself and the two whom he leads, day by day, and has the file of hers; HR sees everybody.
  await become(NAMES.woojin);
  await me.opens(home, w.myMonth.open, w.myMonth.title);
  await me.click(dialog(w.myMonth.title), w.myMonth.people);
  const team = dialog(w.myMonth.list.title);
  await team.getByText('2026년 11월 · 3명').waitFor();
  expect(await team.getByText(NAMES.minji).count()).toBe(1);
  await me.click(block(team, NAMES.hana), '자세히');
  const months = dialog(w.myMonth.titleOf);
  await months.getByText('연장근무', { exact: true }).waitFor();
  const shown = ((await months.textContent()) ?? '').replaceAll('\n', '');
  for (const text of ['연장근무12시간 40분', '미승인8시간 30분']) expect(shown).toContain(text);
  await me.click(block(months, '11월 10일'), '자세히');
  const day = dialog('하루 근무 기록');
  await day.getByText('지각 (20분)').waitFor();
  await day.getByText('조퇴 (20분)').waitFor();
  await me.closeOne('하루 근무 기록');
  await me.click(months, w.myMonth.csv);
  await months.getByText('파일을 보내 드립니다').waitFor();
  await me.closeAll();
  const link = (await me.openMessages()).locator('.file a').last();
  await link.waitFor();
  const file = await fetch(new URL((await link.getAttribute('href')) ?? '', slack.url));
  const rows: Record<string, string>[] = parse(new TextDecoder().decode(await file.arrayBuffer()), { columns: true });
  expect(rows.filter(r => r.날짜 && r.날짜 >= '2026-11-09' && r.날짜 <= '2026-11-13').map(numbersOf)).toEqual(BY_HAND);
  await become(NAMES.admin);
  await me.opens(home, w.myMonth.open, w.myMonth.title);
  await me.click(dialog(w.myMonth.title), w.myMonth.everybody);
  await team.getByText('2026년 11월 · 8명').waitFor();
}, 240_000);

it('part time, another zone, commands, a shortcut and an administrator’s correction, told by clicking in English', async () => {
  const world = await stage.open('en', { at: '2026-11-04T08:50:01+09:00', everybody: true });
  const { people } = world;
  const me = await stage.visit(people.manager);
  const { w, page, home, dialog, block } = me;
  const [LUCAS, EMILY] = ['Lucas Moreau', 'Emily Carter'];
  const shows = async (...texts: string[]): Promise<void> => {
    for (const text of texts) await home.getByText(text).first().waitFor();
  };
  const become = async (name: string): Promise<void> => {
    await me.become(name);
    await me.openHome();
  };
  const says = async (line: string, answer: string): Promise<void> => {
    await page.locator('.composer textarea').fill(line);
    await page.locator('.composer .send').click();
    await page.getByRole('log').getByText(answer).last().waitFor();
    await world.quiet();
  };

  // He works Mondays, Wednesdays and Fridays, five hours each: the 13 of them in November are 65 hours, and 12 are still to come.
  await me.manages(w.people.open);
  const window = await me.opens(block(dialog(w.people.title), LUCAS), w.person.show, w.person.title);
  const form = await me.opens(window, w.person.edit, w.people.person);
  await form.getByLabel(w.people.fields.schedule ?? '', { exact: true }).fill('Mon Wed Fri 5h');
  await me.submit(w.people.person);
  await me.send(w.policy.differenceTitle);
  await me.closeAll();
  await become(LUCAS);
  await shows('0 min of 15 h', '65 h · 12 days to go');

  // His day by commands: five hours and the half hour that he records as his break.
  const log = await me.openMessages();
  await world.jump('2026-11-04T09:00:01+09:00');
  await says('/daybook in', 'Checked in at 09:00 (Office).');
  await world.jump('2026-11-04T12:00:01+09:00');
  await says('/daybook break', 'Break since 12:00.');
  await world.jump('2026-11-04T12:30:01+09:00');
  await says('/daybook back', 'Break over: 12:00–12:30, 30 min.');
  await says('/daybook status', 'Today 3 h · done at 14:30 (30 min break included)');
  await me.openHome();
  await shows('3 h of 15 h');

  // In New York it is late on Tuesday evening, and she begins the workplace's Wednesday.
  await world.jump('2026-11-04T12:40:01+09:00');
  await become(EMILY);
  await shows('Times in your time zone (New York), dates in Seoul', 'arrival window was 18:00–21:00');
  await me.openMessages();
  await page.locator('button.bolt').click();
  await page.locator('[data-shortcut]').first().click();
  const clock = dialog(w.clock.title);
  await clock.getByText('check in now to be done at 07:40').waitFor();
  await me.click(clock, w.home.checkIn);
  await clock.getByText('since 22:40').waitFor();
  await me.closeAll();
  await me.openHome();
  await shows('the workday of Wed 4 Nov', 'done at 07:40 (1 h break included)');

  await world.jump('2026-11-04T14:30:01+09:00');
  await become(LUCAS);
  await me.openMessages();
  await says('/daybook out', 'Checked out at 14:30');
  await me.openHome();
  await shows('5 h of 15 h', '60 h · 11 days to go');

  // An administrator knows that he came at 8:30; he is told what was changed and why.
  await become(NAMES.admin);
  await me.opens(home, w.myMonth.open, w.myMonth.title);
  await me.click(dialog(w.myMonth.title), w.myMonth.everybody);
  await me.click(block(dialog(w.myMonth.list.title), LUCAS), w.myMonth.show);
  const months = dialog(w.myMonth.titleOf);
  await me.click(block(months, 'Wed 4 Nov'), w.myMonth.show);
  const day = dialog(w.myMonth.day.title);
  await me.click(day, w.myMonth.day.correct);
  const correction = dialog(w.corrections.title);
  await correction.getByLabel(w.corrections.in(1), { exact: true }).fill('08:30');
  await correction.getByLabel(w.corrections.reason, { exact: true }).fill('Door log');
  await correction.getByText('5 h → 5 h 30 m').waitFor();
  await me.submit(w.corrections.title);
  await page.getByRole('dialog').getByText('09:00–14:30 → 08:30–14:30').first().waitFor();
  await world.quiet();
  await me.closeAll();
  await become(LUCAS);
  await shows('5 h 30 m of 15 h');
  await me.openMessages();
  await log.getByText('09:00–14:30 → 08:30–14:30').waitFor();
  await log.getByText('Door log').waitFor();

  // Her night is the workplace's: of 12:40–23:00 in Seoul, which is 22:40–09:00 to her, the last hour.
  await world.jump('2026-11-04T23:00:01+09:00');
  await become(EMILY);
  await me.click(home, w.home.checkOut);
  await me.shows(home, w.home.checkInAgain);
  await me.opens(home, w.myMonth.open, w.myMonth.title);
  const hers = spaced((await dialog(w.myMonth.title).textContent()) ?? '').replaceAll('\n', '');
  expect(hers).toContain('Night (22:00–06:00 in Seoul)1 h');
  // 10 h 20 there less an hour of break.
  expect(hers).toMatch(/Wed 4 Nov\s*22:40–09:00\s*9 h 20 m/);
}, 240_000);
