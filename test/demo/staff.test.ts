import { describe, expect, it } from 'vitest';
import { staffOf } from '../../scripts/demo/staff.ts';

const o = { today: '2026-11-30', head: 'UHEAD' };

describe('the staff of a larger demo', () => {
  const staff = staffOf(1_000, o);

  it('is the same each time, and a smaller company has the same first people', () => {
    expect(staffOf(1_000, o)).toEqual(staff);
    expect(staffOf(100, o)).toEqual(staff.slice(0, 100));
  });

  it('has different ids, numbers and addresses', () => {
    for (const of of [staff.map(s => s.user), staff.map(s => s.employeeNo), staff.map(s => s.slack.email)])
      expect(new Set(of).size).toBe(staff.length);
  });

  it('reports to the head through managers who exist, without a circle', () => {
    const managers = new Map(staff.map(s => [s.user, s.manager]));
    for (const { user } of staff) {
      let at = user;
      for (let level = 0; at !== o.head; level++) {
        expect(level).toBeLessThan(4);
        at = managers.get(at) ?? 'nobody';
      }
    }
  });

  it('was hired before the demo begins', () => {
    expect(staff.filter(s => s.hiredOn >= o.today)).toEqual([]);
  });
});
