import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calendars } from '../../src/absence/actions.ts';
import { absenceKind, countedAbsences, keptAbsences } from '../../src/absence/grid/kind.ts';
import { LEAVE } from '../../src/absence/leaves.ts';
import { REQUESTS, type RequestDoc, requests } from '../../src/approvals/store.ts';
import { CORRECTION } from '../../src/attendance/corrections/kind.ts';
import { keptOn, type RosterDay } from '../../src/attendance/states.ts';
import { WORKDAYS, workdays } from '../../src/attendance/store.ts';
import { countedRows as countedBalances, keptRows as keptBalances } from '../../src/balances/actions.ts';
import { addDays, atLocal, localDate, mondayOf } from '../../src/calendar/rules.ts';
import { figuresOf, keepFigures } from '../../src/figures/actions.ts';
import { figureDocs } from '../../src/figures/store.ts';
import { LEDGERS, ledgers } from '../../src/grants/record/store.ts';
import { unitsOf } from '../../src/leave-record/units.ts';
import type { ListedPerson } from '../../src/people/store.ts';
import { countedRows, keptRows } from '../../src/reports/weeks.ts';
import { OFFICES, type OfficeDoc, officeDocId } from '../../src/settings/offices-store.ts';
import { policyStore } from '../../src/settings/store.ts';
import { withinRequest } from '../../src/shared/request.ts';
import { monthProblems, monthSummaries } from '../../src/timesheets/actions.ts';
import { keptLooks, keptProblems } from '../../src/timesheets/months/actions.ts';
import { monthAfter, monthOfDate, needsAttention } from '../../src/timesheets/rules.ts';
import { weekKind } from '../../src/timesheets/weeks/kind.ts';
import { keptMondays } from '../../src/timesheets/weeks/rules.ts';
import type { Running } from '../../src/workspace/open.ts';
import { type Company, generatedCompany } from '../support/company.ts';
import { withRoute } from '../support/requests.ts';
import { runs } from '../support/runs.ts';

const ZONE = 'Asia/Seoul';
const NOW = Date.parse('2026-11-25T15:20:00+09:00');

const PEOPLE = 4;
/** Nineteen hours behind. */
const FAR = 'far';
const who = fc.nat(PEOPLE - 1);
const back = fc.nat(14);
const minutes = fc.integer({ min: 0, max: 1_439 });
const change = fc.oneof(
  fc.record({ is: fc.constant('day' as const), who, back, from: minutes, long: fc.integer({ min: 1, max: 900 }) }),
  fc.record({ is: fc.constant('in' as const), who, ago: fc.integer({ min: 0, max: 1_200 }), rests: fc.boolean() }),
  fc.record({
    ...{ is: fc.constant('request' as const), who, back, days: fc.integer({ min: 1, max: 3 }) },
    kind: fc.constantFrom(
      'leave' as const,
      'leave' as const,
      'half' as const,
      'overtime' as const,
      'correction' as const,
    ),
    state: fc.constantFrom('approved', 'approved', 'waiting'),
  }),
  fc.record({ is: fc.constant('cancel' as const), who }),
  fc.record({
    ...{ is: fc.constant('grant' as const), who, back, days: fc.integer({ min: -2, max: 5 }) },
    ...{ pool: fc.constantFrom('annual', 'reward'), lasts: fc.integer({ min: 0, max: 3 }) },
  }),
  fc.record({ is: fc.constant('undo' as const), who }),
  fc.record({
    is: fc.constant('left' as const),
    who,
    ago: fc.integer({ min: -3, max: 20 }),
    back: fc.option(fc.nat(9)),
  }),
  fc.record({ is: fc.constant('calendar' as const), days: fc.integer({ min: -9, max: 9 }), there: fc.boolean() }),
  fc.record({ is: fc.constant('hired' as const), who, ago: fc.integer({ min: 0, max: 800 }) }),
  fc.record({
    ...{ is: fc.constant('terms' as const), who },
    arrangement: fc.constantFrom('fixed', 'selective', 'staggered'),
    more: fc.constantFrom<object>(
      ...[
        {},
        { office: FAR },
        { office: FAR },
        { schedule: 'mon 5:00, wed 5:00, sat 6:00' },
        { hours: '10:00-16:00' },
        { protection: 'pregnant' },
      ],
    ),
  }),
  fc.record({
    is: fc.constant('policy' as const),
    weekCap: fc.constantFrom(3_120, 3_600),
    dayLength: fc.constantFrom(420, 480),
    overtimeNeedsApproval: fc.boolean(),
    breaks: fc.constantFrom('statutory', 'recorded'),
    settlementMonths: fc.constantFrom(1, 1, 3),
  }),
  fc.record({ is: fc.constant('time' as const), minutes: fc.integer({ min: 1, max: 1_500 }) }),
  fc.record({ is: fc.constant('job' as const) }),
  fc.record({ is: fc.constant('look' as const), back: fc.nat(3) }),
);
const FAR_VALUES = { zone: 'Pacific/Honolulu', holidays: 'us', region: null, language: 'en' } as const;
/** Minutes that pass one after another. */
const later = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 3 });
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

const KINDS = { leave: LEAVE, half: LEAVE, overtime: 'form:overtime', correction: CORRECTION };
type Period = { from: string; to: string };
const FORMS: Record<keyof typeof KINDS, (period: Period, to: string) => object> = {
  leave: period => ({ type: 'annual', ...period, reason: '' }),
  half: period => ({ type: 'half', part: 'am', ...period, reason: '' }),
  overtime: ({ from }, to) => ({
    ...{ id: 'overtime', version: 0, name: 'Overtime', sentOn: from },
    answers: [
      { field: 'date', label: 'Day', type: 'date', value: from },
      { field: 'times', label: 'Time', type: 'times', value: { from: '16:00', to } },
    ],
  }),
  correction: ({ from }) => ({ date: from }),
};

describe('figures that are kept', () => {
  let company: Company;
  let running: Running;
  let seq = 1_000;
  let now = NOW;
  beforeAll(async () => {
    company = await generatedCompany({ people: 10, days: 14, now: NOW });
    // It stands still, so that both counts are of the same moment.
    Object.assign(company.slack.clock, { now: () => now });
    await company.database.db.collection<OfficeDoc>(OFFICES).insertOne({
      ...{ _id: officeDocId(company.slack.team.id, FAR), team: company.slack.team.id, id: FAR, name: 'Far' },
      versions: [{ version: 1, from: '0001-01-01', values: FAR_VALUES, by: 'U', at: 1, key: 'far' }],
      ...{ archived: false, history: [], effects: [], version: 1 },
    });
    running = await company.open();
  }, 60_000);
  afterAll(() => company?.close());

  const today = (): string => localDate(running.ws.clock.now(), ZONE);
  const people = async () =>
    [...(await running.ws.rights.listing()).people.values()].filter(p => p.employee).slice(0, PEOPLE);
  const userOf = async (n: number): Promise<string> => (await people())[n]?.user ?? '';
  const step = (what: 'correction' | 'check-in') => ({ at: running.ws.clock.now(), by: 'U', what, key: `k${seq++}` });

  async function setDay(user: string, date: string, spans: object[], open: boolean): Promise<void> {
    const { ws } = running;
    const state = { spans: spans as never, open, step: step(open ? 'check-in' : 'correction') };
    const day = await workdays(ws).on(ws.team, user, date);
    if (day) await workdays(ws).save(day, state, []);
    else await workdays(ws).insert({ team: ws.team, user, date, zone: ZONE }, state, []);
  }

  const done: { [K in Change['is']]: (c: Extract<Change, { is: K }>) => Promise<unknown> } = {
    day: async c => {
      const date = addDays(today(), -1 - c.back);
      const from = atLocal(date, '00:00', ZONE) + c.from * 60_000;
      await setDay(
        await userOf(c.who),
        date,
        [{ in: from, out: from + c.long * 60_000, place: 'office', breaks: [] }],
        false,
      );
    },
    in: async c => {
      const from = running.ws.clock.now() - c.ago * 60_000;
      const breaks = c.rests ? [{ from: from + (c.ago * 60_000) / 2 }] : [];
      await setDay(await userOf(c.who), localDate(from, ZONE), [{ in: from, place: 'office', breaks }], true);
    },
    request: async ({ who: n, back: ago, days, kind: is, state }) => {
      const { ws } = running;
      const [user, from] = [await userOf(n), addDays(today(), 3 - ago)];
      const period = { from, to: is === 'leave' ? addDays(from, days - 1) : from };
      const { _id, team, submission, kind, form, sentAt, ...set } = withRoute({
        ...{ _id: `r${seq}`, team: ws.team, user, submission: `s${seq}`, sentAt: 1, period },
        ...{ kind: KINDS[is], form: FORMS[is](period, `${16 + days}:00`) },
        ...{ state, purpose: 'request', cards: {}, history: [], effects: [] },
      }) as RequestDoc;
      const request = { _id, team, user, submission, kind, form, sentAt, period };
      await requests(ws).insert(request, { set, history: [] } as never, seq++, []);
    },
    cancel: async c => {
      const { ws } = running;
      const own = await requests(ws).of(ws.team, await userOf(c.who));
      const request = own.find(r => r.state !== 'cancelled');
      if (request) await requests(ws).save(request, { set: { state: 'cancelled' }, history: [] } as never, []);
    },
    grant: async ({ who: n, back: ago, days, pool, lasts }) => {
      const { ws } = running;
      const before = await ledgers(ws).get(ws.team, await userOf(n));
      const on = addDays(today(), -ago);
      const grant = {
        ...{ id: `hand:${seq++}`, kind: 'extra' as const, pool, on, usableUntil: addDays(today(), lasts) },
        ...{ amount: unitsOf(days), at: now },
      };
      const current = { ...before.current, grants: [...before.current.grants, grant] };
      await ledgers(ws).save({ before, set: { current }, effects: [] });
    },
    undo: async c => {
      const { ws } = running;
      const before = await ledgers(ws).get(ws.team, await userOf(c.who));
      const current = { ...before.current, grants: before.current.grants.slice(0, -1) };
      await ledgers(ws).save({ before, set: { current }, effects: [] });
    },
    /** And employed again, or not. */
    left: async ({ who: n, ago, back: since }) => {
      const lastDay = addDays(today(), -ago);
      const again = { hiredOn: addDays(lastDay, since ?? 0), former: [{ hiredOn: '2020-03-02', lastDay }] };
      await running.ws.db
        .collection('people')
        .updateOne(
          { user: await userOf(n) },
          since === null ? { $set: { lastDay } } : { $set: again, $unset: { lastDay: '' } },
        );
    },
    calendar: async ({ days: from, there }) => {
      const { ws } = running;
      const office = there ? FAR : undefined;
      const doc = await calendars(ws).get(ws.team, office);
      const date = addDays(today(), from);
      const named = { kind: 'company' as const, name: { en: 'Day', ko: '쉼' }, by: 'U', at: 1 };
      const entry = { ...named, what: 'added' as const, dates: [date], key: `k${seq++}` };
      const others = doc.days.filter(d => d.date !== date);
      const next = others.length < doc.days.length ? others : [...doc.days, { date, ...named }];
      await calendars(ws).save(doc, { days: next, entry }, []);
      await ws.policy.reload();
    },
    hired: async ({ who: n, ago }) =>
      running.ws.db
        .collection('people')
        .updateOne({ user: await userOf(n) }, { $set: { hiredOn: addDays(today(), -ago) } }),
    terms: async ({ who: n, arrangement, more }) => {
      const terms = [{ from: addDays(today(), -9), arrangement, ...more }];
      await running.ws.db.collection('people').updateOne({ user: await userOf(n) }, { $set: { terms, arrangement } });
    },
    policy: async ({ is: _, ...workingTime }) => {
      const { ws } = running;
      const { version } = await policyStore(ws.db).get(ws.team);
      const entry = { from: addDays(today(), -3), change: { workingTime }, by: 'U', at: 1 };
      await policyStore(ws.db).add(ws.team, version, { ...entry, key: `k${seq++}` } as never);
      await ws.policy.reload();
    },
    time: async c => (now += c.minutes * 60_000),
    job: () => keepFigures(running.ws),
    look: async c => {
      await keptRows(running.ws, await people(), keptMondays(mondayOf(today()))[c.back] ?? '');
      await keptLooks(running.ws, await people(), monthsBack()[c.back] ?? '');
    },
  };

  const monthsBack = (): string[] => [0, -1, -2, -3].map(by => monthAfter(monthOfDate(today()), by));

  const sameWeek = async (all: readonly ListedPerson[], monday: string): Promise<void> =>
    expect(await keptRows(running.ws, all, monday)).toEqual(await countedRows(running.ws, all, monday));

  const sameMonth = async (all: readonly ListedPerson[], month: string): Promise<void> => {
    const { ws } = running;
    expect(await keptProblems(ws, all, month)).toEqual(await monthProblems(ws, all, month));
    const looks = (await monthSummaries(ws, all, month)).filter(needsAttention).map(s => s.user);
    expect((await keptLooks(ws, all, month)).map(p => p.user)).toEqual(looks);
  };

  const sameBalances = async (all: readonly ListedPerson[]): Promise<void> => {
    for (const pool of ['annual', 'reward'])
      expect(await keptBalances(running.ws, all, pool)).toEqual(await countedBalances(running.ws, all, pool));
  };

  const sameAbsences = async (all: readonly ListedPerson[]): Promise<void> => {
    for (const month of absenceKind.periods(running.ws))
      expect(await keptAbsences(running.ws, all, month)).toEqual(await countedAbsences(running.ws, all, month));
  };

  /** Nobody is told of by what they were asked. */
  const sameStates = async (all: readonly ListedPerson[]): Promise<void> => {
    const { ws } = running;
    const users = new Set(all.map(p => p.user));
    const told = (states: readonly RosterDay[]) =>
      states
        .flatMap(({ user, date, zone, spans, open, unfinished }) =>
          users.has(user) ? [{ user, date, zone, spans, open, unfinished }] : [],
        )
        .sort((a, b) => (`${a.date} ${a.user}` < `${b.date} ${b.user}` ? -1 : 1));
    for (const date of ws.policy.todays())
      expect(told(await keptOn(ws, all, date))).toEqual(told(await workdays(ws).statesOn(ws.team, date)));
  };

  const same = async (periods = 2): Promise<void> => {
    const all = await people();
    await sameAbsences(all);
    await sameStates(all);
    for (const monday of keptMondays(mondayOf(today())).slice(0, periods)) await sameWeek(all, monday);
    for (const month of monthsBack().slice(0, periods)) await sameMonth(all, month);
    await sameBalances(all);
  };

  it('are what counting them now gives, whatever changed and whenever the job ran', async () => {
    await same();
    expect(await kept().countDocuments({})).toBeGreaterThan(5);
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 3, maxLength: 8 }), later, async (changes, times) => {
        for (const c of changes) await (done[c.is] as (of: Change) => Promise<unknown>)(c);
        await same();
        await keepFigures(running.ws);
        for (const name of [WORKDAYS, REQUESTS, LEDGERS])
          expect(await running.ws.db.collection(name).countDocuments({ uncounted: true })).toBe(0);
        for (const passes of times) {
          now += passes * 60_000;
          await same(1);
        }
      }),
      { numRuns: runs(20) },
    );
  }, 600_000);

  it('are kept by whoever was faster, and a change meanwhile stays to be counted', async () => {
    const { ws } = running;
    const user = await userOf(0);
    const date = addDays(today(), -1);
    const span = { in: atLocal(date, '09:00', ZONE), out: atLocal(date, '18:00', ZONE), place: 'office', breaks: [] };
    await setDay(user, date, [span], false);
    const [mark] = await workdays(ws).uncounted(ws.team);
    await setDay(user, date, [{ ...span, out: span.out + 3_600_000 }], false);
    await workdays(ws).wasCounted(mark ? [mark] : []);
    expect((await workdays(ws).uncounted(ws.team)).map(m => m.user)).toEqual([user]);
    await Promise.all([keepFigures(ws), keepFigures(ws)]);
    await same();
  });

  const kept = () => running.ws.db.collection(figureDocs.collection);
  /** Somebody's yesterday of so many hours, by another process, which counts it: nothing, where nothing is kept. */
  async function changedBy({ ws }: Running, hours: number, count = keepFigures): Promise<void> {
    const [user, date] = [await userOf(0), addDays(today(), -1)];
    const from = atLocal(date, '09:00', ZONE);
    const spans = [{ in: from, out: from + hours * 3_600_000, place: 'office' as const, breaks: [] }];
    const state = { spans, open: false, step: step('correction') };
    const day = await workdays(ws).on(ws.team, user, date);
    if (day) await workdays(ws).save(day, state, []);
    else await workdays(ws).insert({ team: ws.team, user, date, zone: ZONE }, state, []);
    await count(ws);
    expect(await workdays(ws).uncounted(ws.team)).toEqual([]);
  }
  const markOff = async (ws: Running['ws']) => workdays(ws).wasCounted(await workdays(ws).uncounted(ws.team));

  it('have a change that another process counted while they were first counted, or since days were read', async () => {
    const { ws } = running;
    const other = await company.open();
    const [all, monday] = [await people(), mondayOf(addDays(today(), -1))];
    await keepFigures(ws);
    await kept().deleteMany({});
    const meanwhile = async (...of: Parameters<typeof weekKind.count>) => {
      const found = await weekKind.count(...of);
      await changedBy(other, 3);
      return found;
    };
    await figuresOf(ws, { ...weekKind, count: meanwhile }, all, monday);
    await sameWeek(all, monday);
    await kept().deleteMany({});
    await withinRequest('r', async () => {
      await keptRows(ws, all, monday);
      await kept().deleteMany({});
      await changedBy(other, 5, markOff);
      await keptRows(ws, all, monday);
    });
    await sameWeek(all, monday);
    await same();
  });

  it('are counted by the job when they end, also those that somebody looked at since it last ran', async () => {
    const { ws } = running;
    const user = await userOf(0);
    const untilOf = async (): Promise<number> => {
      const docs = await kept()
        .find({ kind: 'months', period: monthOfDate(today()) })
        .toArray();
      const rows = docs.map(d => (JSON.parse(d.rows) as Record<string, { until?: number }>)[user]);
      return rows.find(r => r)?.until ?? 0;
    };
    await kept().deleteMany({});
    now = atLocal(addDays(today(), 1), '10:00', ZONE);
    const open = await workdays(ws).open(ws.team, user);
    if (open)
      await setDay(
        user,
        open.date,
        open.spans.map(s => ({ ...s, out: s.out ?? s.in })),
        false,
      );
    // Without its check-out from 20:00 on.
    await setDay(user, today(), [{ in: now - 6 * 3_600_000, place: 'office', breaks: [] }], true);
    await keepFigures(ws);
    await keptLooks(ws, await people(), monthOfDate(today()));
    const until = await untilOf();
    expect(localDate(until, ZONE)).toBe(today());
    now = until;
    await keepFigures(ws);
    expect(await untilOf()).toBeGreaterThan(until);
    await same();
  });

  it('go on with the next week and month', async () => {
    const { ws } = running;
    const rowsOf = async (kind: string, period: string): Promise<string> =>
      (await kept().find({ kind, period }).toArray()).map(d => d.rows).join();
    const monday = addDays(mondayOf(today()), 7);
    const month = monthAfter(monthOfDate(today()), 1);
    for (const date of [monday, `${month}-01`].sort()) {
      now = atLocal(date, '00:01', ZONE);
      await keepFigures(ws);
    }
    for (const of of [await rowsOf('weeks', monday), await rowsOf('months', month)])
      expect(of).toContain(await userOf(0));
  });
});
