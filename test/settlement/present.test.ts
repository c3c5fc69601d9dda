import { describe, expect, it } from 'vitest';
import type { Kinds } from '../../src/approvals/kinds.ts';
import type { Grant } from '../../src/grants/ledger/types.ts';
import { STANDARD_POOLS } from '../../src/grants/pools.ts';
import { words } from '../../src/i18n/index.ts';
import { UNITS_PER_DAY, unitsOfMinutes } from '../../src/leave-record/units.ts';
import type { Person } from '../../src/people/rules.ts';
import type { Lapse } from '../../src/settlement/lapses.ts';
import { type LeaverContext, leaversModel, settlementRows } from '../../src/settlement/present.ts';
import { person } from '../people/people.ts';

const w = words('ko');
// No leave lies after a last day here.
const none: Kinds = { of: kind => expect.fail(kind), all: async () => [] };
const ctx: LeaverContext = { nameOf: user => user, zone: 'Asia/Seoul', kinds: none, pools: STANDARD_POOLS, w };
const lapse = (who: Person, amount: number, more: Pick<Lapse, 'fullDay'> = {}): Lapse => {
  const grant: Grant = {
    ...{ id: 'annual:1', kind: 'annual', pool: 'annual', on: '2025-11-30', usableUntil: '2026-11-29', amount },
  };
  return { person: who, grant, left: amount, on: grant.usableUntil, pay: true, ...more };
};

describe('leave to be paid', () => {
  const partTimer = lapse(person('U1', { name: '박하나' }), unitsOfMinutes(60 * 60, 480), { fullDay: 480 });
  const fullTimer = lapse(person('U2', { name: '이민지' }), 7.5 * UNITS_PER_DAY);
  const all = { leavers: [], lapses: [partTimer, fullTimer] };

  it('is hours of part-timers and days of others in the file', () => {
    const [head = [], ...rows] = settlementRows(all, ctx);
    const column = head.indexOf(w.settlement.columns.days);
    expect(rows.map(r => [r[0], r[column]])).toEqual([
      ['박하나', '60시간'],
      ['이민지', '7.5'],
    ]);
  });

  it('is hours of part-timers and days of others in the list', () => {
    const { lapses } = leaversModel({ from: '2026-11-01', to: '2026-11-30' }, all, ctx);
    expect(lapses.map(l => w.leave.days(l.days))).toEqual(['60시간', '7.5일']);
  });

  it('is one line in the list for what lapsed together, and a line for each grant in the file', () => {
    const monthly = [1, 1, 0.5].map(days => lapse(person('U2', { name: '이민지' }), days * UNITS_PER_DAY));
    const several = { leavers: [], lapses: [fullTimer, ...monthly, { ...fullTimer, pay: false }] };
    const { lapses } = leaversModel({ from: '2026-11-01', to: '2026-11-30' }, several, ctx);
    expect(lapses.map(l => [l.days, l.pay])).toEqual([
      [10, true],
      [7.5, false],
    ]);
    expect(settlementRows(several, ctx)).toHaveLength(1 + 5);
  });
});
