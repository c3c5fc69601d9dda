import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LEAVE } from '../../src/absence/leaves.ts';
import { type RequestDoc, requests } from '../../src/approvals/store.ts';
import { WORKDAYS, workdays } from '../../src/attendance/store.ts';
import { addDays, atLocal, localDate, mondayOf } from '../../src/calendar/rules.ts';
import { countedRows, keptRows } from '../../src/reports/weeks.ts';
import { policyStore } from '../../src/settings/store.ts';
import { keepWeeks } from '../../src/timesheets/weeks/actions.ts';
import { keptMondays } from '../../src/timesheets/weeks/rules.ts';
import { weekDocs } from '../../src/timesheets/weeks/store.ts';
import type { Running } from '../../src/workspace/open.ts';
import { type Company, generatedCompany } from '../support/company.ts';
import { withRoute } from '../support/requests.ts';
import { runs } from '../support/runs.ts';

const ZONE = 'Asia/Seoul';
const NOW = Date.parse('2026-11-25T15:20:00+09:00');

const PEOPLE = 4;
const who = fc.nat(PEOPLE - 1);
const back = fc.nat(14);
const minutes = fc.integer({ min: 0, max: 1_439 });
const change = fc.oneof(
  fc.record({ is: fc.constant('day' as const), who, back, from: minutes, long: fc.integer({ min: 1, max: 900 }) }),
  fc.record({ is: fc.constant('in' as const), who, ago: fc.integer({ min: 0, max: 1_200 }), rests: fc.boolean() }),
  fc.record({ is: fc.constant('leave' as const), who, back, days: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ is: fc.constant('cancel' as const), who }),
  fc.record({
    ...{ is: fc.constant('terms' as const), who },
    arrangement: fc.constantFrom('fixed', 'selective', 'staggered'),
    schedule: fc.constantFrom(undefined, 'mon 5:00, wed 5:00, sat 6:00'),
  }),
  fc.record({
    is: fc.constant('policy' as const),
    weekCap: fc.constantFrom(3_120, 3_600),
    dayLength: fc.constantFrom(420, 480),
  }),
  fc.record({ is: fc.constant('time' as const), minutes: fc.integer({ min: 1, max: 1_500 }) }),
  fc.record({ is: fc.constant('job' as const) }),
  fc.record({ is: fc.constant('look' as const), week: fc.nat(3) }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

describe('weeks that are kept', () => {
  let company: Company;
  let running: Running;
  let seq = 1_000;
  let now = NOW;
  beforeAll(async () => {
    company = await generatedCompany({ people: 10, days: 14, now: NOW });
    // It stands still, so that both counts are of the same moment.
    Object.assign(company.slack.clock, { now: () => now });
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
    leave: async c => {
      const [user, from] = [await userOf(c.who), addDays(today(), 3 - c.back)];
      const { ws } = running;
      const period = { from, to: addDays(from, c.days - 1) };
      const { _id, team, submission, kind, form, sentAt, ...set } = withRoute({
        ...{ _id: `r${seq}`, team: ws.team, user, submission: `s${seq}`, kind: LEAVE, sentAt: 1, period },
        form: { type: 'annual', ...period, reason: '' },
        ...{ state: 'approved', cards: {}, history: [], effects: [] },
      }) as RequestDoc;
      const request = { _id, team, user, submission, kind, form, sentAt, period };
      await requests(ws).insert(request, { set, history: [] } as never, seq++, []);
    },
    cancel: async c => {
      const { ws } = running;
      const own = await requests(ws).of(ws.team, await userOf(c.who));
      const leave = own.find(r => r.kind === LEAVE && r.state === 'approved');
      if (leave) await requests(ws).save(leave, { set: { state: 'cancelled' }, history: [] } as never, []);
    },
    terms: async ({ who: n, arrangement, schedule }) => {
      const terms = [{ from: addDays(today(), -9), arrangement, ...(schedule ? { schedule } : {}) }];
      await running.ws.db.collection('people').updateOne({ user: await userOf(n) }, { $set: { terms, arrangement } });
    },
    policy: async ({ weekCap, dayLength }) => {
      const { ws } = running;
      const { version } = await policyStore(ws.db).get(ws.team);
      const entry = { from: addDays(today(), -3), change: { workingTime: { weekCap, dayLength } }, by: 'U', at: 1 };
      await policyStore(ws.db).add(ws.team, version, { ...entry, key: `k${seq++}` });
      await ws.policy.reload();
    },
    time: async c => (now += c.minutes * 60_000),
    job: () => keepWeeks(running.ws),
    look: async c => keptRows(running.ws, await people(), keptMondays(mondayOf(today()))[c.week] ?? ''),
  };

  const same = async (weeks = 2): Promise<void> => {
    const all = await people();
    for (const monday of keptMondays(mondayOf(today())).slice(0, weeks))
      expect(await keptRows(running.ws, all, monday)).toEqual(await countedRows(running.ws, all, monday));
  };

  it('are what counting them now gives, whatever changed and whenever the job ran', async () => {
    await same();
    expect((await running.ws.db.collection(weekDocs.collection).find().toArray()).length).toBeGreaterThan(2);
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 3, maxLength: 8 }), async changes => {
        for (const c of changes) await (done[c.is] as (of: Change) => Promise<unknown>)(c);
        await same();
        await keepWeeks(running.ws);
        expect(await running.ws.db.collection(WORKDAYS).countDocuments({ uncounted: true })).toBe(0);
        await same(1);
      }),
      { numRuns: runs(40) },
    );
  }, 120_000);

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
    await Promise.all([keepWeeks(ws), keepWeeks(ws)]);
    await same();
  });

  it('go on with the next week', async () => {
    const monday = addDays(mondayOf(today()), 7);
    now = atLocal(monday, '00:01', ZONE);
    await keepWeeks(running.ws);
    const kept = await running.ws.db.collection(weekDocs.collection).find({ monday }).toArray();
    expect(kept.map(d => d.rows).join()).toContain(await userOf(0));
  });
});
