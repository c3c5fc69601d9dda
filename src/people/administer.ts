import pLimit from 'p-limit';
import { localDate } from '../calendar/rules.ts';
import { retryOnConflict } from '../db/retry.ts';
import type { Clock } from '../shared/clock.ts';
import { defined } from '../shared/defined.ts';
import { type Effect, type Owed, owe, SETTLING_MS } from '../shared/effects.ts';
import type { Log } from '../shared/log.ts';
import { owedLog } from '../shared/owed-log.ts';
import {
  changed,
  dated,
  type FactProblem,
  type FactStep,
  type FactsChange,
  type FactsEntry,
  factProblems,
  stepsOf,
} from './facts.ts';
import { AT_ONCE, changeOf, peopleImports } from './import/saving.ts';
import { type Denial, type Directory, directoryOf, type Listing, may, openTo } from './may.ts';
import { type OrgTeam, organisationOf } from './organisation/rules.ts';
import type { OrganisationStore } from './organisation/store.ts';
import type { Action } from './roles.ts';
import { isActive, type PeoplePolicy, type Person } from './rules.ts';
import type { ListedPerson, PeopleStore } from './store.ts';
import { type DatedTerms, SCHEDULE_RECOUNT, termsDifferFrom, termsOf } from './terms.ts';

export type ChangeOutcome =
  | { ok: true; person: Person; steps: FactStep[]; replay: boolean }
  | { ok: false; denied: Denial }
  | { ok: false; problems: FactProblem[] }
  | { ok: false; busy: true }
  /** undone after a loop of managers; `manager`: the current one's name */
  | { ok: false; undone: true; manager?: string };

/** A refusal is worded when it is sent. */
export type ProposeOutcome =
  | { ok: true; directory: Directory; person: Person; after: Person; steps: FactStep[] }
  | { ok: false };

/** As it would be with other teams, and with these people in place of themselves. */
export interface AsIf {
  teams?: readonly OrgTeam[];
  people?: readonly Person[];
  slackAdmins?: boolean;
}

export function peopleAdministration(o: {
  store: PeopleStore;
  teams: OrganisationStore;
  clock: Clock;
  log: Log;
  team: string;
  named: readonly string[];
  policy: PeoplePolicy;
  notify?: (user: string, effects: readonly Effect[]) => void;
}) {
  const ranking = async ({ teams, slackAdmins }: Omit<AsIf, 'people'> = {}) => ({
    teams: teams ? organisationOf(teams) : await o.teams.organisation(o.team),
    named: o.named,
    slackAdmins: slackAdmins ?? o.policy.now().people.slackAdmins,
    offices: o.policy.offices,
  });
  const directory = async ({ people = [], ...asIf }: AsIf = {}): Promise<Directory> => {
    const others = new Map(people.map(p => [p.user, p]));
    const [all, by] = await Promise.all([o.store.all(o.team), ranking(asIf)]);
    return directoryOf(
      o.team,
      all.map(p => others.get(p.user) ?? p),
      by,
    );
  };
  /** by the list of everybody, which is another one after a change of somebody */
  const built = new WeakMap<readonly ListedPerson[], { by: Awaited<ReturnType<typeof ranking>>; listing: Listing }>();
  const listing = async (): Promise<Listing> => {
    const [all, by] = await Promise.all([o.store.listed(o.team), ranking()]);
    const known = built.get(all);
    if (known && isSame(known.by, by)) return known.listing;
    const made = { by, listing: directoryOf(o.team, all, by) };
    built.set(all, made);
    return made.listing;
  };

  function answerOf(d: Listing, actor: string, action: Action, user?: string): 'yes' | Denial {
    const subject = user === undefined ? undefined : d.subject(user);
    return user !== undefined && !subject ? 'not-found' : may(d.actor(actor), action, subject);
  }

  function denialOf(d: Listing, actor: string, action: Action, user?: string): 'yes' | Denial {
    const answer = answerOf(d, actor, action, user);
    if (answer !== 'yes') o.log.warn({ actor, action, subject: user, why: answer }, 'refused');
    return answer;
  }

  function mayChange(d: Directory, actor: string, user: string, change: FactsChange): 'yes' | Denial {
    const first = denialOf(d, actor, 'change-person', user);
    const person = d.people.get(user);
    if (first !== 'yes' || !person) return first;
    const steps = stepsOf(person, change);
    if (steps.some(s => s.field === 'hiredOn') && !isAlone(d, actor)) {
      const answer = denialOf(d, actor, 'change-hire-date', user);
      if (answer !== 'yes') return answer;
    }
    if (change.role === undefined || !steps.some(s => s.field === 'role')) return 'yes';
    const owners = [d.roleOf(person), d.roleOf(changed(person, change))].includes('owner');
    return denialOf(d, actor, owners ? 'change-owner' : 'change-role', user);
  }

  const isAlone = (d: Directory, actor: string): boolean => d.having('hr', 'owner').every(user => user === actor);

  const contextOf = (d: Directory) => ({
    people: d.people,
    teams: d.teams,
    today: localDate(o.clock.now(), o.policy.zone),
    todayOf: (p: Person): string => o.policy.of(p).today(),
    roleOf: d.roleOf,
    koreaOf: (p: Person) => {
      const { holidays, arrangement } = o.policy.of(p).now().workingTime;
      return holidays === 'kr' ? { arrangement } : undefined;
    },
    offices: o.policy.offices,
  });

  async function save(
    person: Person,
    steps: FactStep[],
    by: string,
    source: FactsEntry['source'],
    key: string,
    after: Pick<Person, 'terms' | 'former'> = changed(person, changeOf(steps)),
  ) {
    const now = o.clock.now();
    const entry = { at: now, by, source, key, steps };
    const terms = after.terms === person.terms ? undefined : after.terms;
    const former = after.former === person.former ? undefined : after.former;
    const effects = [
      ...owe([owedLog({ what: 'people.facts', by, about: person.user, ...sides(steps) })], now),
      ...(after.terms === person.terms ? [] : recounts(person, after.terms ?? [], by, now)),
    ];
    const outcome = await o.store.saveFacts(person, entry, { ...defined({ terms, former }), effects });
    if (outcome === 'saved') o.notify?.(person.user, effects);
    return outcome;
  }

  /** Who is meant, and the change with the day of its terms. */
  async function intended(
    actor: string,
    user: string,
    sent: FactsChange,
  ): Promise<{ denied: Denial } | { d: Directory; person: Person; change: FactsChange }> {
    const d = await directory();
    const person = d.people.get(user);
    const change = person ? dated(person, sent, o.policy.of(person).today()) : sent;
    const denied = mayChange(d, actor, user, change);
    if (denied !== 'yes' || !person) return { denied: denied === 'yes' ? 'not-found' : denied };
    return { d, person, change };
  }

  /** What a form would change; writes nothing. */
  async function proposePerson(actor: string, user: string, sent: FactsChange): Promise<ProposeOutcome> {
    const meant = await intended(actor, user, sent);
    if ('denied' in meant) return { ok: false };
    const { d, person, change } = meant;
    if (factProblems(new Map([[user, change]]), contextOf(d)).length > 0) return { ok: false };
    return { ok: true, directory: d, person, after: changed(person, change), steps: stepsOf(person, change) };
  }

  async function changePerson(actor: string, user: string, sent: FactsChange, key: string): Promise<ChangeOutcome> {
    const outcome = await retryOnConflict<ChangeOutcome>(async () => {
      const meant = await intended(actor, user, sent);
      if ('denied' in meant) return { ok: false, ...meant };
      const { d, person, change } = meant;
      const entries = await o.store.factsHistory(o.team, user);
      if (entries.some(e => e.key === backOf(key))) return undone(d, user);
      const before = entries.find(e => e.key === key);
      if (before) return { ok: true, person, steps: before.steps, replay: true };
      const problems = factProblems(new Map([[user, change]]), contextOf(d));
      if (problems.length > 0) return { ok: false, problems };
      const steps = stepsOf(person, change);
      if (steps.length === 0) return { ok: true, person, steps, replay: false };
      // A lost race, for the document or the employee number: validated again on the current state.
      if ((await save(person, steps, actor, 'form', key)) !== 'saved') return undefined;
      if (steps.some(s => s.field === 'manager') && (await undoneLoop(person, steps, actor, key)))
        return undone(await directory(), user);
      return { ok: true, person: changed(person, change), steps, replay: false };
    });
    return outcome ?? { ok: false, busy: true };
  }

  /** Two concurrent changes can close a loop that neither saw: the write after which it is found is reverted. */
  async function undoneLoop(before: Person, steps: FactStep[], by: string, key: string): Promise<boolean> {
    const { user } = before;
    const { people } = await directory();
    const person = people.get(user);
    if (!person || !isLoop(user, u => people.get(u)?.manager)) return false;
    const back = steps.map(({ field, from, to }) => ({
      field,
      ...defined({ from: to, to: from }),
    }));
    const terms = changed(before, changeOf(steps)).terms === before.terms ? person.terms : [...termsOf(before)];
    const after = { ...defined({ terms }), former: before.former ?? [] };
    return (await save(person, back, by, 'form', backOf(key), after)) === 'saved';
  }

  function undone(d: Directory, user: string): ChangeOutcome {
    const manager = d.people.get(user)?.manager;
    return { ok: false, undone: true, ...(manager ? { manager: d.people.get(manager)?.name ?? manager } : {}) };
  }

  return {
    directory,
    /** what lists of people show and rights need, in few fields and by name */
    listing,
    /** in all fields, by id */
    some: async (users: readonly string[]) => new Map((await o.store.some(o.team, users)).map(p => [p.user, p])),
    /** the active people about whom somebody may do this, by name: of thousands, so it does not log */
    among: async (actor: string, action: Action): Promise<ListedPerson[]> =>
      openTo(await listing(), actor, action).filter(isActive),
    /** What may be shown or tried another way: nobody asks for it, so it does not log. */
    might: async (actor: string, action: Action, subject?: string): Promise<boolean> =>
      answerOf(await listing(), actor, action, subject) === 'yes',
    /** Logs refusals; without a subject about the workspace. */
    allows: async (actor: string, action: Action, subject?: string): Promise<'yes' | Denial> =>
      denialOf(await listing(), actor, action, subject),
    proposePerson,
    changePerson,
    /** The same change of many; answers those for whom it was not made. */
    changeMany: async (
      actor: string,
      users: readonly string[],
      change: FactsChange,
      key: string,
    ): Promise<string[]> => {
      const d = await directory();
      const limit = pLimit(AT_ONCE);
      const wanted = [...new Set(users)].filter(user => mayChange(d, actor, user, change) === 'yes');
      const problems = factProblems(new Map(wanted.map(user => [user, change])), contextOf(d));
      const bad = new Set(problems.map(p => p.user));
      const made = await Promise.all(
        wanted
          .filter(user => !bad.has(user))
          .map(user =>
            limit(async () => {
              const person = d.people.get(user);
              const steps = person ? stepsOf(person, change) : [];
              if (!person || steps.length === 0) return user;
              // A lost race is validated again on the current state.
              const saved = (await save(person, steps, actor, 'form', key)) === 'saved';
              return saved || (await changePerson(actor, user, change, key)).ok ? user : undefined;
            }),
          ),
      );
      return users.filter(user => !made.includes(user));
    },
    history: (user: string): Promise<FactsEntry[]> => o.store.factsHistory(o.team, user),
    ...peopleImports({ ...o, directory, denialOf, mayChange, contextOf, save }),
  };
}

const sides = (steps: readonly FactStep[]) => ({
  was: Object.fromEntries(steps.flatMap(s => (s.from === undefined ? [] : [[s.field, s.from]]))),
  now: Object.fromEntries(steps.flatMap(s => (s.to === undefined ? [] : [[s.field, s.to]]))),
});

/** Leaves are counted again at once, and once more when those sent in the same moment are written. */
function recounts(person: Person, after: readonly DatedTerms[], by: string, now: number): Effect[] {
  const from = termsDifferFrom(termsOf(person), after);
  if (from === undefined) return [];
  const recount: Owed = { kind: SCHEDULE_RECOUNT, lane: SCHEDULE_RECOUNT, to: person.user, data: { from, by } };
  return [...owe([recount], now), ...owe([recount], now, now + SETTLING_MS)];
}

/** What administrators do with people. Who acts is a user id; their right is checked each time. */
export type PeopleAdministration = ReturnType<typeof peopleAdministration>;

const isSame = <T extends object>(a: T, b: T): boolean => (Object.keys(a) as (keyof T)[]).every(k => a[k] === b[k]);

const backOf = (key: string): string => `${key}:back`;

function isLoop(user: string, managerOf: (user: string) => string | undefined): boolean {
  const seen = new Set<string>();
  for (let at = managerOf(user); at !== undefined && !seen.has(at); at = managerOf(at)) {
    if (at === user) return true;
    seen.add(at);
  }
  return false;
}
