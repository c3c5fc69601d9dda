import { isDeepStrictEqual } from 'node:util';
import { defined } from '../shared/defined.ts';
import type { Arrangement, Protection } from './roles.ts';
import { type Week, weekOf } from './schedule.ts';

/** A person's own working time under the policy's names; where a field is absent the policy of the day applies. */
export interface OwnWorkingTime {
  arrangement?: Arrangement;
  /** HH:mm, only fixed; a late shift ends the next morning */
  start?: string;
  /** only with staggered */
  windowFrom?: string;
  windowTo?: string;
  /** only with selective */
  coreFrom?: string;
  coreTo?: string;
}

/** `week` is absent where a person works as the workspace does. */
export interface Terms {
  workingTime: OwnWorkingTime;
  week?: Week;
  protection?: Protection;
}

/** Valid from a day until the next ones. */
export interface DatedTerms {
  from: string;
  arrangement?: Arrangement;
  /** HH:mm or HH:mm-HH:mm */
  hours?: string;
  /** see `schedule.ts` */
  schedule?: string;
  protection?: Protection;
  /** absent: the first one, which is the workspace's settings */
  office?: string;
}

/** What terms are computed from. */
interface HasTerms {
  terms?: readonly DatedTerms[];
  arrangement?: Arrangement;
}

export const TERM_FIELDS = ['arrangement', 'hours', 'schedule', 'protection', 'office'] as const;
export type TermValues = Pick<DatedTerms, (typeof TERM_FIELDS)[number]>;

export const SINCE_EVER = '0001-01-01';

/** Earliest first; an arrangement without date is since ever. */
export const termsOf = (p: HasTerms): readonly DatedTerms[] =>
  p.terms ?? (p.arrangement ? [{ from: SINCE_EVER, arrangement: p.arrangement }] : []);

const NONE: Terms = { workingTime: {} };
/** A count of a month asks for the same ones on each day. */
const read = new WeakMap<DatedTerms, Terms>();

/** A person's own terms on a day. */
export function termsOn(p: HasTerms, date: string): Terms {
  const own = termsOf(p).findLast(t => t.from <= date);
  if (!own) return NONE;
  const terms = read.get(own) ?? {
    workingTime: own.arrangement ? { arrangement: own.arrangement, ...hoursOf(own.arrangement, own.hours) } : {},
    ...(own.schedule === undefined ? {} : { week: weekOf(own.schedule) }),
    ...defined({ protection: own.protection }),
  };
  read.set(own, terms);
  return terms;
}

function hoursOf(arrangement: Arrangement, hours: string | undefined): Omit<OwnWorkingTime, 'arrangement'> {
  const [from, to] = hours?.split('-') ?? [];
  if (from === undefined) return {};
  if (arrangement === 'fixed') return { start: from };
  if (to === undefined) return {};
  return arrangement === 'staggered' ? { windowFrom: from, windowTo: to } : { coreFrom: from, coreTo: to };
}

/** Replaces terms planned for the same day or later. */
export const termsAfter = (before: readonly DatedTerms[], from: string, values: TermValues): DatedTerms[] => [
  ...before.filter(t => t.from < from),
  {
    from,
    ...defined({
      arrangement: values.arrangement,
      hours: values.hours,
      schedule: values.schedule,
      protection: values.protection,
      office: values.office,
    }),
  },
];

/** Leaves are counted again by the terms of their days; handled where leaves are. */
export const SCHEDULE_RECOUNT = 'schedule-recount';

/** The first day on which terms may differ; undefined: the same terms. */
export const termsDifferFrom = (before: readonly DatedTerms[], after: readonly DatedTerms[]): string | undefined => {
  const among = (t: DatedTerms, list: readonly DatedTerms[]): boolean =>
    list.some(other => isDeepStrictEqual(t, other));
  return [...before.filter(t => !among(t, after)), ...after.filter(t => !among(t, before))].map(t => t.from).sort()[0];
};

/** Which office a person belongs to from a day on; absent: the first one. '' stands for ever before. */
export interface OfficePeriod {
  from: string;
  office?: string;
}

export interface HasOffice {
  terms?: readonly DatedTerms[];
}

/** Offices of a person in order, each from its day. */
export function officesOf(person: HasOffice): OfficePeriod[] {
  const path: OfficePeriod[] = [{ from: '' }];
  for (const { from, office } of termsOf(person))
    if (path.at(-1)?.office !== office) path.push(office === undefined ? { from } : { from, office });
  return path;
}

/** Those of a period, the first one from its beginning; undefined: the first office on all days. */
export function officesIn(person: HasOffice, first: string, last: string): OfficePeriod[] | undefined {
  const path = officesOf(person).filter(p => p.from <= last);
  const begun = path.findLastIndex(p => p.from <= first);
  const within = path.slice(Math.max(0, begun)).map((p, i) => (i === 0 ? { ...p, from: '' } : p));
  return within.every(p => p.office === undefined) ? undefined : within;
}

export const officeOn = (person: HasOffice, day: string): string | undefined =>
  termsOf(person).findLast(t => t.from <= day)?.office;

interface EmployedDays {
  hiredOn?: string;
  lastDay?: string;
}

/** Both included; also in an earlier employment. */
export function isEmployedOn(person: EmployedDays & { former?: EmployedDays[] }, date: string): boolean {
  const within = (e: EmployedDays): boolean =>
    (e.hiredOn ?? '') <= date && (e.lastDay === undefined || date <= e.lastDay);
  return within(person) || person.former?.some(within) === true;
}

/** 0 Monday to 6 Sunday. */
export const weekdayOf = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
