import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestUses } from '../../src/absence/leaves.ts';
import { addDays } from '../../src/calendar/rules.ts';
import { attendanceCorrections } from '../../src/grants/corrected.ts';
import { dueGrants } from '../../src/grants/due.ts';
import { AHEAD_DAYS, ledgerOf, type PersonFacts, vestingFacts } from '../../src/grants/facts.ts';
import { balance } from '../../src/grants/ledger/balance.ts';
import { statement } from '../../src/grants/ledger/statement.ts';
import { type Grant, NEVER_LAPSES } from '../../src/grants/ledger/types.ts';
import { unitsOf } from '../../src/leave-record/units.ts';
import { type KeptGrant, type KeptRequest, selectPurgeable } from '../../src/retention/purgeable.ts';
import { unchanged, unstored } from '../../src/retention/unchanged.ts';
import { policyDefaults } from '../../src/settings/policy.ts';
import { keptFrom } from '../../src/settings/retention.ts';
import { settlementOf } from '../../src/settlement/rules.ts';
import { defined } from '../../src/shared/defined.ts';
import { runs } from '../support/runs.ts';
import { anyCareer, type Career, calendar, dayOf, leave, TODAY } from './ledgers.ts';

type Facts = PersonFacts & { user: string };
/** `destroyed`: nothing was destroyed in the other world, and nothing knows of it. */
const factsOf = (c: Career, today: string, destroyed?: string): Facts => ({
  user: 'U1',
  ...defined({ hiredOn: c.hiredOn }),
  ...{ attended: c.attended, policies: c.policies, stored: c.grants.map(g => g.grant), today },
  uses: requestUses(c.requests, calendar),
  ...defined({ destroyedBefore: destroyed }),
});

function destroyed(
  c: Career,
  today: string,
  from: string,
): { career: Career; requests: number; grants: number; same: boolean } {
  const facts = factsOf(c, today, from);
  const due = unstored(facts);
  const gone = selectPurgeable({ ...c, due, uses: facts.uses, today }, from, dayOf);
  const [requests, grants] = [new Set(gone.requests), new Set(gone.grants)];
  const career = {
    ...c,
    requests: c.requests.filter(r => !requests.has(r._id)),
    grants: c.grants.filter(g => !grants.has(g.grant.id)),
  };
  return { career, requests: requests.size, grants: grants.size, same: unchanged(facts, gone) };
}

/** Vests as the nightly job does: what is stored under its id is not stored again. */
function vested(c: Career, today: string, from?: string): Career {
  const facts = vestingFacts(factsOf(c, today, from));
  const due = dueGrants(facts, today);
  const corrections = attendanceCorrections({ ...facts, stored: [...facts.stored, ...due] }, c.version);
  const stored = new Set(facts.stored.map(g => g.id));
  const fresh = [...due, ...corrections].filter(g => !stored.has(g.id));
  return { ...c, grants: [...c.grants, ...fresh.map(grant => ({ grant, storedOn: today, owes: false }))] };
}

/** Everything that is told of somebody on a day. */
function told(c: Career, today: string, from: string, destroyedBefore?: string) {
  const facts = factsOf(c, today, destroyedBefore);
  const ledger = ledgerOf(facts, { until: addDays(today, AHEAD_DAYS), useUpcoming: true, overdraw: 'refuse' });
  if (!ledger) return undefined;
  const pools = ['annual', 'compensatory', 'refresh'];
  const settlement =
    c.hiredOn === undefined || c.hiredOn > today
      ? undefined
      : // The policy says from when on the ledger tells what was given, whether or not the rest is destroyed yet.
        settlementOf({ ...factsOf(c, today, from), hiredOn: c.hiredOn, lastDay: today });
  const { used: _, lapsed, ...settled } = settlement ?? { used: 0, lapsed: [] };
  return {
    balances: pools.map(pool => balance(ledger.known, ledger.uses, today, pool)),
    statements: pools.map(pool => {
      const { lines, left } = statement(ledger.known, ledger.uses, today, pool);
      return {
        left,
        beyond: lines.filter(l => !l.ahead).reduce((sum, l) => sum + l.amount, 0) - left,
        lines: lines.filter(l => l.date >= from),
      };
    }),
    settled,
    lapsed: lapsed.filter(l => l.grant.usableUntil >= from),
  };
}

describe('what nothing needs any more', () => {
  it('changes nothing that is told on any day from today on, and nothing of it vests again', {
    timeout: 120_000,
  }, () => {
    const totals = { requests: 0, grants: 0 };
    fc.assert(
      fc.property(
        anyCareer,
        fc.integer({ min: 3, max: 5 }),
        fc.array(fc.tuple(fc.nat(300), fc.integer({ min: 1, max: 8 })), { maxLength: 3 }),
        (career, years, later) => {
          let before = vested(career, TODAY);
          let from = keptFrom(TODAY, years);
          const first = destroyed(before, TODAY, from);
          expect(first.same).toBe(true);
          totals.requests += first.requests;
          totals.grants += first.grants;
          let after = first.career;
          const gone = new Set(
            before.grants.map(g => g.grant.id).filter(id => !after.grants.some(g => g.grant.id === id)),
          );
          const more = later.map(([in_, days], i) => leave(`n${i}`, 900 + i, { from: addDays(TODAY, in_ - 31), days }));
          before = { ...before, requests: [...before.requests, ...more] };
          after = { ...after, requests: [...after.requests, ...more] };
          for (const days of [0, 37, 366, 900]) {
            const today = addDays(TODAY, days);
            from = keptFrom(today, years);
            const stored = after.grants.length;
            before = vested(before, today);
            after = vested(after, today, from);
            const fresh = after.grants.slice(stored).map(g => g.grant);
            expect(fresh.filter(g => gone.has(g.id) || g.usableUntil < from)).toEqual([]);
            expect(told(after, today, from, from)).toEqual(told(before, today, from));
            const next = destroyed(after, today, from);
            expect(next.same).toBe(true);
            for (const g of after.grants) if (!next.career.grants.includes(g)) gone.add(g.grant.id);
            after = next.career;
            expect(told(after, today, from, from)).toEqual(told(before, today, from));
          }
        },
      ),
      // The same careers each time; without the seed, others.
      { numRuns: runs(60), seed: 20261125 },
    );
    // It is no proof if nothing was destroyed.
    expect(totals.grants).toBeGreaterThan(0);
    expect(totals.requests).toBeGreaterThan(0);
  });
});

describe('of somebody who has been here for years', () => {
  const policies = [{ from: '', leave: policyDefaults({ timeZone: 'UTC', language: 'ko', summaryAt: '18:30' }).leave }];
  const FROM = keptFrom(TODAY, 3);
  const hand = (id: string, more: Partial<Grant>): KeptGrant => {
    const on = more.on ?? '2021-01-04';
    const grant: Grant = { id, kind: 'reward', pool: 'annual', on, usableUntil: on, amount: unitsOf(3), ...more };
    return { grant, storedOn: on, owes: false };
  };
  /** Hired on 1 March 2019; each grant stored on its day. */
  function career(requests: KeptRequest[], more: KeptGrant[] = []): Career {
    const base = {
      hiredOn: '2019-03-01',
      attended: { absentMonths: [], lowYears: {} },
      version: 0,
      policies,
      requests,
    };
    const facts = { ...base, stored: [], uses: requestUses(requests, calendar), since: '2019-03-01' };
    const vesting = dueGrants(facts, TODAY).map(grant => ({ grant, storedOn: grant.on, owes: false }));
    return { ...base, grants: [...more, ...vesting] };
  }
  const remains = (c: Career) => {
    const { career: kept, same } = destroyed(c, TODAY, FROM);
    expect(same).toBe(true);
    return { requests: kept.requests.map(r => r._id), grants: kept.grants.map(g => g.grant.id) };
  };

  it('the leaves of years that have lapsed go with their grants; a year that has not keeps all of its leaves', () => {
    const requests = [
      leave('of 2020', 1, { from: '2020-07-06', days: 3 }),
      leave('of February 2023', 2, { from: '2023-02-06', days: 5 }),
      // Its year lapsed on 29 February 2024: the days that are left were computed by it.
      leave('of March 2023', 3, { from: '2023-03-06', days: 2 }),
      leave('of 2026', 4, { from: '2026-05-04', days: 1 }),
    ];
    expect(remains(career(requests))).toEqual({
      requests: ['of March 2023', 'of 2026'],
      grants: ['annual:4', 'annual:5', 'annual:6', 'annual:7'],
    });
  });

  it('what waits stays with what it would take', () => {
    const requests = [
      leave('approved', 1, { from: '2021-07-05', days: 1 }),
      leave('waits', 2, { from: '2022-07-04', days: 1, state: 'waiting' }),
      leave('decided late', 3, { from: '2020-07-06', days: 1, decided: 1300 }),
      leave('refused', 4, { from: '2022-08-01', days: 1, state: 'rejected' }),
    ];
    const { requests: kept, grants } = remains(career(requests));
    expect(kept).toEqual(['waits', 'decided late']);
    expect(grants).toEqual(expect.arrayContaining(['annual:1', 'annual:3']));
    expect(grants).not.toContain('annual:2');
  });

  it('leave that never lapses keeps those who took from it, and nobody else', () => {
    const never = hand('reward', { usableUntil: NEVER_LAPSES, on: '2020-01-06' });
    const requests = [
      leave('more than the year had', 1, { from: '2020-06-01', days: 23 }),
      leave('within the year', 2, { from: '2021-06-07', days: 5 }),
    ];
    expect(remains(career(requests, [never]))).toMatchObject({ requests: ['more than the year had'] });
    expect(remains(career(requests, [never])).grants.slice(0, 3)).toEqual(['reward', 'annual:1', 'annual:4']);
  });

  it('a change stays with what it replaces, overtime with the leave that it gave', () => {
    const requests = [
      leave('old', 1, { from: '2020-07-06', days: 1, state: 'cancelled' }),
      leave('change', 2, { from: '2020-07-07', days: 1, replaces: 'old', decided: 1300 }),
      { ...leave('overtime', 3, { from: '2021-07-06', days: 1 }), kind: 'form:overtime' },
      { ...leave('paid overtime', 4, { from: '2021-08-03', days: 1 }), kind: 'form:overtime' },
    ];
    const given = hand('compensatory:overtime', { pool: 'compensatory', on: '2021-07-06', usableUntil: '2024-07-05' });
    expect(remains(career(requests, [given])).requests).toEqual(['old', 'change', 'overtime']);
  });

  it('nothing goes of who is leaving, until that long after the last day', () => {
    const c = career([leave('of 2020', 1, { from: '2020-07-06', days: 3 })]);
    const gone = (lastDay: string) => {
      const uses = requestUses(c.requests, calendar);
      return selectPurgeable({ ...c, lastDay, due: [], uses, today: TODAY }, FROM, dayOf);
    };
    expect(gone('2026-12-31')).toEqual({ requests: [], grants: [] });
    expect(gone(FROM)).toEqual({ requests: [], grants: [] });
    expect(gone(addDays(FROM, -1)).requests).toEqual(['of 2020']);
  });

  it('who has no hire date keeps a grant: without any, no leave of theirs would be checked', () => {
    const { hiredOn: _, ...c } = career([]);
    const grants = [hand('a', { on: '2019-01-07' }), hand('b', { on: '2020-01-06' })];
    expect(remains({ ...c, grants }).grants).toEqual(['b']);
  });
});
