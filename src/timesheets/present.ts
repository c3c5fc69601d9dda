import type { DayRow, MonthModel, TotalsModel, WeekRows } from '../../blocks/month.ts';
import { localDate } from '../calendar/rules.ts';
import type { Words } from '../i18n/index.ts';
import { defined } from '../shared/defined.ts';
import { staysIn } from '../worktime/places.ts';
import type { Span } from '../worktime/span.ts';
import type { DaySummary, PeriodSummary } from '../worktime/types.ts';
import type { PersonMonth } from './person-month.ts';
import { type MonthDay, monthAfter, monthOfDate } from './rules.ts';

/** Without a hire date. */
const YEARS = 5;

/** A time on the following day says so. */
export function timeOf(date: string, zone: string, w: Words): (ms: number) => string {
  return ms => (localDate(ms, zone) > date ? w.corrections.nextDayAt(w.time(ms, zone)) : w.time(ms, zone));
}

export const offOf = ({ plan }: DaySummary, w: Words): string | undefined => {
  const { off } = plan.arranged;
  if (!off) return undefined;
  if (off.is === 'holiday') return w.holiday(off.name);
  return plan.arranged.holidayWork ? 'weekly-holiday' : off.is;
};

export const runningOf = ({ state }: DaySummary): 'in' | 'break' | undefined =>
  state === 'in' || state === 'break' ? state : undefined;

export const spanTimes = (s: Span, time: (ms: number) => string): string =>
  `${time(s.in)}–${s.out === undefined ? '' : time(s.out)}`;

export const placesOf = (spans: readonly Span[]): string[] => [
  ...new Set(spans.flatMap(s => staysIn(s).map(stay => stay.place))),
];

export const notesOf = (spans: readonly Span[]): string[] =>
  spans.flatMap(s => [s.note, s.outNote]).flatMap(n => (n ? [n] : []));

/** With the minutes of the whole day, shown once. */
export function leavesOf(m: PersonMonth, d: MonthDay, w: Words): { name: string; minutes: number }[] {
  const { leave } = d.summary.plan;
  if (leave === 0) return [];
  const names = m.leavesOn(d.date).map(l => w.leaveType(l.type));
  return [{ name: names.join(', ') || w.leave.kind, minutes: leave }];
}

function dayRow(m: PersonMonth, d: MonthDay, w: Words): DayRow {
  const s = d.summary;
  const spans = m.days.get(d.date)?.spans ?? [];
  const leaves = leavesOf(m, d, w);
  const off = offOf(s, w);
  const running = runningOf(s);
  const notes = notesOf(spans);
  return {
    date: d.date,
    ...defined({ off }),
    times: spans.map(span => spanTimes(span, timeOf(d.date, m.person.zone, w))),
    places: placesOf(spans),
    ...defined({ running }),
    ...{ worked: s.worked, rest: s.break, planned: s.plan.planned, leaves, flags: [...s.flags] },
    ...(notes.length > 0 ? { note: notes.join(' / ') } : {}),
    opens: d.date <= m.summary.workday || spans.length > 0 || leaves.length > 0,
  };
}

function weekRows(m: PersonMonth, w: Words): WeekRows[] {
  const { days, weeks } = m.record;
  return weeks.map(week => {
    const inside = days.filter(d => week.monday <= d.date && d.date <= week.sunday);
    const counts = week.measured === 'week';
    return {
      ...{ first: week.monday, last: week.sunday, worked: week.worked },
      ...{ overtime: week.overtime, holiday: week.holiday8 + week.holidayBeyond, unapproved: week.unapproved },
      over: counts ? week.over52 : 0,
      days: inside.map(d => dayRow(m, d, w)),
    };
  });
}

/** Owed minutes are rounded up, allowed and surplus ones down. */
export function totalsModel({ record }: PersonMonth): TotalsModel {
  const { totals, period, settlement } = record;
  const { worked, counted, breakMissed } = totals;
  const { overtime, beyondContract, holiday8, holidayBeyond, unapproved, night } = totals;
  return {
    ...{ worked, counted, break: totals.break, breakMissed },
    ...{ overtime, beyondContract, holiday8, holidayBeyond, unapproved, night },
    base: Math.ceil(period.base - period.leave),
    ...(settlement ? {} : linesOf(period)),
    owed: Math.ceil(period.owed),
    over: Math.floor(period.over),
    ...(settlement
      ? {
          settlement: {
            ...{ first: settlement.first, last: settlement.last, ...linesOf(settlement) },
            ...{ done: settlement.worked + settlement.leave, base: Math.ceil(settlement.base) },
          },
        }
      : {}),
  };
}

/** Whole minutes that are surely within the lines. */
const linesOf = ({ overtimeFrom, most }: PeriodSummary): Pick<TotalsModel, 'overtimeFrom' | 'most'> => ({
  ...(overtimeFrom === undefined ? {} : { overtimeFrom: Math.floor(overtimeFrom) }),
  ...(most === undefined ? {} : { most: Math.floor(most) }),
});

/** From the hire date, or some years back, to one month ahead. */
export function neighbours(month: string, today: string, hiredOn?: string): { previous?: string; next?: string } {
  const first = hiredOn === undefined ? monthAfter(monthOfDate(today), -12 * YEARS) : monthOfDate(hiredOn);
  const previous = monthAfter(month, -1);
  const next = monthAfter(month, 1);
  return {
    ...(previous >= first ? { previous } : {}),
    ...(next <= monthAfter(monthOfDate(today), 1) ? { next } : {}),
  };
}

export const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/** Nights count by the workplace's clock. */
export const nightCityOf = ({ person, zone }: PersonMonth): { nightCity?: string } =>
  person.zone === zone ? {} : { nightCity: cityOf(zone) };

export function monthModel(
  m: PersonMonth,
  seen: {
    viewer: { user: string; zone: string };
    people?: 'team' | 'everybody';
    back: boolean;
    csvSent: boolean;
    metadata: string;
  },
  w: Words,
): MonthModel {
  const { viewer, people, back, csvSent, metadata } = seen;
  const { person, record, zone } = m;
  const sameClock = person.zone === viewer.zone && person.zone === zone;
  return {
    ...(person.user === viewer.user ? {} : { who: person.name, person: person.user }),
    ...(sameClock ? {} : { zone: cityOf(person.zone) }),
    ...nightCityOf(m),
    ...{ month: record.month, closed: m.closed, totals: totalsModel(m), weeks: weekRows(m, w) },
    ...neighbours(record.month, m.today, person.hiredOn),
    ...defined({ people }),
    ...{ back, csvSent, metadata },
  };
}
