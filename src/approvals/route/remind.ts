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
  /** working days after which an approver is reminded */
  after: readonly number[];
  /** HH:mm of the approver's own clock */
  at: string;
  /** working days after which HR may decide, too; reminders go on each time as many have passed again */
  escalateAfter: number;
  /** the workplace's zone: for escalation, and for what is tomorrow */
  zone: string;
}

export const DEFAULT_REMINDERS: Omit<ReminderPolicy, 'zone'> = { after: [1, 3], at: '10:00', escalateAfter: 5 };

/** A request that waits, as reminding needs it. */
export interface WaitingRequest {
  id: string;
  round: number;
  step: number;
  /** since when the step waits, ms */
  since: number;
  approvers: readonly CurrentApprover[];
  /** HR cannot decide it yet */
  escalates: boolean;
  /** nobody can decide without `skip` */
  stranded: boolean;
  marks: readonly string[];
  /** the first day of a leave, as the workplace's date */
  starts?: string;
}

export type Due =
  | { do: 'remind'; request: string; to: string; for?: string; days: number; urgent: boolean; marks: string[] }
  | { do: 'escalate'; request: string }
  | { do: 'skip'; request: string };

/** Reads the step that waits; undefined if the request does not. */
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
 * What waiting requests owe at `now`: reminders on working days from the policy's hour on each approver's clock, each once by
 * its mark; several missed ones are one message. Also steps to pass on, and to HR. Run it a few times an hour.
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

/** Whether this is the last working day before a leave starts, or later: tomorrow at the latest, or Monday on a Friday. */
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
  // Whoever was asked after the hour of this day has just read that it is urgent.
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

/** The working days, up to `waited`, after which there is a reminder. */
function reminderDays(policy: ReminderPolicy, waited: number): number[] {
  const days = new Set(policy.after.filter(n => n <= waited));
  for (let n = policy.escalateAfter; policy.escalateAfter > 0 && n <= waited; n += policy.escalateAfter) days.add(n);
  return [...days].sort((a, b) => a - b);
}

/** A working day, at or past the hour, on a zone's clock. */
function isHour(now: number, at: string, zone: string, calendar: Calendar): boolean {
  const date = localDate(now, zone);
  return isWorkingDay(date, calendar) && now >= atLocal(date, at, zone);
}

/** Days of the calendar that are looked back at; nobody counts further. */
const LONGEST = 3_000;

/** How many working days' `at` hour has passed since the day after `since`, on a zone's clock. */
function workingDaysWaited(since: number, now: number, at: string, zone: string, calendar: Calendar): number {
  const today = localDate(now, zone);
  const last = now >= atLocal(today, at, zone) ? today : addDays(today, -1);
  const asked = addDays(localDate(since, zone), 1);
  const first = dayNumber(last) - dayNumber(asked) > LONGEST ? addDays(last, -LONGEST) : asked;
  return workingDays(first, last, calendar).length;
}
