import { monthBounds } from '../../calendar/rules.ts';

/** Append-only. */
export interface MonthStep {
  at: number;
  by: string;
  what: 'closed' | 'reopened';
  key: string;
  reason?: string;
  /** counts by problem of a closing with a reason */
  left?: Readonly<Record<string, number>>;
}

/** 'YYYY-MM'. A month that was never closed has no record. */
export interface Month {
  month: string;
  closed: boolean;
  /** ms */
  closedAt?: number;
  history: MonthStep[];
}

/** How often a month was closed: the number of its files. */
export const versionOf = (history: readonly Pick<MonthStep, 'what'>[]): number =>
  history.filter(h => h.what === 'closed').length;

export const MONTH_REASON_MAX = 500;

export type MonthCommand =
  /** `left`: as shown beside the reason; `file`: who closes gets the payroll file */
  | { do: 'close'; reason?: string; left?: Readonly<Record<string, number>>; file?: boolean }
  | { do: 'reopen'; reason: string };

export type MonthRefusal =
  | { code: 'closed-before' | 'reopened-before'; by: string; at: number }
  | { code: 'month-runs' }
  | { code: 'still-in'; count: number }
  | { code: 'never-closed' }
  | { code: 'reason-missing' };

export type MonthChange = Pick<Month, 'closed' | 'closedAt'> & { step: MonthStep };
export type MonthDecision = { ok: true; change: MonthChange } | { ok: false; refusal: MonthRefusal };

export interface MonthContext {
  user: string;
  key: string;
  now: number;
  today: string;
  /** people checked in on a day of the month */
  stillIn: number;
  /** counts by problem */
  left?: Readonly<Record<string, number>>;
}

export const datesOf = (month: string): { first: string; last: string } => monthBounds(`${month}-01`);

/** Only complete months; a reason is needed with open problems, and for reopening. */
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
 * Longest delay of a write after its decision, ms. A day with a step from this long before the closing may have changed
 * after it, and is reported.
 */
export const SETTLING_MS = 60_000;
