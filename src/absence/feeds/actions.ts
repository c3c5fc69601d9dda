import { createHash } from 'node:crypto';
import type { RequestStore } from '../../approvals/store.ts';
import { addDays, type Calendar, localDate } from '../../calendar/rules.ts';
import { words } from '../../i18n/index.ts';
import type { People } from '../../people/actions.ts';
import type { PeopleAdministration } from '../../people/administer.ts';
import { isActive, type Person } from '../../people/rules.ts';
import type { Clock } from '../../shared/clock.ts';
import { defined } from '../../shared/defined.ts';
import type { WorkingTime } from '../../worktime/arrangement.ts';
import { arrangedOn } from '../../worktime/summary.ts';
import { LEAVE } from '../leaves.ts';
import { feedText } from './ics.ts';
import { MOST_PEOPLE, membersOf, readScope, type Scope, scopeText, teamsFor } from './scope.ts';
import { hashOf, isSecret, newSecret, type Safe } from './secret.ts';
import { type FeedDoc, type FeedStore, feedId } from './store.ts';

/** A feed that a person has or may have. */
export interface FeedRow {
  scope: Scope;
  /** whom it shows */
  count: number;
  /** absent: there is no address; `address` absent: it cannot be shown any more */
  made?: { at: number; address?: string };
}

export type FeedChange = 'make' | 'renew' | 'revoke';
export type FeedOutcome = 'done' | 'not-allowed' | 'too-large' | 'busy';

/** An answer to a calendar program; `modified`: since when it is so, ms. */
export interface ServedFeed {
  body: string;
  etag: string;
  modified: number;
}

export interface Feeds {
  /** undefined: there is no public address under which a calendar program could reach Daybook */
  list(person: Person): Promise<{ rows: FeedRow[]; teams: string[] } | undefined>;
  /** `key` recognises the press when it comes twice */
  change(person: Person, scope: Scope, change: FeedChange, key: string): Promise<FeedOutcome>;
  /** what an address gives; undefined: nothing, whether it was revoked or never was */
  serve(secret: string): Promise<ServedFeed | undefined>;
}

/** What a feed shows, in days before and after today. */
const BACK = 90;
const AHEAD = 400;
const ROUNDS = 5;

export function feedActions(o: {
  store: FeedStore;
  safe: Safe;
  requests: RequestStore;
  people: People;
  administration: PeopleAdministration;
  calendar: Calendar;
  clock: Clock;
  team: () => string;
  zone: string;
  policyOn: (date: string) => { workingTime: WorkingTime };
  /** without a slash at its end */
  publicUrl: () => string | undefined;
}): Feeds {
  const find = async (user: string, scope: Scope): Promise<FeedDoc | undefined> =>
    (await o.store.of(o.team(), user)).find(f => f.scope === scopeText(scope));

  const addressOf = (feed: FeedDoc): string | undefined => {
    const secret = o.safe.open(feed.sealed, feed._id);
    return secret === undefined ? undefined : `${o.publicUrl() ?? ''}${feedPath(secret)}`;
  };

  async function change(user: string, scope: Scope, what: FeedChange, key: string): Promise<FeedOutcome> {
    for (let round = 0; round < ROUNDS; round++) {
      const feed = await find(user, scope);
      if (feed?.history.some(h => h.key === key)) return 'done';
      const now = o.clock.now();
      const at = { team: o.team(), user, scope };
      if (what === 'revoke') {
        if (!feed?.active) return 'done';
        if (await o.store.save(at, feed, { active: false }, { what: 'revoked', at: now, key })) return 'done';
        continue;
      }
      // Made at the same moment on another device: that address stands.
      if (what === 'make' && feed?.active) return 'done';
      const secret = newSecret();
      const set = { active: true, hash: hashOf(secret), sealed: o.safe.seal(secret, feedId(at)), madeAt: now };
      const entry = { what: feed?.active ? ('renewed' as const) : ('made' as const), at: now, key };
      if (await o.store.save(at, feed, set, entry)) return 'done';
    }
    return 'busy';
  }

  async function render(feed: FeedDoc): Promise<string | undefined> {
    const scope = readScope(feed.scope);
    const [owner] = await o.people.some([feed.user]);
    if (!scope || !owner || !isActive(owner)) return undefined;
    const directory = scope.of === 'own' ? undefined : await o.administration.directory();
    const members = directory ? membersOf(scope, owner.user, directory) : [owner.user];
    if (!members) return undefined;
    const today = localDate(o.clock.now(), o.zone);
    const [from, to] = [addDays(today, -BACK), addDays(today, AHEAD)];
    const leaves = await o.requests.inForceIn(o.team(), LEAVE, from, to, members);
    const w = words(o.people.language(owner));
    const nameOf = (user: string): string => directory?.people.get(user)?.name ?? user;
    const names = {
      own: () => w.feeds.calendarOwn(owner.name),
      led: () => w.feeds.calendarLed(owner.name),
      team: () => w.feeds.calendarTeam(scope.of === 'team' ? scope.name : ''),
    };
    const name = names[scope.of]();
    const persons = new Map((await o.people.some(members)).map(p => [p.user, p]));
    const dayOf = (user: string, date: string) => arrangedOn({ ...o, person: persons.get(user) ?? {} }, date);
    const { calendar, zone } = o;
    return feedText({ name, leaves, ...(directory ? { nameOf } : {}), arrangedOn: dayOf, calendar, zone }, w);
  }

  return {
    list: async person => {
      if (o.publicUrl() === undefined) return undefined;
      const [stored, directory] = await Promise.all([o.store.of(o.team(), person.user), o.administration.directory()]);
      const active = new Map(stored.filter(f => f.active).map(f => [f.scope, f]));
      const teams = teamsFor(person.user, directory);
      const scopes: Scope[] = [
        { of: 'own' },
        { of: 'led' },
        ...teams.filter(name => active.has(`team:${name}`)).map(name => ({ of: 'team' as const, name })),
      ];
      const rows = scopes.flatMap((scope): FeedRow[] => {
        const members = membersOf(scope, person.user, directory);
        const feed = active.get(scopeText(scope));
        if (!members) return [];
        const address = feed && addressOf(feed);
        const made = feed ? { made: { at: feed.madeAt, ...defined({ address }) } } : {};
        return [{ scope, count: members.length, ...made }];
      });
      return { rows, teams: teams.filter(name => !active.has(`team:${name}`)) };
    },
    change: async (person, scope, what, key) => {
      // What was made once may be revoked, whatever the person may see today.
      if (what !== 'revoke') {
        const members = membersOf(scope, person.user, await o.administration.directory());
        if (!members || o.publicUrl() === undefined) return 'not-allowed';
        if (members.length > MOST_PEOPLE) return 'too-large';
      }
      return change(person.user, scope, what, key);
    },
    serve: async secret => {
      const feed = await o.store.byHash(o.team(), hashOf(isSecret(secret) ? secret : ''));
      const body = feed?.active ? await render(feed) : undefined;
      if (!feed || body === undefined) return undefined;
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
      if (feed.served?.etag === etag) return { body, etag, modified: feed.served.at };
      const modified = o.clock.now();
      await o.store.served(feed, { etag, at: modified });
      return { body, etag, modified };
    },
  };
}

/** Where a feed is on Daybook's own server. */
export const FEEDS_PREFIX = '/calendar/';
const feedPath = (secret: string): string => `${FEEDS_PREFIX}${secret}.ics`;
