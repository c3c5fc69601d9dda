import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { monthAction } from '../../blocks/month-ids.ts';
import { seedLeaves } from '../../scripts/demo/leaves.ts';
import { words } from '../../src/i18n/index.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { seoulDay } from '../worktime/facts.ts';

let world: World;
const minji = () => world.slack.as(world.people.minji);

const home = async (): Promise<string> => {
  await minji().openHome();
  await world.quiet();
  return textsOf(minji().home());
};

async function clock(at: string, what: 'in' | 'out'): Promise<void> {
  await world.jump(`2026-02-${at}:00+09:00`);
  await minji().command(`/daybook ${what}`);
  await world.quiet();
}

beforeAll(async () => {
  world = await startWorld({ at: '2026-02-02T08:30:00+09:00' });
  const { db } = world.database;
  const team = world.slack.team.id;
  const { minji: user, owner, manager } = world.people;
  const change = { workingTime: { arrangement: 'selective' } };
  const version = { version: 1, from: '', change, by: owner, at: 0, key: 'test' };
  await db
    .collection<{ _id: string }>('settings')
    .updateOne({ _id: team }, { $set: { version: 1, policy: [version] } });
  const leave = { type: 'annual', from: '2026-02-13', to: '2026-02-13', reason: '' } as const;
  await seedLeaves(db, [{ user, form: leave, sentAt: 1, decided: { by: owner, at: 2 } }], {
    ...{ team, seeded: { owner, admin: manager } },
  });
});
afterAll(() => world.close());

async function worked(who: 'minji' | 'hana', span: string, ...days: string[]): Promise<void> {
  const [team, user] = [world.slack.team.id, world.people[who]];
  await world.database.db.collection<{ _id: string }>('workdays').insertMany(
    days.map(n => {
      const day = seoulDay(`2026-02-${n}`, [span]);
      const spans = day.spans.map(s => ({ ...s, place: 'office' }));
      return { _id: `${team}:${user}:${day.date}`, team, user, ...day, spans, history: [], effects: [], version: 1 };
    }),
  );
}

it('of February the first day leaves the hours of its other working days, without Seollal', async () => {
  await clock('02T09:00', 'in');
  await clock('02T20:00', 'out');
  const text = await home();
  // 17 days of 8 hours are 136; 10 are worked and 8 are leave. Three days of Seollal and the leave are not to go.
  expect(text).toContain('118시간 · 15일 남음\n18시간 / 136시간\n연장 160시간 초과부터 · 최대 208시간');
  expect(text).not.toContain('52시간까지');
});

it('work on Seollal counts towards what is owed, and is no overtime', async () => {
  await worked('minji', '09:00-20:00', '03', '04', '05', '06', '09', '10', '11', '12');
  await worked('minji', '10:00-14:00', '17');
  await world.jump('2026-02-17T15:00:00+09:00');
  // 90 hours, 4 on the holiday, 8 of leave.
  expect(await home()).toContain('34시간 · 7일 남음\n102시간 / 136시간\n');
});

it('over 160 hours of work is overtime, on the day on which it was worked; leave adds none', async () => {
  await worked(
    'hana',
    '09:00-00:00',
    '02',
    '03',
    '04',
    '05',
    '06',
    '09',
    '10',
    '11',
    '12',
    '13',
    '19',
    '20',
    '23',
    '24',
  );
  await worked('minji', '09:00-20:00', '19', '20', '23', '24', '25', '26');
  await clock('27T09:00', 'in');
  await clock('27T23:00', 'out');
  // 150 and 13 ordinary hours: 3 over 160. With the holiday's 4 and 8 of leave they are 175.
  const text = await home();
  expect(text).toContain('충족 · 39시간 초과\n175시간 / 136시간\n연장 160시간 초과부터 · 최대 208시간\n연장 3시간');
  expect(text).not.toContain('최대보다');
  await minji().press('home', monthAction.open);
  await world.quiet();
  const month = textsOf(minji().modal());
  // What is to be worked is shown less the leave.
  expect(month).toContain('*근무*\n167시간 / 128시간 · 연장 160시간 초과부터 · 최대 208시간');
  await minji().press('modal', monthAction.csv);
  await minji().press('modal', monthAction.day, { buttonValue: '2026-02-27' });
  await world.quiet();
  const day = textsOf(minji().modal());
  expect(day).toContain('*정산 기간 2월 1일(일)–28일(토)*');
  expect(day).toContain('총 근로시간 136시간: 공휴일을 뺀 근무일 17일의 근무 시간');
  expect(day).toContain('연장근무: 실제 근무가 160시간을 넘을 때(40시간 × 28일 ÷ 7), 휴가 제외');
  expect(day).toContain('최대 근무: 208시간(52시간 × 28일 ÷ 7)');
  expect(day).toContain('지금까지 근무 167시간, 휴가 8시간: 남은 근무 없음');
  expect(day).toContain('지금까지 연장근무 3시간, 이날 3시간');
});

it('the day’s summary names who is near the most of the period, and not by the hours of a week', async () => {
  await world.jump('2026-02-27T23:30:00+09:00');
  const posted = world.slack.as(world.people.owner).messages(world.adminChannel);
  const text = textsOf(posted.find(m => textsOf(m).includes('Summary of Friday, 27 February')));
  // 14 days of 14 hours; she is warned of from 48 × 28 / 7 = 192 on.
  expect(text).toContain('*Near or over the maximum of the settlement period*\n박하나 196 h of 208 h\n');
  expect(text).not.toContain('this week*');
});

it('the file gives that day the overtime, and the month no more', async () => {
  const file = minji()
    .messages('app')
    .flatMap(m => m.files ?? [])
    .at(-1);
  const bytes = Buffer.from(await (await fetch(new URL(file?.url ?? '', world.slack.url))).arrayBuffer());
  const [columns = [], ...rows] = parse(bytes, { bom: true }) as string[][];
  const overtime = columns.indexOf(words('ko').myMonth.csvColumns.overtime);
  expect(rows.filter(r => r[overtime] !== '0').map(r => [r[0], r[overtime]])).toEqual([
    ['2026-02-27', '180'],
    ['합계', '180'],
  ]);
});
