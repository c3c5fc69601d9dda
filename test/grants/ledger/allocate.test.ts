import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/calendar/rules.ts';
import { allocate } from '../../../src/grants/ledger/allocate.ts';
import { balance } from '../../../src/grants/ledger/balance.ts';
import type { Grant } from '../../../src/grants/ledger/types.ts';
import { whatIf } from '../../../src/grants/ledger/whatif.ts';
import type { Use } from '../../../src/leave-record/days.ts';
import { UNITS_PER_DAY as DAY } from '../../../src/leave-record/units.ts';
import { runs } from '../../support/runs.ts';
import { anyCorrected, anyLedger, grant, takes } from './ledgers.ts';

/** The most that can be covered, unit by unit, by augmenting paths: written apart from the rules. */
function mostCovered(grants: readonly Grant[], uses: readonly Use[], step: number): number {
  const units = (amount: number): number[] => Array.from({ length: amount / step }, () => 0);
  const slots = grants.flatMap(g => units(g.amount).map(() => g));
  const wants = uses.flatMap(u => units(u.amount).map(() => u));
  const takenBy = new Map<number, number>();
  const find = (want: number, seen: Set<number>): boolean => {
    const u = wants[want] as Use;
    return slots.some((g, slot) => {
      if (g.pool !== u.pool || u.date < g.on || g.usableUntil < u.date || seen.has(slot)) return false;
      seen.add(slot);
      const other = takenBy.get(slot);
      if (other !== undefined && !find(other, seen)) return false;
      takenBy.set(slot, want);
      return true;
    });
  };
  return wants.filter((_, i) => find(i, new Set())).length * step;
}

const total = (parts: readonly { amount: number }[]): number => parts.reduce((sum, p) => sum + p.amount, 0);

describe('allocating', () => {
  it('takes what lapses first, and splits a day over two grants', () => {
    const grants = [grant('b', '2026-01-01', '2026-12-31', 10), grant('a', '2025-03-15', '2026-03-14', 0.5)];
    const { uses } = allocate(grants, takes('r', 1, ['2026-03-02', 1], ['2026-03-16', 1]));
    expect(uses.map(u => u.from.map(s => [s.grant.id, s.amount / DAY]))).toEqual([
      [
        ['a', 0.5],
        ['b', 0.5],
      ],
      [['b', 1]],
    ]);
  });

  it('takes of grants with one end the one that vested first, and of one day the first by id', () => {
    const grants = [
      grant('c', '2026-02-01', '2026-12-31', 1),
      grant('b', '2026-01-01', '2026-12-31', 1),
      grant('a', '2026-02-01', '2026-12-31', 1),
    ];
    const use = takes('r', 1, ['2026-03-02', 1], ['2026-03-03', 1], ['2026-03-04', 1]);
    for (const given of [grants, grants.toReversed()])
      expect(allocate(given, use).uses.map(u => u.from.map(s => s.grant.id))).toEqual([['b'], ['a'], ['c']]);
  });

  it('names the day that is not covered, and how much it lacks', () => {
    const { short } = allocate(
      [grant('a', '2026-01-01', '2026-12-31', 1.5)],
      takes('r', 1, ['2026-05-04', 1], ['2026-05-06', 1]),
    );
    expect(short).toEqual([{ request: 'r', date: '2026-05-06', pool: 'annual', amount: DAY / 2 }]);
  });

  it('lets a correction below zero take what is usable on its day', () => {
    const grants = [
      grant('a', '2026-01-01', '2026-12-31', 3),
      grant('minus', '2026-02-01', '2026-02-01', -2, { kind: 'correction' }),
    ];
    expect(balance(grants, [], '2026-06-01').left).toBe(DAY);
    expect(balance([grants[1] as Grant], [], '2026-06-01').left).toBe(-2 * DAY);
  });

  const low = (amount: number, more: Partial<Grant> = {}): Grant =>
    grant('low', '2026-03-15', '2026-03-15', amount, { kind: 'correction', corrects: 'annual:2', ...more });
  const beside = [
    grant('annual:2', '2026-03-15', '2027-03-14', 15, { kind: 'annual' }),
    grant('carry', '2026-03-15', '2026-06-14', 3, { kind: 'carry-over' }),
  ];

  it('takes a correction from the grant that it names, not from what lapses sooner', () => {
    const grants = [...beside, low(-5)];
    expect(balance(grants, [], '2026-06-14').left).toBe(13 * DAY);
    expect(balance(grants, [], '2026-06-15').left).toBe(10 * DAY);
    // One without a grant goes on taking what lapses first.
    const { corrects: _, ...unnamed } = low(-5);
    expect(balance([...beside, unnamed], [], '2026-06-15').left).toBe(13 * DAY);
    // One whose grant nobody knows is like one without.
    expect(balance([...beside, low(-5, { corrects: 'gone' })], [], '2026-06-15').left).toBe(13 * DAY);
  });

  it('corrects no grant below zero: what was used of it already is short, unless others have it', () => {
    const uses = takes('r', 1, ...Array.from({ length: 12 }, (_, i): [string, number] => [`2026-07-${10 + i}`, 1]));
    expect(balance([...beside, low(-5)], uses, '2026-08-01')).toMatchObject({ left: -2 * DAY, short: 2 * DAY });
    const all = allocate([...beside, low(-16)], []);
    expect(all.grants.map(g => [g.grant.id, g.left / DAY])).toEqual([
      ['annual:2', 0],
      ['carry', 2],
    ]);
    // What was carried over from the grant is next.
    const from = grant('left', '2027-03-15', '2027-06-14', 3, { kind: 'carry-over', source: 'annual:2' });
    const later = allocate([...beside, from, low(-15)], []);
    expect(later.grants.map(g => [g.grant.id, g.left / DAY])).toEqual([
      ['annual:2', 0],
      ['carry', 3],
      ['left', 0],
    ]);
  });

  it('forgets corrections with the grant that they name, and leaves it as it was once they are unsaid', () => {
    const more = grant('more', '2026-03-15', '2027-03-14', 5, { kind: 'correction', corrects: 'annual:2' });
    const lefts = (grants: readonly Grant[]) => allocate(grants, []).grants.map(g => [g.grant.id, g.left / DAY]);
    expect(lefts([...beside, low(-5), more])).toEqual([
      ['annual:2', 15],
      ['carry', 3],
      ['more', 0],
    ]);
    const undone = grant('undo', '2026-04-01', '2026-04-01', -10, { kind: 'reversal', reverses: 'annual:2' });
    expect(lefts([...beside, low(-5), undone])).toEqual([['carry', 3]]);
    // So does what an opening balance has settled.
    const opening = grant('open', '2026-05-01', '2026-12-31', 4, { kind: 'opening' });
    expect(lefts([...beside, low(-5, { on: '2026-06-01', usableUntil: '2026-06-01' }), opening])).toEqual([
      ['open', 4],
    ]);
  });

  it('counts neither a reversed grant nor its reversal, and gives back what was carried over from it', () => {
    const grants = [
      grant('a', '2025-01-01', '2025-12-31', 4),
      grant('carry', '2026-01-01', '2026-03-31', 3, { kind: 'carry-over', source: 'a' }),
    ];
    const leftIn = (all: readonly Grant[]) => allocate(all, []).grants.map(g => [g.grant.id, g.left / DAY]);
    expect(leftIn(grants)).toEqual([
      ['a', 1],
      ['carry', 3],
    ]);
    const undone = grant('undo', '2026-02-01', '2026-02-01', -3, { kind: 'reversal', reverses: 'carry' });
    expect(leftIn([...grants, undone])).toEqual([['a', 4]]);
  });

  it('begins with the last opening balance: what lies before is in it', () => {
    const grants = [
      grant('annual:1', '2025-03-15', '2026-03-14', 15, { kind: 'annual' }),
      grant('open', '2026-01-01', '2026-03-14', 4, { kind: 'opening' }),
    ];
    const uses = takes('r', 1, ['2025-12-24', 1], ['2026-01-05', 1]);
    expect(balance(grants, uses, '2026-01-10').left).toBe(3 * DAY);
  });

  it('does not count leaves before the first grant by hand, but those of whoever was hired', () => {
    const uses = takes('old', 1, ['2026-01-05', 1], ['2026-01-06', 1]);
    const reward = grant('hand:1', '2026-05-01', '2026-12-31', 2);
    expect(balance([reward], uses, '2026-06-01').left).toBe(2 * DAY);
    const monthly = grant('monthly:1', '2026-05-01', '2027-03-31', 1, { kind: 'monthly' });
    expect(balance([reward, monthly], uses, '2026-04-01').left).toBe(-2 * DAY);
  });

  it('pays an overdrawn day back from what vests later, once it has vested', () => {
    const grants = [grant('a', '2026-01-01', '2026-12-31', 1), grant('b', '2027-01-01', '2027-12-31', 5)];
    const uses = takes('r', 1, ['2026-12-30', 1], ['2026-12-31', 1]);
    expect(balance(grants, uses, '2026-12-31').left).toBe(-DAY);
    expect(balance(grants, uses, '2027-01-01').left).toBe(4 * DAY);
    const [extra] = takes('x', 2, ['2027-02-01', 4.5]);
    expect(whatIf(grants, uses, [extra as Use], '2027-01-01')).toMatchObject({
      before: 4 * DAY,
      after: -DAY / 2,
      lacks: DAY / 2,
    });
  });
});

describe('for any ledger', () => {
  it('takes from a grant no more than it has, and only on days on which it is usable', () => {
    fc.assert(
      fc.property(anyLedger, ({ grants, uses }) => {
        const result = allocate(grants, uses);
        for (const { use, from, short } of result.uses) {
          expect(total(from) + short).toBe(use.amount);
          for (const { grant: g, amount } of from) {
            expect(amount).toBeGreaterThan(0);
            expect(g.pool).toBe(use.pool);
            expect(g.on <= use.date && use.date <= g.usableUntil).toBe(true);
          }
        }
        for (const { grant: g, used, left } of result.grants) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(used + left).toBe(g.amount);
          expect(total(result.uses.flatMap(u => u.from).filter(s => s.grant === g))).toBe(used);
        }
      }),
    );
  });

  it('covers as much as any way of allocating could', () => {
    fc.assert(
      fc.property(anyLedger, ({ grants, uses }) => {
        const { short } = allocate(grants, uses);
        expect(total(uses) - total(short)).toBe(mostCovered(grants, uses, DAY / 4));
      }),
      { numRuns: runs(200) },
    );
  });

  it('takes a correction from its grant before any leave: nothing is taken beyond the grant net of its corrections', () => {
    fc.assert(
      fc.property(anyCorrected, ({ grants, uses, net, beyond }) => {
        const result = allocate(grants, uses);
        for (const { use, from, short } of result.uses) {
          expect(total(from) + short).toBe(use.amount);
          const about = grants.find(g => g.id === use.request)?.corrects;
          for (const { grant: g, amount } of from) {
            expect(amount).toBeGreaterThan(0);
            expect(g.pool).toBe(use.pool);
            const own = about !== undefined && (g.id === about || g.corrects === about);
            expect(own || (g.on <= use.date && use.date <= g.usableUntil)).toBe(true);
          }
        }
        for (const g of net) {
          const own = result.grants.filter(x => x.grant.id === g.id || x.grant.corrects === g.id);
          const taken = result.uses.flatMap(u =>
            grants.find(c => c.id === u.use.request)?.corrects === g.id
              ? []
              : u.from.filter(s => own.some(x => x.grant === s.grant)),
          );
          expect(total(taken)).toBeLessThanOrEqual(g.amount);
          expect(own.reduce((sum, x) => sum + x.left, 0)).toBe(g.amount - total(taken));
        }
        for (const { used, left, grant: g } of result.grants) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(used + left).toBe(g.amount);
        }
        expect(total(result.short)).toBe(total(allocate(net, uses).short) + extraShort(net, uses, beyond));
      }),
    );
  });

  /** How much more is uncovered because of what corrections take beyond their grants; by augmenting paths. */
  const extraShort = (net: readonly Grant[], uses: readonly Use[], beyond: readonly Use[]): number =>
    total(beyond) - (mostCovered(net, [...uses, ...beyond], DAY / 4) - mostCovered(net, uses, DAY / 4));

  it('leaves with corrections as much as if the grants had been given so', () => {
    fc.assert(
      fc.property(anyCorrected, fc.nat(45), ({ grants, uses, net, beyond }, n) => {
        fc.pre(beyond.length === 0);
        const on = addDays('2026-01-01', n);
        for (const pool of ['annual', 'compensatory']) {
          const [corrected, plain] = [balance(grants, uses, on, pool), balance(net, uses, on, pool)];
          expect([corrected.left, corrected.short]).toEqual([plain.left, plain.short]);
          const upcoming = (b: typeof plain) => b.upcoming.filter(u => u.amount > 0).map(u => [u.on, u.amount]);
          expect(upcoming(corrected)).toEqual(upcoming(plain));
        }
      }),
    );
  });

  it('does not ask in which order leaves of the same kind came', () => {
    fc.assert(
      fc.property(anyCorrected, fc.infiniteStream(fc.nat()), ({ grants, uses }, random) => {
        const orders = uses.map(u => ({ u, order: random.next().value }));
        const other = orders.sort((a, b) => a.order - b.order).map(({ u }, i) => ({ ...u, seq: i + 1 }));
        const [one, two] = [allocate(grants, uses), allocate([...grants].reverse(), other)];
        const lefts = (r: typeof one) => new Map(r.grants.map(g => [g.grant.id, g.left]));
        expect(lefts(two)).toEqual(lefts(one));
        expect(total(two.short)).toBe(total(one.short));
      }),
    );
  });

  it('restores exactly what a cancelled leave had taken', () => {
    fc.assert(
      fc.property(anyLedger, anyLedger, ({ grants, uses }, { uses: more }) => {
        const leave = more.map(u => ({ ...u, request: 'cancelled' }));
        const cancelled = [...uses, ...leave].filter(u => u.request !== 'cancelled');
        expect(allocate(grants, cancelled)).toEqual(allocate(grants, uses));
      }),
    );
  });

  it('takes the same days for a leave that is split in two', () => {
    fc.assert(
      fc.property(anyLedger, fc.nat(9), ({ grants, uses }, at) => {
        const split = uses.map((u, i) => (i < at ? u : { ...u, request: `${u.request}-2`, seq: u.seq + 100 }));
        const lefts = (all: readonly Use[]) => allocate(grants, all).grants.map(g => [g.grant.id, g.left]);
        expect(lefts(split)).toEqual(lefts(uses));
      }),
    );
  });

  it('tells what a leave would do as it is once the leave stands', () => {
    fc.assert(
      fc.property(anyLedger, anyLedger, ({ grants, uses }, { uses: more }) => {
        const extra = more.filter(u => u.pool === 'annual').map(u => ({ ...u, request: 'extra', seq: 99 }));
        const today = '2026-01-01';
        const told = whatIf(grants, uses, extra, today);
        expect(told.before).toBe(balance(grants, uses, told.on).left);
        expect(told.after).toBe(balance(grants, [...uses, ...extra], told.on).left);
        expect(total(told.from) + told.lacks).toBeGreaterThanOrEqual(told.taken - told.lacks);
        const [all, none] = [allocate(grants, [...uses, ...extra]), allocate(grants, uses)];
        const uncovered = total(all.short) - total(none.short);
        expect(told.lacks).toBeGreaterThanOrEqual(uncovered);
        if (none.short.length === 0) expect(told.lacks).toBe(uncovered);
        expect(told.on >= today && (extra.length === 0 || told.on <= addDays(today, 40))).toBe(true);
      }),
    );
  });
});
