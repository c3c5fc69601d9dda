import type { RosterCounts } from '../../blocks/home/model.ts';
import { approvedDays, LEAVE } from '../absence/leaves.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import { byUser } from '../attendance/records.ts';
import { statusOf } from '../attendance/rules.ts';
import { type RosterDay, statesNow } from '../attendance/states.ts';
import { type Calendar, localMinutes } from '../calendar/rules.ts';
import { leaveFormOf } from '../leave-record/form.ts';
import { type AwayPerson, awayOn } from '../leave-record/rules.ts';
import { type Organisation, teamsOf } from '../people/organisation/rules.ts';
import type { Person } from '../people/rules.ts';
import type { ListedPerson } from '../people/store.ts';
import { isEmployedOn } from '../people/terms.ts';
import type { OwnPolicy } from '../settings/own-policy.ts';
import type { Policy } from '../settings/policy.ts';
import { defined } from '../shared/defined.ts';
import { byName } from '../shared/text.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Employed, isExpectedOn } from '../worktime/expected.ts';
import { instantOf } from '../worktime/layout.ts';
import { dueBy, planOf } from '../worktime/plan.ts';
import { arrangedOn, summarize } from '../worktime/summary.ts';
import type { DayPlan } from '../worktime/types.ts';

/** In the order of the list. */
export const STANDINGS = ['not-in', 'late', 'break', 'in', 'away', 'long-leave', 'done'] as const;
export type Standing = (typeof STANDINGS)[number];

type RosterPerson = Employed & Pick<Person, 'name' | 'teamId' | 'employeeNo'>;

/** What somebody does now; times are ms. */
export interface RosterEntry {
  user: string;
  name: string;
  teamId?: string;
  team?: string;
  employeeNo?: string;
  is: Standing;
  /** of who is in or on a break; of who is done: until when */
  at?: number;
  place?: string;
  /** of leave; of who is not away: of part of the day */
  type?: string;
  /** the name of who does the work of somebody on leave */
  standIn?: string;
  /** minutes after the time at which they were due, of who came */
  late?: number;
  /** when they were due, of who should be there */
  due?: number;
}

export interface RosterFacts {
  now: number;
  /** the workplace's date */
  today: string;
  zone: string;
  calendar: Calendar;
  policyOn: (date: string) => Policy;
  people: readonly RosterPerson[];
  teams: Organisation;
  states: readonly RosterDay[];
  /** leaves in force today, which `away` tells of */
  leaves: readonly RequestDoc[];
  away: readonly AwayPerson[];
}

/** End of a morning off, on the workplace's clock. */
const NOON = 13 * 60;

/** As listed. */
export const rosterOf = (f: RosterFacts): RosterEntry[] => entriesOf(f).sort(inOrder);

/** In no order. People off today, or who left, appear only with a record. */
function entriesOf(f: RosterFacts): RosterEntry[] {
  const dayOf = new Map(f.states.map(d => [d.user, d]));
  const awayOf = new Map(f.away.map(a => [a.user, a]));
  const leavesOf = byUser(f.leaves);
  const morning = localMinutes(f.now, f.zone) < NOON;
  const plans = plansOf(f);
  const dueAt = dueTimes();
  return f.people.flatMap((person): RosterEntry[] => {
    const { user, name, teamId, employeeNo } = person;
    const base = { user, name, ...defined({ teamId, team: f.teams.name(teamId), employeeNo }) };
    const day = dayOf.get(user);
    const status = statusOf(day, f.now);
    const leave = awayOf.get(user);
    const own = leavesOf.get(user) ?? [];
    const plan = plans(person, own);
    const due = dueAt(plan);
    const part = defined({ type: leave?.type, standIn: leave?.standIn });
    if (day && status.is !== 'out') {
      const late = lateness(f, person, { day, due, leaves: own });
      const shown = { ...base, ...part, ...(late > 0 ? { late } : {}) };
      if (status.is === 'done') return [{ ...shown, is: 'done', at: status.at }];
      if (status.is === 'break') return [{ ...shown, is: 'break', at: status.since, place: status.place }];
      return [{ ...shown, is: late > 0 ? 'late' : 'in', at: status.since, place: status.place }];
    }
    if (plan.arranged.length === 0) return [];
    if (leave?.longLeave) return [{ ...base, ...defined({ standIn: leave.standIn }), is: 'long-leave' }];
    if (leave?.whole || (leave?.part === 'am' && morning)) return [{ ...base, ...part, is: 'away' }];
    return [{ ...base, ...part, is: 'not-in', ...(due !== undefined && due <= f.now ? { due } : {}) }];
  });
}

/** Most people share a plan: of each it is found once. */
function dueTimes(): (plan: DayPlan) => number | undefined {
  const known = new Map<DayPlan, number | undefined>();
  return plan => {
    if (known.has(plan)) return known.get(plan);
    const due = dueBy(plan);
    const at = due === undefined ? undefined : instantOf(plan.arranged.date, due, plan.arranged.zone);
    known.set(plan, at);
    return at;
  };
}

/** Most people work on the same terms: their plan is made once. */
function plansOf(f: RosterFacts): (person: RosterPerson, leaves: readonly RequestDoc[]) => DayPlan {
  const known = new Map<string, DayPlan>();
  const made = (person: RosterPerson, leaves: readonly RequestDoc[]): DayPlan =>
    planOf(
      arrangedOn({ policyOn: f.policyOn, calendar: f.calendar, person }, f.today),
      approvedDays(leaves, f.calendar).filter(l => l.date === f.today),
    );
  return (person, leaves) => {
    if (leaves.length > 0) return made(person, leaves);
    const key = JSON.stringify([person.terms, person.arrangement, isEmployedOn(person, f.today)]);
    const plan = known.get(key) ?? made(person, leaves);
    known.set(key, plan);
    return plan;
  };
}

/** Counted as the day counts it, for the few who came after they were due. */
function lateness(
  f: RosterFacts,
  person: RosterPerson,
  { day, due, leaves }: { day: RosterDay; due: number | undefined; leaves: readonly RequestDoc[] },
): number {
  const came = day.spans[0]?.in;
  if (day.date !== f.today || due === undefined || came === undefined || came <= due) return 0;
  const { now, today, policyOn, calendar } = f;
  const own = approvedDays(leaves, calendar);
  return summarize({ now, today, policyOn, calendar, person, records: [day], leaves: own }).day(today).late;
}

const PLACES = ['office', 'home', 'outside', 'trip'];
const placeOf = (e: RosterEntry): number => (e.is === 'in' ? PLACES.indexOf(e.place ?? '') : 0);

/** Of who is not in those first who should be; then by place, team and name. */
function inOrder(a: RosterEntry, b: RosterEntry): number {
  return (
    STANDINGS.indexOf(a.is) - STANDINGS.indexOf(b.is) ||
    Number(a.due === undefined) - Number(b.due === undefined) ||
    placeOf(a) - placeOf(b) ||
    byName(a.team ?? '\uffff', b.team ?? '\uffff') ||
    byName(a.name, b.name)
  );
}

/** Of today in every office. */
export function leavesToday(ws: Workspace): Promise<RequestDoc[]> {
  const dates = ws.policy.todays();
  return requests(ws).inForceIn(ws.team, LEAVE, dates[0] as string, dates.at(-1) as string);
}

/** Each office has its own today. */
function byPolicy<P extends Employed>(ws: Workspace, people: readonly P[]): [OwnPolicy, P[]][] {
  const groups = new Map<OwnPolicy, P[]>();
  for (const person of people) {
    const own = ws.policy.of(person);
    const group = groups.get(own);
    if (group) group.push(person);
    else groups.set(own, [person]);
  }
  return [...groups];
}

/** Private leave is only an absence, except for HR. */
export async function awayToday(ws: Workspace, viewer: Person, leaves = leavesToday(ws)): Promise<AwayPerson[]> {
  const approved = await leaves;
  const users = [...new Set(approved.map(r => r.user))];
  const found = users.length > 0 ? await ws.people.some(users) : [];
  const active = found.filter(p => p.employee && !p.deleted);
  return byPolicy(ws, active).flatMap(([own, group]) => awayOf(ws, viewer, own, group, approved));
}

function awayOf(
  ws: Workspace,
  viewer: Person,
  { calendar, on: policyOn, today }: OwnPolicy,
  people: readonly Employed[],
  leaves: readonly RequestDoc[],
): AwayPerson[] {
  const date = today();
  const onDate = leaves.filter(r => r.period.from <= date && date <= r.period.to);
  const asked = new Set(onDate.map(r => r.user));
  const those = people.filter(p => asked.has(p.user) && isExpectedOn(p, date, { policyOn, calendar }));
  const expected = new Set(those.map(p => p.user));
  const forms = onDate.filter(r => expected.has(r.user)).map(r => ({ user: r.user, form: leaveFormOf(r.form) }));
  return awayOn(date, forms, ws.people.may(viewer, 'search-requests'));
}

/** The active people whom somebody may see; nobody is read for those who lead nobody. */
async function seenBy(ws: Workspace, viewer: Person, leads?: boolean): Promise<ListedPerson[]> {
  const all = ws.people.may(viewer, 'see-now');
  if (!all && !(leads ?? (await ws.people.leads(viewer.user)))) return [];
  return ws.rights.among(viewer.user, 'see-now');
}

/** In no order; undefined for people who see nobody. `leads`, `leaves`: as read before. */
async function entriesFor(
  ws: Workspace,
  viewer: Person,
  read: { leads?: boolean; leaves?: Promise<RequestDoc[]> } = {},
): Promise<RosterEntry[] | undefined> {
  const people = await seenBy(ws, viewer, read.leads);
  if (people.length === 0) return undefined;
  const now = ws.clock.now();
  const [all, leaves, teams] = await Promise.all([statesNow(ws, people), read.leaves ?? leavesToday(ws), teamsOf(ws)]);
  return byPolicy(ws, people).flatMap(([own, group]) => {
    const { zone, calendar, on: policyOn } = own;
    const today = own.today();
    const states = all.filter(d => d.open || d.date === today);
    const away = awayOf(ws, viewer, own, group, leaves);
    const here = leaves.filter(r => r.period.from <= today && today <= r.period.to);
    return entriesOf({ now, today, zone, calendar, policyOn, people: group, teams, states, leaves: here, away });
  });
}

export const rosterFor = async (ws: Workspace, viewer: Person): Promise<RosterEntry[] | undefined> =>
  (await entriesFor(ws, viewer))?.sort(inOrder);

/** How many of each, as Home shows them. */
export function countsOf(entries: readonly RosterEntry[]): Record<Standing, number> {
  const counts = Object.fromEntries(STANDINGS.map(is => [is, 0])) as Record<Standing, number>;
  for (const e of entries) counts[e.is] += 1;
  return counts;
}

export async function rosterCounts(
  ws: Workspace,
  viewer: Person,
  read: { leads: boolean; leaves: Promise<RequestDoc[]> },
): Promise<RosterCounts | undefined> {
  const entries = await entriesFor(ws, viewer, read);
  if (!entries) return undefined;
  const n = countsOf(entries);
  const { done, away } = n;
  return {
    ...{ working: n.in + n.late, onBreak: n.break, notIn: n['not-in'], done, away, longLeave: n['long-leave'] },
    team: !ws.people.may(viewer, 'see-now'),
  };
}
