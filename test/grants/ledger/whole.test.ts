import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, koreanCalendar } from '../../../src/calendar/rules.ts';
import { attendanceCorrections } from '../../../src/grants/corrected.ts';
import { dueGrants } from '../../../src/grants/due.ts';
import { ledgerOf, type PersonFacts, vestingFacts } from '../../../src/grants/facts.ts';
import { allocate } from '../../../src/grants/ledger/allocate.ts';
import { balance } from '../../../src/grants/ledger/balance.ts';
import { statement } from '../../../src/grants/ledger/statement.ts';
import type { Grant } from '../../../src/grants/ledger/types.ts';
import { whatIf } from '../../../src/grants/ledger/whatif.ts';
import type { Use } from '../../../src/leave-record/days.ts';
import { usesOf } from '../../../src/leave-record/days.ts';
import { unitsOf } from '../../../src/leave-record/units.ts';
import { policyDefaults } from '../../../src/settings/policy.ts';
import { defined } from '../../../src/shared/defined.ts';
import { named } from '../../../src/shared/languages.ts';
import { runs } from '../../support/runs.ts';

const leave = policyDefaults({ timeZone: 'Asia/Seoul', language: 'ko', summaryAt: '18:30' }).leave;

/** Somebody's years: hired, asking for leave and cancelling some, under a policy that changes once, with holidays that the company adds. */
const years = fc.record({
  hired: fc.nat(900).map(n => addDays('2020-01-01', n)),
  policies: fc.array(
    fc.record({
      basis: fc.constantFrom('hire-date' as const, 'fiscal-year' as const, 'allowance' as const),
      fiscalStart: fc.constantFrom('01-01', '04-01'),
      carryOver: fc.constantFrom(0, 3),
      useUpcoming: fc.boolean(),
    }),
    { minLength: 2, maxLength: 2 },
  ),
  changed: fc.nat(1500),
  companyDays: fc.array(
    fc.nat(1500).map(n => addDays('2020-06-01', n)),
    { maxLength: 20 },
  ),
  asks: fc.array(
    fc.record({
      after: fc.nat(60),
      ahead: fc.integer({ min: -20, max: 200 }),
      length: fc.nat(12),
      part: fc.constantFrom(undefined, undefined, 'am' as const, 'q3' as const),
      cancelled: fc.boolean(),
    }),
    { minLength: 5, maxLength: 40 },
  ),
});

describe('a person’s years', () => {
  it('are never overdrawn, add up on every day, and forget what was cancelled', () => {
    fc.assert(
      fc.property(years, ({ hired, policies: [first, second], changed, companyDays, asks }) => {
        const calendar = koreanCalendar(companyDays.map(date => ({ date, name: named({ ko: '휴무', en: 'Off' }) })));
        const policies = [
          { from: '', leave: { ...leave, ...first } },
          { from: addDays(hired, changed), leave: { ...leave, ...second } },
        ];
        const upcomingOn = (day: string): boolean => policies.findLast(p => p.from <= day)?.leave.useUpcoming ?? true;
        const stored: Grant[] = [];
        let uses: Use[] = [];
        let today = hired;
        for (const [i, ask] of asks.entries()) {
          today = addDays(today, ask.after);
          const facts: PersonFacts = {
            ...{ hiredOn: hired, attended: { absentMonths: [], lowYears: {} }, policies, stored, uses, today },
          };
          stored.push(...dueGrants(vestingFacts(facts), today));
          const useUpcoming = upcomingOn(today);
          const ledger = ledgerOf(
            { ...facts, user: 'U1' },
            { until: addDays(today, 400), useUpcoming, overdraw: 'refuse' },
          );
          if (!ledger) throw new Error('no ledger');
          const from = [addDays(today, ask.ahead), hired].sort()[1] ?? hired;
          const to = ask.part ? from : addDays(from, ask.length);
          const days = usesOf({ from, to, ...defined({ part: ask.part }) }, calendar);
          const extra = days.map(
            ({ date, amount }): Use => ({ request: `r${i}`, seq: i, date, amount, pool: 'annual', state: 'waiting' }),
          );
          const before = balance(ledger.known, uses, today);
          const told = whatIf(ledger.grants, uses, extra, today);
          if (told.lacks > 0) continue;
          const after = allocate(ledger.grants, [...uses, ...extra], today);
          // What was asked for in time stays covered: grants only come, and those that are there stay as they are.
          expect(after.short).toEqual([]);
          for (const { use, from: shares } of after.uses)
            for (const { grant: g } of shares) expect(g.on <= use.date && use.date <= g.usableUntil).toBe(true);
          const { lines, left } = statement(ledger.known, [...uses, ...extra], today);
          expect(lines.filter(l => !l.ahead).reduce((sum, l) => sum + l.amount, 0)).toBe(left);
          expect(left).toBe(balance(ledger.known, [...uses, ...extra], today).left);
          if (ask.cancelled) expect(balance(ledger.known, uses, today)).toEqual(before);
          else uses = [...uses, ...extra];
        }
      }),
      { numRuns: runs(150) },
    );
  });

  /** The same as if the grants had been given with what was said of attendance: each correction in its own grant. */
  const netOf = (grants: readonly Grant[]): Grant[] =>
    grants
      .filter(g => g.corrects === undefined)
      .map(g => ({
        ...g,
        amount: grants.reduce((sum, c) => (c.corrects === g.id ? sum + c.amount : sum), g.amount),
      }));

  it('add up on every day whatever HR says of attendance, and each correction stays in its own grant', () => {
    const said = fc.record({
      lowYears: fc.dictionary(fc.constantFrom('1', '2', '3', '4'), fc.nat(12)),
      absentMonths: fc.uniqueArray(fc.integer({ min: 1, max: 11 }), { maxLength: 3 }),
    });
    const attendance = fc.array(fc.tuple(fc.nat(250), said), { minLength: 1, maxLength: 8 });
    const rewards = fc.array(fc.tuple(fc.nat(1200), fc.integer({ min: 1, max: 12 })), { maxLength: 4 });
    const leaves = fc.array(fc.tuple(fc.nat(1400), fc.integer({ min: 1, max: 6 })), { maxLength: 20 });
    const basis = fc.constantFrom('hire-date' as const, 'fiscal-year' as const);
    fc.assert(
      fc.property(fc.nat(700), basis, attendance, rewards, leaves, (n, by, entries, given, taken) => {
        const hired = addDays('2021-01-01', n);
        const policies = [{ from: '', leave: { ...leave, basis: by } }];
        const stored: Grant[] = given.map(([after, quarters], i) => ({
          ...{ id: `hand:${i}`, kind: 'reward', pool: 'annual', on: addDays(hired, after) },
          ...{ usableUntil: addDays(hired, after + 60), amount: unitsOf(quarters / 4) },
        }));
        const uses = taken.flatMap(([after, length], i) =>
          Array.from({ length }, (_, d): Use => {
            const date = addDays(hired, after + d);
            return { request: `r${i}`, seq: i + 1, date, amount: unitsOf(1), pool: 'annual', state: 'active' };
          }),
        );
        let today = hired;
        for (const [i, [after, attended]] of entries.entries()) {
          today = addDays(today, after);
          const before = entries[i - 1]?.[1] ?? { lowYears: {}, absentMonths: [] };
          const facts = (now: typeof attended) =>
            vestingFacts({ hiredOn: hired, attended: now, policies, stored, uses, today });
          stored.push(...dueGrants(facts(before), today));
          const corrections = attendanceCorrections(facts(attended), i + 1);
          stored.push(...corrections);
          // Said once, it is corrected once; each names a grant that is there.
          expect(attendanceCorrections(facts(attended), i + 1)).toEqual([]);
          expect(corrections.filter(c => !stored.some(g => g.id === c.corrects))).toEqual([]);
          const net = netOf(stored);
          expect(net.every(g => g.amount >= 0)).toBe(true);
          for (const day of [hired, addDays(hired, 200), today, addDays(today, 100), addDays(today, 500)]) {
            const [all, plain] = [balance(stored, uses, day), balance(net, uses, day)];
            expect([all.left, all.short]).toEqual([plain.left, plain.short]);
            const { lines, left } = statement(stored, uses, day);
            expect(lines.filter(l => !l.ahead).reduce((sum, l) => sum + l.amount, 0)).toBe(left);
          }
        }
      }),
      { numRuns: runs(40) },
    );
  });
});
