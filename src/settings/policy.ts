import { z } from 'zod';
import { HOLIDAYS } from '../calendar/countries.ts';
import { countryOf, regionOf } from '../calendar/regions.ts';
import { isDate, isZone } from '../calendar/rules.ts';
import { BASES } from '../leave-record/accrual.ts';
import { ARRANGEMENTS } from '../people/roles.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not-a-time');
const date = z.string().refine(isDate, 'not-a-date');
const whole = (min: number, max: number) => z.int('not-a-number').min(min, 'out-of-range').max(max, 'out-of-range');

const COMPANY_DAYS_MAX = 30;
const COMPANY_DAY_NAME_MAX = 30;

/** No day, or Monday to Sunday. */
export const WEEKLY_HOLIDAYS = ['none', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** A workspace's policy, in the groups in which it is shown and changed. Times are the workplace's, HH:mm; lengths minutes. */
export const policySchema = z.object({
  channels: z.object({
    /** where requests are decided: a channel's id, or its name as #name; null: each administrator is told directly */
    administrators: z
      .string()
      .regex(/^([CG][A-Z0-9]{2,}|#.{1,80})$/, 'not-a-channel')
      .nullable(),
    /** where summaries and reports go; null: to the administrators' channel */
    reports: z
      .string()
      .regex(/^[CG][A-Z0-9]{2,}$/, 'not-a-channel')
      .nullable(),
  }),
  workingTime: z.object({
    zone: z.string().refine(isZone, 'not-a-zone'),
    /** whose public holidays are days off: a country's, or nobody's */
    holidays: z.enum(HOLIDAYS),
    /** a region of that country with holidays of its own; null: those of the whole country */
    region: z
      .string()
      .refine(code => regionOf(code) !== undefined, 'not-a-region')
      .nullable(),
    arrangement: z.enum(ARRANGEMENTS),
    /** fixed: the day's start. staggered: the window of arrival. selective: core time, null: none */
    start: time,
    windowFrom: time,
    windowTo: time,
    coreFrom: time.nullable(),
    coreTo: time.nullable(),
    /** minutes of work a day */
    dayLength: whole(60, 12 * 60),
    breaks: z.enum(['statutory', 'recorded']),
    /** selective: how many calendar months are settled together (LSA 52) */
    settlementMonths: whole(1, 3),
    /** minutes a week, the most that the law lets anybody work (LSA 53) */
    weekCap: whole(40 * 60, 68 * 60),
    /** overtime counts only as far as it was approved */
    overtimeNeedsApproval: z.boolean(),
    /** hours after a day's end within which its person may correct it alone; later it is a request */
    correctOwnWithin: whole(0, 7 * 24),
    /** days that a correction may lie back */
    correctBack: whole(1, 366),
    /** hours without a check-out after which a day is unfinished */
    forgottenAfter: whole(10, 24),
    /** the company's own days off, as they were set here once; today they are added to the calendar (`calendar/days.ts`) */
    companyDays: z
      .array(z.object({ date, name: z.string().min(1).max(COMPANY_DAY_NAME_MAX) }))
      .max(COMPANY_DAYS_MAX, 'too-many'),
  }),
  leave: z.object({
    /** by law on hire dates or the company's year; `allowance`: the same days each year, for companies elsewhere */
    basis: z.enum([...BASES, 'allowance']),
    /** MM-DD on which the company's year begins */
    fiscalStart: z.string().refine(text => isDate(`2001-${text}`), 'not-a-day-of-the-year'),
    rounding: z.enum(['half', 'whole', 'hundredth']),
    /** days a year, and when they vest; only for an allowance */
    allowanceDays: whole(1, 60),
    allowanceOn: z.enum(['fiscal-start', 'anniversary']),
    /** of the days of a year that were not used, at most so many are carried over, for so many months */
    carryOver: whole(0, 60),
    carryMonths: whole(1, 24),
    /** a leave on a day after a grant vests may be asked for before it has vested */
    useUpcoming: z.boolean(),
    /** a request for more than is left */
    overdraw: z.enum(['refuse', 'warn']),
    /** so many of a team may be away at once; 0: no limit */
    awayLimit: whole(0, 1000),
    /** what is made of a request beyond that limit */
    beyondAwayLimit: z.enum(['warn', 'refuse']),
    smallestUnit: z.enum(['day', 'half', 'quarter', 'hour']),
  }),
  /** leave in place of pay for overtime and holiday work (LSA 57), as far as company and workers' representative agreed on it */
  compensatory: z.object({
    /** what approved overtime gives: nothing, the time that was approved, or what of it was worked by the record */
    compensates: z.enum(['none', 'approved', 'worked']),
    /** percent of the time (LSA 56): overtime; on a holiday within 8 hours and beyond them; and what night work adds */
    overtimeRate: whole(100, 300),
    holidayRate: whole(100, 300),
    longHolidayRate: whole(100, 300),
    nightRate: whole(0, 200),
    /** the paid weekly holiday (LSA 55), for whoever has that day off */
    weeklyHoliday: z.enum(WEEKLY_HOLIDAYS),
    /** months from the day on which it vests */
    usableMonths: whole(1, 36),
  }),
  approvals: z.object({
    /** working days after which a waiting step reminds its approvers, and after which HR hears */
    remindAfter: whole(1, 30),
    remindAgainAfter: whole(1, 30),
    escalateAfter: whole(1, 60),
    remindAt: time,
    /** where a step goes whose approver is on leave and has no delegate */
    awayApprover: z.enum(['hr', 'wait']),
  }),
  reports: z.object({
    daily: z.boolean(),
    dailyAt: time,
    /** minutes worked in a week past which people are named in the summary */
    warnWeekAt: whole(30 * 60, 68 * 60),
  }),
  /** of a person's own working time, by direct message; never on leave, holidays and days off */
  reminders: z.object({
    /** who has not come when the window of arrival ends */
    remindIn: z.boolean(),
    /** who is still in at the planned end */
    remindOut: z.boolean(),
    /** who comes near the most of a week: at `warnWeekAt` and at `weekCap` */
    remindWeek: z.boolean(),
  }),
  people: z.object({
    /** of messages in channels, and of people whose Slack language is neither */
    language: z.enum(['en', 'ko']),
    /** administrators of the Slack workspace are HR administrators of Daybook, where no role is set */
    slackAdmins: z.boolean(),
  }),
  records: z.object({
    /** years after which records of working time and leave are destroyed (LSA 42) */
    keepYears: z.int('not-a-number').min(3, 'kept-too-short').max(10, 'kept-too-long'),
  }),
});

export type Policy = z.infer<typeof policySchema>;
export type Group = keyof Policy;
export const GROUPS = [
  'channels',
  'workingTime',
  'leave',
  'compensatory',
  'approvals',
  'reports',
  'reminders',
  'people',
  'records',
] as const satisfies Group[];

/** Only what changes, by group and field. */
export const changeSchema = z.object(
  Object.fromEntries(GROUPS.map(g => [g, policySchema.shape[g].partial().optional()])) as {
    [G in Group]: z.ZodOptional<ReturnType<(typeof policySchema.shape)[G]['partial']>>;
  },
);
export type PolicyChange = { [G in Group]?: { [F in keyof Policy[G]]?: Policy[G][F] } };

/** One change, from the day on which it is in force. Versions are only ever added; `version` counts them. */
export interface PolicyVersion {
  version: number;
  from: string;
  change: PolicyChange;
  by: string;
  at: number;
  /** recognises the submission that made it */
  key: string;
}

/** Whose holidays count, as one code: the region's, or else the country's. */
export const placeOf = ({ holidays, region }: Pick<Policy['workingTime'], 'holidays' | 'region'>): string =>
  region !== null && countryOf(region) === holidays ? region : holidays;

/** What is in force before anybody has set anything. */
export function policyDefaults(config: {
  adminChannel?: string;
  timeZone: string;
  language: 'en' | 'ko';
  summaryAt: string;
}): Policy {
  return {
    channels: { administrators: config.adminChannel ?? null, reports: null },
    workingTime: {
      ...{ zone: config.timeZone, holidays: 'kr', region: null, arrangement: 'staggered', start: '09:00' },
      ...{ windowFrom: '08:00', windowTo: '11:00', coreFrom: null, coreTo: null },
      ...{ dayLength: 480, breaks: 'statutory', settlementMonths: 1, weekCap: 52 * 60, overtimeNeedsApproval: false },
      ...{ correctOwnWithin: 24, correctBack: 31, forgottenAfter: 16, companyDays: [] },
    },
    leave: {
      ...{ basis: 'hire-date', fiscalStart: '01-01', rounding: 'half', smallestUnit: 'half' },
      ...{ allowanceDays: 20, allowanceOn: 'fiscal-start', carryOver: 0, carryMonths: 3 },
      ...{ useUpcoming: true, overdraw: 'refuse', awayLimit: 0, beyondAwayLimit: 'warn' },
    },
    compensatory: {
      ...{ compensates: 'none', overtimeRate: 150, holidayRate: 150, longHolidayRate: 200, nightRate: 50 },
      ...{ weeklyHoliday: 'sun', usableMonths: 6 },
    },
    approvals: {
      ...{ remindAfter: 1, remindAgainAfter: 3, escalateAfter: 5, remindAt: '10:00' },
      awayApprover: 'hr',
    },
    reports: { daily: true, dailyAt: config.summaryAt, warnWeekAt: 48 * 60 },
    reminders: { remindIn: true, remindOut: true, remindWeek: true },
    people: { language: config.language, slackAdmins: true },
    records: { keepYears: 3 },
  };
}

/** By date, then in the order in which they were saved: of two changes from the same day the later one stands. */
const inOrder = (versions: readonly PolicyVersion[]): PolicyVersion[] =>
  [...versions].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.version - b.version));

/** The policy after a change. */
export function applied(policy: Policy, change: PolicyChange): Policy {
  const next = Object.fromEntries(GROUPS.map(g => [g, { ...policy[g], ...change[g] }]));
  return next as unknown as Policy;
}

/** The policy in force on a day. */
export const inForce = (defaults: Policy, versions: readonly PolicyVersion[], day: string): Policy =>
  inOrder(versions)
    .filter(v => v.from <= day)
    .reduce((policy, v) => applied(policy, v.change), defaults);

/** Since when a group stands as it does on a day; undefined: since ever, by the defaults. */
export const since = (versions: readonly PolicyVersion[], group: Group, day: string): PolicyVersion | undefined =>
  inOrder(versions).findLast(v => v.from <= day && v.change[group] !== undefined);

/** Changes of a group that come into force after a day, the next one first. */
export const ahead = (versions: readonly PolicyVersion[], group: Group, day: string): PolicyVersion[] =>
  inOrder(versions).filter(v => v.from > day && v.change[group] !== undefined);

/** One value that differs between two policies. */
export type Difference = {
  [G in Group]: {
    [F in keyof Policy[G] & string]: { group: G; field: F; from: Policy[G][F]; to: Policy[G][F] };
  }[keyof Policy[G] & string];
}[Group];

/** What differs between two policies, in the order in which they are shown. */
export function difference(before: Policy, after: Policy): Difference[] {
  return GROUPS.flatMap(group =>
    Object.entries(before[group]).flatMap(([field, from]) => {
      const to = (after[group] as Record<string, unknown>)[field];
      return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ group, field, from, to } as Difference];
    }),
  );
}

/** The smallest change that makes one policy the other. */
export function changeBetween(before: Policy, after: Policy): PolicyChange {
  const change: Record<string, Record<string, unknown>> = {};
  for (const d of difference(before, after)) change[d.group] = { ...change[d.group], [d.field]: d.to };
  return change as PolicyChange;
}
