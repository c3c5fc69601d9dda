import { type Place, statusOf, type Workday } from '../attendance/rules.ts';

/** What a person's Slack status says of their work: where they are, or that they take a break. */
export type Shown = Place | 'break';

/** A status as Slack keeps it: a text of at most 100 characters and an emoji, `:house:`. */
export interface StatusText {
  text: string;
  emoji: string;
}

/** A leave in force or a holiday of a day, with its time; ms. */
export interface Absence {
  status: StatusText;
  from: number;
  until: number;
  /** `timed`: a part of the day by the clock. `first`, `last`: one without a time. Absent: the whole day */
  part?: 'timed' | 'first' | 'last';
}

export type Standing = { work: Shown } | { absence: Absence };

/**
 * What the status should say; undefined: nothing, the person is neither at work nor on leave. Whoever works on a day of
 * leave is at work; a part of a day by the clock counts unless they came back within it.
 */
export function standingOf(
  day: Pick<Workday, 'spans' | 'open'> | undefined,
  absences: readonly Absence[],
  now: number,
): Standing | undefined {
  const status = statusOf(day, now);
  const isNow = (a: Absence): boolean => a.from <= now && now < a.until;
  const working = status.is === 'in' || status.is === 'break';
  const timed = absences.find(a => a.part === 'timed' && isNow(a));
  if (timed && !(working && status.since >= timed.from)) return { absence: timed };
  if (working) return { work: status.is === 'break' ? 'break' : status.place };
  const rest = absences.find(
    a =>
      isNow(a) &&
      (a.part === undefined ||
        (a.part === 'first' && status.is === 'out') ||
        (a.part === 'last' && status.is === 'done')),
  );
  return rest && { absence: rest };
}

/** When the status is to be looked at again within the day: a part of it begins or ends; ms. */
export function nextLook(absences: readonly Absence[], now: number): number | undefined {
  const times = absences.flatMap(a => (a.part === 'timed' ? [a.from, a.until] : a.part === 'first' ? [a.until] : []));
  return times.filter(t => t > now).sort((a, b) => a - b)[0];
}

const isEmpty = (s: StatusText): boolean => s.text === '' && s.emoji === '';
const same = (a: StatusText, b: StatusText): boolean => a.text === b.text && a.emoji === b.emoji;

/**
 * `ours`: statuses set lately. One that the person chose stays until the next check-in says where they are. `until`
 * (ms) tells that the same stands already.
 */
export function decideStatus(o: {
  stands: StatusText & { until?: number };
  ours: readonly StatusText[];
  wanted?: StatusText & { until?: number };
  checkIn: boolean;
}): 'set' | 'clear' | 'leave' {
  const own = !isEmpty(o.stands) && !o.ours.some(s => same(s, o.stands));
  if (!o.wanted) return own || isEmpty(o.stands) ? 'leave' : 'clear';
  if (own && !o.checkIn) return 'leave';
  return same(o.stands, o.wanted) && o.wanted.until !== undefined && o.stands.until === o.wanted.until
    ? 'leave'
    : 'set';
}

/** When the status goes by itself, ms: at the end that is planned, if that is ahead, else with the day. */
export const expiresAt = (now: number, dayEnd: number, plannedEnd: number | undefined): number =>
  plannedEnd !== undefined && plannedEnd > now ? plannedEnd : dayEnd;

/** A snooze that Daybook set: for which absence, and when it ends; ms. */
export interface Snooze {
  absence: string;
  until: number;
  /** Slack has not said that it took it */
  unanswered?: boolean;
}

/** Slack's clock and the moment of the call differ. */
const NEAR_MS = 2 * 60_000;
/** Renewed each night. */
const LONGEST_MS = 24 * 3_600_000;

/** Whether the snooze that stands at Slack, which ends at `until`, is the one that Daybook set. */
export const isOurs = (snooze: Snooze | undefined, until: number): boolean =>
  snooze !== undefined && Math.abs(snooze.until - until) <= NEAR_MS;

/** The snooze of an absence of this date: set once, so that whoever ends it early is asked no more. */
export const snoozeFor = (absence: Absence, date: string, now: number): Snooze => ({
  absence: `${date}:${absence.until}`,
  until: Math.min(absence.until, now + LONGEST_MS),
});
