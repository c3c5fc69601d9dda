import type { Calendar } from '../../src/calendar/rules.ts';
import { minutesOf } from '../../src/leave-record/days.ts';
import { PARTS, type Part } from '../../src/leave-record/form.ts';
import { UNITS_PER_DAY } from '../../src/leave-record/units.ts';
import type { Person } from '../../src/people/rules.ts';
import { WEEKDAYS } from '../../src/people/schedule.ts';
import { policyDefaults } from '../../src/settings/policy.ts';
import { defined } from '../../src/shared/defined.ts';
import { named } from '../../src/shared/languages.ts';
import type { WorkingTime } from '../../src/worktime/arrangement.ts';
import { summarize, type WorktimeSummary } from '../../src/worktime/summary.ts';
import type { DayLeave, RecordedDay } from '../../src/worktime/types.ts';
import type { Story } from './by-minute.ts';

const defaults = policyDefaults({ timeZone: 'Asia/Seoul', language: 'en', summaryAt: '18:30' });

export const workingTime = (over: Partial<WorkingTime> = {}): WorkingTime => ({ ...defaults.workingTime, ...over });

export const calendarOf = (holidays: readonly string[]): Calendar => ({
  holiday: date => (holidays.includes(date) ? named({ ko: '쉬는 날', en: 'Holiday' }) : undefined),
});

/** Seven lengths as the person's schedule has them. */
const scheduleOf = (week: readonly number[]): string =>
  WEEKDAYS.flatMap((name, i) => {
    const minutes = week[i] ?? 0;
    const rest = String(minutes % 60).padStart(2, '0');
    return minutes > 0 ? [`${name} ${Math.floor(minutes / 60)}:${rest}`] : [];
  }).join(', ');

/** The product's view of a story. */
export function summaryOf(s: Story, today: string, terms?: Person['terms']): WorktimeSummary {
  const person: Pick<Person, 'hiredOn' | 'lastDay' | 'terms'> = {
    ...defined({ hiredOn: s.hiredOn, lastDay: s.lastDay, terms }),
    ...(s.week ? { terms: [{ from: '2000-01-01', schedule: scheduleOf(s.week) }] } : {}),
  };
  return summarize({
    now: s.now,
    today,
    policyOn: date => ({ workingTime: date < s.changes ? s.before : s.after }),
    calendar: calendarOf(s.holidays),
    person,
    records: s.records,
    leaves: s.leaves,
    overtime: s.approved,
  });
}

const seoul = (text: string): number => Date.parse(`${text}:00+09:00`);

/** A record in Seoul: `2026-03-04`, then its spans as `09:00-18:00` or `22:00-06:00` (the next morning); `09:00-` is open. */
export function seoulDay(date: string, spans: readonly string[], more: Partial<RecordedDay> = {}): RecordedDay {
  const next = new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  const list = spans.map(text => {
    const [span = '', ...pauses] = text.split(' ');
    const [from = '', to = ''] = span.split('-');
    const at = (time: string): number => seoul(`${time < from ? next : date}T${time}`);
    return {
      in: at(from),
      ...(to === '' ? {} : { out: at(to) }),
      breaks: pauses.map(p => {
        const [begins = '', ends = ''] = p.split('-');
        return { from: at(begins), ...(ends === '' ? {} : { to: at(ends) }) };
      }),
    };
  });
  return { date, zone: 'Asia/Seoul', spans: list, open: list.some(s => s.out === undefined), ...more };
}

/** A summary in Seoul at a wall-clock time `2026-03-04T12:00`, with the default policy where nothing else is said. */
export function inSeoul(
  at: string,
  o: Partial<Omit<Story, 'now' | 'before' | 'after'>> & {
    policy?: Partial<WorkingTime>;
    later?: Partial<WorkingTime>;
    terms?: NonNullable<Person['terms']>;
  } = {},
): WorktimeSummary {
  const before = workingTime(o.policy);
  const story: Story = {
    zone: 'Asia/Seoul',
    before,
    after: { ...before, ...o.later },
    changes: o.changes ?? '9999-12-31',
    holidays: o.holidays ?? [],
    leaves: o.leaves ?? [],
    records: o.records ?? [],
    approved: o.approved ?? new Map(),
    now: seoul(at),
    ...defined({ week: o.week, hiredOn: o.hiredOn, lastDay: o.lastDay }),
  };
  return summaryOf(story, at.slice(0, 10), o.terms);
}

/** An approved leave: a half or quarter day, hours of a day of eight, or all day. */
export function leaveOn(date: string, what: 'day' | Part | string, worked = true): DayLeave {
  if (what === 'day') return { date, amount: UNITS_PER_DAY, worked };
  const part = PARTS.find(p => p === what);
  if (part) return { date, amount: UNITS_PER_DAY / (part.startsWith('q') ? 4 : 2), part, worked };
  const [from = '', to = ''] = what.split('-');
  return { date, amount: ((minutesOf(to) - minutesOf(from)) * UNITS_PER_DAY) / 480, time: { from, to }, worked };
}

export const timeIn = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms + 9 * 3_600_000).toISOString().slice(0, 16);
