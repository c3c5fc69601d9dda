import fc from 'fast-check';
import { requestUses } from '../../src/absence/leaves.ts';
import { addDays } from '../../src/calendar/rules.ts';
import { attendanceCorrections } from '../../src/grants/corrected.ts';
import { dueGrants, type PolicyPeriod } from '../../src/grants/due.ts';
import { vestingFacts } from '../../src/grants/facts.ts';
import { type Grant, NEVER_LAPSES } from '../../src/grants/ledger/types.ts';
import { reversalOf } from '../../src/grants/rules.ts';
import type { Attended } from '../../src/grants/vestings.ts';
import { unitsOf } from '../../src/leave-record/units.ts';
import type { KeptGrant, KeptRequest } from '../../src/retention/purgeable.ts';
import { policyDefaults } from '../../src/settings/policy.ts';
import { defined } from '../../src/shared/defined.ts';

/** Somebody with all their years at the company. */
export interface Career {
  hiredOn?: string;
  attended: Attended;
  version: number;
  policies: PolicyPeriod[];
  requests: KeptRequest[];
  grants: KeptGrant[];
}

export const TODAY = '2026-11-25';
export const calendar = { holiday: () => undefined };
const defaults = policyDefaults({ timeZone: 'UTC', language: 'ko', summaryAt: '18:30' }).leave;
const ms = (date: string): number => Date.parse(`${date}T12:00:00Z`);
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const dayBetween = (from: string, to: string): fc.Arbitrary<string> =>
  fc.nat((ms(to) - ms(from)) / 86_400_000).map(n => addDays(from, n));

const POOLS = ['annual', 'annual', 'annual', 'compensatory', 'refresh'] as const;

/** A leave of `days` calendar days as approvals keeps it. `decided`: days after it was sent. */
export function leave(
  id: string,
  seq: number,
  o: { from: string; days: number; pool?: string; state?: KeptRequest['state']; decided?: number; replaces?: string },
): KeptRequest {
  const { from, state = 'approved', decided = 0 } = o;
  const to = addDays(from, o.days - 1);
  const sent = ms(addDays(from, -3));
  const what = state === 'waiting' || state === 'sent-back' ? 'sent' : state;
  const as = {
    name: '연차',
    unit: 'day',
    paid: true,
    pool: o.pool ?? 'annual',
    worked: true,
    private: false,
    calendarDays: false,
  };
  const form = {
    type: 'annual',
    from,
    to,
    reason: '',
    as,
    ...defined({ replaces: o.replaces }),
  };
  return {
    ...{
      _id: id,
      kind: 'leave',
      form,
      state,
      purpose: 'request',
      seq,
      period: { from, to },
      sentAt: sent,
      effects: [],
    },
    history: [{ at: sent + decided * 86_400_000, by: 'U', what, key: id, round: 1 }],
  };
}

const policy = fc
  .record({
    basis: fc.constantFrom('hire-date' as const, 'fiscal-year' as const, 'allowance' as const),
    fiscalStart: fc.constantFrom('01-01', '03-01', '07-15'),
    carryOver: fc.constantFrom(0, 0, 5, 20),
    carryMonths: fc.integer({ min: 1, max: 24 }),
    rounding: fc.constantFrom('half' as const, 'whole' as const, 'hundredth' as const),
    allowanceOn: fc.constantFrom('fiscal-start' as const, 'anniversary' as const),
  })
  .map(p => ({ ...defaults, ...p }));

const asked = fc.record({
  from: dayBetween('2017-01-01', '2027-06-01'),
  days: fc.integer({ min: 1, max: 12 }),
  pool: fc.constantFrom(...POOLS),
  state: fc.oneof(
    { weight: 7, arbitrary: fc.constant('approved' as const) },
    {
      weight: 4,
      arbitrary: fc.constantFrom<KeptRequest['state']>('waiting', 'sent-back', 'rejected', 'withdrawn', 'cancelled'),
    },
  ),
  decided: fc.oneof({ weight: 6, arbitrary: fc.nat(5) }, { weight: 1, arbitrary: fc.nat(900) }),
  replaces: fc.option(fc.nat(40), { freq: 12 }),
});

const given = fc.record({
  is: fc.constantFrom('reward', 'reward', 'correction', 'named', 'opening', 'reversal', 'compensatory'),
  pool: fc.constantFrom(...POOLS),
  on: dayBetween('2016-06-01', '2026-11-25'),
  length: fc.oneof(fc.nat(400), fc.nat(1500), fc.constant(undefined)),
  quarters: fc.integer({ min: -20, max: 60 }),
  at: fc.nat(60),
});

type GrantShape = typeof given extends fc.Arbitrary<infer G> ? G : never;

/** What HR gives, corrects and takes back, among the grants that are there. */
function add(grants: KeptGrant[], g: GrantShape, n: number): void {
  const { on, pool } = g;
  const usableUntil = g.length === undefined ? NEVER_LAPSES : addDays(on, g.length);
  const amount = unitsOf(Math.abs(g.quarters) / 4);
  const about = grants[g.at % Math.max(1, grants.length)]?.grant;
  const put = (grant: Grant): void => void grants.push({ grant, storedOn: grant.on, owes: false });
  const plain = { id: `hand:${n}`, pool, on, usableUntil };
  if (g.is === 'reward') put({ ...plain, kind: 'reward', amount });
  else if (g.is === 'correction') put({ ...plain, kind: 'correction', amount: unitsOf(g.quarters / 4) });
  else if (g.is === 'opening') put({ ...plain, kind: 'opening', usableUntil: addDays(on, g.length ?? 365), amount });
  else if (g.is === 'compensatory')
    put({ ...plain, id: `compensatory:r${g.at}`, kind: 'compensatory', pool: 'compensatory', amount });
  else if (g.is === 'reversal' && about && about.reverses === undefined) put({ ...reversalOf(about, on) });
  else if (g.is === 'named' && about && about.reverses === undefined && about.corrects === undefined) {
    const less = unitsOf(-Math.abs(g.quarters) / 4);
    put({
      ...plain,
      kind: 'correction',
      pool: about.pool,
      on: about.on,
      usableUntil: about.on,
      amount: less,
      corrects: about.id,
    });
  }
}

/** Careers in which what policies give was stored as it vested, and leaves took from it. */
export const anyCareer: fc.Arbitrary<Career> = fc
  .record({
    hiredOn: fc.option(dayBetween('2012-01-01', '2026-06-01'), { freq: 8 }),
    since: dayBetween('2015-01-01', '2024-01-01'),
    policies: fc.array(fc.tuple(dayBetween('2016-01-01', '2026-11-01'), policy), { minLength: 1, maxLength: 3 }),
    absentMonths: fc.subarray([1, 2, 5, 11], { maxLength: 2 }),
    lowYears: fc.dictionary(fc.constantFrom('1', '3', '6', '8'), fc.nat(12), { maxKeys: 2 }),
    said: fc.boolean(),
    leaves: fc.array(asked, { maxLength: 40 }),
    hand: fc.array(given, { maxLength: 7 }),
  })
  .map(c => {
    const leaves = c.leaves.map(({ replaces, ...l }, i) =>
      leave(`r${i}`, i + 1, { ...l, ...(replaces === null || replaces >= i ? {} : { replaces: `r${replaces}` }) }),
    );
    const sorted = [...c.policies].sort(([a], [b]) => (a < b ? -1 : 1));
    const policies = sorted.map(([from, p], i) => ({ from: i === 0 ? '' : from, leave: p }));
    const uses = requestUses(leaves, calendar);
    const attended: Attended = { absentMonths: c.absentMonths, lowYears: c.lowYears };
    const grants: KeptGrant[] = [];
    const hired = c.hiredOn === null ? {} : { hiredOn: c.hiredOn };
    const factsOn = (today: string, said: Attended) =>
      vestingFacts({ ...hired, attended: said, policies, stored: grants.map(g => g.grant), uses, today });
    const nobody: Attended = { absentMonths: [], lowYears: {} };
    const openings = c.hand.filter(g => g.is === 'opening');
    for (const [n, g] of openings.entries()) add(grants, g, 100 + n);
    for (let today = c.since; ; today = addDays(today, 61)) {
      const day = today < TODAY ? today : TODAY;
      // What was said of attendance in the middle corrects what has vested.
      const said = c.said && day < '2022-01-01' ? nobody : attended;
      for (const grant of dueGrants(factsOn(day, said), day)) grants.push({ grant, storedOn: day, owes: false });
      if (said === attended)
        for (const grant of attendanceCorrections(factsOn(day, said), 1))
          if (!grants.some(g => g.grant.id === grant.id)) grants.push({ grant, storedOn: day, owes: false });
      if (day === TODAY) break;
    }
    for (const [n, g] of c.hand.filter(h => h.is !== 'opening').entries()) {
      const before = new Set(grants.map(x => x.grant.id));
      const more: KeptGrant[] = [...grants];
      add(more, g, n);
      for (const m of more.slice(grants.length)) if (!before.has(m.grant.id)) grants.push(m);
    }
    return { ...hired, attended, version: 1, policies, requests: leaves, grants };
  });
