import type { WebClient } from '@slack/web-api';
import { type HomeModel, homeView, strangerHome, unavailableHome } from '../../blocks/home.ts';
import type { Home as HomeViewJson } from '../../blocks/kit.ts';
import type { Kinds } from '../approvals/kinds.ts';
import { concernedBy, type Presences } from '../approvals/presence.ts';
import { mayDecide, type PresentContext, peopleOf, routeLines } from '../approvals/present.ts';
import type { Delegation } from '../approvals/route/types.ts';
import { inForce } from '../approvals/route/view.ts';
import type { RequestDoc, RequestStore } from '../approvals/store.ts';
import { statusOf } from '../attendance/rules.ts';
import type { WorkdayStore } from '../attendance/store.ts';
import { unknownAhead } from '../calendar/days.ts';
import { addDays, type Calendar, isWorkingDay, localDate, localMinutes, mondayOf } from '../calendar/rules.ts';
import { type Words, words } from '../i18n/index.ts';
import { LEAVE, standing } from '../leave/actions.ts';
import { leaveFormOf } from '../leave/form.ts';
import { type AwayPerson, awayOn } from '../leave/rules.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import { may } from '../people/may.ts';
import { isActive, type Person } from '../people/rules.ts';
import type { ChannelTrouble, Workspace } from '../settings/workspace.ts';
import type { Clock } from '../shared/clock.ts';
import { type HomeFacts, homeModel, type WaitingFacts } from './present.ts';

export interface HomeParts {
  workdays: WorkdayStore;
  requests: RequestStore;
  people: People;
  administration: PeopleAdministration;
  kinds: Kinds;
  workspace: Workspace;
  calendar: Calendar;
  clock: Clock;
  team: () => string;
  zone: string;
  presences: Presences;
  /** working minutes of a full day, by the policy in force on it */
  dayLength: (date: string) => number;
  /** whether the workspace was set up */
  isSetUp: () => Promise<boolean>;
}

export interface Home {
  view(user: string): Promise<HomeViewJson>;
  /** what this person's Home says, for the other ways to ask: status in chat, the shortcut */
  model(person: Person): Promise<HomeModel>;
  /** Draws a person's Home as it stands now. Draws at once for the same person become one. */
  publish(user: string, client: WebClient): Promise<void>;
  /** Says that the database is away, in the language last known. */
  publishUnavailable(user: string, client: WebClient): Promise<void>;
  present(users: Iterable<string>, person: Person): Promise<PresentContext>;
  /** those whom this person may see; undefined for people who see nobody */
  roster(viewer: Person): Promise<Roster | undefined>;
  /** by request: how many others are away on its days */
  alsoAway(requests: readonly RequestDoc[]): Promise<Map<string, number>>;
  /** of private leave only that somebody is away, unless the viewer is HR */
  awayToday(viewer: Person): Promise<AwayPerson[]>;
  /** what this person may decide on now, the oldest first */
  waitingFor(person: Person): Promise<RequestDoc[]>;
}

/** Who is doing what now. */
export interface Roster {
  working: { person: Person; since: number; place: string }[];
  onBreak: { person: Person; since: number }[];
  done: { person: Person }[];
  /** `type`: half of the day is leave */
  notIn: { person: Person; type?: string }[];
  away: { person: Person; type: string }[];
}

/** A morning off lasts until this minute of the workplace's day. */
const NOON = 13 * 60;

export function homeActions(o: HomeParts): Home {
  const today = (): string => localDate(o.clock.now(), o.zone);
  /** drawn in this process at the moment, and whether once more is wanted */
  const drawing = new Map<string, { again: boolean; done: Promise<void> }>();

  async function awayToday(viewer: Person): Promise<AwayPerson[]> {
    const date = today();
    if (!isWorkingDay(date, o.calendar)) return [];
    const approved = await o.requests.inForceIn(o.team(), LEAVE, date, date);
    return awayOn(
      date,
      approved.map(r => ({ user: r.user, form: leaveFormOf(r.form) })),
      o.people.may(viewer, 'search-requests'),
    );
  }

  /** Whose *now* this person may see: everybody's, or that of those whom they lead. */
  async function watched(viewer: Person): Promise<Person[]> {
    if (o.people.may(viewer, 'see-now')) return o.people.active();
    if (!(await o.people.leads(viewer.user))) return [];
    const d = await o.administration.directory();
    const actor = d.actor(viewer.user);
    return [...d.people.values()]
      .filter(p => isActive(p) && may(actor, 'see-now', d.subject(p.user)) === 'yes')
      .sort((a, b) => a.name.localeCompare(b.name, 'ko'));
  }

  async function roster(viewer: Person, awayNow = awayToday(viewer)): Promise<Roster | undefined> {
    const now = o.clock.now();
    const people = await watched(viewer);
    if (people.length === 0) return undefined;
    const [days, away] = await Promise.all([o.workdays.ofDay(o.team(), today()), awayNow]);
    const dayOf = new Map(days.map(d => [d.user, d]));
    const awayOf = new Map(away.map(a => [a.user, a]));
    const morning = localMinutes(now, o.zone) < NOON;
    const roster: Roster = { working: [], onBreak: [], done: [], notIn: [], away: [] };
    for (const person of people) {
      const status = statusOf(dayOf.get(person.user), now);
      const leave = awayOf.get(person.user);
      if (status.is === 'in') roster.working.push({ person, since: status.since, place: status.place });
      else if (status.is === 'break') roster.onBreak.push({ person, since: status.since });
      else if (status.is === 'done') roster.done.push({ person });
      else if (leave?.whole || (leave?.part === 'am' && morning)) roster.away.push({ person, type: leave.type });
      else roster.notIn.push({ person, ...(leave ? { type: leave.type } : {}) });
    }
    return roster;
  }

  async function alsoAway(requests: readonly RequestDoc[]): Promise<Map<string, number>> {
    const first = requests.map(r => r.period.from).sort()[0];
    const last = requests
      .map(r => r.period.to)
      .sort()
      .at(-1);
    if (first === undefined || last === undefined) return new Map();
    const approved = await o.requests.inForceIn(o.team(), LEAVE, first, last);
    return new Map(
      requests.map(r => {
        const others = approved.filter(
          a => a.user !== r.user && a.period.from <= r.period.to && r.period.from <= a.period.to,
        );
        return [r._id, new Set(others.map(a => a.user)).size];
      }),
    );
  }

  /** Those for whom this person decides today, as their delegate. */
  async function principalsOf(user: string, delegations: Promise<Delegation[]>): Promise<Person[]> {
    const mine = (await delegations).filter(d => d.to === user && d.first <= today());
    return o.people.some(mine.map(d => d.from));
  }

  async function waitingFor(person: Person, delegations = o.people.delegations()): Promise<RequestDoc[]> {
    // Others than administrators decide only where they were asked, so only those requests are read.
    const principals = await principalsOf(person.user, delegations);
    const office = [person, ...principals].some(p => o.people.may(p, 'decide-request', 'other'));
    const asked = [person.user, ...principals.map(p => p.user)];
    const waiting = await o.requests.waiting(o.team(), office ? undefined : asked);
    if (waiting.length === 0) return [];
    const known = await o.presences.of([person.user, ...waiting.flatMap(concernedBy)]);
    return waiting.filter(r => mayDecide(r, person.user, known));
  }

  /** The steps of the person's own waiting requests, where there is more to say than "an administrator". */
  async function routesOf(requests: readonly RequestDoc[], w: Words): Promise<Map<string, string>> {
    const waiting = requests.filter(r => r.state === 'waiting');
    if (waiting.length === 0) return new Map();
    const known = await o.presences.of(waiting.flatMap(concernedBy));
    return new Map(
      waiting.flatMap(r => {
        const { line } = routeLines(r, known, w);
        return line ? [[r._id, line] as const] : [];
      }),
    );
  }

  async function decides(person: Person, delegations: Promise<Delegation[]>): Promise<boolean> {
    const [asked, leads, named] = await Promise.all([
      o.requests.everAsked(o.team(), person.user),
      o.people.leads(person.user),
      delegations,
    ]);
    return asked || leads || named.some(d => d.from === person.user || d.to === person.user);
  }

  async function waitingFacts(person: Person, delegations: Promise<Delegation[]>): Promise<WaitingFacts | undefined> {
    const requests = await waitingFor(person, delegations);
    if (requests.length === 0 && !o.people.may(person, 'decide-request', 'other')) return undefined;
    return { requests, alsoAway: await alsoAway(requests) };
  }

  async function nowFacts(viewer: Person, awayNow: Promise<AwayPerson[]>): Promise<HomeFacts['others']> {
    const who = await roster(viewer, awayNow);
    return (
      who && {
        working: who.working.length,
        onBreak: who.onBreak.length,
        notIn: who.notIn.length,
        done: who.done.length,
        away: who.away.length,
        team: !o.people.may(viewer, 'see-now'),
      }
    );
  }

  async function adminFacts(): Promise<HomeFacts['admin']> {
    const [troubles, setUp] = await Promise.all([channelTroubles(), o.isSetUp()]);
    const channel = o.workspace.channelName();
    return {
      ...(channel === undefined ? {} : { channel }),
      troubles,
      setUp: !setUp,
      unknownYears: unknownAhead(today(), o.calendar),
    };
  }

  /** Somebody who looks again may just have invited the app. */
  async function channelTroubles(): Promise<ChannelTrouble[]> {
    const known = await o.workspace.channelTroubles();
    if (known.length === 0) return known;
    // What Slack does not answer now, the next post will show.
    await o.workspace.checkChannels().catch(() => undefined);
    return o.workspace.channelTroubles();
  }

  async function present(users: Iterable<string>, person: Person): Promise<PresentContext> {
    return {
      w: words(o.people.language(person)),
      kinds: o.kinds,
      names: await o.people.names(users),
      zone: person.zone,
      calendar: o.calendar,
    };
  }

  async function view(user: string): Promise<HomeViewJson> {
    const person = await o.people.person(user);
    const w = words(o.people.language(person));
    return isActive(person) ? homeView(await model(person), w) : strangerHome(w);
  }

  async function model(person: Person): Promise<HomeModel> {
    const { user } = person;
    const date = today();
    // Asked once, although several parts of Home need them.
    const delegations = o.people.delegations();
    const awayNow = awayToday(person);
    const [days, open, requests, away, waiting, mayDecideOnSome, others, admin] = await Promise.all([
      o.workdays.between(o.team(), user, addDays(mondayOf(date), -7), date),
      o.workdays.open(o.team(), user),
      o.requests.of(o.team(), user),
      awayNow,
      waitingFacts(person, delegations),
      decides(person, delegations),
      nowFacts(person, awayNow),
      o.people.may(person, 'change-settings') ? adminFacts() : undefined,
    ]);
    const awayOthers = away.filter(a => a.user !== user);
    const users = [
      ...requests.flatMap(peopleOf),
      ...(waiting?.requests.flatMap(peopleOf) ?? []),
      ...awayOthers.map(a => a.user),
    ];
    const ctx = await present(users, person);
    return homeModel(
      {
        person,
        now: o.clock.now(),
        zone: o.zone,
        today: date,
        calendar: o.calendar,
        dayLength: o.dayLength,
        current: open ?? days.find(d => d.date === date),
        days,
        requests,
        routes: await routesOf(requests, ctx.w),
        leaves: standing(requests.filter(inForce)),
        awayToday: awayOthers,
        names: ctx.names,
        decides: mayDecideOnSome,
        ...(waiting ? { waiting } : {}),
        ...(others ? { others } : {}),
        ...(admin ? { admin } : {}),
      },
      ctx,
    );
  }

  async function draw(user: string, client: WebClient): Promise<void> {
    await client.views.publish({ user_id: user, view: (await view(user)) as never });
  }

  return {
    view,
    model,
    waitingFor: person => waitingFor(person),
    roster: viewer => roster(viewer),
    alsoAway,
    awayToday,
    present,
    publish: (user, client) => {
      const current = drawing.get(user);
      if (current) {
        // What is being drawn may have been read before the latest change: once more afterwards.
        current.again = true;
        return current.done;
      }
      const entry = { again: false, done: Promise.resolve() };
      entry.done = (async () => {
        try {
          do {
            entry.again = false;
            await draw(user, client);
          } while (entry.again);
        } finally {
          drawing.delete(user);
        }
      })();
      drawing.set(user, entry);
      return entry.done;
    },
    publishUnavailable: async (user, client) => {
      const w = words(o.people.lastLanguage(user));
      await client.views.publish({ user_id: user, view: unavailableHome(w) as never });
    },
  };
}
