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
    json: { type: 'boolean' },
  },
  async run(values, streams) {
    const asked = caseOf(values);
    const grants = listed(asked, values);
    if (asked.until < asked.hiredOn)
      streams.err(`daybook: --until ${asked.until} is before the hire on ${asked.hiredOn}: nothing vests\n`);
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
    return vestedGrants(input);
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
  const rows = grants.map(g => [g.on, g.kind, g.days.toFixed(2), g.usableUntil]);
  const total = grants.reduce((sum, g) => sum + Math.round(g.days * 100), 0) / 100;
  const count = grants.length === 1 ? '1 grant' : `${grants.length} grants`;
  return `${table(['Vests     ', 'Kind', 'Days', 'Usable until'], rows, new Set([2]))}\n${count}, ${total.toFixed(2)} days\n`;
}
