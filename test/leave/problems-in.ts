import { koreanCalendar } from '../../src/calendar/rules.ts';
import { checkLeave, type LeaveContext } from '../../src/leave/check.ts';
import { halfOf } from '../../src/leave-record/form.ts';
import type { FilledLeave, LeaveProblem } from '../../src/leave-record/rules.ts';
import { builtinType } from '../../src/leave-record/types/builtin.ts';
import { defined } from '../../src/shared/defined.ts';
import type { ArrangedDay } from '../../src/worktime/away.ts';

export const TODAY = '2026-11-24';

/** A day of eight hours from 09:00 in Seoul. */
export const fixedDay = (date: string): ArrangedDay => ({
  ...{ date, zone: 'Asia/Seoul', length: 480, forgottenAfter: 16 },
  presence: { is: 'fixed', start: 540 },
});

/** Validates a form by Daybook's own types, on a Tuesday, with nothing else known but what is told. */
export function problemsIn(
  filled: Partial<FilledLeave>,
  more: Partial<LeaveContext> = {},
  today = TODAY,
): LeaveProblem[] {
  const half = halfOf(filled.type ?? '');
  const type = half ? 'half' : (filled.type ?? 'annual');
  const form = { reason: '', ...filled, type, ...defined({ part: half }) };
  return checkLeave(form, {
    today,
    calendar: koreanCalendar(),
    type: builtinType(type),
    smallestUnit: 'hour',
    active: [],
    arranged: fixedDay(filled.from ?? today),
    now: 0,
    ...more,
  });
}
