import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import readSheets from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { correctionAction, correctionInput } from '../../blocks/correction-ids.ts';
import { input } from '../../blocks/ids.ts';
import { scopeInput } from '../../blocks/inputs.ts';
import { payrollAction as action, payrollInput as field, payrollCallback } from '../../blocks/payroll-ids.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { manage } from '../support/manage.ts';
import { withRoute } from '../support/requests.ts';
import { seoulDay } from '../worktime/facts.ts';

type Cell = string | number | boolean | Date | null | undefined;

/** Hours and minutes of a cell that a reader takes for a date of Excel's first days. */
const minutesIn = (cell: Cell): number =>
  cell instanceof Date ? Math.round((cell.getTime() - Date.UTC(1899, 11, 30)) / 60_000) : Number(cell ?? 0);

describe('the month for payroll', () => {
  let world: World;
  type Who = keyof World['people'];
  const as = (who: Who) => world.slack.as(world.people[who]);
  const said = (who: Who): string => JSON.stringify(as(who).messages('app'));
  const files = (who: Who) =>
    as(who)
      .messages('app')
      .flatMap(m => m.files ?? []);
  const bytes = async (url = ''): Promise<Buffer> =>
    Buffer.from(await (await fetch(new URL(url, world.slack.url))).arrayBuffer());

  beforeAll(async () => {
    world = await startWorld({ at: '2026-12-02T10:00:00+09:00' });
    const team = world.slack.team.id;
    const people = world.database.db.collection<{ _id: string }>('people');
    for (const who of ['minji', 'hana', 'owner'] as const) await as(who).openHome();
    await world.quiet();
    const set = (who: Who, facts: object) => people.updateOne({ _id: `${team}:${world.people[who]}` }, { $set: facts });
    await set('minji', { employeeNo: '007', hiredOn: '2026-11-02', teamName: '개발' });
    await set('hana', { employeeNo: '=1+1', hiredOn: '2024-01-02' });
    const record = (who: Who, days: ReturnType<typeof seoulDay>[]) =>
      world.database.db.collection<{ _id: string }>('workdays').insertMany(
        days.map(d => ({
          ...{ _id: `${team}:${world.people[who]}:${d.date}`, team, user: world.people[who], ...d },
          ...{ effects: [], version: 1, history: [] },
          spans: d.spans.map(s => ({ ...s, place: 'office' })),
        })),
      );
    // Two hours over eight, a public-free Sunday of three, an evening with two hours of night.
    await record('minji', [
      seoulDay('2026-11-02', ['09:00-20:00']),
      seoulDay('2026-11-03', ['15:00-24:00']),
      seoulDay('2026-11-08', ['09:00-12:00']),
    ]);
    const date = '2026-11-05';
    const leave = {
      ...{ _id: 'q1', team, user: world.people.hana, seq: 1, submission: 's1', kind: 'leave', cards: {} },
      form: {
        ...{ type: 'unpaid', from: date, to: '2026-11-06', reason: '' },
        standIn: { user: world.people.minji, name: '이민지' },
      },
      period: { from: date, to: '2026-11-06' },
      ...{ state: 'approved', sentAt: 1, effects: [], version: 1 },
      history: [
        { at: 1, by: world.people.hana, what: 'sent', key: 's1' },
        { at: 2, by: world.people.owner, what: 'approved', key: 'a1' },
      ],
    };
    await world.database.db.collection('requests').insertOne(withRoute(leave) as never);
  });
  afterAll(() => world.close());

  it('comes as a workbook with one press from the months, whose totals are the sums of its days', async () => {
    await manage(world, world.people.owner, correctionAction.openMonths);
    await as('owner').press('modal', action.send, { buttonValue: '2026-11', times: 3 });
    await world.quiet();
    expect(textsOf(as('owner').modal())).toContain('2026년 11월');
    const [file, ...more] = files('owner');
    expect(more).toEqual([]);
    expect(file?.name).toBe('급여-2026-11.xlsx');
    expect(said('owner')).toContain('급여 파일을 보내 드렸습니다');
    const sheets = await readSheets(await bytes(file?.url));
    expect(sheets.map(s => s.sheet)).toEqual(['합계', '일별', '휴가', '설명']);
    const [totals, days, leave] = sheets.map(s => s.data as Cell[][]);
    const [heading = [], ...rows] = totals ?? [];
    const of = (name: string): Cell[] => rows.find(r => r[1] === name) ?? [];
    const cell = (name: string, column: string): Cell => of(name)[heading.indexOf(column)];
    expect(cell('이민지', '사번')).toBe('007');
    expect(cell('박하나', '사번')).toBe('=1+1');
    expect(cell('이민지', '입사일')).toEqual(new Date('2026-11-02T00:00:00Z'));
    expect(cell('박하나', '입사일') ?? undefined).toBeUndefined();
    // By hand: 10 h, 8 h and 3 h (a break of none up to 4 h); 2 h over eight; 3 h on Sunday; 22:00–24:00.
    expect(['근무 시간', '연장근무', '휴일근무 8시간 이내', '야간근무'].map(c => minutesIn(cell('이민지', c)))).toEqual(
      [21 * 60, 120, 180, 120],
    );
    // The new employment's 21 working days of November, two of them worked.
    expect(minutesIn(cell('이민지', '소정근로시간'))).toBe(21 * 480);
    expect(cell('이민지', '결근(일)')).toBe(19);
    expect(cell('박하나', '무급휴가(일)')).toBe(2);
    expect(leave?.slice(1).map(r => r.slice(6))).toEqual([
      [
        '무급휴가',
        new Date('2026-11-05T00:00:00Z'),
        new Date('2026-11-06T00:00:00Z'),
        2,
        expect.anything(),
        '무급',
        '이민지',
      ],
    ]);
    const [dayHeading = [], ...dayRows] = days ?? [];
    for (const column of ['근무 시간', '연장근무', '휴일근무 8시간 이내', '야간근무', '휴게', '결근(시간)'])
      for (const row of rows) {
        const own = dayRows.filter(d => d[1] === row[1]);
        const sum = own.reduce((n, d) => n + minutesIn(d[dayHeading.indexOf(column)]), 0);
        expect([row[1], column, minutesIn(row[heading.indexOf(column)])]).toEqual([row[1], column, sum]);
      }
  });

  it('is logged, once', async () => {
    const log = await world.database.db.collection('log').find({ what: 'files.export' }).toArray();
    expect(log.map(l => [l.by, l.on, l.note])).toEqual([[world.people.owner, '2026-11', '2026-11.xlsx']]);
  });

  it('comes as CSV files of any period from Manage, and refuses dates in the wrong order', async () => {
    const before = files('owner').length;
    await as('owner').dismiss({ all: true });
    await manage(world, world.people.owner, action.open);
    expect(as('owner').modal()?.callbackId).toBe(payrollCallback.export);
    await as('owner').fill(field.format, 'csv');
    await as('owner').fill(field.from, '2026-11-08');
    await as('owner').fill(field.to, '2026-11-03');
    await as('owner').submit();
    expect(JSON.stringify(as('owner').modal())).toContain('시작일이 먼저');
    await as('owner').fill(field.from, '2026-11-03');
    await as('owner').fill(field.to, '2026-11-08');
    await as('owner').fill(scopeInput.people, [world.people.minji]);
    await as('owner').submit();
    await world.quiet();
    const file = files('owner').slice(before);
    expect(file.map(f => f.name)).toEqual(['급여-2026-11-03_2026-11-08.zip']);
    const parts = unzipSync(await bytes(file[0]?.url));
    expect(Object.keys(parts)).toEqual(['합계.csv', '일별.csv', '휴가.csv', '설명.csv']);
    const rows = parse(strFromU8(parts['합계.csv'] ?? new Uint8Array()), { bom: true, columns: true }) as Record<
      string,
      string
    >[];
    const minji = rows.find(r => r.이름 === '이민지');
    expect([minji?.사번, minji?.['근무 시간'], minji?.야간근무]).toEqual(['007', '11:00', '2:00']);
    expect(rows).toHaveLength(1);
  });

  it('has the company’s own columns, which are checked and shown before they are stored', async () => {
    await as('owner').dismiss({ all: true });
    await manage(world, world.people.owner, action.layout);
    await as('owner').fill(field.columns, '이름\n급여');
    await as('owner').submit();
    expect(JSON.stringify(as('owner').modal())).toContain('2번째 줄: ‘급여’ 항목이 없습니다');
    await as('owner').fill(field.columns, '사번\n연장근무 = OT\n이름');
    await as('owner').fill(field.hours, 'decimal');
    await as('owner').submit();
    expect(textsOf(as('owner').modal())).toContain('1. 사번\n2. OT\n3. 이름');
    await as('owner').submit();
    await world.quiet();
    expect(textsOf(as('owner').modal())).toContain('저장했습니다');
    const before = files('owner').length;
    await as('owner').dismiss({ all: true });
    await manage(world, world.people.owner, action.open);
    await as('owner').submit();
    await world.quiet();
    const [totals] = await readSheets(await bytes(files('owner').slice(before)[0]?.url));
    expect(totals?.data[0]).toEqual(['사번', 'OT', '이름']);
    expect(totals?.data.find(row => row[2] === '이민지')).toEqual(['007', 2, '이민지']);
    expect(await world.database.db.collection('log').countDocuments({ what: 'settings.layout' })).toBe(1);
  });

  it('is not sent to who lost the right before it was delivered, and says so', async () => {
    const before = files('owner').length;
    await as('owner').dismiss({ all: true });
    const people = world.database.db.collection<{ _id: string }>('people');
    const id = `${world.slack.team.id}:${world.people.owner}`;
    await manage(world, world.people.owner, action.open);
    world.slack.faults.fail('chat.postMessage', 'internal_error');
    await as('owner').submit();
    await world.quiet();
    await people.updateOne({ _id: id }, { $set: { role: 'employee' } });
    await world.jump('2026-12-02T10:10:00+09:00');
    expect(files('owner')).toHaveLength(before);
    expect(said('owner')).toContain('내보낼 권한이 없어져');
    await people.updateOne({ _id: id }, { $unset: { role: '' } });
  });

  it('comes by /daybook export, to who may export', async () => {
    const before = files('owner').length;
    const answer = async (who: Who, text: string): Promise<string | undefined> => {
      await as(who).command(text, { channel: 'general' });
      return as(who).ephemerals('general').at(-1)?.text;
    };
    expect(await answer('owner', '/daybook export 2026-10 csv')).toContain('*2026년 10월* 급여 파일을 준비해');
    expect(await answer('minji', '/daybook export')).toContain('인사 관리자만 할 수 있습니다');
    await world.quiet();
    expect(
      files('owner')
        .slice(before)
        .map(f => f.name),
    ).toEqual(['급여-2026-10.zip']);
    expect(files('minji')).toEqual([]);
  });

  it('comes once where Slack’s answer is lost', async () => {
    const before = files('owner').length;
    await as('owner').dismiss({ all: true });
    await manage(world, world.people.owner, action.open);
    world.slack.faults.loseAnswer('files.completeUploadExternal');
    await as('owner').submit();
    await world.quiet();
    await world.jump('2026-12-02T10:20:00+09:00');
    expect(files('owner')).toHaveLength(before + 1);
    expect(await world.database.db.collection('received').countDocuments({ 'effects.kind': 'payroll-file' })).toBe(0);
  });

  it('is kept as a version of each closing, and the next one says whose figures differ', async () => {
    const begun = files('owner').length;
    const close = async (more: () => Promise<unknown> = async () => undefined): Promise<void> => {
      await as('owner').dismiss({ all: true });
      // Manage, its row, the month, closing: four presses from Home to the file.
      await manage(world, world.people.owner, correctionAction.openMonths);
      await as('owner').press('modal', correctionAction.closeMonth, { buttonValue: '2026-11' });
      await world.quiet();
      await as('owner').fill(input.reason, '확인 완료');
      await more();
      await as('owner').submit();
      await world.quiet();
    };
    await close();
    expect(said('owner')).toContain('마감 자료 버전 1 보관 · 8명');
    expect(
      files('owner')
        .slice(begun)
        .map(f => f.name),
    ).toEqual(['급여-2026-11-v1.xlsx']);
    expect(await world.database.db.collection('monthVersions').countDocuments({ version: 1 })).toBe(8);
    await as('owner').press('modal', correctionAction.reopenMonth, { buttonValue: '2026-11' });
    await world.quiet();
    await as('owner').fill(input.reason, '정정');
    await as('owner').submit();
    await world.quiet();
    // An hour more on the second: three hours over eight.
    const { spans } = seoulDay('2026-11-02', ['09:00-21:00']);
    await world.database.db
      .collection<{ _id: string }>('workdays')
      .updateOne(
        { _id: `${world.slack.team.id}:${world.people.minji}:2026-11-02` },
        { $set: { spans: spans.map(s => ({ ...s, place: 'office' })) } },
      );
    await close(() => as('owner').fill(correctionInput.file, []));
    expect(said('owner')).toContain('마감 자료 버전 2 보관');
    expect(files('owner')).toHaveLength(begun + 1);
    expect(said('owner')).toContain('*이민지* 근무 시간 21:00 → 22:00, 연장근무 2:00 → 3:00');
    const before = files('owner').length;
    await as('owner').press('modal', action.send, { buttonValue: '2026-11' });
    await world.quiet();
    const file = files('owner').slice(before)[0];
    expect(file?.name).toBe('급여-2026-11-v2.xlsx');
    const sheets = await readSheets(await bytes(file?.url));
    expect(sheets.at(-1)).toMatchObject({ sheet: '변경' });
    expect(sheets.at(-1)?.data[1]).toEqual(['007', '이민지', '근무 시간', '21:00', '22:00']);
    const logged = await world.database.db.collection('log').find({ kind: 'time' }).sort({ at: 1 }).toArray();
    expect(logged.map(l => l.what)).toEqual(['time.month-closed', 'time.month-reopened', 'time.month-closed']);
  });

  it('of a closing whose process died goes on with the next one: nobody is kept twice, and it is said once', async () => {
    const { db } = world.database;
    const team = world.slack.team.id;
    const effect = { id: 'e-died', kind: 'month-version', lane: 'month-version', to: world.people.owner };
    // Left by the dead process: the closing with what it owes, and the figures of some people.
    const kept = [world.people.minji, world.people.hana].map(user => ({
      ...{ _id: `${team}:2026-09:1:${user}`, team, month: '2026-09', version: 1, user },
      ...{ figures: { worked: 12_345 }, changed: false },
    }));
    await db.collection('monthVersions').insertMany(kept as never[]);
    const at = Date.parse('2026-12-02T10:25:00+09:00');
    await db.collection<{ _id: string }>('months').insertOne({
      ...{ _id: `${team}:2026-09`, team, month: '2026-09', closed: true, closedAt: at, version: 1 },
      history: [{ at, by: world.people.owner, what: 'closed', key: 'died' }],
      effects: [{ ...effect, due: at + 20_000, tries: 0, data: { version: 1 } }],
    } as never);
    await world.another();
    await world.jump('2026-12-02T10:30:00+09:00');
    await world.jump('2026-12-02T10:31:00+09:00');
    const versions = await db.collection('monthVersions').find({ month: '2026-09' }).toArray();
    expect(versions).toHaveLength(8);
    expect(new Set(versions.map(v => v.user)).size).toBe(8);
    expect(versions.filter(v => v.figures.worked === 12_345)).toHaveLength(2);
    const told = as('owner')
      .messages('app')
      .filter(m => /9월.*마감 자료 버전 1 보관/s.test(JSON.stringify(m)));
    expect(told).toHaveLength(1);
    expect(await db.collection('months').countDocuments({ 'effects.kind': 'month-version' })).toBe(0);
  });

  it('is three presses from Home', async () => {
    const before = files('owner').length;
    await as('owner').dismiss({ all: true });
    // Manage, then its row, then the month's file.
    await manage(world, world.people.owner, correctionAction.openMonths);
    await as('owner').press('modal', action.send, { buttonValue: '2026-11' });
    await world.quiet();
    expect(files('owner')).toHaveLength(before + 1);
  });

  it('says how far it is while it is made', async () => {
    const real = performance.now.bind(performance);
    let ahead = 0;
    // Each look at the time is a second after the one before.
    const slow = vi.spyOn(performance, 'now').mockImplementation(() => {
      ahead += 1_000;
      return real() + ahead;
    });
    const from = world.slack.calls.length;
    await as('owner').dismiss({ all: true });
    await manage(world, world.people.owner, correctionAction.openMonths);
    await as('owner').press('modal', action.send, { buttonValue: '2026-11' });
    await world.quiet();
    slow.mockRestore();
    const drawn = world.slack.calls.slice(from).filter(c => c.method === 'chat.update');
    const far = drawn.flatMap(c => {
      const [, all, done] = /(\d+)명 중 (\d+)명/.exec(JSON.stringify(c.args)) ?? [];
      return done === undefined ? [] : [{ done: Number(done), all: Number(all) }];
    });
    expect(far.some(f => f.done > 0 && f.done < f.all)).toBe(true);
    expect(said('owner')).not.toContain('만들고 있습니다');
  });
});
