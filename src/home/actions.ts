import type { WebClient } from '@slack/web-api';
import type { StatusModel } from '../../blocks/home/model.ts';
import { type HomeModel, homeView, strangerHome, unavailableHome } from '../../blocks/home.ts';
import type { Home as HomeViewJson } from '../../blocks/kit.ts';
import type { Kinds } from '../approvals/kinds.ts';
import { type PresentContext, peopleOf } from '../approvals/present.ts';
import type { Presences, WaitingFor } from '../approvals/service.ts';
import type { RequestDoc, RequestStore } from '../approvals/store.ts';
import { unansweredSince } from '../attendance/answers.ts';
import type { WorkdayStore } from '../attendance/store.ts';
import { unknownAhead } from '../calendar/days.ts';
import { type Calendar, localDate } from '../calendar/rules.ts';
import { ANNUAL } from '../grants/ledger/types.ts';
import type { Ledger } from '../grants/service.ts';
import { type Words, words } from '../i18n/index.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import { isActive, type Person } from '../people/rules.ts';
import type { PromotionRoom } from '../promotion/room.ts';
import type { Channels, ChannelTrouble } from '../settings/channels.ts';
import type { Policy } from '../settings/policy.ts';
import type { Clock } from '../shared/clock.ts';
import { defined } from '../shared/defined.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { rangeNeeded } from '../worktime/summary.ts';
import { type Decisions, decisions } from './decisions.ts';
import { type HomeFacts, homeModel, QUESTIONS_SHOWN, requestsAsked, shownRequests, WAITING_SHOWN } from './present.ts';
import { type Rosters, rosters } from './roster.ts';
import { type OwnFacts, ownDay, statusModel } from './status.ts';

export interface HomeParts {
  workdays: WorkdayStore;
  requests: RequestStore;
  people: People;
  administration: PeopleAdministration;
  kinds: Kinds;
  channels: Channels;
  calendar: Calendar;
  clock: Clock;
  team: () => string;
  zone: string;
  presences: Presences;
  policyOn: (date: string) => Policy;
  ws: Workspace;
  balancesFrom: Ledger['balancesFrom'];
  promotionOf: PromotionRoom['homeOf'];
  waitingFor: WaitingFor;
  alsoAway: Decisions['alsoAway'];
  /** whether the workspace was set up */
  isSetUp: () => Promise<boolean>;
}

export interface Home extends Pick<Rosters, 'roster' | 'awayToday'>, Pick<Decisions, 'alsoAway' | 'waitingFor'> {
  view(user: string): Promise<HomeViewJson>;
  /** a person's own hours, for the other ways to ask: status in chat, the shortcut */
  status(person: Person): Promise<StatusModel>;
  /** Draws a person's Home as it stands now. Draws at once for the same person become one. */
  publish(user: string, client: WebClient): Promise<void>;
  /** Says that the database is away, in the language last known. */
  publishUnavailable(user: string, client: WebClient): Promise<void>;
  present(users: Iterable<string>, person: Person): Promise<PresentContext>;
}

export function homeActions(o: HomeParts): Home {
  const today = (): string => localDate(o.clock.now(), o.zone);
  const who = rosters(o);
  const decided = decisions(o);
  /** drawn in this process at the moment, and whether once more is wanted */
  const drawing = new Map<string, { again: boolean; done: Promise<void> }>();
  const languageOf = (person: Person): Words => words(o.people.language(person));

  async function present(users: Iterable<string>, person: Person): Promise<PresentContext> {
    const others = new Set(users);
    others.delete(person.user);
    const names = await o.people.names(others);
    return {
      w: languageOf(person),
      kinds: o.kinds,
      names: names.set(person.user, person.name),
      zone: person.zone,
      calendar: o.calendar,
    };
  }

  async function ownFacts(person: Person, requests: Promise<RequestDoc[]>): Promise<OwnFacts> {
    const { calendar, policyOn, zone } = o;
    const date = today();
    const { from } = rangeNeeded(date, { policyOn, calendar, person });
    const read = Promise.all([o.workdays.between(o.team(), person.user, from, date), requests]);
    const near = read.then(([days, all]) => ({ days, requests: all }));
    const unanswered = await unansweredSince(o.ws, person, from, near);
    return { ...{ person, now: o.clock.now(), zone, today: date, calendar, policyOn, unanswered }, ...(await near) };
  }

  let setUp = false;
  /** What was set up once stays so. */
  async function isSetUp(): Promise<boolean> {
    setUp ||= await o.isSetUp();
    return setUp;
  }

  async function adminFacts(): Promise<HomeFacts['admin']> {
    const [troubles, done] = await Promise.all([channelTroubles(), isSetUp()]);
    const channel = o.channels.channelName();
    return {
      ...defined({ channel }),
      troubles,
      setUp: !done,
      unknownYears: unknownAhead(today(), o.calendar),
    };
  }

  /** Somebody who looks again may just have invited the app. */
  async function channelTroubles(): Promise<ChannelTrouble[]> {
    const known = await o.channels.channelTroubles();
    if (known.length === 0) return known;
    // What Slack does not answer now, the next post will show.
    await o.channels.checkChannels().catch(() => undefined);
    return o.channels.channelTroubles();
  }

  /** Every read that does not need another one begins at once, and each is done once: a press waits for this. */
  async function model(person: Person): Promise<HomeModel> {
    const { user } = person;
    const requests = o.requests.of(o.team(), user);
    const awayNow = who.awayToday(person);
    const seesAll = o.people.may(person, 'see-now');
    const leading = seesAll ? Promise.resolve(false) : o.people.leads(user);
    const [own, balances, away, { decides, waiting }, others, admin, notices] = await Promise.all([
      ownFacts(person, requests),
      o.balancesFrom(person, requests),
      awayNow,
      leading.then(leads => decided.facts(person, leads)),
      leading.then(leads => who.counts(person, leads, awayNow)),
      o.people.may(person, 'change-settings') ? adminFacts() : undefined,
      o.promotionOf(person, o.people.may(person, 'promote-leave')),
    ]);
    const awayToday = away.filter(a => a.user !== user);
    const asked = requestsAsked(own.unanswered?.days.slice(-QUESTIONS_SHOWN) ?? [], own.requests);
    const shown = [...shownRequests(own.requests, own), ...asked, ...(waiting?.requests.slice(0, WAITING_SHOWN) ?? [])];
    const [ctx, routes] = await Promise.all([
      present([...shown.flatMap(peopleOf), ...awayToday.map(a => a.user)], person),
      decided.routesOf(own.requests, languageOf(person)),
    ]);
    const promotion = notices(balances.get(ANNUAL));
    return homeModel(
      {
        ...own,
        ...defined({ promotion }),
        ...{ balances, awayToday, decides, routes, names: ctx.names },
        ...defined({ waiting, others, admin }),
      },
      ctx,
    );
  }

  async function view(user: string): Promise<HomeViewJson> {
    const person = await o.people.person(user);
    const w = languageOf(person);
    return isActive(person) ? homeView(await model(person), w) : strangerHome(w);
  }

  async function draw(user: string, client: WebClient): Promise<void> {
    await client.views.publish({ user_id: user, view: (await view(user)) as never });
  }

  return {
    ...{ view, present, awayToday: who.awayToday, roster: who.roster },
    ...{ alsoAway: decided.alsoAway, waitingFor: decided.waitingFor },
    status: async person => {
      const own = await ownFacts(person, o.requests.of(o.team(), person.user));
      return statusModel(ownDay(own), languageOf(person));
    },
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
