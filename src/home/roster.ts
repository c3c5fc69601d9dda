import type { RequestStore } from '../approvals/store.ts';
import { statusOf } from '../attendance/rules.ts';
import type { WorkdayState, WorkdayStore } from '../attendance/store.ts';
import { type Calendar, localDate, localMinutes } from '../calendar/rules.ts';
import { LEAVE } from '../leave/actions.ts';
import { leaveFormOf } from '../leave-record/form.ts';
import { type AwayPerson, awayOn } from '../leave-record/rules.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import { may } from '../people/may.ts';
import { isActive, type Person } from '../people/rules.ts';
import type { Policy } from '../settings/policy.ts';
import type { Clock } from '../shared/clock.ts';
import { defined } from '../shared/defined.ts';
import { byName } from '../shared/text.ts';
import { type Employed, isExpectedOn } from '../worktime/expected.ts';

/** Who is doing what now; of those whom this person may see. */
export interface Roster<P = Person> {
  working: { person: P; since: number; place: string }[];
  onBreak: { person: P; since: number }[];
  done: { person: P }[];
  /** `type`: half of the day is leave */
  notIn: { person: P; type?: string }[];
  away: { person: P; type: string }[];
}

export interface RosterCounts {
  working: number;
  onBreak: number;
  notIn: number;
  done: number;
  away: number;
  /** only of those whom the viewer leads */
  team: boolean;
}

export interface Rosters {
  /** of private leave only that somebody is away, unless the viewer is HR */
  awayToday(viewer: Person): Promise<AwayPerson[]>;
  /** undefined for people who see nobody */
  roster(viewer: Person): Promise<Roster | undefined>;
  /** the same in numbers: of thousands of people no more than this needs is read */
  counts(viewer: Person, leads: boolean, away: Promise<readonly AwayPerson[]>): Promise<RosterCounts | undefined>;
}

/** A morning off lasts until this minute of the workplace's day. */
const NOON = 13 * 60;

export function rosters(o: {
  workdays: Pick<WorkdayStore, 'statesOf'>;
  requests: Pick<RequestStore, 'inForceIn'>;
  people: Pick<People, 'may' | 'active' | 'activeTerms' | 'leads' | 'some'>;
  administration: Pick<PeopleAdministration, 'directory'>;
  calendar: Calendar;
  policyOn: (date: string) => Policy;
  clock: Clock;
  team: () => string;
  zone: string;
}): Rosters {
  const today = (): string => localDate(o.clock.now(), o.zone);

  async function awayToday(viewer: Person): Promise<AwayPerson[]> {
    const date = today();
    const approved = await o.requests.inForceIn(o.team(), LEAVE, date, date);
    const users = [...new Set(approved.map(r => r.user))];
    const known = users.length > 0 ? await o.people.some(users) : [];
    const expected = new Set(known.filter(p => isActive(p) && isExpectedOn(p, date, o)).map(p => p.user));
    const leaves = approved.filter(r => expected.has(r.user)).map(r => ({ user: r.user, form: leaveFormOf(r.form) }));
    return awayOn(date, leaves, o.people.may(viewer, 'search-requests'));
  }

  /** Those whom this person leads. */
  async function led(viewer: Person): Promise<Person[]> {
    const d = await o.administration.directory();
    const actor = d.actor(viewer.user);
    return [...d.people.values()]
      .filter(p => isActive(p) && may(actor, 'see-now', d.subject(p.user)) === 'yes')
      .sort((a, b) => byName(a.name, b.name));
  }

  /** Whoever need not come today, or has left, is in a group only with a record. */
  function grouped<P extends Employed>(
    people: readonly P[],
    states: readonly WorkdayState[],
    away: readonly AwayPerson[],
  ): Roster<P> {
    const now = o.clock.now();
    const dayOf = new Map(states.map(d => [d.user, d]));
    const awayOf = new Map(away.map(a => [a.user, a]));
    const morning = localMinutes(now, o.zone) < NOON;
    const roster: Roster<P> = { working: [], onBreak: [], done: [], notIn: [], away: [] };
    for (const person of people) {
      const status = statusOf(dayOf.get(person.user), now);
      const leave = awayOf.get(person.user);
      if (status.is === 'in') roster.working.push({ person, since: status.since, place: status.place });
      else if (status.is === 'break') roster.onBreak.push({ person, since: status.since });
      else if (status.is === 'done') roster.done.push({ person });
      else if (!isExpectedOn(person, today(), o)) continue;
      else if (leave?.whole || (leave?.part === 'am' && morning)) roster.away.push({ person, type: leave.type });
      else roster.notIn.push({ person, ...defined({ type: leave?.type }) });
    }
    return roster;
  }

  return {
    awayToday,
    roster: async viewer => {
      const all = o.people.may(viewer, 'see-now');
      const people = all ? await o.people.active() : (await o.people.leads(viewer.user)) ? await led(viewer) : [];
      if (people.length === 0) return undefined;
      const [states, away] = await Promise.all([o.workdays.statesOf(o.team(), today()), awayToday(viewer)]);
      return grouped(people, states, away);
    },
    counts: async (viewer, leads, awayNow) => {
      const all = o.people.may(viewer, 'see-now');
      if (!all && !leads) return undefined;
      const [people, states, away] = await Promise.all([
        all ? o.people.activeTerms() : led(viewer),
        o.workdays.statesOf(o.team(), today()),
        awayNow,
      ]);
      if (people.length === 0) return undefined;
      const { working, onBreak, notIn, done, away: gone } = grouped(people, states, away);
      return {
        working: working.length,
        onBreak: onBreak.length,
        notIn: notIn.length,
        done: done.length,
        away: gone.length,
        team: !all,
      };
    },
  };
}
