import { describe, expect, it } from 'vitest';
import { asEmployed } from '../../src/grants/record/employments.ts';
import type { Employment, LedgerDoc } from '../../src/grants/record/schema.ts';
import { NO_EMPLOYMENT } from '../../src/grants/record/store.ts';
import { changed, dated } from '../../src/people/facts.ts';
import type { Person } from '../../src/people/rules.ts';
import { isEmployedOn } from '../../src/people/terms.ts';
import { grant } from './ledger/ledgers.ts';

const person = (more: Partial<Person>): Person => ({
  ...{ team: 'T1', user: 'U1', name: 'U1', zone: 'Asia/Seoul', administrator: false, employee: true, deleted: false },
  ...{ quickIn: false, place: 'office' as const, syncedAt: 0, ...more },
});
const TODAY = '2026-11-24';
const set = (before: Person, change: Parameters<typeof changed>[1]): Person =>
  changed(before, dated(before, change, TODAY));

describe('a hire date', () => {
  const left = person({ hiredOn: '2022-03-02', lastDay: '2025-08-31' });

  it('after the last day begins another employment, which has no last day yet', () => {
    const again = set(left, { hiredOn: '2025-11-01' });
    expect(again).toMatchObject({ hiredOn: '2025-11-01', former: [{ hiredOn: '2022-03-02', lastDay: '2025-08-31' }] });
    expect(again.lastDay).toBeUndefined();
    // The form sends the last day that it showed.
    expect(set(left, { hiredOn: '2025-11-01', lastDay: '2025-08-31' })).toEqual(again);
    expect(set(left, { hiredOn: '2025-11-01', lastDay: '2026-12-31' }).lastDay).toBe('2026-12-31');
    const days = ['2022-03-01', '2022-03-02', '2025-08-31', '2025-09-01', '2025-11-01'];
    expect(days.map(d => isEmployedOn(again, d))).toEqual([false, true, true, false, true]);
  });

  it('within the employment sets it right, and back before the last day there was no other one', () => {
    expect(set(left, { hiredOn: '2022-02-01' }).former).toBeUndefined();
    const again = set(left, { hiredOn: '2025-11-01' });
    expect(set(again, { hiredOn: '2025-11-15' }).former).toEqual(again.former);
    expect(set(again, { hiredOn: '2022-03-02' }).former).toEqual([]);
  });
});

describe('a ledger', () => {
  const first: Employment = {
    ...{ hiredOn: '2022-03-02', attended: { version: 1, history: [] }, notices: [] },
    grants: [{ ...grant('annual:3', '2025-03-02', '2026-03-01', 15), at: 1 }],
    settlement: { settledFor: '2025-08-31', history: [] },
  };
  const ledger: LedgerDoc = { _id: 'T1:U1', team: 'T1', user: 'U1', version: 4, current: first, effects: [] };
  const former = [{ hiredOn: '2022-03-02', lastDay: '2025-08-31' }];

  it('begins anew with another employment, and keeps all of the one that ended', () => {
    const again = asEmployed(ledger, { former });
    expect(again.current).toEqual(NO_EMPLOYMENT);
    expect(again.earlier).toEqual([{ ...first, lastDay: '2025-08-31' }]);
    expect(asEmployed(again, { former })).toBe(again);
    expect(asEmployed(ledger, {})).toBe(ledger);
  });

  it('is one again where there was no other employment, with what was given by hand', () => {
    const again = asEmployed(ledger, { former });
    const given = { ...grant('hand:1', '2026-01-01', '2026-12-31', 1), kind: 'reward' as const, at: 2 };
    const vested = { ...grant('monthly:1', '2025-12-01', '2026-10-31', 1), kind: 'monthly' as const, at: 2 };
    const mistaken = { ...again, current: { ...again.current, grants: [vested, given] } };
    expect(asEmployed(mistaken, { former: [] })).toEqual({
      ...ledger,
      current: { ...first, grants: [...first.grants, given] },
      earlier: [],
    });
  });
});
