import type { RosterCounts } from '../../blocks/home/model.ts';
import { LEAVE } from '../absence/leaves.ts';
import { requests } from '../approvals/store.ts';
import { statusOf } from '../attendance/rules.ts';
import { type WorkdayState, workdays } from '../attendance/store.ts';
import { localMinutes } from '../calendar/rules.ts';
import { leaveFormOf } from '../leave-record/form.ts';
import { type AwayPerson, awayOn } from '../leave-record/rules.ts';
import { may } from '../people/may.ts';
import { isActive, type Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import { byName } from '../shared/text.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Employed, isExpectedOn } from '../worktime/expected.ts';

/** Of people visible to the viewer. */
export interface Roster<P = Person> {
  working: { person: P; since: number; place: string }[];
  onBreak: { person: P; since: number }[];
  done: { person: P }[];
  /** `type`: half a day of leave */
  notIn: { person: P; type?: string }[];
  away: { person: P; type: string }[];
  longLeave: { person: P }[];
}

/** End of a morning off, on the workplace's clock. */
const NOON = 13 * 60;

const works = (ws: Workspace, person: Omit<Employed, 'user'>, date: string): boolean =>
  isExpectedOn(person, date, { policyOn: ws.policy.on, calendar: ws.policy.calendar });

/** Private leave is only an absence, except for HR. */
export async function awayToday(ws: Workspace, viewer: Person): Promise<AwayPerson[]> {
  const date = ws.policy.today();
  const approved = await requests(ws).inForceIn(ws.team, LEAVE, date, date);
  const users = [...new Set(approved.map(r => r.user))];
  const found = users.length > 0 ? await ws.people.some(users) : [];
  const expected = new Set(found.filter(p => isActive(p) && works(ws, p, date)).map(p => p.user));
  const leaves = approved.filter(r => expected.has(r.user)).map(r => ({ user: r.user, form: leaveFormOf(r.form) }));
  return awayOn(date, leaves, ws.people.may(viewer, 'search-requests'));
}

async function led(ws: Workspace, viewer: Person): Promise<Person[]> {
  const d = await ws.rights.directory();
  const actor = d.actor(viewer.user);
  return [...d.people.values()]
    .filter(p => isActive(p) && may(actor, 'see-now', d.subject(p.user)) === 'yes')
    .sort((a, b) => byName(a.name, b.name));
}

/** People off today, or who left, appear only with a record. */
function grouped<P extends Employed>(
  ws: Workspace,
  people: readonly P[],
  states: readonly WorkdayState[],
  away: readonly AwayPerson[],
): Roster<P> {
  const now = ws.clock.now();
  const today = ws.policy.today();
  const dayOf = new Map(states.map(d => [d.user, d]));
  const awayOf = new Map(away.map(a => [a.user, a]));
  const morning = localMinutes(now, ws.policy.zone) < NOON;
  const roster: Roster<P> = { working: [], onBreak: [], done: [], notIn: [], away: [], longLeave: [] };
  for (const person of people) {
    const status = statusOf(dayOf.get(person.user), now);
    const leave = awayOf.get(person.user);
    if (status.is === 'in') roster.working.push({ person, since: status.since, place: status.place });
    else if (status.is === 'break') roster.onBreak.push({ person, since: status.since });
    else if (status.is === 'done') roster.done.push({ person });
    else if (!works(ws, person, today)) continue;
    else if (leave?.longLeave) roster.longLeave.push({ person });
    else if (leave?.whole || (leave?.part === 'am' && morning)) roster.away.push({ person, type: leave.type });
    else roster.notIn.push({ person, ...defined({ type: leave?.type }) });
  }
  return roster;
}

const statesNow = (ws: Workspace): Promise<WorkdayState[]> => workdays(ws).statesOf(ws.team, ws.policy.today());

/** Undefined for people who see nobody. */
export async function rosterFor(ws: Workspace, viewer: Person): Promise<Roster | undefined> {
  const all = ws.people.may(viewer, 'see-now');
  const people = all ? await ws.people.active() : (await ws.people.leads(viewer.user)) ? await led(ws, viewer) : [];
  if (people.length === 0) return undefined;
  const [states, away] = await Promise.all([statesNow(ws), awayToday(ws, viewer)]);
  return grouped(ws, people, states, away);
}

/** Reads no more of thousands than counting needs. */
export async function rosterCounts(
  ws: Workspace,
  viewer: Person,
  leads: boolean,
  awayNow: Promise<readonly AwayPerson[]>,
): Promise<RosterCounts | undefined> {
  const all = ws.people.may(viewer, 'see-now');
  if (!all && !leads) return undefined;
  const [people, states, gone] = await Promise.all([
    all ? ws.people.activeTerms() : led(ws, viewer),
    statesNow(ws),
    awayNow,
  ]);
  if (people.length === 0) return undefined;
  const { working, onBreak, notIn, done, away, longLeave } = grouped(ws, people, states, gone);
  return {
    working: working.length,
    onBreak: onBreak.length,
    notIn: notIn.length,
    done: done.length,
    away: away.length,
    longLeave: longLeave.length,
    team: !all,
  };
}
