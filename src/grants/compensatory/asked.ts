import { SYSTEM } from '../../approvals/route/types.ts';
import { inForce } from '../../approvals/route/view.ts';
import type { RequestDoc } from '../../approvals/store.ts';
import { addDays } from '../../calendar/rules.ts';
import { kindOf } from '../../forms/definition.ts';
import { filledFormOf } from '../../forms/filled.ts';
import { OVERTIME_FORM, type Overtime, overtimeIn, type ShiftOn } from '../../worktime/overtime.ts';

export const OVERTIME = kindOf(OVERTIME_FORM);

export const overtimeOf = (request: Pick<RequestDoc, 'form'>, zone: string, shiftOn: ShiftOn) =>
  overtimeIn(filledFormOf(request.form).answers, zone, shiftOn);

export const approvedAt = (r: Pick<RequestDoc, 'history' | 'sentAt'>): number =>
  r.history.findLast(h => h.what === 'approved')?.at ?? r.sentAt;

export const endedBy = (r: Pick<RequestDoc, 'history'>): string | undefined => {
  const by = r.history.findLast(h => h.what === 'cancelled')?.by;
  return by === SYSTEM ? undefined : by;
};

/**
 * A person's other overtime around that day that was approved before this request; of two approved at once, the one
 * sent first. Without `request`, before one that is not approved yet: all of it.
 */
export function approvedBefore(
  requests: readonly RequestDoc[],
  date: string,
  zone: string,
  shiftOn: ShiftOn,
  request?: Pick<RequestDoc, '_id' | 'seq' | 'history' | 'sentAt'>,
): Overtime[] {
  return requests
    .filter(r => r.kind === OVERTIME && inForce(r) && r._id !== request?._id)
    .filter(r => addDays(date, -1) <= r.period.to && r.period.from <= addDays(date, 1))
    .filter(r => !request || isBefore(r, request))
    .flatMap(r => overtimeOf(r, zone, shiftOn) ?? []);
}

type Placed = Pick<RequestDoc, 'seq' | 'history' | 'sentAt'>;
const isBefore = (a: Placed, b: Placed): boolean =>
  approvedAt(a) - approvedAt(b) < 0 || (approvedAt(a) === approvedAt(b) && a.seq < b.seq);
