import { monthBounds } from '../../calendar/rules.ts';

/** What was done to a month, who did it and when; only ever added to. */
export interface MonthStep {
  at: number;
  by: string;
  what: 'closed' | 'reopened';
  key: string;
  reason?: string;
  /** what was left when it was closed all the same: how many, by problem */
  left?: Readonly<Record<string, number>>;
}

/** A month of the workspace, 'YYYY-MM'. One that was never closed has no record. */
export interface Month {
  month: string;
  closed: boolean;
  /** ms */
  closedAt?: number;
  history: MonthStep[];
}

export const MONTH_REASON_MAX = 500;

export type MonthCommand =
  /** `left`: what the form showed beside the reason */
  { do: 'close'; reason?: string; left?: Readonly<Record<string, number>> } | { do: 'reopen'; reason: string };

export type MonthRefusal =
  | { code: 'closed-before' | 'reopened-before'; by: string; at: number }
  | { code: 'month-runs' }
  /** people are still checked in on a day of it */
  | { code: 'still-in'; count: number }
  | { code: 'never-closed' }
  | { code: 'reason-missing' };

/** What a month becomes. */
export type MonthChange = Pick<Month, 'closed' | 'closedAt'> & { step: MonthStep };
export type MonthDecision = { ok: true; change: MonthChange } | { ok: false; refusal: MonthRefusal };

export interface MonthContext {
  user: string;
  key: string;
  now: number;
  /** the workplace's date */
  today: string;
  /** how many people are checked in on a day of the month */
  stillIn: number;
  /** what else is left in it: how many, by problem */
  left?: Readonly<Record<string, number>>;
}

/** First and last day of a month 'YYYY-MM'. */
export const datesOf = (month: string): { first: string; last: string } => monthBounds(`${month}-01`);

/** Closes a month that is over, with a reason where something is left in it, or opens it again with a reason. */
export function decideMonth(month: Month, command: MonthCommand, ctx: MonthContext): MonthDecision {
  const { user: by, key, now: at } = ctx;
  const before = month.history.at(-1);
  if (command.do === 'close') {
    if (month.closed && before) return refused({ code: 'closed-before', by: before.by, at: before.at });
    if (ctx.today <= datesOf(month.month).last) return refused({ code: 'month-runs' });
    if (ctx.stillIn > 0) return refused({ code: 'still-in', count: ctx.stillIn });
    const reason = command.reason?.trim() ?? '';
    const isLeft = Object.values(ctx.left ?? {}).some(n => n > 0);
    if (isLeft && reason === '') return refused({ code: 'reason-missing' });
    const why = { ...(reason === '' ? {} : { reason }), ...(isLeft && ctx.left ? { left: ctx.left } : {}) };
    return { ok: true, change: { closed: true, closedAt: at, step: { at, by, key, what: 'closed', ...why } } };
  }
  const reason = command.reason.trim();
  if (reason === '') return refused({ code: 'reason-missing' });
  if (!before) return refused({ code: 'never-closed' });
  if (!month.closed) return refused({ code: 'reopened-before', by: before.by, at: before.at });
  return { ok: true, change: { closed: false, step: { at, by, key, what: 'reopened', reason } } };
}

const refused = (refusal: MonthRefusal): MonthDecision => ({ ok: false, refusal });

/**
 * What was decided before a month was closed is written by this time after it, ms: no write waits longer. So a day with
 * a step from this long before the closing on may have been changed after it, and is shown to administrators.
 */
export const SETTLING_MS = 60_000;
