import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action } from '../../blocks/ids.ts';
import { monthAction } from '../../blocks/month-ids.ts';
import { reportAction, reportInput } from '../../blocks/report-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { addDays } from '../../src/calendar/rules.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { storeTeams } from '../support/teams.ts';

const typesOf = (of: { blocks?: unknown[] } | null | undefined): string[] =>
  ((of?.blocks ?? []) as { type: string }[]).map(b => b.type);

describe('reports of a week', () => {
  let world: World;
  type Who = keyof World['people'];
  const as = (who: Who) => world.slack.as(world.people[who]);
  /** without warnings of the week's limit */
  const told = (who: Who) =>
    as(who)
      .messages('app')
      .filter(m => /주간 리포트|내 한 주|Week of/.test(m.text));
  const last = (who: Who) => told(who).at(-1);

  /** Nine to whenever, on five days from a Monday on. */
  async function week(who: Who, monday: string, hours: number, days = 5): Promise<void> {
    const user = world.people[who];
    const team = world.slack.team.id;
    await world.database.db.collection('workdays').insertMany(
      Array.from({ length: days }, (_, n) => {
        const date = addDays(monday, n);
        const from = Date.parse(`${date}T09:00:00+09:00`);
        return {
          ...{ _id: `${team}:${user}:${date}` as never, team, user, date, zone: 'Asia/Seoul', open: false },
          spans: [{ in: from, out: from + hours * 3_600_000, place: 'office', breaks: [] }],
          ...{ history: [], effects: [], version: 1 },
        };
      }),
    );
  }

  beforeAll(async () => {
    world = await startWorld({ at: '2026-11-24T09:00:00+09:00' });
    for (const who of ['owner', 'minji', 'hana', 'woojin', 'lucas'] as const) await as(who).openHome();
    await world.quiet();
    const people = world.database.db.collection<{ _id: string }>('people');
    const id = (who: Who) => `${world.slack.team.id}:${world.people[who]}`;
    await storeTeams(world.database.db, world.slack.team.id, [{ id: 't-platform', name: '플랫폼' }]);
    for (const who of ['hana', 'woojin'] as const)
      await people.updateOne({ _id: id(who) }, { $set: { manager: world.people.minji, teamId: 't-platform' } });
    // An hour of each day is a break.
    await week('hana', '2026-11-23', 12);
    await week('woojin', '2026-11-23', 9.5, 4);
    await week('lucas', '2026-11-23', 9);
  });
  afterAll(() => world.close());

  it('the own week comes on Friday to who asked for it, and to nobody else', async () => {
    await as('hana').press('home', action.openSettings);
    await world.quiet();
    await as('hana').fill(reportInput.ownWeek, ['on']);
    await as('hana').submit();
    await world.quiet();
    await world.jump('2026-11-27T16:59:00+09:00');
    expect(told('hana')).toEqual([]);
    await world.jump('2026-11-27T17:00:30+09:00');
    const message = last('hana');
    expect(textsOf(message)).toContain('내 한 주');
    expect(textsOf(message)).toMatch(/근무 \*\d+시간( \d+분)?\* \/ 계획 40시간/);
    expect(textsOf(message)).toContain('휴가 없음');
    expect(breaches('message', { text: message?.text, blocks: message?.blocks })).toEqual([]);
    await world.jump('2026-11-27T17:05:00+09:00');
    expect(told('hana')).toHaveLength(1);
    expect(told('woojin')).toEqual([]);
  });

  it('on Monday a manager reads of their team, HR of everybody, and a colleague nothing', async () => {
    const before = told('lucas').length;
    await world.jump('2026-11-30T08:59:00+09:00');
    expect(told('minji')).toEqual([]);
    await world.jump('2026-11-30T09:00:30+09:00');
    const team = textsOf(last('minji'));
    expect(team).toContain('우리 팀');
    // 박하나: 55 hours of 52; 정우진: 34 hours and a day without a record.
    expect(team).toMatch(/\*주 한도 초과\* \(1\)\n플랫폼: 박하나 55시간/);
    expect(team).toMatch(/\*기록 누락\* \(1\)\n플랫폼: 정우진 기록 누락 1일/);
    expect(team).toContain('근무 *89시간* / 계획 80시간');
    expect(team).not.toMatch(/Lucas/);
    expect(textsOf(last('owner'))).toMatch(/Lucas/);
    expect(told('lucas')).toHaveLength(before);
    const native = typesOf(last('minji'));
    expect(native).toContain('data_table');
    expect(native).toContain('data_visualization');
    await world.jump('2026-11-30T09:30:00+09:00');
    expect(told('minji')).toHaveLength(1);
  });

  it('the 52-hour board opens from the report, and a row opens the person’s week', async () => {
    const { ts = '' } = last('minji') ?? {};
    await as('minji').press({ channel: 'app', ts }, reportAction.openBoard);
    await world.quiet();
    const modal = as('minji').modal();
    const text = textsOf(modal);
    expect(text).toContain('주 한도 초과: *1명*');
    // Least left first.
    expect(text).toMatch(
      /\*박하나\* · 플랫폼 · 55시간 \/ 52시간\n3시간 초과[\s\S]*\*정우진\* · 플랫폼 · 34시간 \/ 52시간\n18시간 남음/,
    );
    expect(typesOf(modal)[0]).toBe('alert');
    await as('minji').press('modal', monthAction.open, { buttonValue: `${world.people.hana}|2026-11` });
    await world.quiet();
    expect(textsOf(as('minji').modal())).toContain('박하나');
    await as('minji').dismiss({ all: true });
  });

  const pictures = (who: Who) =>
    as(who)
      .messages('app')
      .filter(m => m.files?.some(f => f.name.endsWith('.png')));

  async function openBoard(): Promise<void> {
    const { ts = '' } = last('minji') ?? {};
    await as('minji').press({ channel: 'app', ts }, reportAction.openBoard);
    await world.quiet();
  }

  it('the chart of the board is a picture with its numbers as text, sent once behind a lost answer, and logged', async () => {
    await openBoard();
    world.slack.faults.loseAnswer('files.completeUploadExternal');
    await as('minji').press('modal', reportAction.boardChart, { times: 2 });
    await world.quiet();
    expect(textsOf(as('minji').modal())).toContain('파일을 보내 드립니다');
    await world.jump('2026-12-01T07:00:00+09:00');
    expect(pictures('minji')).toHaveLength(1);
    const [message] = pictures('minji');
    expect(message?.text).toMatch(/근무 시간과 계획, .*\(시간\)\n박하나: 근무 55 · 계획 40\n정우진: 근무 34 · 계획 40/);
    const file = message?.files?.[0];
    expect(file?.name).toBe('주간-2026-11-23.png');
    const bytes = Buffer.from(await (await fetch(new URL(file?.url ?? '', world.slack.url))).arrayBuffer());
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    const asked = world.slack.calls.filter(c => c.method === 'files.getUploadURLExternal');
    expect(JSON.stringify(asked.map(c => c.args))).toContain('alt_txt');
    const log = world.database.db.collection('log');
    expect(await log.countDocuments({ what: 'files.export', by: world.people.minji })).toBe(1);
    await as('minji').dismiss({ all: true });
  });

  it('the board is drawn plain where Slack does not take alerts, and nobody waits for it', async () => {
    world.slack.faults.refuseBlocks('alert');
    const { ts = '' } = last('minji') ?? {};
    await as('minji').press({ channel: 'app', ts }, reportAction.openBoard);
    await world.quiet();
    const modal = as('minji').modal();
    expect(typesOf(modal)[0]).toBe('section');
    expect(textsOf(modal)).toContain('주 한도 초과: *1명*');
    await as('minji').dismiss({ all: true });
    world.slack.faults.refuseBlocks();
  });

  it('a colleague who presses an old button sees nobody', async () => {
    await as('lucas').command('/daybook board');
    await world.quiet();
    expect(textsOf(as('lucas').modal())).not.toMatch(/박하나|정우진/);
    await as('lucas').dismiss({ all: true });
  });

  it('a manager who lost the team before a report or chart is delivered gets none', async () => {
    const people = world.database.db.collection<{ _id: string }>('people');
    const before = told('minji').length;
    const charts = pictures('minji').length;
    await openBoard();
    world.slack.faults.rateLimit('files.getUploadURLExternal', true, { times: 1_000 });
    await as('minji').press('modal', reportAction.boardChart);
    await world.quiet();
    world.slack.faults.rateLimit('chat.postMessage', true, { times: 1_000 });
    await world.jump('2026-12-07T09:00:30+09:00');
    await people.updateMany({ manager: world.people.minji } as never, { $unset: { manager: '' } } as never);
    world.slack.faults.rateLimit('chat.postMessage', false);
    world.slack.faults.rateLimit('files.getUploadURLExternal', false);
    await world.jump('2026-12-07T09:05:00+09:00');
    expect(told('minji')).toHaveLength(before);
    expect(pictures('minji')).toHaveLength(charts);
  });
});
