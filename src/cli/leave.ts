import { type AllowancePolicy, allowances } from '../grants/vestings.ts';
import {
  type AccrualCase,
  AccrualError,
  BASES,
  type Basis,
  check,
  type Rounding,
  type VestedGrant,
  vestedGrants,
} from '../leave-record/accrual.ts';
import { type Contract, grantMinutes, hasPaidRest } from '../leave-record/hours.ts';
import { shownDays } from '../leave-record/units.ts';
import { type Command, oneLine, optional, required, table, UsageError, type Values } from './command.ts';

const OPTION_OF: Readonly<Record<keyof AccrualCase, string>> = {
  basis: '--basis',
  hiredOn: '--hired',
  until: '--until',
  fiscalStart: '--fiscal-start',
  rounding: '--rounding',
  absentMonths: '--absent-months',
  lowYears: '--low-years',
};

/** The policy's third basis, of no law: the same days each year. */
const ALLOWANCE = 'allowance';
const ALL_BASES = [...BASES, ALLOWANCE];
const VESTS_ON = ['fiscal-start', 'anniversary'] as const satisfies readonly AllowancePolicy['allowanceOn'][];
const MOST_DAYS = 60;

interface Listed extends Omit<VestedGrant, 'kind'> {
  kind: VestedGrant['kind'] | typeof ALLOWANCE;
  minutes?: number;
}

/** `leave grants`: previews what a policy gives a person. */
export const leaveGrants: Command = {
  name: 'leave grants',
  summary: 'List the annual leave that vests from a hire date on, by law or as a yearly allowance',
  help: [
    ['--hired YYYY-MM-DD', 'first day of employment'],
    ['--until YYYY-MM-DD', 'last day that may vest'],
    [
      '--basis hire-date|fiscal-year|allowance',
      'by law on the anniversaries of the hire, or when the fiscal year begins; or the same days each year, in advance',
    ],
    ['--fiscal-start MM-DD', 'when the fiscal year begins (01-01); not of the hire-date basis'],
    [
      '--rounding half|whole|hundredth',
      'step up to which a prorated grant is rounded (half); not of the hire-date basis',
    ],
    ['--days 25', 'days a year, from 1 to 60; of an allowance'],
    [
      '--vests fiscal-start|anniversary',
      'when an allowance vests (fiscal-start, the first time by the days of the year that remain)',
    ],
    ['--absent-months 2,7', 'months of the first year that were not attended in full: they give no day'],
    [
      '--low-years 2:6,4:9',
      'the 2nd annual grant follows a year under 80 % attendance with 6 months attended in full: 6 days',
    ],
    [
      '--week 480,0,480,0,480,0,0',
      'contract minutes by weekday, Monday first: each grant has its minutes; none under 15 hours a week',
    ],
    ['--full-time-week 2400', 'minutes a week of full-timers of the workplace (2400); whoever has fewer is part-time'],
    ['--json', 'print the grants as JSON instead of a table'],
  ],
  options: {
    hired: { type: 'string' },
    until: { type: 'string' },
    basis: { type: 'string' },
    'fiscal-start': { type: 'string' },
    rounding: { type: 'string' },
    days: { type: 'string' },
    vests: { type: 'string' },
    'absent-months': { type: 'string' },
    'low-years': { type: 'string' },
    week: { type: 'string' },
    'full-time-week': { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(values, streams) {
    const asked = caseOf(values);
    const contract = contractOf(values);
    const grants = inMinutes(listed(asked, values), contract);
    if (asked.until < asked.hiredOn)
      streams.err(`daybook: --until ${asked.until} is before the hire on ${asked.hiredOn}: nothing vests\n`);
    if (contract && !hasPaidRest(contract.week))
      streams.err('daybook: under 15 hours a week: no annual leave (LSA 18 ③)\n');
    streams.out(values.json ? `${asJson(grants)}\n` : asTable(grants));
  },
};

function caseOf(values: Values): AccrualCase {
  return {
    // The rules validate these texts.
    basis: required(values, 'basis', ALL_BASES.join(' or ')) as Basis,
    hiredOn: required(values, 'hired', '2024-03-15'),
    until: required(values, 'until', '2027-12-31'),
    fiscalStart: optional(values, 'fiscal-start'),
    rounding: optional(values, 'rounding') as Rounding | undefined,
    absentMonths: listOf(values, 'absent-months').map(text => numberOf(text, 'absent-months', '2,7')),
    lowYears: lowYearsOf(values),
  };
}

const MINUTES_A_DAY = 1440;
const WEEK = '480,0,480,0,480,0,0';

function contractOf(values: Values): Contract | undefined {
  const week = listOf(values, 'week').map(text => minutesOf(text, 'week', WEEK));
  const full = optional(values, 'full-time-week');
  if (values.week === undefined) {
    if (full !== undefined) throw new UsageError(`--full-time-week: only with --week, such as --week ${WEEK}`);
    return undefined;
  }
  const [long] = week.filter(minutes => minutes > MINUTES_A_DAY);
  if (week.length !== 7) throw new UsageError(`--week: not minutes of seven days: ${values.week}. Write it as ${WEEK}`);
  if (long !== undefined) throw new UsageError(`--week: more than a day has (${MINUTES_A_DAY}): ${long}`);
  const fullTimeWeek = full === undefined ? 2400 : minutesOf(full, 'full-time-week', '2400');
  if (fullTimeWeek < 1 || fullTimeWeek > 7 * MINUTES_A_DAY)
    throw new UsageError(`--full-time-week: not from 1 to ${7 * MINUTES_A_DAY}: ${fullTimeWeek}`);
  return { week, fullTimeWeek };
}

function minutesOf(text: string, option: string, example: string): number {
  if (!/^\s*\d{1,5}\s*$/.test(text)) throw new UsageError(`--${option}: not minutes: ${text}. Write it as ${example}`);
  return Number(text);
}

const inMinutes = (grants: readonly Listed[], contract: Contract | undefined): Listed[] => {
  if (!contract) return [...grants];
  return hasPaidRest(contract.week) ? grants.map(g => ({ ...g, minutes: grantMinutes(g.days, contract) })) : [];
};

function lowYearsOf(values: Values): Record<string, number> {
  const found: Record<string, number> = {};
  for (const pair of listOf(values, 'low-years')) {
    const [year = '', months = '', ...more] = pair.split(':');
    if (year === '' || months === '' || more.length > 0)
      throw new UsageError(`--low-years: not a year with its months: ${pair}. Write it as 2:6`);
    const n = numberOf(year, 'low-years', '2:6');
    if (n in found) throw new UsageError(`--low-years: year ${n} is there twice: give it once, such as 2:6`);
    found[n] = numberOf(months, 'low-years', '2:6');
  }
  return found;
}

const listOf = (values: Values, option: string): string[] =>
  (optional(values, option) ?? '')
    .split(',')
    .map(text => text.trim())
    .filter(text => text !== '');

function numberOf(text: string, option: string, example: string): number {
  if (!/^\s*\d{1,3}\s*$/.test(text)) throw new UsageError(`--${option}: not a number: ${text}. Write it as ${example}`);
  return Number(text);
}

function listed(input: AccrualCase, values: Values): Listed[] {
  try {
    if ((input.basis as string) === ALLOWANCE) return allowed(input, values);
    const given = (['days', 'vests'] as const).find(option => values[option] !== undefined);
    if (given && BASES.includes(input.basis))
      throw new UsageError(`--${given}: only of --basis ${ALLOWANCE}: by law the days follow from the years`);
    return vestedGrants(input).filter(g => g.days > 0);
  } catch (error) {
    const more = error instanceof AccrualError && error.field === 'basis' ? `; a yearly one is ${ALLOWANCE}` : '';
    if (error instanceof AccrualError) throw new UsageError(`${OPTION_OF[error.field]}: ${error.reason}${more}`);
    throw error;
  }
}

function allowed(input: AccrualCase, values: Values): Listed[] {
  const given = (['absent-months', 'low-years'] as const).find(option => values[option] !== undefined);
  if (given) throw new UsageError(`--${given}: not of --basis ${ALLOWANCE}: it is given whatever the attendance`);
  const allowanceDays = numberOf(required(values, 'days', '25'), 'days', '25');
  if (allowanceDays < 1 || allowanceDays > MOST_DAYS)
    throw new UsageError(`--days: not from 1 to ${MOST_DAYS}: ${allowanceDays}`);
  const vests = optional(values, 'vests') ?? VESTS_ON[0];
  const allowanceOn = VESTS_ON.find(on => on === vests);
  if (!allowanceOn) throw new UsageError(`--vests: none of ${VESTS_ON.join(', ')}: ${vests}`);
  check({ ...input, basis: BASES[0] });
  const { hiredOn, until, fiscalStart = '01-01', rounding = 'half' } = input;
  return [...allowances({ allowanceDays, allowanceOn, fiscalStart, rounding }, hiredOn, until)]
    .filter(g => g.on <= until)
    .map(({ on, amount, usableUntil }) => ({ kind: ALLOWANCE, on, days: shownDays(amount), usableUntil }));
}

/** Days have a decimal, 15.0. */
const asJson = (grants: readonly Listed[]): string => oneLine(grants).replace(/("days": \d+)(?=[,}])/g, '$1.0');

function asTable(grants: readonly Listed[]): string {
  const timed = grants.some(g => g.minutes !== undefined);
  const rows = grants.map(g => [g.on, g.kind, g.days.toFixed(2), ...(timed ? [`${g.minutes}`] : []), g.usableUntil]);
  const total = grants.reduce((sum, g) => sum + Math.round(g.days * 100), 0) / 100;
  const count = grants.length === 1 ? '1 grant' : `${grants.length} grants`;
  const heading = ['Accrues   ', 'Kind', 'Days', ...(timed ? ['Minutes'] : []), 'Usable until'];
  return `${table(heading, rows, new Set(timed ? [2, 3] : [2]))}\n${count}, ${total.toFixed(2)} days\n`;
}
