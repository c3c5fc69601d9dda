import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayNumber } from '../../../src/calendar/rules.ts';
import { dueGrants } from '../../../src/grants/due.ts';
import { ledgerOf } from '../../../src/grants/facts.ts';
import { balance } from '../../../src/grants/ledger/balance.ts';
import type { Grant } from '../../../src/grants/ledger/types.ts';
import { type OpeningFacts, openingGrants, validateOpening } from '../../../src/grants/opening/rules.ts';
import { shownDays, UNITS_PER_DAY } from '../../../src/leave-record/units.ts';
import { type Opening, openingIn } from '../../../src/people/import/openings.ts';
import { policyDefaults } from '../../../src/settings/policy.ts';
import { runs } from '../../support/runs.ts';

const leave = policyDefaults({ timeZone: 'Asia/Seoul', language: 'ko', summaryAt: '18:30' }).leave;
const TODAY = '2026-11-24';
const facts = (more: Partial<OpeningFacts> = {}): OpeningFacts => ({
  hiredOn: '2024-03-15',
  ...{ attended: { absentMonths: [], lowYears: {} }, policies: [{ from: '', leave }], stored: [], uses: [] },
  today: TODAY,
  ...more,
});

/** What an import stores of this opening balance. */
function imported(opening: Opening, f: OpeningFacts): Grant[] {
  const outcome = validateOpening(opening, f);
  if (!outcome.ok) throw new Error(outcome.code);
  return openingGrants(outcome.opening, f.stored, f.today, 'UHR');
}

const ledger = (f: OpeningFacts, today: string) => {
  const options = { until: addDays(today, 400), useUpcoming: true, overdraw: 'refuse' as const };
  const found = ledgerOf({ ...f, user: 'U1', today }, options);
  if (!found) throw new Error('no ledger');
  return found;
};

describe('an opening balance', () => {
  it('stands beside what the policy computes of its day, and lapses with it unless told otherwise', () => {
    expect(validateOpening({ days: 12.25, on: TODAY }, facts())).toEqual({
      ok: true,
      opening: { days: 12.25, on: TODAY, until: '2027-03-14', policy: 15, same: false },
    });
    // Leaves before the day count against the policy's own number; those of the day and after it are taken from the balance.
    const use = (date: string) => ({ request: date, seq: 1, date, amount: UNITS_PER_DAY, pool: 'annual' });
    const uses = ['2026-10-01', TODAY, '2026-12-01'].map(d => ({ ...use(d), state: 'active' as const }));
    expect(validateOpening({ days: 12.25, on: TODAY }, facts({ uses }))).toMatchObject({ opening: { policy: 14 } });
  });

  it('is hours of a part-timer, whose days are full-timers’, and not of others', () => {
    const week = [480, 180, 180, 180, 180, 0, 0];
    const own = facts({ contractOn: () => ({ week, fullTimeWeek: 2400 }), fullDay: 480 });
    // The policy: 15 days × 20 ÷ 40 × 8 h = 60 h.
    expect(validateOpening({ days: { minutes: 45 * 60 + 30 }, on: TODAY }, own)).toMatchObject({
      opening: { days: { minutes: 2730 }, policy: { minutes: 3600 } },
    });
    expect(validateOpening({ days: 5, on: TODAY }, own)).toMatchObject({ opening: { days: { minutes: 5 * 480 } } });
    const [stored] = imported({ days: { minutes: 2730 }, on: TODAY }, own);
    expect(stored?.amount).toBe(2730 * (UNITS_PER_DAY / 480));
    expect(validateOpening({ days: { minutes: 2730 }, on: TODAY }, facts())).toEqual({
      ...{ ok: false, code: 'opening-hours', column: 'openingDays' },
    });
  });

  it.each([
    ['60시간', { minutes: 3600 }],
    ['7시간 30분', { minutes: 450 }],
    ['-1h 5m', { minutes: -65 }],
    ['7.25', 7.25],
    ['12일', 12],
    ['60시', undefined],
  ])('is written as %s', (openingDays, days) => {
    const cells = { openingDays, openingOn: '2026-11-24' };
    expect(openingIn({ cells }).opening?.days).toEqual(days);
  });

  it.each([
    ['opening-ahead', { days: 1, on: '2026-11-25' }, {}],
    ['opening-before-hire', { days: 1, on: '2024-03-14' }, {}],
    ['opening-after-last', { days: 1, on: '2026-11-20' }, { lastDay: '2026-11-19' }],
    ['opening-no-until', { days: 1, on: TODAY }, { hiredOn: '2026-11-20' }],
    ['opening-ended', { days: 1, on: TODAY, until: '2026-11-23' }, {}],
  ] as const)('is refused: %s', (code, opening, more) => {
    expect(validateOpening(opening, facts(more))).toMatchObject({ ok: false, code });
  });

  it('of an earlier day than one that stands is refused, for it would not count', () => {
    const stored = imported({ days: 3, on: TODAY }, facts());
    expect(validateOpening({ days: 5, on: '2026-10-01' }, facts({ stored }))).toMatchObject({ code: 'opening-older' });
  });

  it('is not added to what has vested and is stored already, on its own day neither', () => {
    const on = '2026-03-15';
    const f = facts({ today: on });
    const vested = dueGrants({ ...f, since: on }, on);
    expect(vested.map(g => [g.id, g.on])).toEqual([['annual:2', on]]);
    const stored = [...vested, ...imported({ days: 7.5, on }, { ...f, stored: vested })];
    const { known, uses } = ledger({ ...f, stored }, on);
    expect(balance(known, uses, on).left).toBe(7.5 * UNITS_PER_DAY);
  });

  it('corrected later takes the place of the first, there and back again', () => {
    let stored: Grant[] = [];
    for (const days of [5, 6, 5]) {
      stored = [...stored, ...imported({ days, on: TODAY }, facts({ stored }))];
      const { known, uses } = ledger(facts({ stored }), TODAY);
      expect(balance(known, uses, TODAY).left).toBe(days * UNITS_PER_DAY);
    }
    expect(new Set(stored.map(g => g.id)).size).toBe(stored.length);
  });

  const hire = fc.integer({ min: dayNumber('2000-01-01'), max: dayNumber(TODAY) }).map(n => addDays('1970-01-01', n));
  const policy = fc.record({
    basis: fc.constantFrom('hire-date' as const, 'fiscal-year' as const, 'allowance' as const),
    fiscalStart: fc.constantFrom('01-01', '04-01', '02-28'),
    rounding: fc.constantFrom('half' as const, 'whole' as const, 'hundredth' as const),
    carryOver: fc.constantFrom(0, 3),
  });
  const hundredths = fc.integer({ min: -500, max: 4000 }).map(n => n / 100);

  it('reads back as the file’s number on its day, to the hundredth, whatever vested or was taken before; and again changes nothing', () => {
    fc.assert(
      fc.property(
        ...[hire, policy, hundredths, fc.integer({ min: 0, max: 900 })],
        ...[
          fc.boolean(),
          fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 8 }),
          fc.integer({ min: 0, max: 300 }),
        ],
        (hiredOn, more, days, back, storedBefore, taken, later) => {
          const on = [addDays(TODAY, -back), hiredOn].sort()[1] ?? hiredOn;
          const f = facts({ hiredOn, policies: [{ from: '', leave: { ...leave, ...more } }] });
          const uses = [...new Set(taken)].map((n, seq) => ({
            ...{ request: `r${n}`, seq, date: addDays(on, -n), amount: UNITS_PER_DAY / 2, pool: 'annual' },
            state: 'active' as const,
          }));
          const stored = storedBefore ? dueGrants({ ...f, uses, since: hiredOn }, TODAY) : [];
          const opening = { days, on, until: addDays(on, later) };
          const grants = imported(opening, { ...f, uses, stored });
          const after = { ...f, uses, stored: [...stored, ...grants] };
          const { known } = ledger(after, TODAY);
          const read = balance(
            known.filter(g => g.on <= on),
            uses,
            on,
          ).left;
          expect(shownDays(read)).toBe(days + 0);
          const again = validateOpening(opening, after);
          expect(again).toMatchObject({ ok: true, opening: { same: true } });
          expect(imported(opening, after)).toEqual([]);
        },
      ),
      { numRuns: runs(400) },
    );
  });
});
