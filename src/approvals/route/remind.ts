import {
  addDays,
  atLocal,
  type Calendar,
  dayNumber,
  isWorkingDay,
  localDate,
  workingDays,
} from '../../calendar/rules.ts';
import { defined } from '../../shared/defined.ts';
import { type CurrentApprover, canEscalate, effectiveApprovers } from './approvers.ts';
import { stepOf } from './settle.ts';
import type { Presence, RouteFacts } from './types.ts';

export interface ReminderPolicy {
  /** working days before reminders */
  after: readonly number[];
  /** HH:mm on the approver's own clock */
  at: string;
  /** working days before HR may decide, too; reminders repeat at this interval afterwards */
  escalateAfter: number;
  /** the workplace's zone: for escalation and tomorrow */
  zone: string;
}

export interface WaitingRequest {
  id: string;
  round: number;
  step: number;
  /** of the step, ms */
  since: number;
  approvers: readonly CurrentApprover[];
  /** HR cannot decide yet */
  escalates: boolean;
  /** only `skip` helps */
  stranded: boolean;
  marks: readonly string[];
  /** first day of leave, the workplace's date */
  starts?: string;
}

export type Due =
  | { do: 'remind'; request: string; to: string; for?: string; days: number; urgent: boolean; marks: string[] }
  | { do: 'escalate'; request: string }
  | { do: 'skip'; request: string };

/** Undefined if the request is not pending. */
export function waitingRequest(
  id: string,
  facts: RouteFacts,
  p: Presence,
  starts?: string,
): WaitingRequest | undefined {
  if (facts.state !== 'waiting') return undefined;
  const step = stepOf(facts);
  const { asked, stranded } = effectiveApprovers(step, facts.user, p);
  return {
    id,
    round: facts.round,
    step: facts.at,
    since: step.since ?? 0,
    approvers: asked,
    escalates: canEscalate(step, facts.user, p.staff),
    stranded,
    marks: facts.marks,
    ...defined({ starts }),
  };
}

/**
 * Reminders on working days from the policy's hour on each approver's clock, each once by its mark; missed ones join
 * into one message. Also steps to pass on, and escalations.
 */
export function remindersDue(
  requests: readonly WaitingRequest[],
  now: number,
  policy: ReminderPolicy,
  calendar: Calendar,
  zoneOf: (user: string) => string,
): Due[] {
  const today = localDate(now, policy.zone);
  return requests.flatMap(r => {
    if (r.stranded) return [{ do: 'skip' as const, request: r.id }];
    const urgent = r.starts !== undefined && isUrgent(r.starts, today, calendar);
    const due: Due[] = r.approvers.flatMap(a => reminder(r, a, urgent, now, policy, calendar, zoneOf(a.user)));
    const waited = workingDaysWaited(r.since, now, policy.at, policy.zone, calendar);
    if (r.escalates && waited >= policy.escalateAfter && isHour(now, policy.at, policy.zone, calendar))
      due.push({ do: 'escalate', request: r.id });
    return due;
  });
}

/**
 * What another policy of reminders makes of requests that wait: once it is in force, when the hour of both has come on
 * a working day of each clock.
 */
export function remindersMoved(
  requests: readonly WaitingRequest[],
  { now, from, was, is }: { now: number; from: string; was: ReminderPolicy; is: ReminderPolicy },
  calendar: Calendar,
  zoneOf: (user: string) => string,
): Record<'was' | 'is', Due[]> {
  const at = was.at > is.at ? was.at : is.at;
  const begins = Math.max(now, atLocal(from, '00:00', is.zone));
  const zones = new Set([was.zone, is.zone, ...requests.flatMap(r => r.approvers.map(a => zoneOf(a.user)))]);
  const dueBy = (policy: ReminderPolicy): Due[] =>
    [...zones].flatMap(zone => {
      const own = requests.map(r => ({ ...r, approvers: r.approvers.filter(a => zoneOf(a.user) === zone) }));
      const due = remindersDue(own, firstHour(begins, at, zone, calendar), policy, calendar, () => zone);
      return due.filter(d => d.do === 'remind' || zone === policy.zone);
    });
  return { was: dueBy(was), is: dueBy(is) };
}

function firstHour(begins: number, at: string, zone: string, calendar: Calendar): number {
  let date = localDate(begins, zone);
  const last = addDays(date, LONGEST);
  while (!isWorkingDay(date, calendar) && date < last) date = addDays(date, 1);
  return Math.max(begins, atLocal(date, at, zone));
}

/** On or after the last working day before a leave starts. */
export function isUrgent(starts: string, today: string, calendar: Calendar): boolean {
  const ahead = dayNumber(starts) - dayNumber(today);
  if (ahead > 31) return false;
  return ahead <= 1 || workingDays(addDays(today, 1), addDays(starts, -1), calendar).length === 0;
}

function reminder(
  r: WaitingRequest,
  approver: CurrentApprover,
  urgent: boolean,
  now: number,
  policy: ReminderPolicy,
  calendar: Calendar,
  zone: string,
): Due[] {
  if (!isHour(now, policy.at, zone, calendar)) return [];
  const mark = (what: number | 'urgent'): string => `${r.round}.${r.step}.${what}.${approver.user}`;
  const waited = workingDaysWaited(approver.since, now, policy.at, zone, calendar);
  const days = reminderDays(policy, waited).filter(n => !r.marks.includes(mark(n)));
  // Asked after today's hour: they know that it is urgent.
  const hurry =
    urgent && approver.since < atLocal(localDate(now, zone), policy.at, zone) && !r.marks.includes(mark('urgent'));
  if (days.length === 0 && !hurry) return [];
  return [
    {
      do: 'remind',
      request: r.id,
      to: approver.user,
      ...defined({ for: approver.for }),
      days: waited,
      urgent,
      marks: [...days.map(mark), ...(hurry ? [mark('urgent')] : [])],
    },
  ];
}

/** Working days up to `waited` with a reminder. */
function reminderDays(policy: ReminderPolicy, waited: number): number[] {
  const days = new Set(policy.after.filter(n => n <= waited));
  for (let n = policy.escalateAfter; policy.escalateAfter > 0 && n <= waited; n += policy.escalateAfter) days.add(n);
  return [...days].sort((a, b) => a - b);
}

function isHour(now: number, at: string, zone: string, calendar: Calendar): boolean {
  const date = localDate(now, zone);
  return isWorkingDay(date, calendar) && now >= atLocal(date, at, zone);
}

/** Counted days at most. */
const LONGEST = 3_000;

/** Working days whose `at` hour has passed since the day after `since`, on a zone's clock. */
function workingDaysWaited(since: number, now: number, at: string, zone: string, calendar: Calendar): number {
  const today = localDate(now, zone);
  const last = now >= atLocal(today, at, zone) ? today : addDays(today, -1);
  const asked = addDays(localDate(since, zone), 1);
  const first = dayNumber(last) - dayNumber(asked) > LONGEST ? addDays(last, -LONGEST) : asked;
  return workingDays(first, last, calendar).length;
}
