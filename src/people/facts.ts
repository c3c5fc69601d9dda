import { KOREAN_LAW } from '../calendar/law.ts';
import { isDate } from '../calendar/rules.ts';
import { defined } from '../shared/defined.ts';
import { linesIn } from './organisation/line.ts';
import type { Organisation } from './organisation/rules.ts';
import { ARRANGEMENTS, type Arrangement, PROTECTIONS, ROLES, type Role } from './roles.ts';
import { type FactField, isActive, type OfficeName, type Person } from './rules.ts';
import { readHours, readSchedule, weekOf } from './schedule.ts';
import { SINCE_EVER, TERM_FIELDS, termsAfter, termsOf } from './terms.ts';

export const FACT_FIELDS = [
  'hiredOn',
  'lastDay',
  'employeeNo',
  'teamId',
  'manager',
  'arrangement',
  'hours',
  'schedule',
  'protection',
  'office',
  'termsFrom',
  'role',
] as const satisfies readonly FactField[];
export const EMPLOYEE_NO_MAX = 30;
const EARLIEST_HIRE = '1940-01-01';
/** Days. */
const MOST_AHEAD = 366;
const DAY = 86_400_000;

export type Facts = Pick<Person, FactField>;

/** `null` removes a fact, an absent one stays. */
export type FactsChange = { [Field in FactField]?: NonNullable<Facts[Field]> | null };

/** An absent side was not set. */
export interface FactStep {
  field: FactField;
  from?: string;
  to?: string;
}

/** Append-only; `key`: of the submission. */
export interface FactsEntry {
  at: number;
  by: string;
  source: 'form' | 'import';
  key: string;
  steps: FactStep[];
}

export const FACT_PROBLEMS = [
  'not-a-date',
  'too-early',
  'too-far-ahead',
  'too-long',
  'bad-number',
  'number-taken',
  'unknown-team',
  'same-team-name',
  'too-many-teams',
  'unknown-manager',
  'manager-left',
  'own-manager',
  'manager-loop',
  'unknown-arrangement',
  'unknown-protection',
  'unknown-office',
  'unknown-role',
  'before-hire',
  'bad-hours',
  'hours-without-arrangement',
  'hours-do-not-fit',
  'bad-schedule',
  'over-legal-day',
  'over-legal-week',
  'last-owner',
] as const;
export type FactProblemCode = (typeof FACT_PROBLEMS)[number];

/** `about`: the person it collides with, or the manager named. */
export interface FactProblem {
  user: string;
  field: FactField;
  code: FactProblemCode;
  about?: string;
}

export interface FactsContext {
  people: ReadonlyMap<string, Person>;
  today: string;
  /** in their office; absent: `today` */
  todayOf?: (p: Person) => string;
  teams: Organisation;
  /** by these facts */
  roleOf: (p: Person) => Role;
  /** a Korean office and its usual arrangement: the hours of LSA 50 are the most */
  koreaOf?: (p: Person) => { arrangement: Arrangement } | undefined;
  /** which people may belong to, beside the first one */
  offices?: readonly OfficeName[];
}

/** A person after the change. Terms are dated: earlier ones hold until the day from which the new ones count. */
export function changed(person: Person, change: FactsChange): Person {
  const next: Person = { ...person };
  for (const field of FACT_FIELDS) {
    const value = change[field];
    if (value === null) delete next[field];
    else if (value !== undefined) Object.assign(next, { [field]: value });
  }
  const former = formerAfter(person, next.hiredOn);
  if (former) next.former = former;
  const fields = stepsOf(person, change).map(s => s.field);
  if (!fields.some(isTerm)) return next;
  // Another day for the same terms only.
  const other = fields.some(f => f !== 'termsFrom' && isTerm(f));
  const before = termsOf(person).filter(t => other || t.from !== (person.termsFrom ?? SINCE_EVER));
  return { ...next, terms: termsAfter(before, next.termsFrom ?? SINCE_EVER, next) };
}

/** A hire date after a last day begins another employment; one before it says that there was none. */
function formerAfter({ hiredOn, lastDay, former }: Person, hired: string | undefined): Person['former'] {
  if (hired === undefined || hired === hiredOn) return former;
  if (lastDay !== undefined && hired > lastDay) return [...(former ?? []), { ...defined({ hiredOn }), lastDay }];
  return former?.filter(f => f.lastDay < hired);
}

/** The last day of the employment before goes with a hire date after it, unless another one is set. */
function renewed({ lastDay }: Person, change: FactsChange): FactsChange {
  const { hiredOn } = change;
  const same = change.lastDay === undefined || change.lastDay === lastDay;
  return lastDay !== undefined && hiredOn && hiredOn > lastDay && same ? { ...change, lastDay: null } : change;
}

const isTerm = (field: FactField): boolean => field === 'termsFrom' || TERM_FIELDS.includes(field as 'hours');

/**
 * With the first day of its terms: named, else today, or since ever for the first terms. Whoever was known before moves
 * to another office today: days of the past stay as they were.
 */
export function dated(person: Person, written: FactsChange, today: string): FactsChange {
  const change = renewed(person, written);
  const { termsFrom, ...rest } = change;
  const fields = stepsOf(person, rest).map(s => s.field);
  const altered = fields.some(isTerm);
  const moves = fields.includes('office') && !(person.hiredOn === undefined && fields.includes('hiredOn'));
  const had = termsOf(person).length > 0;
  if (!altered) return termsFrom === undefined || !had ? rest : change;
  return { ...rest, termsFrom: termsFrom === undefined ? (had || moves ? today : null) : termsFrom };
}

/** Actual changes in field order. */
export function stepsOf(before: Facts, change: FactsChange): FactStep[] {
  return FACT_FIELDS.flatMap(field => {
    const wanted = change[field];
    const from = before[field];
    const to = wanted ?? undefined;
    if (wanted === undefined || from === to) return [];
    return [{ field, ...defined({ from, to }) }];
  });
}

/** Validated together on the resulting state, so that two people may swap numbers. */
export function factProblems(changes: ReadonlyMap<string, FactsChange>, ctx: FactsContext): FactProblem[] {
  const after = new Map(ctx.people);
  for (const [user, change] of changes) {
    const person = ctx.people.get(user);
    if (person) after.set(user, changed(person, change));
  }
  const byNumber = new Map<string, string[]>();
  for (const { user, employeeNo } of after.values())
    if (employeeNo !== undefined) byNumber.set(employeeNo, [...(byNumber.get(employeeNo) ?? []), user]);

  const { next } = linesIn(user => after.get(user), ctx.teams);
  const context = { ...ctx, after, byNumber, looping: loopingIn(after, next) };
  const problems: FactProblem[] = [];
  for (const [user, change] of changes) {
    const before = ctx.people.get(user);
    const person = after.get(user);
    if (!before || !person) continue;
    for (const field of dependentFields(stepsOf(before, change).map(s => s.field))) {
      const found = problemOf(person, field, context);
      if (found) problems.push({ user, field, ...found });
    }
  }
  return [...problems, ...lastOwner(changes, after, ctx)];
}

/** A change of one fact may invalidate another. */
const dependentFields = (fields: FactField[]): FactField[] => {
  const all = new Set(fields);
  if (all.has('hiredOn')) all.add('lastDay');
  if (all.has('arrangement')) all.add('hours').add('schedule');
  if (all.has('office')) all.add('schedule');
  return FACT_FIELDS.filter(f => all.has(f));
};

type Found = Pick<FactProblem, 'code' | 'about'>;
type ValidationContext = FactsContext & {
  after: ReadonlyMap<string, Person>;
  byNumber: ReadonlyMap<string, string[]>;
  looping: ReadonlySet<string>;
};

function problemOf(p: Person, field: FactField, ctx: ValidationContext): Found | undefined {
  if (field === 'hiredOn' || field === 'termsFrom') return dayProblem(p[field], ctx.today);
  if (field === 'lastDay') return lastDayProblem(p, ctx.today);
  if (field === 'hours') return hoursProblem(p);
  if (field === 'schedule') return scheduleProblem(p, ctx.koreaOf?.(p));
  if (field === 'employeeNo') return numberProblem(p, ctx.byNumber);
  if (field === 'teamId') return teamProblem(p, ctx.teams);
  if (field === 'manager') return managerProblem(p, ctx);
  if (field === 'arrangement')
    return p.arrangement && !ARRANGEMENTS.includes(p.arrangement) ? { code: 'unknown-arrangement' } : undefined;
  if (field === 'protection')
    return p.protection && !PROTECTIONS.includes(p.protection) ? { code: 'unknown-protection' } : undefined;
  if (field === 'office') return officeProblem(p, ctx);
  return p.role && !ROLES.includes(p.role) ? { code: 'unknown-role' } : undefined;
}

const officeProblem = ({ office }: Person, { offices = [] }: FactsContext): Found | undefined =>
  office === undefined || offices.some(o => o.id === office && !o.archived) ? undefined : { code: 'unknown-office' };

function lastDayProblem({ hiredOn, lastDay }: Person, today: string): Found | undefined {
  if (lastDay !== undefined && hiredOn !== undefined && lastDay < hiredOn) return { code: 'before-hire' };
  return dayProblem(lastDay, today);
}

/** The arrangement decides what times mean: a start, or a window of arrival or core time. */
function hoursProblem({ hours, arrangement }: Person): Found | undefined {
  if (hours === undefined) return undefined;
  if (readHours(hours) !== hours) return { code: 'bad-hours' };
  if (arrangement === undefined) return { code: 'hours-without-arrangement' };
  return hours.includes('-') === (arrangement === 'fixed') ? { code: 'hours-do-not-fit' } : undefined;
}

/** Selective hours average the day away, but not the week (LSA 52 ①). */
function scheduleProblem(
  { schedule, arrangement }: Person,
  korea: { arrangement: Arrangement } | undefined,
): Found | undefined {
  if (schedule === undefined) return undefined;
  if (readSchedule(schedule) !== schedule) return { code: 'bad-schedule' };
  if (!korea) return undefined;
  const week = weekOf(schedule);
  if (week.reduce((sum, minutes) => sum + minutes, 0) > KOREAN_LAW.hours.week) return { code: 'over-legal-week' };
  const isAveraged = (arrangement ?? korea.arrangement) === 'selective';
  return !isAveraged && Math.max(...week) > KOREAN_LAW.hours.day ? { code: 'over-legal-day' } : undefined;
}

function dayProblem(date: string | undefined, today: string): Found | undefined {
  if (date === undefined) return undefined;
  if (!isDate(date)) return { code: 'not-a-date' };
  if (date < EARLIEST_HIRE) return { code: 'too-early' };
  return Date.parse(date) - Date.parse(today) > MOST_AHEAD * DAY ? { code: 'too-far-ahead' } : undefined;
}

function numberProblem(p: Person, byNumber: ReadonlyMap<string, string[]>): Found | undefined {
  const no = p.employeeNo;
  if (no === undefined) return undefined;
  if (no.length > EMPLOYEE_NO_MAX) return { code: 'too-long' };
  // Spreadsheets turn long numbers into exponents.
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._/-]*$/u.test(no) || /^\d[.\d]*E\d+$/i.test(no)) return { code: 'bad-number' };
  const other = byNumber.get(no)?.find(user => user !== p.user);
  return other === undefined ? undefined : { code: 'number-taken', about: other };
}

function teamProblem({ teamId }: Person, teams: Organisation): Found | undefined {
  const team = teams.get(teamId);
  return teamId === undefined || (team && !team.archived) ? undefined : { code: 'unknown-team' };
}

function managerProblem(p: Person, ctx: ValidationContext): Found | undefined {
  if (p.manager === undefined) return undefined;
  if (p.manager === p.user) return { code: 'own-manager' };
  const manager = ctx.after.get(p.manager);
  if (!manager) return { code: 'unknown-manager', about: p.manager };
  if (!isActive(manager)) return { code: 'manager-left', about: p.manager };
  // Loops further up are others' to correct.
  return ctx.looping.has(p.user) ? { code: 'manager-loop', about: p.manager } : undefined;
}

/** Through managers and leads of teams. Walks everybody once: a file may make a chain of thousands. */
function loopingIn(
  people: ReadonlyMap<string, Person>,
  above: (user: string) => string | undefined,
): ReadonlySet<string> {
  const looping = new Set<string>();
  const done = new Set<string>();
  for (const user of people.keys()) {
    const path = new Set<string>();
    let at: string | undefined = user;
    for (; at !== undefined && !done.has(at) && !path.has(at); at = above(at)) path.add(at);
    if (at !== undefined && path.has(at)) {
      const way = [...path];
      for (const inLoop of way.slice(way.indexOf(at))) looping.add(inLoop);
    }
    for (const walked of path) done.add(walked);
  }
  return looping;
}

/** Somebody must be able to grant roles. */
function lastOwner(
  changes: ReadonlyMap<string, FactsChange>,
  after: ReadonlyMap<string, Person>,
  ctx: FactsContext,
): FactProblem[] {
  const owns = (p: Person | undefined): boolean => p !== undefined && isActive(p) && ctx.roleOf(p) === 'owner';
  const lost = [...changes.keys()].filter(user => owns(ctx.people.get(user)) && !owns(after.get(user)));
  const user = lost.at(-1);
  if (user === undefined || [...after.values()].some(owns)) return [];
  return [{ user, field: 'role', code: 'last-owner' }];
}
