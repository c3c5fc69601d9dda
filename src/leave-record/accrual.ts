import { lastBeforeYears, monthsAfter, yearsAfter } from '../calendar/civil.ts';
import { addDays, dayNumber, isDate } from '../calendar/rules.ts';

const ROUNDINGS = ['half', 'whole', 'hundredth'] as const;
export type Rounding = (typeof ROUNDINGS)[number];

export const BASES = ['hire-date', 'fiscal-year'] as const;
/** Leave vests on hire anniversaries, or for everybody when the fiscal year begins. */
export type Basis = (typeof BASES)[number];

/** The input of annual leave (LSA 60). Dates are 'YYYY-MM-DD'. */
export interface AccrualCase {
  basis: Basis;
  hiredOn: string;
  until: string;
  /** 'MM-DD', 1 January by default; only for the fiscal-year basis */
  fiscalStart?: string | undefined;
  /** half a day by default; only for the fiscal-year basis */
  rounding?: Rounding | undefined;
  /** months of the first year (1–12) without full attendance: they give no day */
  absentMonths?: readonly number[] | undefined;
  /**
   * The n-th annual grant follows a year under 80 % attendance: its full months (0–12) give the days, or its share of
   * attended days does (see `daysAttended`), to the hundredth, at most 15.
   */
  lowYears?: Readonly<Record<string, number>> | undefined;
}

/** Leave that vests on a day and is usable until another, both included. */
export interface VestedGrant {
  kind: 'monthly' | 'annual' | 'prorated';
  on: string;
  /** days, to the hundredth */
  days: number;
  usableUntil: string;
}

/**
 * The days that a year under 80 % gives by attended days, where the rest was agreed leave of absence: 15 × attended ÷
 * contract days, rounded up to the hundredth, not less than the full months (대법원 2011다4629, 2015다66052).
 */
export const daysAttended = (attended: number, contract: number, fullMonths: number): number =>
  Math.max(fullMonths, Math.ceil((1500 * attended) / contract) / 100);

export class AccrualError extends Error {
  override name = 'AccrualError';
  readonly field: keyof AccrualCase;
  readonly reason: string;

  constructor(field: keyof AccrualCase, reason: string) {
    super(`${field}: ${reason}`);
    this.field = field;
    this.reason = reason;
  }
}

const STEPS_PER_DAY: Readonly<Record<Rounding, number>> = { whole: 1, half: 2, hundredth: 100 };
/** Longer than any employment: a later day is a typo. */
const MOST_YEARS = 100;
const WRITTEN_AS_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The legal annual leave by day and kind: monthly (LSA 60 ②), annual (①, ④), prorated (fiscal year). */
export function vestedGrants(input: AccrualCase): VestedGrant[] {
  check(input);
  const grants = [...monthly(input), ...(input.basis === 'hire-date' ? anniversaries(input) : fiscalYears(input))];
  return grants.sort((a, b) => order(a.on, b.on) || order(a.kind, b.kind));
}

function* monthly({ hiredOn, until, absentMonths = [] }: AccrualCase): Generator<VestedGrant> {
  const usableUntil = lastBeforeYears(hiredOn, 1);
  for (let k = 1; k <= 11; k++) {
    const on = monthsAfter(hiredOn, k);
    if (on <= until && !absentMonths.includes(k)) yield { kind: 'monthly', on, days: 1, usableUntil };
  }
}

function* anniversaries({ hiredOn, until, lowYears }: AccrualCase): Generator<VestedGrant> {
  for (let n = 1, on = yearsAfter(hiredOn, n); on <= until; n++, on = yearsAfter(hiredOn, n))
    yield { kind: 'annual', on, days: annualDays(n, lowYears), usableUntil: lastBeforeYears(hiredOn, n + 1) };
}

function* fiscalYears(input: AccrualCase): Generator<VestedGrant> {
  const { hiredOn, until, fiscalStart = '01-01', rounding = 'half', lowYears } = input;
  const hireYear = Number(hiredOn.slice(0, 4));
  const startIn = (year: number): string => `${String(year).padStart(4, '0')}-${fiscalStart}`;
  const begun = startIn(hireYear) <= hiredOn ? hireYear : hireYear - 1;
  const hiredAtStart = startIn(begun) === hiredOn;
  for (let i = 1, on = startIn(begun + 1); on <= until; i++, on = startIn(begun + i)) {
    const usableUntil = addDays(startIn(begun + i + 1), -1);
    const n = hiredAtStart ? i : i - 1;
    if (n > 0) yield { kind: 'annual', on, days: annualDays(n, lowYears), usableUntil };
    else {
      const employed = dayNumber(on) - dayNumber(hiredOn);
      const days = proratedDays(employed, dayNumber(on) - dayNumber(startIn(begun)), rounding);
      yield { kind: 'prorated', on, days, usableUntil };
    }
  }
}

/** One more day every second year, at most 25; after a year under 80 % the full months. */
const annualDays = (n: number, lowYears: AccrualCase['lowYears']): number =>
  lowYears?.[n] ?? Math.min(25, 15 + Math.floor((n - 1) / 2));

/** Rounded up; integers until the last division, so that no float error rounds up. */
const proratedDays = (employed: number, ofYear: number, rounding: Rounding): number =>
  Math.ceil((15 * employed * STEPS_PER_DAY[rounding]) / ofYear) / STEPS_PER_DAY[rounding];

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function check({
  basis,
  hiredOn,
  until,
  fiscalStart,
  rounding,
  absentMonths = [],
  lowYears = {},
}: AccrualCase): void {
  const refuse = (field: keyof AccrualCase, reason: string): never => {
    throw new AccrualError(field, reason);
  };
  if (!BASES.includes(basis)) refuse('basis', `neither ${BASES.join(' nor ')}: ${basis}`);
  for (const [field, date] of [
    ['hiredOn', hiredOn],
    ['until', until],
  ] as const) {
    if (!isDate(date))
      refuse(field, `${WRITTEN_AS_DATE.test(date) ? 'there is no such day' : 'not a date (YYYY-MM-DD)'}: ${date}`);
    if (date < '1900' || date >= '2400') refuse(field, `not in the years 1900 to 2399: ${date}`);
  }
  if (until > yearsAfter(hiredOn, MOST_YEARS))
    refuse('until', `more than ${MOST_YEARS} years after the hire: ${until}`);
  if (fiscalStart !== undefined && !isDate(`2001-${fiscalStart}`))
    refuse('fiscalStart', `not a day that every year has (MM-DD, such as 04-01): ${fiscalStart}`);
  if (rounding !== undefined && !ROUNDINGS.includes(rounding))
    refuse('rounding', `none of ${ROUNDINGS.join(', ')}: ${rounding}`);
  for (const k of absentMonths)
    if (!Number.isInteger(k) || k < 1 || k > 12) refuse('absentMonths', `not a month from 1 to 12: ${k}`);
  for (const [n, months] of Object.entries(lowYears)) {
    if (!/^[1-9]\d?$/.test(n)) refuse('lowYears', `not a year from 1 to 99: ${n}`);
    const isShare =
      !Number.isInteger(months) && months > 0 && months < 15 && Number.isInteger(Math.round(months * 1e6) / 1e4);
    if (!isShare && (!Number.isInteger(months) || months < 0 || months > 12))
      refuse('lowYears', `not a number of months from 0 to 12: ${months}`);
  }
}
