import type { SummaryModel } from '../../blocks/reports.ts';
import type { Description } from '../approvals/kinds.ts';
import { isCheckOutMissed, statusOf, type Workday } from '../attendance/rules.ts';
import { mondayOf } from '../calendar/rules.ts';
import type { Words } from '../i18n/index.ts';
import { AWAY, type AwayPerson } from '../leave-record/rules.ts';
import { defined } from '../shared/defined.ts';
import { byName } from '../shared/text.ts';
import { instantOf } from '../worktime/layout.ts';
import { dueBy } from '../worktime/plan.ts';
import type { WorktimeSummary } from '../worktime/summary.ts';
import { nearFrom } from '../worktime/week.ts';

type UnendedDay = Pick<Workday, 'date' | 'spans' | 'open' | 'unfinished' | 'forgottenAfter'> & { user: string };

/** Names are raw; times are ms. */
export interface SummaryFacts {
  date: string;
  now: number;
  zone: string;
  people: { user: string; name: string; team?: string }[];
  worktimes: ReadonlyMap<string, WorktimeSummary>;
  /** of people under selective hours: minutes of their month so far, and its most */
  months: ReadonlyMap<string, { worked: number; most: number }>;
  /** people with more minutes in the week are named; under selective hours on average */
  warnWeekAt: number;
  weekCap: number;
  days: (Workday & { user: string })[];
  /** approved leaves of the date; none on a day off */
  away: AwayPerson[];
  /** missing check-outs of the last week, the date included */
  unended: readonly UnendedDay[];
  waiting: { user: string; since: number; cancels: boolean; told: Description }[];
  byHand?: string;
}

export function summarize(f: SummaryFacts, w: Words): SummaryModel {
  const nameOf = new Map(f.people.map(p => [p.user, p.name]));
  const name = (user: string): string => nameOf.get(user) ?? user;
  const teamOf = new Map(f.people.map(p => [p.user, defined({ team: p.team })]));
  const dayOf = new Map(f.days.map(d => [d.user, d]));
  const present: SummaryModel['present'] = [];
  const stillIn: SummaryModel['stillIn'] = [];
  const notIn: SummaryModel['notIn'] = [];
  for (const { user, name: who, team } of f.people) {
    const at = { name: who, ...defined({ team }) };
    const day = dayOf.get(user);
    const status = statusOf(day, f.now);
    if (day && status.is !== 'out') {
      const last = day.spans.at(-1)?.out;
      present.push({
        ...at,
        from: w.time(day.spans[0]?.in ?? f.now, f.zone),
        ...(last === undefined ? {} : { to: w.time(last, f.zone) }),
        worked: f.worktimes.get(user)?.day(day.date).worked ?? 0,
        places: [...new Set(day.spans.flatMap(s => [...(s.stays ?? []).map(stay => stay.place), s.place]))],
      });
      if (status.is !== 'done') stillIn.push({ ...at, since: w.time(status.since, f.zone) });
    } else if (day?.date !== f.date && isMissed(f.worktimes.get(user), f)) {
      const half = f.away.find(a => a.user === user);
      notIn.push({ ...at, ...defined({ half: half?.type }) });
    }
  }
  const away = f.away.filter(a => !a.longLeave);
  const gone = new Set(f.away.map(a => a.user));
  const exceptions = {
    unfinished: unfinished(f, user => ({ name: name(user), ...teamOf.get(user) }), w),
    ...measured(f),
  };
  return {
    date: f.date,
    asOf: w.time(f.now, f.zone),
    ...(f.byHand ? { byHand: f.byHand } : {}),
    numbers: {
      present: present.length,
      stillIn: stillIn.length,
      notIn: notIn.length,
      away: new Set(away.map(a => a.user)).size,
      waiting: f.waiting.length,
      unfinished: exceptions.unfinished.length,
      overWeek: exceptions.overWeek.length + exceptions.overPeriod.length,
      breaks: exceptions.breaks.length,
    },
    stillIn,
    notIn,
    ...exceptions,
    weekLimit: f.warnWeekAt,
    present,
    teams: teamsOf(f, { present, notIn, gone }),
    away: byType(away, name),
    longLeave: f.away.filter(a => a.longLeave).map(a => name(a.user)),
    waiting: f.waiting.map(r => ({
      name: name(r.user),
      what: `${r.cancels ? `${w.approvals.all.cancels}: ` : ''}${r.told.private ? w.leaveType(AWAY) : r.told.what} ${r.told.when}`,
      since: w.moment(r.since, f.zone),
    })),
  };
}

/** Not before their time, and not where no presence is required. */
function isMissed(s: WorktimeSummary | undefined, { date, now }: SummaryFacts): boolean {
  const plan = s?.plan(date);
  const due = plan && dueBy(plan);
  return plan !== undefined && due !== undefined && instantOf(date, due, plan.arranged.zone) <= now;
}

/** Latest first. */
const unfinished = (
  f: SummaryFacts,
  named: (user: string) => { name: string; team?: string },
  w: Words,
): SummaryModel['unfinished'] =>
  f.unended
    .filter(d => d.unfinished || isCheckOutMissed(d, f.now))
    .sort((a, b) => (a.date < b.date ? 1 : -1))
    .map(d => ({ ...named(d.user), date: w.date(d.date) }));

/** Long weeks and settlement periods, the longest first, and breaks that were too short; minutes. */
function measured(f: SummaryFacts): Pick<SummaryModel, 'overWeek' | 'overPeriod' | 'breaks'> {
  const { date, people, worktimes, months, warnWeekAt, weekCap } = f;
  const overPeriod: SummaryModel['overPeriod'] = [];
  const overWeek: SummaryModel['overWeek'] = [];
  const breaks: SummaryModel['breaks'] = [];
  for (const { user, name, team } of people) {
    const at = { name, ...defined({ team }) };
    const s = worktimes.get(user);
    if (!s) continue;
    const week = s.week(mondayOf(date));
    if (week.measured === 'week' && week.worked >= nearFrom(week, warnWeekAt))
      overWeek.push({ ...at, worked: week.worked, ...(week.below > 0 ? { most: week.cap } : {}) });
    const month = months.get(user);
    if (month && month.worked * weekCap >= month.most * warnWeekAt) overPeriod.push({ ...at, ...month });
    const { breakMissed } = s.day(date);
    if (breakMissed > 0) breaks.push({ ...at, missing: breakMissed });
  }
  const byWorked = (a: { worked: number }, b: { worked: number }): number => b.worked - a.worked;
  return { overWeek: overWeek.sort(byWorked), overPeriod: overPeriod.sort(byWorked), breaks };
}

function byType(away: SummaryFacts['away'], name: (user: string) => string): SummaryModel['away'] {
  const types = new Map<string, string[]>();
  for (const a of away) types.set(a.type, [...(types.get(a.type) ?? []), name(a.user)]);
  return [...types].map(([type, names]) => ({ type, names }));
}

/** Figures of each team, by name; people without one are left out. */
function teamsOf(
  f: SummaryFacts,
  o: { present: SummaryModel['present']; notIn: SummaryModel['notIn']; gone: ReadonlySet<string> },
): SummaryModel['teams'] {
  const teams = new Map<string, SummaryModel['teams'][number]>();
  const of = (team: string | undefined): SummaryModel['teams'][number] | undefined => {
    if (team === undefined) return undefined;
    const known = teams.get(team) ?? { team, people: 0, present: 0, notIn: 0, away: 0 };
    teams.set(team, known);
    return known;
  };
  for (const { user, team } of f.people) {
    const g = of(team);
    if (!g) continue;
    g.people += 1;
    if (o.gone.has(user)) g.away += 1;
  }
  for (const { team } of o.present) for (const g of [of(team)]) if (g) g.present += 1;
  for (const { team } of o.notIn) for (const g of [of(team)]) if (g) g.notIn += 1;
  return [...teams.values()].sort((a, b) => byName(a.team, b.team));
}
