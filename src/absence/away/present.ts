import type { AwayCalendarModel, AwayDay, AwayName, LongAway } from '../../../blocks/away.ts';
import type { TeamChoice } from '../../../blocks/inputs.ts';
import {
  addDays,
  type Calendar,
  datesBetween,
  isDate,
  mondayOf,
  monthBounds,
  unknownYears,
} from '../../calendar/rules.ts';
import { usesOf } from '../../leave-record/days.ts';
import { type LeaveForm, typeCode } from '../../leave-record/form.ts';
import { isLongLeave } from '../../leave-record/long-leave.ts';
import { awayOn } from '../../leave-record/rules.ts';
import { defined } from '../../shared/defined.ts';
import { byName } from '../../shared/text.ts';

export type Span = 'week' | 'month';

export interface Leave {
  user: string;
  form: LeaveForm;
  /** by which it is counted, where it is not the viewer's */
  calendar?: Calendar;
}

/** Days back and ahead. */
const REACH = 400;
/** Names per day: a busy month stays within Slack's 250 KB a view. */
const SHOWN = { week: 30, month: 12 } as const;

export function spanOf(span: Span, date: string): { from: string; to: string } {
  const { first, last } = monthBounds(date);
  const monday = mondayOf(date);
  return span === 'month' ? { from: first, to: last } : { from: monday, to: addDays(monday, 6) };
}

export const isNear = (date: string, today: string): boolean =>
  isDate(date) && date >= addDays(today, -REACH) && date <= addDays(today, REACH);

/** Scheduled people on leave, by name; those on long leave stand apart. */
export function awayPeople(
  date: string,
  leaves: readonly Leave[],
  calendar: Calendar,
  nameOf: (user: string) => string,
  expected: (user: string, date: string) => boolean = () => true,
): AwayName[] {
  const that = leaves.filter(
    ({ user, form, calendar: own = calendar }) =>
      expected(user, date) &&
      form.from <= date &&
      date <= form.to &&
      usesOf({ ...form, from: date, to: date }, own).length > 0,
  );
  return awayOn(date, that)
    .filter(a => !a.longLeave)
    .map(({ user, type, standIn }) => ({ who: nameOf(user), type, ...defined({ standIn }) }))
    .sort((a, b) => byName(a.who, b.who));
}

/** By name; private types are days of absence as others. */
function longLeaves(from: string, to: string, leaves: readonly Leave[], nameOf: (user: string) => string): LongAway[] {
  return leaves
    .filter(({ form }) => isLongLeave(form) && !form.as.private && form.from <= to && from <= form.to)
    .map(({ user, form }) => ({
      ...{ who: nameOf(user), type: typeCode(form), from: form.from, to: form.to },
      ...defined({ standIn: form.standIn?.name }),
    }))
    .sort((a, b) => byName(a.who, b.who));
}

/** Days without absence are left out, holidays are named. */
export function awayCalendar(
  o: { span: Span; date: string; team?: string; teams: readonly TeamChoice[]; today: string },
  leaves: readonly Leave[],
  calendar: Calendar,
  nameOf: (user: string) => string,
  holidayName: (date: string) => string | undefined,
  expected?: (user: string, date: string) => boolean,
): AwayCalendarModel {
  const { from, to } = spanOf(o.span, o.date);
  const days = datesBetween(from, to).flatMap((date): AwayDay[] => {
    const people = awayPeople(date, leaves, calendar, nameOf, expected);
    const holiday = holidayName(date);
    if (people.length > 0) return [{ date, shown: people.slice(0, SHOWN[o.span]), count: people.length }];
    return holiday === undefined ? [] : [{ date, holiday, shown: [], count: 0 }];
  });
  const [earlier, later] = [spanOf(o.span, addDays(from, -1)).from, addDays(to, 1)];
  // A month leads to the week of today, if it is in it.
  const inside = from <= o.today && o.today <= to ? o.today : from;
  return {
    ...{ span: o.span, from, to, teams: o.teams, days, longLeave: longLeaves(from, to, leaves, nameOf) },
    ...(isNear(earlier, o.today) ? { earlier } : {}),
    ...(isNear(later, o.today) ? { later } : {}),
    other: spanOf(o.span === 'week' ? 'month' : 'week', inside).from,
    ...defined({ team: o.team }),
    unknownYears: unknownYears(from, to, calendar),
  };
}
