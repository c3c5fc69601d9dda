import {
  DAYS_HISTORY_PAGE,
  DAYS_PAGE,
  type DayRow,
  type DaysHistoryModel,
  type DaysModel,
  type YearRow,
} from '../../blocks/calendar.ts';
import { DAY_LIMITS, type DayProblem, isUnknownYear, unknownAhead } from '../calendar/days.ts';
import { addDays, type Calendar, datesBetween } from '../calendar/rules.ts';
import type { CalendarDoc } from '../calendar/store.ts';
import { daysOffIn, type YearProblem } from '../calendar/years.ts';
import type { Words } from '../i18n/index.ts';
import { defined } from '../shared/defined.ts';
import { paged } from '../shared/portions.ts';

interface Context {
  today: string;
  /** today's country */
  country: string;
  /** without the added days */
  holidays: Calendar;
  calendar: Calendar;
  /** company days of the legacy policy */
  settled: readonly { date: string; name: string }[];
  nameOf: (user: string) => string;
  zone: string;
  w: Words;
}

const NEXT_SHOWN = 5;

/** Future days, the next first, then past ones, the latest first. */
export function daysModel(
  doc: Pick<CalendarDoc, 'days' | 'years'>,
  page: number,
  c: Context,
): Omit<DaysModel, 'office' | 'offices'> {
  const { today, w } = c;
  const limit = addDays(today, -DAY_LIMITS.back);
  const added = doc.days.map(
    (d): DayRow => ({
      ...{ date: d.date, name: w.holiday(d.name), kind: d.kind, fixed: d.date < limit },
      added: { who: c.nameOf(d.by), when: w.moment(d.at, c.zone) },
    }),
  );
  const own = new Set(doc.days.map(d => d.date));
  const settled = c.settled.flatMap(({ date, name }): DayRow[] =>
    own.has(date) ? [] : [{ date, name, kind: 'company', fixed: true }],
  );
  const rows = [...added, ...settled].sort((a, b) => (a.date < b.date ? -1 : 1));
  const ordered = [...rows.filter(r => r.date >= today), ...rows.filter(r => r.date < today).reverse()];
  return {
    country: c.country,
    next: nextHolidays(c),
    years: yearRows(doc, c),
    ...paged(ordered, page, DAYS_PAGE),
  };
}

/** Years without data: warned ones, and those with added days. */
function yearRows({ days, years }: Pick<CalendarDoc, 'days' | 'years'>, c: Context): YearRow[] {
  const warned = unknownAhead(c.today, c.calendar);
  const begun = days.map(d => d.date.slice(0, 4)).filter(year => year >= c.today.slice(0, 4));
  const all = [...new Set([...warned, ...begun])].sort().filter(year => isUnknownYear(year, c.holidays));
  return all.map(year => {
    const said = isUnknownYear(year, c.calendar) ? undefined : years.findLast(y => y.year === year);
    const entered = said ? { who: c.nameOf(said.by), when: c.w.moment(said.at, c.zone) } : undefined;
    return { year, days: daysOffIn(days, year), warned: warned.includes(year), ...defined({ entered }) };
  });
}

function nextHolidays({ today, holidays, w }: Context): { date: string; name: string }[] {
  const next = datesBetween(today, addDays(today, 365)).flatMap(date => {
    const name = holidays.holiday(date);
    return name === undefined || name === 'unknown' ? [] : [{ date, name: w.holiday(name) }];
  });
  return next.slice(0, NEXT_SHOWN);
}

export function daysHistoryModel(
  doc: CalendarDoc,
  page: number,
  c: Pick<Context, 'nameOf' | 'zone' | 'w'>,
): DaysHistoryModel {
  const lines = [...doc.history].reverse().map(h => ({
    ...('year' in h
      ? { what: h.what, year: h.year, days: h.days }
      : { what: h.what, dates: h.dates, name: c.w.holiday(h.name), kind: h.kind }),
    who: c.nameOf(h.by),
    when: c.w.moment(h.at, c.zone),
  }));
  const { rows, ...shown } = paged(lines, page, DAYS_HISTORY_PAGE);
  return { ...shown, lines: rows };
}

/** Plain text. */
export function dayProblemText(p: DayProblem, w: Words): string {
  const texts = w.calendar.errors;
  switch (p.code) {
    case 'too-long':
    case 'too-many':
      return texts[p.code](p.most);
    case 'too-far-back':
    case 'too-far-ahead':
      return texts[p.code](p.limit);
    case 'closed':
    case 'no-holiday':
      return texts[p.code](p.date);
    case 'there-already':
      return texts[p.code](p.date, w.holiday(p.name));
    default:
      return texts[p.code];
  }
}

/** Plain text. */
export const yearProblemText = (p: YearProblem, w: Words): string => w.calendar.errors[p.code](p.year);
