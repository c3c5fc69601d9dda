import { defined } from '../../shared/defined.ts';
import type { Shown } from '../../shared/shown.ts';
import type { Arrangement } from '../roles.ts';
import type { DatedTerms } from '../terms.ts';
import type { Row } from './file.ts';
import { type Column, dateIn } from './words.ts';

/** Annual leave left at the beginning of a day. */
export interface Opening {
  /** hours only of part-timers; their days are full-timers' */
  days: Shown;
  on: string;
  /** last usable day; absent: the policy's */
  until?: string;
}

export const OPENING_PROBLEMS = [
  'not-days',
  'opening-hours',
  'opening-no-day',
  'opening-no-days',
  'opening-ahead',
  'opening-before-hire',
  'opening-after-last',
  'opening-older',
  'opening-no-until',
  'opening-ended',
] as const;
export type OpeningProblem = (typeof OPENING_PROBLEMS)[number];

/** Beside the policy's computation for the day. */
export interface ValidOpening extends Required<Opening> {
  /** absent: no hire date */
  policy?: Shown;
  /** of part-timers, see `fullDayOf` */
  fullDay?: number;
  /** stored already */
  same: boolean;
}

/** Validates one opening balance without reading anything; `hiredOn` and `lastDay`: as the same file sets them. */
export type ValidateOpening = (asked: {
  user: string;
  hiredOn?: string;
  lastDay?: string;
  terms?: DatedTerms[];
  arrangement?: Arrangement;
  opening: Opening;
}) => { ok: true; opening: ValidOpening } | { ok: false; code: OpeningProblem; column: Column };

export interface Openings {
  validatorFor(users: readonly string[]): Promise<ValidateOpening>;
  /** Replaces the opening of the same day. */
  store(actor: string, openings: readonly { user: string; opening: ValidOpening }[]): Promise<void>;
}

const NOTHING = new Set(['-', '–', '—']);
const MOST_DAYS = 365;

/** 60시간, 7시간 30분, 60h or 7h 30m. */
function hoursIn(text: string): Shown | undefined {
  const found = /^([-−]?)(\d{1,4})\s?(?:시간|hours?|h)(?:\s?([0-5]?\d)\s?(?:분|min|m))?$/i.exec(text);
  if (!found) return undefined;
  const minutes = Number(found[2]) * 60 + Number(found[3] ?? 0);
  if (minutes > MOST_DAYS * 24 * 60) return undefined;
  return { minutes: found[1] === '' ? minutes : -minutes };
}

/** An amount of leave: days, or hours with their unit. */
export const amountIn = (text: string): Shown | undefined => hoursIn(text) ?? daysIn(text);

/** 7.25, -1 or 12일; to the hundredth. */
function daysIn(text: string): number | undefined {
  const found = /^([-−]?)(\d{1,3}(?:\.\d{1,2})?)\s*(?:일|days?)?$/i.exec(text);
  if (!found) return undefined;
  const days = Number(found[2]) * (found[1] === '' ? 1 : -1) + 0;
  return Math.abs(days) > MOST_DAYS ? undefined : days;
}

export function openingIn({ cells }: Pick<Row, 'cells'>): {
  opening?: Opening;
  problems: { code: LineProblemCode; column: Column }[];
} {
  const cell = (column: Column): string | undefined => {
    const text = cells[column];
    return text === undefined || NOTHING.has(text) ? undefined : text;
  };
  const [left, day, end] = [cell('openingDays'), cell('openingOn'), cell('openingUntil')];
  if (left === undefined && day === undefined && end === undefined) return { problems: [] };
  const problems: { code: LineProblemCode; column: Column }[] = [];
  const days = left === undefined ? undefined : amountIn(left);
  const [on, until] = [day, end].map(text => (text === undefined ? undefined : dateIn(text)));
  if (left === undefined) problems.push({ code: 'opening-no-days', column: 'openingDays' });
  else if (days === undefined) problems.push({ code: 'not-days', column: 'openingDays' });
  if (day === undefined) problems.push({ code: 'opening-no-day', column: 'openingOn' });
  else if (on === undefined) problems.push({ code: 'not-a-date', column: 'openingOn' });
  if (end !== undefined && until === undefined) problems.push({ code: 'not-a-date', column: 'openingUntil' });
  if (problems.length > 0 || days === undefined || on === undefined) return { problems };
  return { opening: { days, on, ...defined({ until }) }, problems };
}

type LineProblemCode = OpeningProblem | 'not-a-date';
