import { requestId } from './request.ts';

/** An outbox entry, stored with its change. It names an intention: the message shows the state at delivery. */
export interface Effect {
  /** unique; in the message's metadata, so that a lost answer is recognised */
  id: string;
  kind: string;
  /** effects of one document in the same lane are delivered one after another */
  lane: string;
  /** when the poll may take it, ms since the epoch; the process that stored it delivers at once */
  due: number;
  /** not before this time, ms */
  from?: number;
  /** id of the request whose change owes it, for the log */
  request?: string;
  tries: number;
  to: string;
  /** JSON */
  data?: Record<string, unknown>;
}

/** How long the process that stored an effect has it to itself, ms. */
export const LEASE_MS = 20_000;

let counter = 0;

/** Sorts by time; unique by a counter within a process, by randomness across processes. */
export function newId(prefix: string, now: number): string {
  counter = (counter + 1) % 46_656;
  const random = Math.floor(Math.random() * 2 ** 40).toString(36);
  return `${prefix}${now.toString(36)}${counter.toString(36).padStart(3, '0')}${random}`;
}

/** When an id was made, ms. */
export const timeOf = (id: string): number => Number.parseInt(id.slice(1, 9), 36);

export type Owed = Pick<Effect, 'kind' | 'lane' | 'to'> & { data?: Record<string, unknown> };

export function owe(owed: readonly Owed[], now: number, from = 0): Effect[] {
  const due = { due: Math.max(now + LEASE_MS, from), ...(from > now + LEASE_MS ? { from } : {}) };
  const request = requestId();
  const by = request === undefined ? {} : { request };
  return owed.map(o => ({ ...o, id: newId('e', now), ...due, ...by, tries: 0 }));
}

/** The longest a write and a first try wait, ms: what was validated before is written by then. */
export const SETTLING_MS = 60_000;
export const LONGEST_PAUSE_MS = 15 * 60_000;

/** A due time beyond any delay comes from a clock that was set back, and counts as due. */
export function isDue({ due, from = 0, tries }: Effect, now: number): boolean {
  const most = tries === 0 ? SETTLING_MS + LEASE_MS : LONGEST_PAUSE_MS;
  return due <= now || due > Math.max(now, from) + most;
}
