import { addDays, type Calendar } from '../calendar/rules.ts';
import { type Entitlement, entitlementOf, usageOf } from '../leave-record/entitlement.ts';
import { dayOf, type LeaveEvent } from '../leave-record/events.ts';
import type { LeaveForm } from '../leave-record/form.ts';
import type { ActiveLeave, LeaveProblem } from '../leave-record/rules.ts';
import type { LeaveType } from '../leave-record/types/definition.ts';
import { figuresOn } from '../leave-record/types/event-rule.ts';

interface Context {
  today: string;
  calendar: Calendar;
  active: readonly ActiveLeave[];
}

const leavesOfEvent = (type: Pick<LeaveType, 'id'>, event: LeaveEvent, active: readonly ActiveLeave[]) =>
  active.filter(l => l.event === event.id && (l.typeId ?? l.type) === type.id);

/** What the event of a leave gives, and what is used of it; undefined: it has none, or the law gives nothing. */
export function entitledOf(form: LeaveForm, type: LeaveType | undefined, ctx: Context) {
  const { event } = form;
  if (!type?.rule?.event || !event) return undefined;
  const found = entitlementOf(type.rule, event, form.from);
  if ('since' in found) return undefined;
  const others = leavesOfEvent(type, event, ctx.active);
  const usage = usageOf(type, event, found.entitlement, { own: form, others }, ctx.calendar);
  return { event, entitlement: found.entitlement, usage };
}

/** What stands against a leave by the figures of its event. */
export function eventProblems(form: LeaveForm, type: LeaveType, ctx: Context): LeaveProblem[] {
  const { event } = form;
  if (!type.rule?.event || !event) return [];
  const found = entitlementOf(type.rule, event, form.from);
  if ('since' in found) return [{ field: 'from', code: 'not-in-force', since: found.since }];
  const { entitlement: e } = found;
  return [...windowProblems(form, event, e, ctx), ...amountProblems(form, type, event, e, ctx)];
}

/** For shortened or moved leaves only what the earlier one did not have is asked for anew. */
function windowProblems({ from, to, was }: LeaveForm, event: LeaveEvent, e: Entitlement, { today }: Context) {
  const problems: LeaveProblem[] = [];
  const { window } = e;
  if (from < window.from) problems.push({ field: 'from', code: 'outside-window', window });
  if (window.to !== undefined && to > window.to && from >= window.from && !isLate(event, e, to))
    problems.push({ field: from > window.to ? 'from' : 'to', code: 'outside-window', window });
  if (e.beginsBy !== undefined && from > e.beginsBy)
    problems.push({ field: 'from', code: 'child-too-old', limit: e.beginsBy });
  if (e.askedBy !== undefined && today > e.askedBy && !was)
    problems.push({ field: 'from', code: 'asked-too-late', limit: e.askedBy });
  return problems;
}

/** The days after a late birth that the law asks for, although the entitlement is used up. */
const isLate = (event: LeaveEvent, { least }: Entitlement, to: string): boolean =>
  least !== undefined && event.on !== undefined && to <= addDays(event.on, least);

function amountProblems(form: LeaveForm, type: LeaveType, event: LeaveEvent, e: Entitlement, ctx: Context) {
  const problems: LeaveProblem[] = [];
  const { least, inMonths, parts } = e;
  const others = leavesOfEvent(type, event, ctx.active);
  const u = usageOf(type, event, e, { own: form, others }, ctx.calendar);
  const taken = u.used + u.own;
  const amount = mostOf(event, e, u.before);
  if (taken > amount) problems.push({ field: 'to', code: 'over-entitled', amount, taken, inMonths });
  if (least !== undefined) {
    const until = addDays(dayOf(event), least);
    const most = amount - least - 1;
    if (form.to >= dayOf(event) && u.after < least)
      problems.push({ field: 'to', code: 'too-few-after-birth', least, most, until });
    else if (u.before > most && event.on === undefined)
      problems.push({ field: 'to', code: 'too-few-after-birth', least, most });
  }
  // A week or two, or what joins a part, is no part more.
  const before = usageOf(type, event, e, { others }, ctx.calendar).parts;
  if (parts !== undefined && u.parts > Math.max(parts, before))
    problems.push({ field: 'from', code: 'too-many-parts', parts });
  return problems;
}

/** LSA 74 ①: after a birth later than expected there are `least` days all the same, paid or not. */
const mostOf = (event: LeaveEvent, { amount, least }: Entitlement, before: number): number =>
  least !== undefined && event.on !== undefined ? Math.max(amount, before + 1 + least) : amount;

/** Days of notice; by law those of the figures, whatever the type says. */
export function noticeOf(type: LeaveType, { event, from }: Pick<LeaveForm, 'event' | 'from'>): number {
  if (!type.rule) return type.notice;
  if (event && type.rule.event) {
    const found = entitlementOf(type.rule, event, from);
    return 'since' in found ? 0 : (found.entitlement.ahead ?? 0);
  }
  return figuresOn(type.rule, from)?.ahead ?? 0;
}
