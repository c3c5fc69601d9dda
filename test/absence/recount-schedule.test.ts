import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rescheduled } from '../../src/absence/recount-schedule.ts';
import { addDays, datesBetween, koreanCalendar } from '../../src/calendar/rules.ts';
import { usesOf } from '../../src/leave-record/days.ts';
import { leaveFormOf } from '../../src/leave-record/form.ts';
import { countLeave } from '../../src/leave-record/rules.ts';
import { WEEKDAYS } from '../../src/people/schedule.ts';
import { termsDifferFrom } from '../../src/people/terms.ts';
import { arrangedOn, summarize } from '../../src/worktime/summary.ts';
import { workingTime } from '../worktime/facts.ts';

const calendar = koreanCalendar();
const FROM = '2026-11-30';

/** Policies with a length of the day, each from a day on. */
const policyOf = (lengths: readonly (readonly [from: string, dayLength: number])[]) => ({
  changes: lengths.map(([from]) => from),
  on: (date: string) => ({
    workingTime: workingTime({ dayLength: lengths.findLast(([from]) => from <= date)?.[1] ?? 480 }),
  }),
});
const EIGHT = policyOf([['', 480]]);
const leave = (form: Record<string, unknown>) => leaveFormOf({ type: 'annual', reason: '', ...form });
const week = leave({ from: FROM, to: '2026-12-04' });

describe('a leave across a change of hours', () => {
  it('takes each day as contracted on that day', () => {
    const person = { terms: [{ from: '2026-12-02', schedule: 'mon 8:00, tue 8:00, wed 4:00' }] };
    const form = rescheduled(week, person, EIGHT);
    expect(form).not.toHaveProperty('hours');
    expect(form.later).toEqual([{ from: '2026-12-02', hours: { week: [480, 480, 240, 0, 0, 0, 0], fullDay: 480 } }]);
    expect(usesOf(form, calendar).map(u => u.date)).toEqual(['2026-11-30', '2026-12-01', '2026-12-02']);
    expect(countLeave(form, calendar)).toMatchObject({ days: 3, weekends: 2 });
    // Back to the usual week.
    expect(rescheduled(form, {}, EIGHT)).toEqual(week);
  });

  it('keeps nothing of terms that change no hours, or none of its days', () => {
    const terms = [
      { from: '2026-12-01', arrangement: 'fixed' as const, hours: '09:00' },
      { from: '2026-12-05', schedule: 'mon 8:00' },
    ];
    expect(rescheduled(week, { terms }, EIGHT)).toEqual(week);
  });

  it('takes hours of the day that the policy has from a day on', () => {
    const seven = policyOf([
      ['', 480],
      ['2026-12-02', 420],
    ]);
    const hours = (from: string) =>
      rescheduled(leave({ type: 'hours', from, to: from, time: { from: '09:00', to: '16:00' } }), {}, seven);
    expect(countLeave(hours('2026-12-01'), calendar).days).toBe(0.875);
    expect(countLeave(hours('2026-12-02'), calendar).days).toBe(1);
  });

  it('of older versions is read with the hours of its first day', () => {
    const old = leave({ from: FROM, to: '2026-12-04', hours: { begins: 540, week: [300, 0, 300, 0, 300, 0, 0] } });
    expect(countLeave(old, calendar).days).toBe(3);
  });
});

const lengths = fc.array(fc.constantFrom(0, 180, 300, 420, 480), { minLength: 7, maxLength: 7 });
const scheduleOf = (minutes: readonly number[]): string =>
  WEEKDAYS.flatMap((day, i) => {
    const length = minutes[i] ?? 0;
    return length > 0 ? [`${day} ${length / 60}:00`] : [];
  }).join(', ') || 'mon 8:00';
const date = fc.integer({ min: 0, max: 30 }).map(n => addDays(FROM, n));
const terms = fc
  .uniqueArray(fc.record({ from: date, schedule: lengths.map(scheduleOf) }), { maxLength: 4, selector: t => t.from })
  .map(list => list.sort((a, b) => (a.from < b.from ? -1 : 1)));
const policy = fc
  .option(fc.tuple(date, fc.constantFrom(420, 450)))
  .map(change => policyOf([['', 480], ...(change ? [change] : [])]));

describe('however hours change', () => {
  it('a leave split in two takes the same as the whole', () => {
    fc.assert(
      fc.property(terms, policy, fc.integer({ min: 1, max: 30 }), fc.nat(29), (own, by, n, cut) => {
        const to = addDays(FROM, n);
        const middle = addDays(FROM, Math.min(cut, n - 1));
        const uses = (a: string, b: string) =>
          usesOf(rescheduled(leave({ from: a, to: b }), { terms: own }, by), calendar);
        expect([...uses(FROM, middle), ...uses(addDays(middle, 1), to)]).toEqual(uses(FROM, to));
      }),
    );
  });

  it('the month counts the days that the ledger takes, and their minutes', () => {
    fc.assert(
      fc.property(terms, policy, fc.integer({ min: 0, max: 20 }), (own, by, n) => {
        const to = addDays(FROM, n);
        const person = { terms: own };
        const uses = usesOf(rescheduled(leave({ from: FROM, to }), person, by), calendar);
        const leaves = uses.map(u => ({ ...u, worked: true }));
        const facts = { now: 0, today: FROM, policyOn: by.on, calendar, person, records: [], leaves };
        const s = summarize(facts);
        const worked = datesBetween(FROM, to).filter(d => arrangedOn(facts, d).length > 0);
        expect(uses.map(u => u.date)).toEqual(worked);
        for (const d of worked) expect(s.plan(d)).toMatchObject({ leave: arrangedOn(facts, d).length, planned: 0 });
      }),
    );
  });

  it('terms differ from the first day on which they may', () => {
    const [a, b] = [
      { from: '2026-01-01', schedule: 'mon 8:00' },
      { from: '2026-12-01', schedule: 'tue 8:00' },
    ];
    expect(termsDifferFrom([a], [a, b])).toBe('2026-12-01');
    // Terms that were planned are gone, too.
    expect(termsDifferFrom([a, b], [a])).toBe('2026-12-01');
    expect(termsDifferFrom([], [a, b])).toBe('2026-01-01');
    expect(termsDifferFrom([a, b], [a, b])).toBeUndefined();
  });
});
