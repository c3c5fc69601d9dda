import { lastBeforeYears, monthsAfter } from '../calendar/civil.ts';
import { addDays } from '../calendar/rules.ts';
import { allocate } from '../grants/ledger/allocate.ts';
import { ANNUAL, type Grant, type GrantKind } from '../grants/ledger/types.ts';
import type { Stage } from '../grants/record/schema.ts';
import type { Use } from '../leave-record/days.ts';
import { exceeds } from '../leave-record/units.ts';

/** For one last usable day; 'YYYY-MM-DD', both ends included. */
export interface LawDates {
  from: string;
  to: string;
  /** last day of designating */
  designateBy: string;
}

/** A notice goes out within `days` from `months` before the end; dates are designated at least so long before it. */
interface LawPeriods {
  notice: { months: number; days: number };
  designation: { months: number } | { days: number };
}

/**
 * LSA 61 (Act No. 17185, since 31 March 2020). The end is that of the time of use by 60 ⑦: for days of the first year
 * that year's.
 */
const LSA_61: Readonly<Record<Stage, LawPeriods>> = {
  // ① 1: "6개월 전을 기준으로 10일 이내"; ① 2: "2개월 전까지"
  annual: { notice: { months: 6, days: 10 }, designation: { months: 2 } },
  // ② 1: "3개월 전을 기준으로 10일 이내"; ② 2: "1개월 전까지"
  monthly: { notice: { months: 3, days: 10 }, designation: { months: 1 } },
  // ② 1 proviso, of days that arose after that notice: "1개월 전을 기준으로 5일 이내"; ② 2 proviso: "10일 전까지"
  'monthly-late': { notice: { months: 1, days: 5 }, designation: { days: 10 } },
};
/** ① 2, ② 2: people name dates "촉구를 받은 때부터 10일 이내". */
const ANSWER_DAYS = 10;

/**
 * The dates of LSA 61 for a last usable day. Months are counted back from the day after it (Civil Act 160): usable
 * until 31 December, the last six months begin on 1 July, two whole months before the end is 31 October, and ten whole
 * days 21 December.
 */
export function lawDates(stage: Stage, usableUntil: string): LawDates {
  const end = addDays(usableUntil, 1);
  const { notice, designation } = LSA_61[stage];
  const from = monthsAfter(end, -notice.months);
  const rest = 'months' in designation ? monthsAfter(end, -designation.months) : addDays(end, -designation.days);
  return { from, to: addDays(from, notice.days - 1), designateBy: addDays(rest, -1) };
}

/** The last day on which somebody who received the notice on a day can name dates, before the employer designates. */
export const answerBy = (receivedOn: string): string => addDays(receivedOn, ANSWER_DAYS);

/** The last day of receipt after which the employer can still designate in time. */
export const receiveBy = (designateBy: string): string => addDays(designateBy, -ANSWER_DAYS - 1);

/** With the whole ledger, future vesting included. */
export interface PlanPerson {
  user: string;
  hiredOn?: string;
  lastDay?: string;
  /** the last day of a long leave that has begun: what lapses by then cannot be used */
  awayUntil?: string | undefined;
  grants: readonly Grant[];
  uses: readonly Use[];
}

export interface PlannedNotice extends LawDates {
  user: string;
  stage: Stage;
  usableUntil: string;
  grants: string[];
  /** without leave */
  left: number;
}

/** Grants by law, or by migration in their place; rewards and days carried over by agreement are not promoted. */
const BY_LAW: readonly GrantKind[] = ['annual', 'prorated', 'monthly', 'opening', 'correction'];

function stagesOf(grant: Grant, hiredOn: string | undefined): Stage[] {
  if (grant.pool !== ANNUAL || grant.amount <= 0 || !BY_LAW.includes(grant.kind)) return [];
  const stands = grant.kind === 'opening' || grant.kind === 'correction';
  const first = hiredOn !== undefined && grant.usableUntil === lastBeforeYears(hiredOn, 1);
  if (grant.kind !== 'monthly' && !(stands && first)) return ['annual'];
  // Vesting after the first window follows the proviso.
  return grant.on <= lawDates('monthly', grant.usableUntil).from ? ['monthly'] : ['monthly-late'];
}

/**
 * The notices whose window the day lies in, for people with such days left: by hire date each has a window of their
 * own, by the company's year all have the same. Those whose last day comes before the end are settled on leaving.
 */
export function promotionPlan(people: readonly PlanPerson[], on: string): PlannedNotice[] {
  return people.flatMap(person => {
    if (person.hiredOn !== undefined && person.hiredOn > on) return [];
    const groups = new Map<string, PlannedNotice>();
    for (const grant of person.grants) {
      if (grant.on > on || (person.lastDay !== undefined && person.lastDay <= grant.usableUntil)) continue;
      if (person.awayUntil !== undefined && grant.usableUntil <= person.awayUntil) continue;
      for (const stage of stagesOf(grant, person.hiredOn)) {
        const dates = lawDates(stage, grant.usableUntil);
        if (on < dates.from || dates.to < on) continue;
        const { usableUntil } = grant;
        const key = `${stage}:${usableUntil}`;
        const group = groups.get(key) ?? { user: person.user, stage, usableUntil, ...dates, grants: [], left: 0 };
        group.grants.push(grant.id);
        groups.set(key, group);
      }
    }
    return [...groups.values()]
      .map(g => ({ ...g, left: leftOf(g.grants, person.grants, person.uses, on) }))
      .filter(g => g.left > 0);
  });
}

/** `fullDay`: of part-timers, whose leave is shown in hours. */
export interface LeftNow {
  left: number;
  fullDay?: number;
}

/** Less planned and pending leave. */
export const leftOf = (ids: readonly string[], grants: readonly Grant[], uses: readonly Use[], today: string): number =>
  allocate(grants, uses, today)
    .grants.filter(g => ids.includes(g.grant.id))
    .reduce((sum, g) => sum + Math.max(0, g.left), 0);

/**
 * What each date takes of what is left: the whole day where that is left, else half of it; undefined: not even that.
 * `amountOn`: what a day takes, of part-timers its contract hours.
 */
export function shares(
  dates: readonly string[],
  left: number,
  amountOn: (date: string) => number,
): { date: string; half: boolean }[] | undefined {
  const found: { date: string; half: boolean }[] = [];
  let rest = left;
  for (const date of [...dates].sort()) {
    const day = amountOn(date);
    const half = exceeds(day, rest);
    if (half && exceeds(day / 2, rest)) return undefined;
    found.push({ date, half });
    rest -= half ? day / 2 : day;
  }
  return found;
}

/** The most dates, each of `day` or more, the last one perhaps half of it. */
export const datesFor = (left: number, day: number): number => (day === 0 ? 0 : Math.floor(left / day + 0.5));

/** Consecutive whole days become one leave. `next`: the following working day. */
export function runs(
  days: readonly { date: string; half: boolean }[],
  next: (date: string) => string,
): { from: string; to: string; half: boolean }[] {
  const found: { from: string; to: string; half: boolean }[] = [];
  for (const { date, half } of days) {
    const last = found.at(-1);
    if (last && !half && !last.half && next(last.to) === date) last.to = date;
    else found.push({ from: date, to: date, half });
  }
  return found;
}
