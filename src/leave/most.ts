import { type Calendar, datesBetween } from '../calendar/rules.ts';
import { type Period, usesOf } from '../leave-record/days.ts';
import type { LeaveForm } from '../leave-record/form.ts';
import { type ActiveLeave, countLeave, type LeaveProblem } from '../leave-record/rules.ts';
import { type LeaveType, typeOn } from '../leave-record/types/definition.ts';
import { shownDays, UNITS_PER_DAY } from '../leave-record/units.ts';

/** Of one request, or of a type in a calendar month or year. */
export function mostProblems(
  form: LeaveForm,
  type: LeaveType,
  { active, calendar }: { active: readonly ActiveLeave[]; calendar: Calendar },
): LeaveProblem[] {
  const most = type.occasions.find(o => o.id === form.occasion)?.days ?? typeOn(type, form.from).most;
  if (most === null) return [];
  const own = countLeave(form, calendar).days;
  if (type.span === 'request' || type.occasions.length > 0)
    return own > most ? [{ field: 'to', code: 'over-most', most, span: 'request', taken: own }] : [];
  for (const date of datesBetween(form.from, form.to)) {
    const taken = takenInSpan(type, date, active, calendar, [form]);
    if (taken > most) return [{ field: 'to', code: 'over-most', most, span: type.span, taken }];
  }
  return [];
}

/** For types with a limit in the month or year. */
export function takenInSpan(
  type: LeaveType,
  date: string,
  active: readonly ActiveLeave[],
  calendar: Calendar,
  more: readonly Period[] = [],
): number {
  const span = date.slice(0, type.span === 'month' ? 7 : 4);
  const same = active.filter(s => (s.typeId ?? s.type) === type.id);
  const taken = [...more, ...same].reduce((sum, l) => sum + daysWithin(l, span, type.calendarDays, calendar), 0);
  return shownDays(Math.round(taken * UNITS_PER_DAY));
}

const daysWithin = (period: Period, span: string, calendarDays: boolean, calendar: Calendar): number =>
  calendarDays
    ? datesBetween(period.from, period.to).filter(d => d.startsWith(span)).length
    : shownDays(
        usesOf(period, calendar)
          .filter(use => use.date.startsWith(span))
          .reduce((sum, use) => sum + use.amount, 0),
      );
