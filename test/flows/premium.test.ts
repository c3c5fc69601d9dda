import { parse } from 'csv-parse/sync';
import { afterEach, describe, expect, it } from 'vitest';
import { fieldBlock, formAction } from '../../blocks/form-ids.ts';
import { action } from '../../blocks/ids.ts';
import { monthAction } from '../../blocks/month-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { unitsOf } from '../../src/leave-record/units.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { grantsIn } from '../support/ledgers.ts';
import { seoulDay } from '../worktime/facts.ts';

let world: World;
afterEach(() => world.close());

const minji = () => world.slack.as(world.people.minji);
const shown = (): string => {
  const modal = minji().modal();
  expect(breaches('modal', { ...modal, type: 'modal' }).filter(b => /block|text|option|value/.test(b))).toEqual([]);
  return textsOf(modal);
};

async function press(id: string, value?: string): Promise<string> {
  await minji().press('modal', id, value === undefined ? {} : { buttonValue: value });
  await world.quiet();
  return shown();
}

async function openMonth(): Promise<string> {
  await minji().openHome();
  await minji().press('home', monthAction.open);
  await world.quiet();
  return shown();
}

async function recorded(...days: ReturnType<typeof seoulDay>[]): Promise<void> {
  const [team, user] = [world.slack.team.id, world.people.minji];
  const docs = days.map(d => ({
    ...{ _id: `${team}:${user}:${d.date}`, team, user, ...d, effects: [], history: [], version: 1 },
    spans: d.spans.map(s => ({ ...s, place: 'office' })),
  }));
  await world.database.db.collection<{ _id: string }>('workdays').insertMany(docs);
}

async function counted(date: string): Promise<string> {
  const text = await press(monthAction.day, date);
  await minji().dismiss();
  return text.slice(text.indexOf('어떻게 계산되나요?'));
}

describe('premium minutes of a month', () => {
  /*
   * October 2026, staggered, 8 h a day; breaks deducted by law. Holidays: 3 (Sat), 5 (Mon), 9 (Fri).
   *                               worked  overtime  holiday ≤ 8 h  > 8 h  night
   *  1 Thu 09:00–20:00               600       120 (over 8 h)
   *  2 Fri 10:00–19:00               480
   *  6, 7, 8  09:00–18:00       3 × 480
   *  9 Fri 09:00–14:00, 한글날       270                   270
   * 12–16 Mon–Fri 09:00–18:00   5 × 480
   * 17 Sat 10:00–15:30               300       300 (40 h are full)
   * 18 Sun 09:00–20:00               600                   480        120
   * 19 Mon 14:00–01:00               600       120                            180 (22:00–01:00)
   * 20–23 Tue–Fri 09:00–18:00   4 × 480
   * 26–29 Mon–Thu 09:00–18:00   4 × 480
   * 30 Fri 08:00–20:30               690       210
   * 31 Sat 09:00–12:00               180       180 (40 h are full; the week ends in November)
   *                               11,400       930           750      120    180
   */
  const plain = (...dates: number[]) =>
    dates.map(n => seoulDay(`2026-10-${String(n).padStart(2, '0')}`, ['09:00-18:00']));

  it('adds up as it does by hand: the month, its days and its file', async () => {
    world = await startWorld({ at: '2026-11-02T10:00:00+09:00' });
    await minji().openHome();
    await recorded(
      seoulDay('2026-10-01', ['09:00-20:00']),
      seoulDay('2026-10-02', ['10:00-19:00']),
      ...plain(6, 7, 8),
      seoulDay('2026-10-09', ['09:00-14:00']),
      ...plain(12, 13, 14, 15, 16),
      seoulDay('2026-10-17', ['10:00-15:30']),
      seoulDay('2026-10-18', ['09:00-20:00']),
      seoulDay('2026-10-19', ['14:00-01:00']),
      ...plain(20, 21, 22, 23, 26, 27, 28, 29),
      seoulDay('2026-10-30', ['08:00-20:30']),
      seoulDay('2026-10-31', ['09:00-12:00']),
    );
    await openMonth();
    const month = await press(monthAction.previous);
    for (const line of [
      '*근무*\n190시간',
      '*연장근무*\n15시간 30분',
      '*휴일근무 8시간 이내*\n12시간 30분',
      '*휴일근무 8시간 초과*\n2시간',
      '*야간 (22:00–06:00)*\n3시간',
      '55시간 · 연장 5시간 · 휴일근무 10시간',
      '*10월 18일(일)*  주휴일  09:00–20:00',
      '*10월 17일(토)*  휴무일  10:00–15:30',
    ])
      expect(month).toContain(line);
    expect(month).not.toContain('미승인');
    expect(await counted('2026-10-01')).toContain('연장 2시간: 하루 8시간 초과');
    expect(await counted('2026-10-17')).toContain('연장 5시간: 주 40시간 초과 (이날까지 하루 8시간 이내 근무 45시간)');
    expect(await counted('2026-10-18')).toContain('휴일근무 10시간: 8시간 이내 8시간, 8시간 초과 2시간');
    expect(await counted('2026-10-19')).toContain('야간(22:00–06:00) 3시간');

    await press(monthAction.csv);
    const url = minji().messages('app').at(-1)?.files?.at(-1)?.url ?? '';
    const bytes = Buffer.from(await (await fetch(new URL(url, world.slack.url))).arrayBuffer());
    const rows: Record<string, string>[] = parse(bytes, { bom: true, columns: true });
    const minutes = (row: Record<string, string> | undefined): number[] =>
      ['근무(분)', '연장근무(분)', '휴일근무 8시간 이내(분)', '휴일근무 8시간 초과(분)', '야간(분)'].map(name =>
        Number(row?.[name]),
      );
    expect(minutes(rows.at(-1))).toEqual([11_400, 930, 750, 120, 180]);
    expect(minutes(rows.find(r => r.날짜 === '2026-10-18'))).toEqual([600, 0, 480, 120, 0]);
  });
});

describe('overtime after midnight', () => {
  it('is given, and approved, in the shift of the evening before, though the next date was named', async () => {
    world = await startWorld({ at: '2026-11-25T09:00:00+09:00' });
    const { db } = world.database;
    const change = { workingTime: { overtimeNeedsApproval: true }, compensatory: { compensates: 'worked' } };
    const version = { version: 1, from: '2026-01-01', change, by: world.people.owner, at: 1, key: 'test' };
    await db
      .collection('settings')
      .updateOne({ _id: world.slack.team.id as never }, { $set: { version: 1, policy: [version] } }, { upsert: true });
    await minji().openHome();
    // 10 h of work, 2 h of them over 8 and 3 h at night.
    await recorded(seoulDay('2026-11-24', ['15:00-02:00']));
    await world.jump('2026-11-25T09:30:00+09:00');
    await minji().openHome();
    await minji().press('home', formAction.choose);
    await world.quiet();
    await press(formAction.write, 'overtime');
    for (const [block, value] of [
      [fieldBlock('date'), '2026-11-25'],
      [fieldBlock('times', 'from'), '00:30'],
      [fieldBlock('times', 'to'), '02:00'],
    ] as const) {
      await minji().fill(block, value);
      await world.quiet();
    }
    await minji().fill(fieldBlock('reason'), '배포');
    await minji().submit();
    await world.quiet();
    const owner = world.slack.as(world.people.owner);
    const card = owner.messages(world.adminChannel).findLast(m => JSON.stringify(m.blocks).includes(action.approve));
    await owner.press({ channel: world.adminChannel, ts: card?.ts ?? '' }, action.approve);
    await world.quiet();

    // 1.5 h × 1.5, and half for 1.5 h at night: 3 h.
    const given = await grantsIn(db);
    expect(given).toMatchObject([
      {
        ...{ on: '2026-11-25', amount: unitsOf(3 / 8) },
        why: '연장근무 11월 25일(수) 00:30–02:00 · 1시간 30분 × 1.5 + 야간 1시간 30분 × 0.5',
      },
    ]);
    // Of the 2 h over 8, half an hour is left without approval.
    await openMonth();
    expect(await counted('2026-11-24')).toContain('연장 2시간: 하루 8시간 초과');
    expect(await counted('2026-11-24')).toContain('이 중 미승인 30분');
  });
});
