import { createHash } from 'node:crypto';
import type { MonthDay, MonthRecord } from '../rules.ts';

/** Minutes of a month, as its person confirms them. */
export interface ConfirmedFigures {
  worked: number;
  leave: number;
  overtime: number;
  holiday: number;
}

/** What a person is shown, and `digest`: which state of their month that is. */
export interface Confirmable {
  user: string;
  figures: ConfirmedFigures;
  digest: string;
}

interface DayTimes {
  date: string;
  spans: readonly { in: number; out?: number; breaks: readonly { from: number; to?: number }[] }[];
}

/** Append-only; the last one counts. */
export interface Confirming {
  at: number;
  key: string;
  digest: string;
  figures: ConfirmedFigures;
}

const DIGEST_LENGTH = 16;

/**
 * Changes with any time or minute of the month. In a settlement period of several months the premium of a day depends
 * on months to come, and is left out.
 */
export function confirmableOf(user: string, record: MonthRecord, records: readonly DayTimes[]): Confirmable {
  const { worked, leave, overtime, holiday8, holidayBeyond } = record.totals;
  const byDate = new Map(records.map(r => [r.date, r.spans]));
  const state = record.days.map(({ date, summary: s, premium }) => [
    ...[date, s.worked, s.break, s.plan.leave, s.plan.planned],
    ...(record.settlement ? [] : premiumOf(premium)),
    (byDate.get(date) ?? []).map(({ in: from, out, breaks }) => [from, out, breaks.map(b => [b.from, b.to])]),
  ]);
  const digest = createHash('sha256').update(JSON.stringify(state)).digest('hex').slice(0, DIGEST_LENGTH);
  return { user, figures: { worked, leave, overtime, holiday: holiday8 + holidayBeyond }, digest };
}

const premiumOf = (p: MonthDay['premium']): number[] => [
  ...[p.overtime, p.beyondContract, p.unapproved, p.holiday8, p.holidayBeyond],
];

export type Confirmation = 'missing' | 'changed' | 'confirmed';

/** A confirmation holds while the month is as it was. */
export function confirmationOf(history: readonly Confirming[] | undefined, now: Pick<Confirmable, 'digest'>) {
  const last = history?.at(-1);
  const is: Confirmation = last === undefined ? 'missing' : last.digest === now.digest ? 'confirmed' : 'changed';
  return { is, ...(last ? { at: last.at } : {}) };
}

/** Of a month that is over. */
export interface OwnConfirmation extends Confirmable {
  is: Confirmation;
  /** of the last one, ms */
  at?: number;
  closed: boolean;
}

export type ConfirmRefusal = 'off' | 'month-runs' | 'closed' | 'changed-since';

/** `shown`: the digest of the figures that the person saw. Undefined: may be confirmed. */
export function refusalOf(c: {
  on: boolean;
  isOver: boolean;
  closed: boolean;
  shown: string;
  digest: string;
}): ConfirmRefusal | undefined {
  if (!c.on) return 'off';
  if (!c.isOver) return 'month-runs';
  if (c.closed) return 'closed';
  return c.shown === c.digest ? undefined : 'changed-since';
}
