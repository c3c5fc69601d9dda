import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, datesBetween } from '../../src/calendar/rules.ts';
import { isLongLeave, longLeaveOn } from '../../src/leave-record/long-leave.ts';
import { awayOn } from '../../src/leave-record/rules.ts';
import { builtinType } from '../../src/leave-record/types/builtin.ts';
import { type LeaveType, snapshotOf } from '../../src/leave-record/types/definition.ts';

const START = '2026-11-24';
const asOf = (type: string) => snapshotOf(builtinType(type) as LeaveType);
const leaf = (type: string, from: string, days: number) => ({
  ...{ type, from, to: addDays(from, days - 1), reason: '', as: asOf(type) },
});
const leafs = fc.array(
  fc
    .tuple(fc.constantFrom('maternity', 'annual', 'sick', 'unpaid'), fc.nat(200), fc.integer({ min: 1, max: 60 }))
    .map(([type, at, days]) => leaf(type, addDays(START, at), days)),
  { maxLength: 6 },
);

describe('a long leave', () => {
  it('is one whose type says so, or one of more than 30 calendar days', () => {
    expect(isLongLeave(leaf('annual', START, 30))).toBe(false);
    expect(isLongLeave(leaf('annual', START, 31))).toBe(true);
    expect(isLongLeave(leaf('maternity', START, 1))).toBe(true);
    // Stored before types could say so.
    expect(isLongLeave({ from: START, to: addDays(START, 30) })).toBe(true);
  });

  it('lasts until the last day of those that follow on it, on random leaves', () => {
    fc.assert(
      fc.property(leafs, fc.nat(280), (leaves, at) => {
        const date = addDays(START, at);
        const covered = new Set(
          leaves
            .filter(l => l.as.longLeave || datesBetween(l.from, l.to).length > 30)
            .flatMap(l => datesBetween(l.from, l.to)),
        );
        const found = longLeaveOn(date, leaves);
        expect(found !== undefined).toBe(covered.has(date));
        if (!found) return;
        let last = date;
        while (covered.has(addDays(last, 1))) last = addDays(last, 1);
        expect(found.until).toBe(last);
        expect(found.leave.from <= date && date <= found.leave.to).toBe(true);
      }),
    );
  });

  it('is told as one where its type is not private', () => {
    const known = awayOn(START, [{ user: 'U1', form: leaf('maternity', START, 90) }]);
    expect(known).toEqual([{ user: 'U1', whole: true, type: 'maternity', longLeave: true }]);
    const hidden = [{ user: 'U1', form: leaf('sick', START, 60) }];
    expect(awayOn(START, hidden)).toEqual([{ user: 'U1', whole: true, type: 'away' }]);
    expect(awayOn(START, hidden, true)[0]).toMatchObject({ type: 'sick', longLeave: true });
  });
});
