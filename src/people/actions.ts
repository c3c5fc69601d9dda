import type { WebClient } from '@slack/web-api';
import type { Language } from '../i18n/index.ts';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import { factsOf, isActive, isAdministrator, languageFor, type Person, type SlackUser } from './rules.ts';
import type { PeopleStore, Preferences } from './store.ts';

/** A person is asked of Slack again after this time; changes arrive by event in between. */
const STALE_MS = 12 * 3_600_000;

export interface People {
  /** the person, asked of Slack if unknown or long ago */
  person(user: string): Promise<Person>;
  /** names by user id; unknown ones by their id */
  names(users: Iterable<string>): Promise<Map<string, string>>;
  /** all who work here now, by name */
  active(): Promise<Person[]>;
  administrators(): Promise<Person[]>;
  isAdministrator(person: Person): boolean;
  /** what Slack's events say of a member */
  changed(user: SlackUser): Promise<void>;
  prefer(user: string, change: Omit<Preferences, 'language'> & { language?: Language | null }): Promise<void>;
  /** reads the whole workspace from Slack, in pages */
  syncAll(): Promise<number>;
  language(person: Person | undefined): Language;
  /** the language last used with somebody, for when the database is away */
  lastLanguage(user: string): Language;
}

export function peopleActions(o: {
  store: PeopleStore;
  client: WebClient;
  clock: Clock;
  log: Log;
  team: () => string;
  named: readonly string[];
  zone: string;
  workspaceLanguage: Language;
}): People {
  const fetchOne = async (user: string): Promise<void> => {
    const { user: found } = await o.client.users.info({ user, include_locale: true });
    if (found?.id)
      await o.store.put(o.team(), [factsOf({ ...(found as SlackUser), id: found.id }, o.zone, o.clock.now())]);
  };

  const stranger = (user: string): Person => ({
    team: o.team(),
    user,
    name: user,
    zone: o.zone,
    administrator: false,
    employee: false,
    deleted: false,
    quickIn: false,
    quickOut: false,
    place: 'office',
    syncedAt: 0,
  });

  /** only a memory aid for messages during an outage: nothing is decided by it */
  const spoken = new Map<string, Language>();
  const noted = (person: Person): Person => {
    if (spoken.size > 20_000) spoken.clear();
    spoken.set(person.user, languageFor(person, o.workspaceLanguage));
    return person;
  };

  const byName = (a: Person, b: Person): number => a.name.localeCompare(b.name, 'ko');

  return {
    person: async user => {
      const known = await o.store.get(o.team(), user);
      if (known && o.clock.now() - known.syncedAt < STALE_MS) return noted(known);
      try {
        await fetchOne(user);
        return noted((await o.store.get(o.team(), user)) ?? stranger(user));
      } catch (error) {
        if (!known) throw error;
        o.log.warn({ user, err: error }, 'Slack was not asked about a person: what is known is used');
        return known;
      }
    },
    names: async users => {
      const ids = [...new Set(users)].filter(u => u !== '');
      const people = ids.length > 0 ? await o.store.some(o.team(), ids) : [];
      const names = new Map(ids.map(id => [id, id]));
      for (const p of people) names.set(p.user, p.name);
      return names;
    },
    active: async () => (await o.store.all(o.team())).filter(isActive).sort(byName),
    administrators: async () => (await o.store.all(o.team())).filter(p => isAdministrator(p, o.named)).sort(byName),
    isAdministrator: person => isAdministrator(person, o.named),
    changed: async user => {
      if (user.id) await o.store.put(o.team(), [factsOf({ ...user, id: user.id }, o.zone, o.clock.now())]);
    },
    prefer: (user, change) => o.store.prefer(o.team(), user, change),
    syncAll: async () => {
      let count = 0;
      const seen = new Set<string>();
      for await (const page of o.client.paginate('users.list', { limit: 200, include_locale: true })) {
        const members = ((page as { members?: SlackUser[] }).members ?? []).filter(
          (u): u is SlackUser & { id: string } => u.id !== undefined && !seen.has(u.id),
        );
        for (const m of members) seen.add(m.id);
        await o.store.put(
          o.team(),
          members.map(m => factsOf(m, o.zone, o.clock.now())),
        );
        count += members.length;
      }
      return count;
    },
    lastLanguage: user => spoken.get(user) ?? o.workspaceLanguage,
    language: person => languageFor(person, o.workspaceLanguage),
  };
}
