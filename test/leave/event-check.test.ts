import { describe, expect, it } from 'vitest';
import { koreanCalendar } from '../../src/calendar/rules.ts';
import { readLeave } from '../../src/leave/check.ts';
import type { FilledEvent, LeaveEvent } from '../../src/leave-record/events.ts';
import type { ActiveLeave } from '../../src/leave-record/rules.ts';
import { builtinType } from '../../src/leave-record/types/builtin.ts';
import { fixedDay, problemsIn } from './problems-in.ts';

const TODAY = '2026-11-30';
interface More {
  known?: LeaveEvent[];
  active?: ActiveLeave[];
  today?: string;
}

const check = (type: string, from: string, to: string, event: FilledEvent, more: More = {}) =>
  problemsIn({ type, from, to, event }, { events: more.known ?? [], active: more.active ?? [] }, more.today ?? TODAY);
const DUE = { due: '2027-01-30' };
const known = (more: Partial<LeaveEvent> = {}): LeaveEvent => ({ id: 'e1', kind: 'birth', ...DUE, at: 0, ...more });
let n = 0;
const taken = (typeId: string, from: string, to: string): ActiveLeave => ({
  ...{ id: `r${++n}`, type: typeId, typeId, from, to, event: 'e1' },
});

describe('Maternity leave', () => {
  it('of 90 days with 45 after the birth is right, without notice, and longer for twins', () => {
    expect(check('maternity', '2026-12-17', '2027-03-16', DUE)).toEqual([]);
    expect(check('maternity', '2026-12-17', '2027-03-17', DUE)).toEqual([
      { field: 'to', code: 'over-entitled', amount: 90, taken: 91, inMonths: false },
    ]);
    // From 2 December 59 days before the 30th of January, 60 after it.
    expect(check('maternity', '2026-12-02', '2027-03-31', { ...DUE, children: '2' })).toEqual([]);
  });

  it('from tomorrow is right for a birth tomorrow, and starts on the day for one today', () => {
    expect(check('maternity', '2026-12-01', '2027-02-28', { due: '2026-12-01' })).toEqual([]);
    expect(check('maternity', TODAY, '2027-02-27', { born: TODAY })).toEqual([]);
  });

  it('with less than 45 days after the birth is refused, in the days that it has to reach', () => {
    expect(check('maternity', '2026-12-16', '2027-03-15', DUE)).toEqual([
      { field: 'to', code: 'too-few-after-birth', least: 45, most: 44, until: '2027-03-16' },
    ]);
    // A first part may be before the birth; 45 days before it leave too few for after it.
    expect(check('maternity', '2026-12-01', '2027-01-13', DUE)).toEqual([]);
    expect(check('maternity', '2026-12-01', '2027-01-14', DUE)).toEqual([
      { field: 'to', code: 'too-few-after-birth', least: 45, most: 44 },
    ]);
  });

  it('after a birth later than expected has its 45 days all the same', () => {
    // 44 days before the due date, and 5 more until the birth on 4 February: 49 + 1 + 45 = 95 until 21 March.
    const late = known({ on: '2027-02-04' });
    const asked = { id: 'e1', due: '2027-01-30', born: '2027-02-04' };
    const more = { known: [late], today: '2027-02-10' };
    expect(check('maternity', '2026-12-17', '2027-03-21', asked, { ...more, today: '2027-01-10' })).toEqual([
      expect.objectContaining({ code: 'event-ahead' }),
    ]);
    const rest = { ...more, active: [taken('maternity', '2026-12-17', '2027-03-16')] };
    expect(check('maternity', '2027-03-17', '2027-03-21', asked, rest)).toEqual([]);
    expect(check('maternity', '2027-03-17', '2027-03-22', asked, rest)).toEqual([
      { field: 'to', code: 'over-entitled', amount: 95, taken: 96, inMonths: false },
    ]);
  });
});

describe('A partner’s leave', () => {
  const four = [
    taken('paternity', '2026-12-17', '2026-12-18'),
    taken('paternity', '2027-01-05', '2027-01-06'),
    taken('paternity', '2027-02-01', '2027-02-05'),
  ];

  it('is refused outside its window, after four parts and beyond 20 working days', () => {
    expect(check('paternity', '2026-12-10', '2026-12-11', DUE)).toEqual([
      { field: 'from', code: 'outside-window', window: { from: '2026-12-11', to: '2027-05-30' } },
    ]);
    expect(check('paternity', '2027-05-27', '2027-05-31', DUE).map(p => [p.field, p.code])).toEqual([
      ['to', 'outside-window'],
    ]);
    const more = { known: [known()], active: four };
    const asked = { id: 'e1', ...DUE };
    expect(check('paternity', '2027-03-02', '2027-03-05', asked, more)).toEqual([]);
    const fifth = { ...more, active: [...four, taken('paternity', '2027-03-02', '2027-03-02')] };
    expect(check('paternity', '2027-03-08', '2027-03-08', asked, fifth)).toEqual([
      { field: 'from', code: 'too-many-parts', parts: 4 },
    ]);
    // What joins a part is none.
    expect(check('paternity', '2027-03-03', '2027-03-03', asked, fifth)).toEqual([]);
    // 9 days are taken: 11 are left, and 2 to 17 March has 12 working days.
    expect(check('paternity', '2027-03-02', '2027-03-17', asked, more)).toEqual([
      { field: 'to', code: 'over-entitled', amount: 20, taken: 21, inMonths: false },
    ]);
  });

  it('for another birth begins anew', () => {
    const other = known({ due: '2025-01-30', on: '2025-01-30' });
    const more = { known: [other], active: [taken('paternity', '2025-02-03', '2025-02-14')] };
    expect(check('paternity', '2026-12-17', '2027-01-14', DUE, more)).toEqual([]);
  });

  it('after a miscarriage has to be asked for within 20 days', () => {
    const asked = { lost: '2026-11-10' };
    expect(check('spouse-loss', '2026-12-01', '2026-12-07', asked)).toEqual([]);
    expect(check('spouse-loss', '2026-12-01', '2026-12-08', asked).map(p => p.code)).toEqual(['over-entitled']);
    expect(check('spouse-loss', '2026-12-01', '2026-12-02', { lost: '2026-11-09' })).toEqual([
      { field: 'from', code: 'asked-too-late', limit: '2026-11-29' },
    ]);
    expect(check('spouse-loss', '2026-12-01', '2026-12-01', { lost: '2026-09-17' })).toEqual([
      { field: 'from', code: 'not-in-force', since: '2026-09-18' },
    ]);
  });
});

describe('Parental leave', () => {
  const child = { born: '2024-05-10' };

  it('of a year is right 30 days ahead, and refused a day later', () => {
    expect(check('parental', '2026-12-30', '2027-12-29', child)).toEqual([]);
    expect(check('parental', '2026-12-29', '2027-12-28', child)).toEqual([
      { field: 'from', code: 'notice-too-short', notice: 30, earliest: '2026-12-30' },
    ]);
    expect(check('parental', '2026-12-30', '2027-12-30', child)).toEqual([
      { field: 'to', code: 'over-entitled', amount: 360, taken: 361, inMonths: true },
    ]);
  });

  it('lasts 18 months with proof, and begins at most a year from now', () => {
    const proven = { ...child, extended: true };
    expect(check('parental', '2027-11-30', '2029-05-29', proven)).toEqual([]);
    expect(check('parental', '2027-12-01', '2028-01-31', child)).toEqual([
      { field: 'from', code: 'too-far-ahead', limit: '2027-11-30' },
    ]);
  });

  it('is refused for a child that is too old', () => {
    expect(check('parental', '2027-01-04', '2027-06-30', { born: '2017-05-10' })).toEqual([
      { field: 'from', code: 'child-too-old', limit: '2026-05-09' },
    ]);
  });

  it('of a week counts for the year, but is no part', () => {
    const born = known({ due: '2024-05-10', on: '2024-05-10' });
    const active = [
      taken('parental', '2025-01-01', '2025-02-28'),
      taken('parental', '2025-04-01', '2025-05-31'),
      taken('parental', '2025-07-01', '2025-08-31'),
      taken('parental', '2025-10-01', '2025-11-30'),
    ];
    const asked = { id: 'e1', ...child };
    expect(check('parental', '2027-01-04', '2027-01-17', asked, { known: [born], active })).toEqual([]);
    expect(check('parental', '2027-01-04', '2027-01-31', asked, { known: [born], active }).map(p => p.code)).toEqual([
      'too-many-parts',
    ]);
  });
});

describe('Leave after a miscarriage, fertility treatment and leave without an end', () => {
  it('runs from its day, in days of its week', () => {
    const asked = { lost: '2026-11-20', weeks: '17' };
    expect(check('loss', '2026-11-30', '2026-12-19', asked)).toEqual([]);
    expect(check('loss', '2026-11-30', '2026-12-20', asked).map(p => p.code)).toEqual(['outside-window']);
    expect(check('loss', '2026-11-30', '2026-12-19', { lost: '2026-11-20' }).map(p => p.code)).toEqual([
      'missing-weeks',
    ]);
  });

  it('for treatment is six days a year', () => {
    const before = [taken('fertility', '2026-03-03', '2026-03-06')];
    expect(check('fertility', '2026-12-01', '2026-12-02', {}, { active: before })).toEqual([]);
    expect(check('fertility', '2026-12-01', '2026-12-03', {}, { active: before })).toEqual([
      { field: 'to', code: 'over-most', most: 6, span: 'year', taken: 7 },
    ]);
  });

  it('needs no last day where the type has none', () => {
    const open = { type: 'leave-of-absence', from: '2026-12-01', openEnd: true, reason: '' };
    const type = builtinType('leave-of-absence');
    const read = readLeave(open, {
      ...{ today: TODAY, calendar: koreanCalendar(), type, smallestUnit: 'day', active: [], arranged: fixedDay(TODAY) },
    });
    // Three years of 366 days, the most that is planned for.
    expect(read).toMatchObject({ form: { from: '2026-12-01', to: '2029-12-02', openEnd: true }, problems: [] });
    expect(problemsIn({ ...open, openEnd: false }).map(p => p.code)).toEqual(['missing-date']);
  });
});
