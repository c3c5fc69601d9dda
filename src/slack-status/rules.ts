import { type Place, statusOf, type Workday } from '../attendance/rules.ts';

/** What a person's Slack status says: where they work, that they take a break, or that they are on long leave. */
export type Shown = Place | 'break' | LongShown;

/** `away`: of a private type. */
export type LongShown = 'long-leave' | 'away';

/** A status as Slack keeps it: a text of at most 100 characters and an emoji, `:house:`. */
export interface StatusText {
  text: string;
  emoji: string;
}

/** What the status should say; undefined: nothing, the person is not at work. */
export function shownFor(day: Pick<Workday, 'spans' | 'open'> | undefined, now: number): Shown | undefined {
  const status = statusOf(day, now);
  if (status.is === 'break') return 'break';
  return status.is === 'in' ? status.place : undefined;
}

const isEmpty = (s: StatusText): boolean => s.text === '' && s.emoji === '';
const same = (a: StatusText, b: StatusText): boolean => a.text === b.text && a.emoji === b.emoji;

/** `ours`: statuses set lately. One that the person chose stays until the next check-in says where they are. */
export function decideStatus(o: {
  stands: StatusText;
  ours: readonly StatusText[];
  wanted?: StatusText;
  checkIn: boolean;
}): 'set' | 'clear' | 'leave' {
  const own = !isEmpty(o.stands) && !o.ours.some(s => same(s, o.stands));
  if (o.wanted) return own && !o.checkIn ? 'leave' : 'set';
  return own || isEmpty(o.stands) ? 'leave' : 'clear';
}

/** When the status goes by itself, ms: at the end that is planned, if that is ahead, else with the day. */
export const expiresAt = (now: number, dayEnd: number, plannedEnd: number | undefined): number =>
  plannedEnd !== undefined && plannedEnd > now ? plannedEnd : dayEnd;
