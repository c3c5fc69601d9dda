import { describe, expect, it } from 'vitest';
import { koreanCalendar } from '../../src/calendar/rules.ts';
import { entitlementOf, usageOf } from '../../src/leave-record/entitlement.ts';
import { eventsOf, type LeaveEvent, readEvent } from '../../src/leave-record/events.ts';
import { builtinType } from '../../src/leave-record/types/builtin.ts';
import type { LeaveType } from '../../src/leave-record/types/definition.ts';
import type { EventRule, Figures } from '../../src/leave-record/types/event-rule.ts';

const calendar = koreanCalendar();
const typeOf = (id: string) => builtinType(id) as LeaveType & { rule: EventRule };
const birth = (more: Partial<LeaveEvent>): LeaveEvent => ({ id: 'e1', kind: 'birth', at: 0, ...more });
const loss = (on: string, weeks?: number): LeaveEvent => ({
  ...{ id: 'e1', kind: 'loss', on, at: 0 },
  ...(weeks === undefined ? {} : { weeks }),
});
const given = (id: string, event: LeaveEvent, from = '2026-12-01') => {
  const found = entitlementOf(typeOf(id).rule, event, from);
  if ('since' in found) throw new Error(found.since);
  return found.entitlement;
};

describe('The entitlement of an event', () => {
  it('of maternity leave is 90 days, 120 for several children, 100 for a premature one since 2025-02-23', () => {
    expect(given('maternity', birth({ due: '2027-01-30' }))).toMatchObject({ amount: 90, least: 45, paid: 60 });
    expect(given('maternity', birth({ due: '2027-01-30', children: 2 }))).toMatchObject({
      ...{ amount: 120, least: 60, paid: 75 },
    });
    expect(given('maternity', birth({ on: '2025-02-23', premature: true })).amount).toBe(100);
    expect(given('maternity', birth({ on: '2025-02-22', premature: true })).amount).toBe(90);
    // Several premature children: the larger.
    expect(given('maternity', birth({ on: '2026-12-01', premature: true, children: 2 })).amount).toBe(120);
  });

  it('of a miscarriage follows the week of pregnancy, and runs from its day', () => {
    const days = [15, 16, 21, 22, 27, 28, 40].map(week => given('loss', loss('2026-11-20', week)).amount);
    expect(days).toEqual([10, 30, 30, 60, 60, 90, 90]);
    // 20 November is the first of 30 days, 19 December the last.
    expect(given('loss', loss('2026-11-20', 17)).window).toEqual({ from: '2026-11-20', to: '2026-12-19' });
  });

  it('of a partner’s birth is 20 days in four parts, from 50 days before the due date to 120 after the birth', () => {
    // 30 January less 50 days: 11 December. Plus 120 days: 28 left in January and February … 30 May.
    expect(given('paternity', birth({ due: '2027-01-30' }))).toMatchObject({
      ...{ amount: 20, parts: 4, window: { from: '2026-12-11', to: '2027-05-30' } },
    });
    // Ten days late: only the end moves. Long before the due date: the beginning, too.
    expect(given('paternity', birth({ due: '2027-01-30', on: '2027-02-09' })).window).toEqual({
      ...{ from: '2026-12-11', to: '2027-06-09' },
    });
    expect(given('paternity', birth({ due: '2027-01-30', on: '2026-12-01' })).window.from).toBe('2026-12-01');
  });

  it('of a day on which administrators changed another figure keeps its window', () => {
    const { rule } = typeOf('paternity');
    const due = (values: Figures) =>
      entitlementOf({ ...rule, own: [{ from: '2027-01-01', values }] }, birth({ due: '2027-01-10' }), '2027-01-10');
    // 10 January less 50 days: 21 November. Less 60: 11 November, but those hold from 1 January on only.
    expect(due({ days: 25 })).toMatchObject({ entitlement: { amount: 25, window: { from: '2026-11-21' } } });
    expect(due({ before: 60 })).toMatchObject({ entitlement: { amount: 20, window: { from: '2026-11-21' } } });
  });

  it('of a partner’s birth is that of the law on its day', () => {
    expect(given('paternity', birth({ on: '2025-02-22' }))).toMatchObject({
      ...{ amount: 10, parts: 2, window: { from: '2025-02-22', to: '2025-05-23' } },
    });
    expect(given('paternity', birth({ due: '2026-09-10' })).window.from).toBe('2026-09-10');
    // Days before the due date only from the day on which the law gave them.
    expect(given('paternity', birth({ due: '2026-10-20' })).window.from).toBe('2026-09-18');
  });

  it('of a partner’s miscarriage exists since 2026-09-18', () => {
    expect(given('spouse-loss', loss('2026-11-20'))).toMatchObject({ amount: 5, paid: 3, askedBy: '2026-12-10' });
    expect(entitlementOf(typeOf('spouse-loss').rule, loss('2026-09-17'), '2026-11-20')).toEqual({
      since: '2026-09-18',
    });
  });

  it('of parental leave is a year a child, and six months more with proof', () => {
    const child = birth({ on: '2024-05-10' });
    expect(given('parental', child)).toMatchObject({ amount: 360, inMonths: true, parts: 4, ahead: 30 });
    expect(given('parental', { ...child, extended: true }).amount).toBe(540);
    expect(given('parental', { ...child, children: 2 }).amount).toBe(720);
  });

  it('of parental leave has to begin before the child is nine, or leaves the second grade', () => {
    // Nine on 10 May 2026; in the second grade until the end of February of that year.
    expect(given('parental', birth({ on: '2017-05-10' })).beginsBy).toBe('2026-05-09');
    expect(given('parental', birth({ on: '2017-01-10' })).beginsBy).toBe('2026-02-28');
  });

  it('asks for seven days instead of thirty after a birth before the due date', () => {
    expect(given('parental', birth({ due: '2027-01-30', on: '2027-01-02' })).ahead).toBe(7);
  });
});

describe('What is used of an event', () => {
  const usage = (id: string, event: LeaveEvent, own: [string, string], others: [string, string][] = []) => {
    const of = ([from, to]: [string, string]) => ({ from, to });
    const type = typeOf(id);
    return usageOf(type, event, given(id, event, own[0]), { own: of(own), others: others.map(of) }, calendar);
  };

  it('counts calendar days of maternity leave, before and after the day of birth', () => {
    // 17–31 December are 15 days, January 31, February 28, 1–16 March 16: 90; before the 30th 44, after it 45.
    expect(usage('maternity', birth({ due: '2027-01-30' }), ['2026-12-17', '2027-03-16'])).toMatchObject({
      ...{ own: 90, left: 0, before: 44, after: 45 },
    });
  });

  it('counts working days of a partner, without weekends and holidays', () => {
    // Tuesday to Monday without Christmas (a Friday) and the weekend: 22, 23, 24 and 28 December.
    expect(usage('paternity', birth({ due: '2027-01-30' }), ['2026-12-22', '2026-12-28'])).toMatchObject({
      ...{ own: 4, left: 16, parts: 1 },
    });
  });

  it('counts parental leave in months of the calendar and days, 30 a month', () => {
    const child = birth({ on: '2024-05-10' });
    // Whole years, also a leap year.
    expect(usage('parental', child, ['2027-01-01', '2027-12-31'])).toMatchObject({ own: 360, left: 0 });
    expect(usage('parental', child, ['2028-01-01', '2028-12-31'])).toMatchObject({ own: 360, left: 0 });
    // Two months until 9 March, and ten days.
    expect(usage('parental', child, ['2027-01-10', '2027-03-19'])).toMatchObject({ own: 70, left: 290 });
    expect(usage('parental', { ...child, extended: true }, ['2027-01-01', '2028-06-30']).own).toBe(540);
  });

  it('joins leaves without a working day between them into one part', () => {
    const due = birth({ due: '2027-01-30' });
    const parts = (own: [string, string], others: [string, string][]) => usage('paternity', due, own, others).parts;
    expect(parts(['2026-12-21', '2026-12-22'], [['2026-12-17', '2026-12-18']])).toBe(1);
    expect(parts(['2026-12-22', '2026-12-22'], [['2026-12-17', '2026-12-18']])).toBe(2);
  });

  it('does not count one or two weeks of parental leave as a part since 2026-08-20', () => {
    const child = birth({ on: '2024-05-10' });
    const parts = (from: string, to: string) => usage('parental', child, [from, to]).parts;
    expect([parts('2027-01-04', '2027-01-10'), parts('2027-01-04', '2027-01-17')]).toEqual([0, 0]);
    expect([parts('2027-01-04', '2027-01-11'), parts('2027-01-04', '2027-01-24')]).toEqual([1, 1]);
    expect(parts('2026-08-10', '2026-08-16')).toBe(1);
  });
});

describe('An event as it is filled in', () => {
  const TODAY = '2026-11-30';
  const read = (id: string, filled: Parameters<typeof readEvent>[1], known: LeaveEvent[] = []) =>
    readEvent(typeOf(id).rule, filled, { known, today: TODAY, now: 7, newId: 'e9' });

  it('needs the due date or the birth, the day of a loss, and its week', () => {
    expect(read('maternity', {})).toEqual({ problems: [{ field: 'due', code: 'missing-event-date' }] });
    expect(read('parental', {})).toEqual({ problems: [{ field: 'born', code: 'missing-event-date' }] });
    expect(read('loss', { lost: '2026-11-20' })).toEqual({ problems: [{ field: 'weeks', code: 'missing-weeks' }] });
    expect(read('maternity', { born: '2026-12-01' })).toMatchObject({
      ...{ problems: [{ field: 'born', code: 'event-ahead' }] },
    });
    expect(read('maternity', { due: '2027-01-30', children: '2', premature: true })).toEqual({
      event: { id: 'e9', kind: 'birth', due: '2027-01-30', children: 2, premature: true, at: 7 },
    });
  });

  it('keeps what another form of it asked, and stays the same where nothing is new', () => {
    const known = birth({ due: '2026-11-28', children: 2, premature: true });
    const asked = { id: 'e1', due: '2026-11-28', children: '2' };
    expect(read('paternity', asked, [known])).toEqual({ event: known });
    expect(read('paternity', { ...asked, born: '2026-11-29' }, [known])).toEqual({
      event: { ...known, on: '2026-11-29', at: 7 },
    });
  });

  it('is not entered twice', () => {
    const known = birth({ due: '2027-01-30' });
    expect(read('maternity', { due: '2027-02-03' }, [known])).toEqual({
      problems: [{ field: 'due', code: 'event-known', date: '2027-01-30' }],
    });
    expect(read('maternity', { due: '2027-09-30' }, [known])).toMatchObject({ event: { id: 'e9' } });
  });

  it('holds for all requests as it was entered last', () => {
    const [old, moved] = [birth({ due: '2027-01-30' }), birth({ due: '2027-01-30', on: '2027-01-20', at: 5 })];
    expect(eventsOf([{ event: moved }, {}, { event: old }])).toEqual([moved]);
  });

  it('takes a birth ahead of parental leave as its due date', () => {
    expect(read('parental', { born: '2027-03-01' })).toMatchObject({ event: { due: '2027-03-01' } });
  });
});
