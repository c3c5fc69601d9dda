import { z } from 'zod';
import { type FieldName, type FieldSpec, type PolicyGroup, TEXT_MAX } from '../../blocks/policy-fields.ts';
import { HOLIDAYS } from '../calendar/countries.ts';
import { regionOf } from '../calendar/regions.ts';
import { isDate, isZone } from '../calendar/rules.ts';
import { BASES } from '../leave-record/accrual.ts';
import { ARRANGEMENTS } from '../people/roles.ts';
import { LANGUAGES } from '../shared/languages.ts';

type Asks<S = FieldSpec> = S extends FieldSpec ? Omit<S, 'field'> : never;

/** Input, allowed values and default. */
interface PolicyField<S extends z.ZodType = z.ZodType> {
  asks: Asks;
  schema: S;
  standard: z.infer<S>;
}

const field = <S extends z.ZodType>(asks: Asks, schema: S, standard: z.infer<S>): PolicyField<S> => ({
  asks,
  schema,
  standard,
});
const whole = (min: number, max: number) => z.int('not-a-number').min(min, 'out-of-range').max(max, 'out-of-range');
const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not-a-time');
const channelOf = (pattern: RegExp) => z.string().regex(pattern, 'not-a-channel').nullable();

const yesNo = (standard: boolean) => field({ is: 'yesno' }, z.boolean(), standard);
const time = (standard: string) => field({ is: 'time' }, timeSchema, standard);
const timeOrNone = () => field({ is: 'time', empty: true }, timeSchema.nullable(), null);
const choice = <const O extends readonly string[]>(options: O, standard: O[number]) =>
  field({ is: 'choice', options }, z.enum(options), standard as never);
const count = (min: number, max: number, standard: number) =>
  field({ is: 'count', min, max }, whole(min, max), standard);
const workingDays = (min: number, max: number, standard: number) =>
  field({ is: 'number', min, max }, whole(min, max), standard);
/** hours in the form, minutes stored */
const hours = (min: number, max: number, standard: number) =>
  field({ is: 'hours', min, max }, whole(min * 60, max * 60), standard * 60);
/** a factor in the form, percent stored */
const rate = (min: number, max: number, standard: number) =>
  field({ is: 'rate', min, max }, whole(min * 100, max * 100), standard * 100);

const companyDay = z.object({ date: z.string().refine(isDate, 'not-a-date'), name: z.string().min(1).max(30) });

export const WEEKLY_HOLIDAYS = ['none', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** In display order; times are the workplace's, HH:mm. Schema, form and defaults derive from it; names are in i18n. */
export const FIELDS = {
  channels: {
    /** where requests are decided: a channel's id, or #name; null: each administrator gets a direct message */
    administrators: field({ is: 'channel' }, channelOf(/^([CG][A-Z0-9]{2,}|#.{1,80})$/), null),
    /** null: the administrators' channel */
    reports: field({ is: 'channel', empty: true }, channelOf(/^[CG][A-Z0-9]{2,}$/), null),
  },
  workingTime: {
    zone: field({ is: 'zone' }, z.string().refine(isZone, 'not-a-zone'), 'UTC'),
    /** a country, or none */
    holidays: field({ is: 'country' }, z.enum(HOLIDAYS), 'kr'),
    /** null: the whole country */
    region: field(
      { is: 'region' },
      z
        .string()
        .refine(code => regionOf(code) !== undefined, 'not-a-region')
        .nullable(),
      null,
    ),
    arrangement: choice(ARRANGEMENTS, 'staggered'),
    /** fixed: the start. staggered: the arrival window. selective: core time, null: none */
    start: time('09:00'),
    windowFrom: time('08:00'),
    windowTo: time('11:00'),
    coreFrom: timeOrNone(),
    coreTo: timeOrNone(),
    dayLength: hours(1, 12, 8),
    /** of full-timers: whoever has fewer is part-time (LSA 2 ① 9) */
    fullTimeWeek: hours(15, 60, 40),
    breaks: choice(['statutory', 'recorded'], 'statutory'),
    /** selective: months settled together (LSA 52) */
    settlementMonths: count(1, 3, 1),
    /** selective: the agreed hours of a month (LSA 52 ① 3) for full-timers; 0: those of the working days */
    settlementTotal: hours(0, 184, 0),
    /** selective, several months: a month with a longer average week earns a premium at once (LSA 52 ② 2, whose text
     * names the 40 hours of 50 ①) */
    monthAverage: hours(40, 52, 52),
    /** LSA 53 */
    weekCap: hours(40, 68, 52),
    /** the paid weekly holiday (LSA 55 ①), for people who have that day off */
    weeklyHoliday: choice(WEEKLY_HOLIDAYS, 'sun'),
    /** only approved overtime counts */
    overtimeNeedsApproval: yesNo(false),
    /** hours after a day's end for correcting it alone; later it is a request */
    correctOwnWithin: count(0, 7 * 24, 24),
    /** days back */
    correctBack: count(1, 366, 31),
    /** hours without a check-out */
    forgottenAfter: count(10, 24, 16),
    /** company days off of older versions; now they are added to the calendar (`calendar/days.ts`) */
    companyDays: field({ is: 'days' }, z.array(companyDay).max(30, 'too-many'), []),
  },
  leave: {
    /** by law on hire dates or the fiscal year; `allowance`: the same days each year, for other countries */
    basis: choice([...BASES, 'allowance'], 'hire-date'),
    /** MM-DD */
    fiscalStart: field(
      { is: 'monthDay' },
      z.string().refine(text => isDate(`2001-${text}`), 'not-a-day-of-the-year'),
      '01-01',
    ),
    rounding: choice(['half', 'whole', 'hundredth'], 'half'),
    /** days a year and their vesting; only for an allowance */
    allowanceDays: count(1, 60, 20),
    allowanceOn: choice(['fiscal-start', 'anniversary'], 'fiscal-start'),
    /** unused days of a year that are carried over, and for how many months */
    carryOver: count(0, 60, 0),
    carryMonths: count(1, 24, 3),
    /** leave may be requested before its grant has vested */
    useUpcoming: yesNo(true),
    overdraw: choice(['refuse', 'warn'], 'refuse'),
    /** of a team; 0: no limit */
    awayLimit: count(0, 1000, 0),
    beyondAwayLimit: choice(['warn', 'refuse'], 'warn'),
    smallestUnit: choice(['day', 'half', 'quarter', 'hour'], 'half'),
  },
  /** leave in place of pay for overtime and holiday work (LSA 57), where the workers' representative agreed to it */
  compensatory: {
    /** by approved time, or by the recorded part of it */
    compensates: choice(['none', 'approved', 'worked'], 'none'),
    /** of the time (LSA 56): overtime; holidays within 8 hours and beyond; night on top */
    overtimeRate: rate(1, 3, 1.5),
    holidayRate: rate(1, 3, 1.5),
    longHolidayRate: rate(1, 3, 2),
    nightRate: rate(0, 2, 0.5),
    /** from the vesting day */
    usableMonths: count(1, 36, 6),
    /** LSA 56 and 57 bind workplaces with 5 employees or more (LSA 11 ①) */
    fiveOrMore: yesNo(true),
    /** the written agreement with the workers' representative: its day, and a link to it or its number */
    agreedOn: field({ is: 'date', empty: true }, z.string().refine(isDate, 'not-a-date').nullable(), null),
    agreement: field({ is: 'text', empty: true }, z.string().max(TEXT_MAX, 'too-many').nullable(), null),
  },
  approvals: {
    /** working days before reminders, and before HR is added */
    remindAfter: workingDays(1, 30, 1),
    remindAgainAfter: workingDays(1, 30, 3),
    escalateAfter: workingDays(1, 60, 5),
    remindAt: time('10:00'),
    /** of a step whose approver is on leave without a delegate */
    awayApprover: choice(['hr', 'wait'], 'hr'),
  },
  /** what a team's channel is told; a team may have it otherwise */
  absence: {
    /** approved leave: its type where colleagues may know it, or only that somebody is away */
    tellLeave: choice(['type', 'away', 'off'], 'type'),
    board: yesNo(true),
    boardAt: time('09:00'),
    /** who works from home or is on a trip */
    boardPlaces: yesNo(true),
    /** a day with nobody to name */
    boardEmpty: choice(['line', 'nothing'], 'line'),
  },
  reports: {
    daily: yesNo(true),
    dailyAt: time('18:30'),
    /** of the week before, to managers and HR on the first working day of the week */
    weekly: yesNo(true),
    weeklyAt: time('09:00'),
    /** of the own week on its last working day, to those who want it */
    ownWeekAt: time('17:00'),
    /** each employee confirms the month that is over */
    confirmMonth: yesNo(false),
    /** weeks beyond it are named in the summary */
    warnWeekAt: hours(30, 68, 48),
  },
  /** of own working time, by direct message; not on leave, holidays and days off */
  reminders: {
    /** not in at the end of the arrival window */
    remindIn: yesNo(true),
    /** still in at the planned end */
    remindOut: yesNo(true),
    /** at `warnWeekAt` and at `weekCap` */
    remindWeek: yesNo(true),
  },
  people: {
    /** of channel messages, and of people with another Slack language */
    language: choice(LANGUAGES, 'en'),
    /** Slack's administrators are HR administrators without a set role */
    slackAdmins: yesNo(true),
  },
  records: {
    /** years after which records are destroyed (LSA 42); the form explains the minimum of 3 */
    keepYears: field(
      { is: 'count', min: 1, max: 10 },
      z.int('not-a-number').min(3, 'kept-too-short').max(10, 'kept-too-long'),
      3,
    ),
  },
} satisfies Record<PolicyGroup, Partial<Record<FieldName, PolicyField>>>;

export type Fields = typeof FIELDS;
export type Group = keyof Fields;
export const GROUPS = Object.keys(FIELDS) as [Group, ...Group[]];

export const eachField = (
  group: Group,
  of: (field: PolicyField, name: FieldName) => unknown,
): Record<string, unknown> =>
  Object.fromEntries(Object.entries<PolicyField>(FIELDS[group]).map(([name, f]) => [name, of(f, name as FieldName)]));

const SPECS = Object.fromEntries(
  GROUPS.map(g => [g, Object.values(eachField(g, ({ asks }, field) => ({ field, ...asks })))]),
) as Record<Group, FieldSpec[]>;

export const askedIn = (group: Group): FieldSpec[] => SPECS[group].filter(spec => spec.is !== 'days');

export function specOf(group: Group, field: string): FieldSpec {
  const spec = SPECS[group].find(s => s.field === field);
  if (!spec) throw new Error(`${group} has no field ${field}`);
  return spec;
}
