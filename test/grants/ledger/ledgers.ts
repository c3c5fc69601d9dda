import fc from 'fast-check';
import { addDays } from '../../../src/calendar/rules.ts';
import type { Grant } from '../../../src/grants/ledger/types.ts';
import type { Use } from '../../../src/leave-record/days.ts';
import { unitsOf } from '../../../src/leave-record/units.ts';

/** A grant of so many days; a reward unless said otherwise. */
export const grant = (id: string, on: string, usableUntil: string, days: number, more: Partial<Grant> = {}): Grant => ({
  ...{ id, kind: 'reward', pool: 'annual', on, usableUntil, amount: unitsOf(days) },
  ...more,
});

/** The days of one leave that stands. */
export const takes = (request: string, seq: number, ...days: [date: string, days: number][]): Use[] =>
  days.map(([date, n]) => ({ request, seq, date, amount: unitsOf(n), pool: 'annual', state: 'active' }));

const FIRST = '2026-01-01';
const day = fc.nat(40).map(n => addDays(FIRST, n));
const quarters = (max: number) => fc.integer({ min: 1, max }).map(n => unitsOf(n / 4));
const pool = fc.constantFrom('annual', 'annual', 'annual', 'compensatory');

const grants = fc
  .array(fc.record({ pool, on: day, length: fc.nat(25), amount: quarters(12) }), { maxLength: 6 })
  .map(all =>
    // Given by policy: so none lies before the ledger.
    all.map(
      ({ length, ...g }, i): Grant => ({ id: `g${i}`, kind: 'monthly', usableUntil: addDays(g.on, length), ...g }),
    ),
  );
const uses = fc
  .array(
    fc.record({
      pool,
      date: day,
      amount: quarters(4),
      state: fc.constantFrom('waiting' as const, 'active' as const),
    }),
    {
      maxLength: 9,
    },
  )
  .map(all => all.map((u, i): Use => ({ request: `r${i}`, seq: i + 1, ...u })));

/** Grants and leaves of six weeks, in quarters of a day. */
export const anyLedger = fc.record({ grants, uses });

const corrections = fc.array(
  fc.record({ at: fc.nat(5), on: day, amount: fc.integer({ min: -14, max: 6 }).map(n => unitsOf(n / 4)) }),
  { maxLength: 5 },
);

/** The same with corrections that name their grant; `net`: the grants as they are with them, `beyond`: what a grant did not have. */
export const anyCorrected = fc.record({ grants, uses, corrections }).map(ledger => {
  const made = ledger.corrections.flatMap(({ at, on, amount }, i): Grant[] => {
    const about = ledger.grants[at];
    if (!about || amount === 0) return [];
    const { pool, id } = about;
    // What is added is there as long as the grant is; what is taken off may be said on any day.
    const days = amount > 0 ? { on: about.on, usableUntil: about.usableUntil } : { on, usableUntil: on };
    return [{ id: `c${i}`, kind: 'correction', pool, ...days, amount, corrects: id }];
  });
  const beyond: Use[] = [];
  const net = ledger.grants.map((g): Grant => {
    const about = made.filter(c => c.corrects === g.id);
    let amount = about.reduce((sum, c) => sum + Math.max(0, c.amount), g.amount);
    const below = about.filter(c => c.amount < 0).sort((a, b) => (a.on + a.id < b.on + b.id ? -1 : 1));
    for (const c of below) {
      const rest = Math.max(0, -c.amount - amount);
      amount += c.amount + rest;
      if (rest > 0) beyond.push({ request: c.id, seq: -1, date: c.on, amount: rest, pool: c.pool, state: 'active' });
    }
    return { ...g, amount };
  });
  return { grants: [...ledger.grants, ...made], uses: ledger.uses, net, beyond };
});
