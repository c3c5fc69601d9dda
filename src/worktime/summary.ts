import { addDays, type Calendar, datesBetween, mondayOf } from '../calendar/rules.ts';
import type { Person } from '../people/rules.ts';
import { isEmployedOn, termsOn } from '../people/terms.ts';
import { defined } from '../shared/defined.ts';
import { type Arranged, arrangementOn, type WorkingTime } from './arrangement.ts';
import { daySummary, endIfStayed } from './day.ts';
import { type ExplainStep, explained, explainedPeriod } from './explain.ts';
import { instantOf } from './layout.ts';
import { type Bounds, monthOf, periodSummary, settlementPeriod } from './period.ts';
import { planOf } from './plan.ts';
import { stateOf } from './presence.ts';
import { isSelective, settlementOvertime, settlementUnapproved } from './settlement.ts';
import type { DayLeave, DayPlan, DayPremium, DaySummary, PeriodSummary, RecordedDay, WeekSummary } from './types.ts';
import { usualIn, usualOut } from './usual.ts';
import { weekSummary } from './week.ts';

export type ArrangedPerson = Pick<Person, 'hiredOn' | 'lastDay' | 'former' | 'terms' | 'arrangement'>;

export interface WorktimeFacts {
  /** ms */
  now: number;
  /** the workplace's date */
  today: string;
  /** the policy in force on a date */
  policyOn: (date: string) => { workingTime: WorkingTime };
  calendar: Calendar;
  person: ArrangedPerson;
  /** of all dates that are asked for, see `rangeNeeded` */
  records: readonly RecordedDay[];
  /** approved */
  leaves: readonly DayLeave[];
  overtime?: ReadonlyMap<string, number>;
  /** of other summaries by the same facts, but for leaves and overtime */
  common?: CommonDays;
}

/** Days without leave, counted once for all summaries that share them. */
export interface CommonDays {
  arranged: Map<string, Arranged>;
  plans: Map<string, DayPlan>;
  days: Map<string, DaySummary>;
}
export const commonDays = (): CommonDays => ({ arranged: new Map(), plans: new Map(), days: new Map() });

/** Likely check-outs after the last check-in, ms; they may lie ahead. */
export interface LikelyEnds {
  /** by habit */
  usual?: number;
  /** by arrival, breaks so far and leave */
  plannedEnd?: number;
}

const NINE = 9 * 60;

export const arrangedOn = (f: Pick<WorktimeFacts, 'policyOn' | 'calendar' | 'person'>, date: string): Arranged =>
  arrangementOn(date, f.policyOn(date).workingTime, termsOn(f.person, date), {
    calendar: f.calendar,
    employed: isEmployedOn(f.person, date),
  });

const isSeveral = ({ first, last }: Bounds): boolean => first.slice(0, 7) !== last.slice(0, 7);

function boundsOf(date: string, on: (date: string) => Arranged): Bounds {
  return on(date).presence.is === 'selective' ? settlementPeriod(date, on) : monthOf(date);
}

/** Those of the day, week and period, and yesterday, whose shift may go on. */
export function rangeNeeded(
  today: string,
  f: Pick<WorktimeFacts, 'policyOn' | 'calendar' | 'person'>,
): { from: string; to: string } {
  const dates = [today, addDays(today, -1)].flatMap(date => {
    const bounds = boundsOf(date, d => arrangedOn(f, d));
    // Rest before the first day counts from the shifts before it.
    const first = isSeveral(bounds) ? addDays(bounds.first, -2) : bounds.first;
    return [first, bounds.last, mondayOf(date), addDays(mondayOf(date), 6)];
  });
  dates.sort();
  return { from: dates.at(0) ?? today, to: dates.at(-1) ?? today };
}

export function summarize(f: WorktimeFacts) {
  const records = new Map(f.records.map(r => [r.date, r]));
  const leaves = new Map<string, DayLeave[]>();
  for (const l of f.leaves) leaves.set(l.date, [...(leaves.get(l.date) ?? []), l]);

  const common = f.common ?? commonDays();
  /** with leave of these facts, or as in all summaries */
  const either = <T>(of: (date: string) => T, others: Map<string, T>): ((date: string) => T) => {
    const [own, usual] = [remembered(of), remembered(of, others)];
    return date => (leaves.has(date) ? own(date) : usual(date));
  };
  const arranged = remembered(date => arrangedOn(f, date), common.arranged);
  const plan = either(date => planOf(arranged(date), leaves.get(date) ?? []), common.plans);
  const bounds = remembered(date => boundsOf(date, arranged));
  /** Shifts of the two days before may reach into the night. */
  const restedFrom = (date: string): number | undefined => {
    if (arranged(date).presence.is !== 'selective' || !isSeveral(bounds(date))) return undefined;
    const ends = [1, 2].flatMap(back => records.get(addDays(date, -back))?.spans.flatMap(s => s.out ?? []) ?? []);
    return ends.length > 0 ? Math.max(...ends) : undefined;
  };
  const day = either(
    date => daySummary(plan(date), records.get(date), { now: f.now, today: f.today, restedFrom: restedFrom(date) }),
    common.days,
  );
  const days = (first: string, last: string): DaySummary[] => datesBetween(first, last).map(day);
  const goesOn = (r: RecordedDay): boolean =>
    r.open && stateOf(r, f.now, arranged(r.date).forgottenAfter) !== 'unfinished';
  const workday = f.records.findLast(goesOn)?.date ?? f.today;
  const overtimeIn = remembered((first: string) => {
    const whole = bounds(first);
    const own = days(whole.first, whole.last);
    const byDay = settlementOvertime(own, isSeveral(whole));
    return { byDay, unapproved: settlementUnapproved(own, byDay, f.overtime ?? new Map()) };
  });
  const wholeWeek = remembered(monday =>
    weekSummary(monday, days(monday, addDays(monday, 6)), f.overtime ?? new Map()),
  );
  const week = (date: string): WeekSummary => wholeWeek(mondayOf(date));
  /** What payroll is handed of a day; overtime of a selective day is its part of the settlement period's. */
  const premium = remembered((date: string): DayPremium => {
    const own = week(date).premiums.find(p => p.date === date);
    if (!own) throw new Error(`${date} is not in its week`);
    if (!isSelective(day(date))) return own;
    const period = overtimeIn(bounds(date).first);
    const overtime = period.byDay.get(date) ?? 0;
    const unapproved = own.unapproved + (period.unapproved.get(date) ?? 0);
    return { ...own, overtime, unapproved, beyondContract: arranged(date).partTime ? overtime : 0 };
  });
  const settled = (of: Bounds, date: string): PeriodSummary =>
    periodSummary(of, days(of.first, of.last), {
      by: arranged(date).presence.is === 'selective' ? 'total' : 'planned',
      today: workday,
      overtime: overtimeIn(bounds(date).first).byDay,
    });

  return {
    /** the date of the running shift, also after midnight; else today */
    workday,
    plan,
    day,
    days,
    /** whole, even across a month's end */
    week,
    premium,
    /** the settlement period of a selective arrangement; else the month */
    period: remembered((date: string): PeriodSummary => settled(bounds(date), date)),
    month: (date: string): PeriodSummary => settled(monthOf(date), date),
    /** of days within a month */
    within: (bounds: Bounds): PeriodSummary => settled(bounds, bounds.first),
    explain: (date: string): ExplainStep[] => {
      const summary = day(date);
      const steps = explained(summary, premium(date), records.get(date), f.now);
      if (!isSelective(summary)) return steps;
      const period = settled(bounds(date), date);
      return [...steps, explainedPeriod(period, days(period.first, period.last), premium(date).overtime)];
    },
    /** likely check-outs of a day without one */
    likelyEnds: (date: string): LikelyEnds => {
      const record = records.get(date);
      const came = record?.spans.at(-1)?.in;
      if (!record || came === undefined) return {};
      const minutes = usualOut(f.records, date);
      const usual = minutes === undefined ? undefined : instantOf(date, minutes, record.zone);
      const plannedEnd = endIfStayed(plan(date), record);
      const likely = (ms: number | undefined): ms is number => ms !== undefined && ms > came;
      return { ...(likely(usual) ? { usual } : {}), ...(likely(plannedEnd) ? { plannedEnd } : {}) };
    },
    /** undefined: nothing was planned */
    likelyDay: (date: string): { in: number; out?: number } | undefined => {
      const p = plan(date);
      if (p.planned === 0) return undefined;
      const { zone } = p.arranged;
      const from = instantOf(date, likelyArrival(p, usualIn(f.records, date)), zone);
      const out = endIfStayed(p, { date, zone, open: true, spans: [{ in: from, breaks: [] }] });
      return { in: from, ...defined({ out }) };
    },
  };
}

/** Each day is computed once, and every sum uses the same days. */
export type WorktimeSummary = ReturnType<typeof summarize>;

/** Within the plan; minutes after midnight. */
function likelyArrival({ arrive, core }: DayPlan, usual: number | undefined): number {
  if (arrive) return Math.min(Math.max(usual ?? arrive.from, arrive.from), arrive.to);
  return Math.min(usual ?? NINE, core[0]?.[0] ?? usual ?? NINE);
}

function remembered<T>(of: (date: string) => T, known = new Map<string, T>()): (date: string) => T {
  return date => {
    const before = known.get(date);
    if (before !== undefined) return before;
    const value = of(date);
    known.set(date, value);
    return value;
  };
}
