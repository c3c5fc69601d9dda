import { z } from 'zod';
import type { FieldName, FieldSpec, PolicyGroup } from '../../blocks/policy-fields.ts';
import { HOLIDAYS } from '../calendar/countries.ts';
import { regionOf } from '../calendar/regions.ts';
import { isDate, isZone } from '../calendar/rules.ts';
import { BASES } from '../leave-record/accrual.ts';
import { ARRANGEMENTS } from '../people/roles.ts';
import { LANGUAGES } from '../shared/languages.ts';

type Asks<S = FieldSpec> = S extends FieldSpec ? Omit<S, 'field'> : never;

/** How a value is asked for, what it may be, and what holds until somebody sets it. */
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
/** asked for in hours, kept in minutes */
const hours = (min: number, max: number, standard: number) =>
  field({ is: 'hours', min, max }, whole(min * 60, max * 60), standard * 60);
/** asked for as times so much, kept in percent */
const rate = (min: number, max: number, standard: number) =>
  field({ is: 'rate', min, max }, whole(min * 100, max * 100), standard * 100);

const companyDay = z.object({ date: z.string().refine(isDate, 'not-a-date'), name: z.string().min(1).max(30) });

/** No day, or Monday to Sunday. */
export const WEEKLY_HOLIDAYS = ['none', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/**
 * The policy in display order; times are the workplace's, HH:mm. Schema, form and defaults derive from it; names are in
 * i18n.
 */
export const FIELDS = {
  channels: {
    /** where requests are decided: a channel's id, or #name; null: each administrator gets a direct message */
    administrators: field({ is: 'channel' }, channelOf(/^([CG][A-Z0-9]{2,}|#.{1,80})$/), null),
    /** where summaries and reports go; null: to the administrators' channel */
    reports: field({ is: 'channel', empty: true }, channelOf(/^[CG][A-Z0-9]{2,}$/), null),
  },
  workingTime: {
    zone: field({ is: 'zone' }, z.string().refine(isZone, 'not-a-zone'), 'UTC'),
    /** whose public holidays are days off: a country's, or nobody's */
    holidays: field({ is: 'country' }, z.enum(HOLIDAYS), 'kr'),
    /** a region of that country with holidays of its own; null: those of the whole country */
    region: field(
      { is: 'region' },
      z
        .string()
        .refine(code => regionOf(code) !== undefined, 'not-a-region')
        .nullable(),
      null,
    ),
    arrangement: choice(ARRANGEMENTS, 'staggered'),
    /** fixed: the day's start. staggered: the window of arrival. selective: core time, null: none */
    start: time('09:00'),
    windowFrom: time('08:00'),
    windowTo: time('11:00'),
    coreFrom: timeOrNone(),
    coreTo: timeOrNone(),
    dayLength: hours(1, 12, 8),
    breaks: choice(['statutory', 'recorded'], 'statutory'),
    /** selective: how many calendar months are settled together (LSA 52) */
    settlementMonths: count(1, 3, 1),
    /** the most that the law lets anybody work (LSA 53) */
    weekCap: hours(40, 68, 52),
    /** overtime counts only as far as it was approved */
    overtimeNeedsApproval: yesNo(false),
    /** hours after a day's end within which its person may correct it alone; later it is a request */
    correctOwnWithin: count(0, 7 * 24, 24),
    /** days that a correction may lie back */
    correctBack: count(1, 366, 31),
    /** hours without a check-out after which a day is unfinished */
    forgottenAfter: count(10, 24, 16),
    /** company days off of older versions; now they are added to the calendar (`calendar/days.ts`) */
    companyDays: field({ is: 'days' }, z.array(companyDay).max(30, 'too-many'), []),
  },
  leave: {
    /** by law on hire dates or the company's year; `allowance`: the same days each year, for companies elsewhere */
    basis: choice([...BASES, 'allowance'], 'hire-date'),
    /** MM-DD on which the company's year begins */
    fiscalStart: field(
      { is: 'monthDay' },
      z.string().refine(text => isDate(`2001-${text}`), 'not-a-day-of-the-year'),
      '01-01',
    ),
    rounding: choice(['half', 'whole', 'hundredth'], 'half'),
    /** days a year, and when they vest; only for an allowance */
    allowanceDays: count(1, 60, 20),
    allowanceOn: choice(['fiscal-start', 'anniversary'], 'fiscal-start'),
    /** of the days of a year that were not used, at most so many are carried over, for so many months */
    carryOver: count(0, 60, 0),
    carryMonths: count(1, 24, 3),
    /** a leave on a day after a grant vests may be asked for before it has vested */
    useUpcoming: yesNo(true),
    /** a request for more than is left */
    overdraw: choice(['refuse', 'warn'], 'refuse'),
    /** so many of a team may be away at once; 0: no limit */
    awayLimit: count(0, 1000, 0),
    /** what is made of a request beyond that limit */
    beyondAwayLimit: choice(['warn', 'refuse'], 'warn'),
    smallestUnit: choice(['day', 'half', 'quarter', 'hour'], 'half'),
  },
  /** leave in place of pay for overtime and holiday work (LSA 57), where the workers' representative agreed to it */
  compensatory: {
    /** what approved overtime gives: nothing, the time that was approved, or what of it was worked by the record */
    compensates: choice(['none', 'approved', 'worked'], 'none'),
    /** of the time (LSA 56): overtime; on a holiday within 8 hours and beyond them; and what night work adds */
    overtimeRate: rate(1, 3, 1.5),
    holidayRate: rate(1, 3, 1.5),
    longHolidayRate: rate(1, 3, 2),
    nightRate: rate(0, 2, 0.5),
    /** the paid weekly holiday (LSA 55), for people who have that day off */
    weeklyHoliday: choice(WEEKLY_HOLIDAYS, 'sun'),
    /** months from the day on which it vests */
    usableMonths: count(1, 36, 6),
  },
  approvals: {
    /** working days after which a waiting step reminds its approvers, and after which HR hears */
    remindAfter: workingDays(1, 30, 1),
    remindAgainAfter: workingDays(1, 30, 3),
    escalateAfter: workingDays(1, 60, 5),
    remindAt: time('10:00'),
    /** where a step goes whose approver is on leave and has no delegate */
    awayApprover: choice(['hr', 'wait'], 'hr'),
  },
  reports: {
    daily: yesNo(true),
    dailyAt: time('18:30'),
    /** worked in a week past which people are named in the summary */
    warnWeekAt: hours(30, 68, 48),
  },
  /** of a person's own working time, by direct message; never on leave, holidays and days off */
  reminders: {
    /** who has not come when the window of arrival ends */
    remindIn: yesNo(true),
    /** who is still in at the planned end */
    remindOut: yesNo(true),
    /** who comes near the most of a week: at `warnWeekAt` and at `weekCap` */
    remindWeek: yesNo(true),
  },
  people: {
    /** of messages in channels, and of people whose Slack language is none of them */
    language: choice(LANGUAGES, 'en'),
    /** administrators of the Slack workspace are HR administrators of Daybook, where no role is set */
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

/** Every field of a group with what `of` makes of it. */
export const eachField = (
  group: Group,
  of: (field: PolicyField, name: FieldName) => unknown,
): Record<string, unknown> =>
  Object.fromEntries(Object.entries<PolicyField>(FIELDS[group]).map(([name, f]) => [name, of(f, name as FieldName)]));

const SPECS = Object.fromEntries(
  GROUPS.map(g => [g, Object.values(eachField(g, ({ asks }, field) => ({ field, ...asks })))]),
) as Record<Group, FieldSpec[]>;

/** What a group's form asks for. */
export const askedIn = (group: Group): FieldSpec[] => SPECS[group].filter(spec => spec.is !== 'days');

/** How a field of a group is asked for and shown. */
export function specOf(group: Group, field: string): FieldSpec {
  const spec = SPECS[group].find(s => s.field === field);
  if (!spec) throw new Error(`${group} has no field ${field}`);
  return spec;
}
