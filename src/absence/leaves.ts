import { inForce, occupies } from '../approvals/route/view.ts';
import type { CountedRequest, RequestDoc } from '../approvals/store.ts';
import { type Calendar, datesBetween } from '../calendar/rules.ts';
import type { Use } from '../leave-record/days.ts';

import { type DayUse, takesOf, usesOf } from '../leave-record/days.ts';

import { eventsOf, type LeaveEvent } from '../leave-record/events.ts';

import { type LeaveForm, leaveFormOf, takenOf, typeCode } from '../leave-record/form.ts';
import { isLongLeave, longLeaveOn } from '../leave-record/long-leave.ts';
import type { ActiveLeave } from '../leave-record/rules.ts';
import { UNITS_PER_DAY } from '../leave-record/units.ts';
import type { OfficePeriod } from '../people/terms.ts';
import { defined } from '../shared/defined.ts';

export const LEAVE = 'leave';

/** Undefined where the leave stands, or an approved change replaced it. */
export function cancellationOf<E extends { what: string }>(
  leave: Pick<RequestDoc, 'state'> & { history: readonly E[] },
): E | undefined {
  const ends: readonly string[] = ['cancelled', 'revoked', 'replaced'];
  const last = leave.history.findLast(h => ends.includes(h.what));
  return leave.state === 'cancelled' && last?.what !== 'replaced' ? last : undefined;
}

interface HasAlong {
  along(path: readonly OfficePeriod[]): { calendar: Calendar };
}

/** Holidays by which a leave is counted: those of its person's offices on its days. */
export const calendarOf = (policy: HasAlong, { offices = [] }: Pick<LeaveForm, 'offices'>): Calendar =>
  policy.along(offices).calendar;

type LeaveRequest = Omit<CountedRequest, 'user'>;
type Read<R> = { request: R; form: LeaveForm };

/**
 * Pending or approved leaves. A leave with an approved replacement is out, as is a change of a cancelled leave, even
 * before its own document says so; a pending replacement stands beside it.
 */
function activeOf<R extends LeaveRequest>(requests: readonly R[]): Read<R>[] {
  const leaves = requests.flatMap(r => (r.kind === LEAVE ? [{ request: r, form: leaveFormOf(r.form) }] : []));
  const replaced = new Set(
    leaves.flatMap(({ request: r, form }) =>
      form.replaces && (inForce(r) || r.history.some(h => h.what === 'approved' || h.what === 'recorded'))
        ? [form.replaces]
        : [],
    ),
  );
  const cancelled = new Set(leaves.flatMap(({ request: r }) => (cancellationOf(r) ? [r._id] : [])));
  return leaves.filter(
    ({ request: r, form }) => occupies(r) && !replaced.has(r._id) && !cancelled.has(form.replaces ?? ''),
  );
}

const periodIn = (form: LeaveForm) => {
  const { as, type, ...period } = takenOf(form);
  return {
    ...period,
    ...(as.calendarDays ? { calendarDays: true } : {}),
    ...(isLongLeave(form) ? { longLeave: true as const } : {}),
  };
};

/** For overlaps and who is away. `of`: all of the person's requests. */
export const activeLeaves = (of: readonly LeaveRequest[]): ActiveLeave[] =>
  activeOf(of).map(({ request, form }) => ({
    ...periodIn(form),
    id: request._id,
    type: typeCode(form),
    typeId: form.type,
    ...defined({ event: form.event?.id }),
  }));

/** The long leave of a date, and until when it lasts; `of`: all of the person's requests. */
export const longLeaveIn = (of: readonly LeaveRequest[], date: string) =>
  longLeaveOn(date, activeLeaves(of.filter(inForce)));

/** The births and losses that somebody's requests name. */
export const eventsIn = (of: readonly Pick<RequestDoc, 'kind' | 'form'>[]): LeaveEvent[] =>
  eventsOf(of.flatMap(r => (r.kind === LEAVE ? [leaveFormOf(r.form)] : [])));

/**
 * By day; `of`: all of the person's requests. A pending change takes what exceeds the leave that it replaces, so either
 * outcome is covered.
 */
export function requestUses(of: readonly LeaveRequest[], by: Calendar | HasAlong): Use[] {
  const takes = (form: LeaveForm): DayUse[] => takesOf(form, 'along' in by ? calendarOf(by, form) : by);
  const all = activeOf(of);
  const byId = new Map(all.map(l => [l.request._id, l]));
  return all.flatMap(({ request, form }) => {
    const { pool } = form.as;
    if (pool === null) return [];
    const old = form.replaces === undefined || inForce(request) ? undefined : byId.get(form.replaces)?.form;
    const own = takes(form);
    const uses = old && old.as.pool === pool ? beyond(own, takes(old)) : own;
    const state = inForce(request) ? ('active' as const) : ('waiting' as const);
    return uses.map(({ date, amount }) => ({ request: request._id, seq: request.seq, date, amount, pool, state }));
  });
}

type DayOfLeave = DayUse & { worked: boolean; longLeave?: true };

/** Every day of a long leave is whole, whatever becomes of the person's hours meanwhile. */
const daysOf = (leaves: readonly Read<LeaveRequest>[], calendar: Calendar): DayOfLeave[] =>
  leaves.flatMap(({ form }): DayOfLeave[] => {
    const { worked } = form.as;
    if (!isLongLeave(form)) return usesOf(form, calendar).map(use => ({ ...use, worked }));
    const day = { amount: UNITS_PER_DAY, worked, longLeave: true as const };
    return datesBetween(form.from, form.to).map(date => ({ date, ...day }));
  });

/** Approved leave by day; `of`: all of the person's requests. */
export const approvedDays = (of: readonly LeaveRequest[], calendar: Calendar): DayOfLeave[] =>
  daysOf(
    activeOf(of).filter(({ request }) => inForce(request)),
    calendar,
  );

/** Approved leaves, each with its days; `of`: all of the person's requests. */
export const approvedLeaves = <R extends LeaveRequest>(of: readonly R[], calendar: Calendar) =>
  activeOf(of)
    .filter(({ request }) => inForce(request))
    .map(leave => ({ ...leave, days: daysOf([leave], calendar) }));

/** Pending leave, too. */
export const requestedDays = (of: readonly LeaveRequest[], calendar: Calendar): DayOfLeave[] =>
  daysOf(activeOf(of), calendar);

/** Uses less as much as others take: on the same days first, then from the first day on. */
export function beyond(uses: readonly DayUse[], other: readonly DayUse[]): DayUse[] {
  const onDay = new Map(other.map(u => [u.date, u.amount]));
  let rest = other.reduce((sum, u) => sum + u.amount, 0);
  const reduced = uses.map(u => {
    const off = Math.min(u.amount, onDay.get(u.date) ?? 0);
    rest -= off;
    return { ...u, amount: u.amount - off };
  });
  return reduced
    .map(u => {
      const off = Math.min(u.amount, rest);
      rest -= off;
      return { ...u, amount: u.amount - off };
    })
    .filter(u => u.amount > 0);
}
