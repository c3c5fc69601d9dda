import { defined } from '../../shared/defined.ts';
import type { Row } from './file.ts';
import { type Column, dateIn } from './words.ts';

/** An opening balance as a line says it: what was left of annual leave when its day began. */
export interface Opening {
  days: number;
  on: string;
  /** the last day on which it may be taken; absent: as the policy's own would be */
  until?: string;
}

/** Why an opening balance cannot be taken. */
export const OPENING_PROBLEMS = [
  'not-days',
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

/** An opening balance beside what the policy computes of the same day, both in days. */
export interface ValidOpening extends Required<Opening> {
  /** absent: without a hire date the policy gives nothing */
  policy?: number;
  /** it is stored already: taking it changes nothing */
  same: boolean;
}

/** Validates one opening balance without reading anything; `hiredOn` and `lastDay`: as the same file sets them. */
export type ValidateOpening = (asked: {
  user: string;
  hiredOn?: string;
  lastDay?: string;
  opening: Opening;
}) => { ok: true; opening: ValidOpening } | { ok: false; code: OpeningProblem; column: Column };

/** What the import asks of leave. */
export interface Openings {
  /** reads what validates these people's openings */
  validatorFor(users: readonly string[]): Promise<ValidateOpening>;
  /** Stores opening balances in place of what stood for the same day; the same again changes nothing. */
  store(actor: string, openings: readonly { user: string; opening: ValidOpening }[]): Promise<void>;
}

const NOTHING = new Set(['-', '–', '—']);
const MOST_DAYS = 365;

/** Days to the hundredth, as 7.25, -1 or 12일. */
function daysIn(text: string): number | undefined {
  const found = /^([-−]?)(\d{1,3}(?:\.\d{1,2})?)\s*(?:일|days?)?$/i.exec(text);
  if (!found) return undefined;
  const days = Number(found[2]) * (found[1] === '' ? 1 : -1) + 0;
  return Math.abs(days) > MOST_DAYS ? undefined : days;
}

/** The opening balance that a line has, and what is wrong with its cells. */
export function openingIn({ cells }: Row): {
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
  const days = left === undefined ? undefined : daysIn(left);
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
