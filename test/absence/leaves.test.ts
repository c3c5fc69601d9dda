import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activeLeaves, approvedDays, beyond, LEAVE, longLeaveIn, requestUses } from '../../src/absence/leaves.ts';
import type { RequestDoc } from '../../src/approvals/store.ts';
import { addDays, datesBetween, koreanCalendar } from '../../src/calendar/rules.ts';
import { usesOf } from '../../src/leave-record/days.ts';
import { leaveFormOf, takenOf } from '../../src/leave-record/form.ts';
import { UNITS_PER_DAY } from '../../src/leave-record/units.ts';

const calendar = koreanCalendar();
const MONDAY = '2026-11-30';

type State = Pick<RequestDoc, 'state' | 'purpose'>;
const APPROVED: State = { state: 'approved', purpose: 'request' };
const WAITING: State = { state: 'waiting', purpose: 'request' };

let seq = 0;
function request(id: string, from: string, to: string, state: State, more: object = {}): RequestDoc {
  const history = state.state === 'approved' ? [{ what: 'approved' }] : [];
  const form = { type: 'annual', from, to, reason: '', ...more };
  return { _id: id, kind: LEAVE, form, seq: ++seq, ...state, history } as unknown as RequestDoc;
}
const change = (id: string, old: RequestDoc, from: string, to: string, state: State): RequestDoc => {
  const was = takenOf(leaveFormOf(old.form));
  return request(id, from, to, state, { as: was.as, replaces: old._id, was });
};
const taken = (requests: RequestDoc[]): number =>
  requestUses(requests, calendar).reduce((sum, use) => sum + use.amount, 0) / UNITS_PER_DAY;

describe('what the requests of a person take', () => {
  it('is what stands: asked for and not refused, or in force', () => {
    const states: [State['state'], State['purpose'], number][] = [
      ['waiting', 'request', 2],
      ['sent-back', 'request', 2],
      ['approved', 'request', 2],
      ['waiting', 'cancel', 2],
      ['rejected', 'request', 0],
      ['withdrawn', 'request', 0],
      ['cancelled', 'cancel', 0],
    ];
    for (const [state, purpose, days] of states)
      expect(taken([request('r', MONDAY, addDays(MONDAY, 1), { state, purpose })])).toBe(days);
  });

  it('is nothing of a type that takes from no pool', () => {
    expect(taken([request('r', MONDAY, MONDAY, APPROVED, { type: 'sick' })])).toBe(0);
  });

  it('takes for a change that is only asked for what the larger of the two takes, and then only the change', () => {
    const old = request('old', MONDAY, addDays(MONDAY, 2), APPROVED);
    const shorter = (state: State) => change('new', old, MONDAY, MONDAY, state);
    const longer = (state: State) => change('new', old, MONDAY, addDays(MONDAY, 4), state);
    const elsewhere = (state: State) => change('new', old, addDays(MONDAY, 7), addDays(MONDAY, 10), state);
    expect([taken([old]), taken([old, shorter(WAITING)]), taken([old, longer(WAITING)])]).toEqual([3, 3, 5]);
    expect(taken([old, elsewhere(WAITING)])).toBe(4);
    expect([taken([old, shorter(APPROVED)]), taken([old, longer(APPROVED)])]).toEqual([1, 5]);
    expect(activeLeaves([old, shorter(APPROVED)]).map(l => l.id)).toEqual(['new']);
    // Refused, the old one stands as it did.
    expect(taken([old, shorter({ state: 'rejected', purpose: 'request' })])).toBe(3);
    // Approved and then cancelled, nothing is left of either.
    const cancelled = { ...shorter(APPROVED), state: 'cancelled', purpose: 'cancel' } as RequestDoc;
    expect(taken([old, cancelled])).toBe(0);
  });

  it('never sets off more or less than the other takes', () => {
    const period = fc
      .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 9 }))
      .map(([start, n]) => ({ from: addDays(MONDAY, start), to: addDays(MONDAY, start + n) }));
    fc.assert(
      fc.property(period, period, (a, b) => {
        const total = (p: typeof a) => usesOf(p, calendar).reduce((s, u) => s + u.amount, 0);
        const rest = beyond(usesOf(a, calendar), usesOf(b, calendar));
        expect(rest.reduce((s, u) => s + u.amount, 0)).toBe(Math.max(0, total(a) - total(b)));
        const days = new Map(usesOf(a, calendar).map(u => [u.date, u.amount]));
        for (const use of rest) expect(use.amount).toBeLessThanOrEqual(days.get(use.date) ?? 0);
      }),
    );
  });
});

describe('what approved leaves take of the days', () => {
  it('is of those in force only, of any pool, and says whether it counts as worked', () => {
    const old = request('old', MONDAY, addDays(MONDAY, 2), APPROVED);
    const list = [
      old,
      change('new', old, MONDAY, MONDAY, APPROVED),
      request('waits', addDays(MONDAY, 1), addDays(MONDAY, 1), WAITING),
      request('asked-back', addDays(MONDAY, 2), addDays(MONDAY, 2), { state: 'waiting', purpose: 'cancel' }),
      request('unpaid', addDays(MONDAY, 3), addDays(MONDAY, 6), APPROVED, { type: 'unpaid' }),
    ];
    expect(approvedDays(list, calendar).map(({ date, amount, worked }) => [date, amount, worked])).toEqual([
      [MONDAY, UNITS_PER_DAY, true],
      [addDays(MONDAY, 2), UNITS_PER_DAY, true],
      [addDays(MONDAY, 3), UNITS_PER_DAY, false],
      [addDays(MONDAY, 4), UNITS_PER_DAY, false],
    ]);
  });

  it('is a half day in activeLeaves', () => {
    const half = request('half', MONDAY, MONDAY, APPROVED, { type: 'half-am' });
    expect(approvedDays([half], calendar)).toEqual([
      { date: MONDAY, amount: UNITS_PER_DAY / 2, part: 'am', worked: true },
    ]);
  });
});

describe('a long leave', () => {
  it('takes each of its days whole, days off and holidays too, whatever the hours of its person were then', () => {
    const hours = { begins: 540, week: [240, 0, 0, 0, 0, 0, 0] };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.constantFrom('maternity', 'annual'), (length, type) => {
        const leave = request('r', MONDAY, addDays(MONDAY, length - 1), APPROVED, { type, hours });
        const days = approvedDays([leave], calendar);
        const long = type === 'maternity' || length > 30;
        expect(days.every(d => (d.longLeave === true) === long)).toBe(true);
        if (long) expect(days.map(d => d.date)).toEqual(datesBetween(MONDAY, addDays(MONDAY, length - 1)));
        const until = longLeaveIn([leave], addDays(MONDAY, length - 1))?.until;
        expect(until).toBe(long ? addDays(MONDAY, length - 1) : undefined);
      }),
    );
  });

  it('is none while it is asked for, nor once it is cancelled', () => {
    for (const state of ['waiting', 'cancelled', 'rejected'] as const) {
      const leave = request('r', MONDAY, addDays(MONDAY, 89), { state, purpose: 'request' }, { type: 'maternity' });
      expect(longLeaveIn([leave], MONDAY)).toBeUndefined();
    }
  });
});
