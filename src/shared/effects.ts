/**
 * Something owed to Slack, stored in the same write as the change that owes it and removed once done.
 * It names an intention, not a rendered message: what is sent shows the state at the time of sending.
 */
export interface Effect {
  /** unique; a message carries it in Slack's metadata so that a lost answer can be recognised */
  id: string;
  kind: string;
  /** effects of one document in the same lane are delivered one after another */
  lane: string;
  /** when the poll may take it, ms since the epoch; the process that stored it delivers at once */
  due: number;
  /** not before this time, ms: what is told in the morning */
  from?: number;
  tries: number;
  /** the person or channel concerned, as the kind has it */
  to: string;
  /** whatever else the kind needs, JSON */
  data?: Record<string, unknown>;
}

/** How long the process that stored an effect has it to itself, in ms. */
export const LEASE_MS = 20_000;

let counter = 0;

/** A short id that sorts by time; unique within a process by a counter, across processes by randomness. */
export function newId(prefix: string, now: number): string {
  counter = (counter + 1) % 46_656;
  const random = Math.floor(Math.random() * 2 ** 40).toString(36);
  return `${prefix}${now.toString(36)}${counter.toString(36).padStart(3, '0')}${random}`;
}

/** An effect as a decision owes it, before the store gives it an id and a due time. */
export type Owed = Pick<Effect, 'kind' | 'lane' | 'to'> & { data?: Record<string, unknown> };

/** `from`: they are not to be delivered before that time, ms. */
export function owe(owed: readonly Owed[], now: number, from = 0): Effect[] {
  const due = { due: Math.max(now + LEASE_MS, from), ...(from > now + LEASE_MS ? { from } : {}) };
  return owed.map(o => ({ ...o, id: newId('e', now), ...due, tries: 0 }));
}

/** What was validated just before a change is written by this time after it, ms: no write waits longer. Nor does a first try. */
export const SETTLING_MS = 60_000;
/** And between two tries. */
export const LONGEST_PAUSE_MS = 15 * 60_000;

/**
 * Whether the poll may take an effect. One that is due later than any delay from now on was dated by a clock that has been set back
 * since: it waits no longer.
 */
export function isDue({ due, from = 0, tries }: Effect, now: number): boolean {
  const most = tries === 0 ? SETTLING_MS + LEASE_MS : LONGEST_PAUSE_MS;
  return due <= now || due > Math.max(now, from) + most;
}
