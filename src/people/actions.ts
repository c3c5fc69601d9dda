import { setTimeout as pause } from 'node:timers/promises';
import { localDate } from '../calendar/rules.ts';
import type { Language } from '../i18n/index.ts';
import type { Clock } from '../shared/clock.ts';
import type { Effect } from '../shared/effects.ts';
import type { Log } from '../shared/log.ts';
import { byName } from '../shared/text.ts';
import type { SlackClients } from '../slack-api/clients.ts';
import { refusedAs, slackFailure } from '../slack-api/errors.ts';
import type { Delegation } from './delegation.ts';
import { may, roleOf } from './may.ts';
import type { Organisation } from './organisation/rules.ts';
import type { OrganisationStore } from './organisation/store.ts';
import type { Action, Role } from './roles.ts';
import type { Roster } from './roster.ts';
import { factsOf, isActive, languageFor, type PeoplePolicy, type Person, type SlackUser } from './rules.ts';
import type { EmployedDoc, PeopleStore, Preferences } from './store.ts';

/** A person is read from Slack again after this time; changes arrive by event in between. */
const STALE_MS = 12 * 3_600_000;
const PAGE = 1000;
/** Each page may wait for the rate limit once or twice. */
const MOST_WAITS = 200;
const USER_ID = /^[A-Z][A-Z0-9]*$/;
const NOBODY: ReadonlySet<string> = new Set();
const NOBODY_THERE: ReadonlySet<string> = new Set(['user_not_found', 'user_not_visible', 'invalid_arguments']);

export function peopleActions(o: {
  store: PeopleStore;
  teams: OrganisationStore;
  slack: SlackClients;
  clock: Clock;
  log: Log;
  team: string;
  named: readonly string[];
  policy: PeoplePolicy;
  /** stored progress of reading all members */
  roster: Roster;
}) {
  const facts = (u: SlackUser & { id: string }) => factsOf(u, o.team, o.policy.zone, o.clock.now());

  const ask = async (user: string): Promise<void> => {
    // Of a forged value Slack is not asked.
    if (!USER_ID.test(user)) return;
    try {
      const { user: found } = await o.slack.interactive.users.info({ user, include_locale: true });
      if (found?.id) await o.store.put(o.team, [facts({ ...(found as SlackUser), id: found.id })]);
    } catch (error) {
      // Unknown to Slack, too: a stranger, who may do nothing.
      if (!NOBODY_THERE.has(refusedAs(error) ?? '')) throw error;
      o.log.warn({ user }, 'Slack does not know this person');
    }
  };

  /** reads under way, so that a morning's presses read each person once */
  const asking = new Map<string, Promise<void>>();
  const askLater = (user: string): void => {
    if (asking.has(user)) return;
    const asked = ask(user)
      .catch(error => o.log.warn({ user, err: error }, 'a person was not read from Slack: the stored record is used'))
      .finally(() => asking.delete(user));
    asking.set(user, asked);
  };

  const stranger = (user: string): Person => ({
    team: o.team,
    user,
    name: user,
    zone: o.policy.zone,
    administrator: false,
    employee: false,
    deleted: false,
    quickIn: false,
    place: 'office',
    syncedAt: 0,
  });

  /** only for messages during an outage */
  const spoken = new Map<string, Language>();
  const noted = (person: Person): Person => {
    if (spoken.size > 20_000) spoken.clear();
    spoken.set(person.user, languageFor(person, o.policy.of(person).language));
    return person;
  };

  const roleAlone = (p: Person): Role =>
    roleOf(p, { named: o.named, leads: NOBODY, slackAdmins: o.policy.now().people.slackAdmins });

  const administers = (p: Person): boolean => isActive(p) && ['hr', 'owner'].includes(roleAlone(p));

  /** Waits as long as Slack asks to. */
  async function page(cursor: string): Promise<{ members: SlackUser[]; next: string }> {
    for (let waits = 0; ; waits++) {
      try {
        const args = { limit: PAGE, include_locale: true, ...(cursor ? { cursor } : {}) };
        const { members = [], response_metadata } = await o.slack.bulk.users.list(args);
        return { members: members as SlackUser[], next: response_metadata?.next_cursor ?? '' };
      } catch (error) {
        const failure = slackFailure(error);
        // Slack's cursors expire.
        if (cursor !== '' && failure.is === 'refused' && failure.error === 'invalid_cursor') return page('');
        if (failure.is !== 'rate-limited' || waits >= MOST_WAITS) throw error;
        await pause(failure.retryAfterMs, undefined, { ref: false });
      }
    }
  }

  let reading: Promise<void> | undefined;
  let whole = false;

  async function readAll(): Promise<void> {
    let count = 0;
    let cursor = (await o.roster.cursor()) ?? '';
    do {
      const { members, next } = await page(cursor);
      const known = members.filter((u): u is SlackUser & { id: string } => u.id !== undefined);
      await o.store.put(o.team, known.map(facts));
      count += known.length;
      cursor = next;
      if (cursor !== '') await o.roster.reached(cursor);
    } while (cursor !== '');
    await o.roster.read();
    whole = true;
    o.log.debug({ count }, 'members read from Slack');
  }

  return {
    /** The stored person: an old record is read from Slack in the background, an unknown person before the answer. */
    person: async (user: string): Promise<Person> => {
      const known = await o.store.get(o.team, user);
      if (known) {
        if (Math.abs(o.clock.now() - known.syncedAt) >= STALE_MS) askLater(user);
        return noted(known);
      }
      await ask(user);
      return noted((await o.store.get(o.team, user)) ?? stranger(user));
    },
    /** names by user id; the id itself where a person is unknown */
    names: async (users: Iterable<string>): Promise<Map<string, string>> => {
      const ids = [...new Set(users)].filter(u => u !== '');
      const people = ids.length > 0 ? await o.store.some(o.team, ids) : [];
      const names = new Map(ids.map(id => [id, id]));
      for (const p of people) names.set(p.user, p.name);
      return names;
    },
    active: async (): Promise<Person[]> =>
      (await o.store.all(o.team)).filter(isActive).sort((a, b) => byName(a.name, b.name)),
    wantingWeek: (): Promise<string[]> => o.store.wantingWeek(o.team),
    /** when each of them works, in no order */
    activeTerms: (): Promise<EmployedDoc[]> => o.store.activeTerms(o.team),
    administrators: async (): Promise<Person[]> =>
      (await o.store.administrators(o.team, o.named)).filter(administers).sort((a, b) => byName(a.name, b.name)),
    /** `may` on the workspace or on anybody else, by the person's record alone, without the team that they lead */
    may: (person: Person, action: Action, about: 'workspace' | 'other' = 'workspace'): boolean => {
      const actor = { team: person.team, user: person.user, role: roleAlone(person), active: isActive(person) };
      const anybody = { team: person.team, user: '', managers: [] };
      return may(actor, action, about === 'other' ? anybody : undefined) === 'yes';
    },
    delegations: async (): Promise<Delegation[]> => {
      const today = localDate(o.clock.now(), o.policy.zone);
      const people = await o.store.delegating(o.team, today);
      return people.flatMap(p => (p.delegations ?? []).map(d => ({ ...d, from: p.user })));
    },
    /** whether somebody's manager, or a team's lead */
    leads: async (user: string): Promise<boolean> => {
      const [manages, teams] = await Promise.all([o.store.leads(o.team, user), o.teams.organisation(o.team)]);
      return manages || teams.leads(user);
    },
    organisation: (): Promise<Organisation> => o.teams.organisation(o.team),
    /** `owed`: what follows; the caller notifies the outbox */
    delegate: ({ from, ...d }: Delegation, owed: Effect[]): Promise<void> =>
      o.store.addDelegation(o.team, from, d, owed),
    undelegate: ({ from, ...d }: Delegation, owed: Effect[]): Promise<void> =>
      o.store.removeDelegation(o.team, from, d, owed),
    some: (users: readonly string[]): Promise<Person[]> =>
      users.length === 0 ? Promise.resolve([]) : o.store.some(o.team, users),
    /** whether some process has read all members: only then can somebody be the only one of a kind */
    isReadWhole: async (): Promise<boolean> => whole || (await o.roster.wasRead()),
    /** stores a member as an event of Slack's describes them */
    changed: async (user: SlackUser): Promise<void> => {
      if (user.id) await o.store.put(o.team, [facts({ ...user, id: user.id })]);
    },
    prefer: (user: string, change: Omit<Preferences, 'language'> & { language?: Language | null }): Promise<void> =>
      o.store.prefer(o.team, user, change),
    /** A press that was refused must not succeed when Slack delivers it again: `Person.refused`. */
    refuse: (user: string, key: string): Promise<void> => o.store.refuse(o.team, user, key),
    /** Reads all members from Slack once a process, in pages; after a failure the next call goes on at that page. */
    readWorkspace: (): Promise<void> => {
      if (whole) return Promise.resolve();
      reading ??= readAll().finally(() => {
        reading = undefined;
      });
      return reading;
    },
    /** the language last used with somebody, for an outage of the database */
    lastLanguage: (user: string): Language => spoken.get(user) ?? o.policy.language,
    language: (person: Person | undefined): Language => languageFor(person, o.policy.of(person).language),
    /** resolves when nothing is being read from Slack in the background */
    idle: async (): Promise<void> => {
      await Promise.allSettled([reading, ...asking.values()]);
    },
  };
}
export type People = ReturnType<typeof peopleActions>;
