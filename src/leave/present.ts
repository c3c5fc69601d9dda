import type { LeaveModel } from '../../blocks/leave.ts';
import type { Calendar } from '../calendar/rules.ts';
import type { Words } from '../i18n/index.ts';
import type { FilledLeave } from './rules.ts';
import { countLeave, isHalf, isLeaveType, type LeaveProblem } from './rules.ts';

/** The sentence for what is wrong with a leave form. */
export function problemText(problem: LeaveProblem, w: Words): string {
  const texts = w.leave.errors;
  switch (problem.code) {
    case 'overlap':
      return texts.overlap(`${w.leaveType(problem.with.type)} ${w.range(problem.with.from, problem.with.to)}`);
    case 'too-far-back':
    case 'too-far-ahead':
      return texts[problem.code](w.date(problem.limit));
    case 'too-long':
      return texts['too-long'](w.days(problem.days));
    case 'text-too-long':
      return texts['text-too-long'](problem.max);
    default:
      return texts[problem.code];
  }
}

/** The leave form as it stands: what it takes, or what is wrong with its days. */
export function leaveModel(
  form: FilledLeave,
  problems: readonly LeaveProblem[],
  o: { calendar: Calendar; decides: string[]; w: Words; toBlock?: string; again?: string },
): LeaveModel {
  const { type, from, to } = form;
  const about = problems.filter(p => p.field !== 'reason');
  const counted =
    about.length === 0 && from && to && isLeaveType(type) ? countLeave({ type, from, to }, o.calendar) : undefined;
  const unknownYear = counted?.unknownYears[0];
  return {
    type,
    half: isHalf(type),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(form.reason ? { reason: form.reason } : {}),
    ...(counted
      ? {
          takes: {
            days: counted.days,
            weekends: counted.weekends,
            holidays: counted.holidays.map(d => holidayText(d, o.calendar, o.w)),
          },
        }
      : {}),
    problems: about.map(p => problemText(p, o.w)),
    ...(unknownYear ? { unknownYear } : {}),
    decides: o.decides,
    ...(o.toBlock ? { toBlock: o.toBlock } : {}),
    ...(o.again ? { again: o.again } : {}),
  };
}

function holidayText(date: string, calendar: Calendar, w: Words): string {
  const name = calendar.holiday(date);
  return name === undefined || name === 'unknown' ? w.date(date) : `${w.holiday(name)} ${w.date(date)}`;
}
