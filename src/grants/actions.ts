import { setImmediate as breathe } from 'node:timers/promises';
import { requestUses } from '../absence/leaves.ts';
import type { RequestDoc, RequestStore } from '../approvals/store.ts';
import { addDays, type Calendar } from '../calendar/rules.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import type { Denial } from '../people/may.ts';
import type { Person } from '../people/rules.ts';
import { destroyedBefore } from '../settings/retention.ts';
import type { Workplace } from '../settings/workplace.ts';
import type { Clock } from '../shared/clock.ts';
import { defined } from '../shared/defined.ts';
import { type Effect, type Owed, owe } from '../shared/effects.ts';
import { type AttendedStore, NOTHING_SAID, type StoredAttended } from './attended.ts';
import { attendanceCorrections } from './corrected.ts';
import { dueGrants, isYearly } from './due.ts';
import { grantNotice } from './effects.ts';
import { AHEAD_DAYS, type LedgerFacts, ledgerOf, type PersonFacts, vestingFacts } from './facts.ts';
import { allocate } from './ledger/allocate.ts';
import { type Balance, balance, balanceIn } from './ledger/balance.ts';
import { type Statement, statement } from './ledger/statement.ts';
import { ANNUAL, type Grant } from './ledger/types.ts';
import { policyPeriods } from './policy-periods.ts';
import {
  type AttendedProblem,
  type FilledAttended,
  type FilledGrant,
  type GiveProblem,
  readAttended,
  readGrant,
} from './rules.ts';
import { GRANTS, type GrantStore, grantDocId, type NewGrant } from './store.ts';
import { type TakingBack, takingBack } from './taking-back.ts';

export { grantNotice } from './effects.ts';

export interface LedgerParts {
  grants: GrantStore;
  attended: AttendedStore;
  requests: Pick<RequestStore, 'of' | 'ofMany'>;
  people: { some(users: readonly string[]): Promise<Person[]> };
  administration: Pick<PeopleAdministration, 'allows'>;
  workplace: Pick<Workplace, 'on' | 'now' | 'today' | 'changes'>;
  calendar: Calendar;
  outbox: Pick<Outbox, 'notify'>;
  clock: Clock;
  team: () => string;
}

export type GiveOutcome =
  | { ok: true; grant: Grant; before: Balance | undefined; after: Balance }
  | { ok: false; denied: Denial }
  | { ok: false; problems: GiveProblem[] };

export type AttendedOutcome =
  | { ok: true; corrections: Grant[] }
  | { ok: false; denied: Denial }
  | { ok: false; problems: AttendedProblem[] }
  | { ok: false; busy: true };

/** What is owed for grants that were just stored; `from`: ms, before which it is not delivered. */
export interface Telling {
  owed(user: string, grants: readonly Grant[]): Owed[];
  from?: number;
}

/** Balances, and what makes them: what vests, what HR gives. Who acts is a user id; their right is asked anew each time. */
export interface Ledger extends TakingBack {
  /** the workplace's date */
  today(): string;
  /** everything a balance is computed from; undefined: neither hire date nor grant, so there is none and nothing is checked */
  factsOf(user: string, until?: string): Promise<LedgerFacts | undefined>;
  balanceOf(user: string, pool?: string): Promise<Balance | undefined>;
  /** by pool, for who has read the person and all their requests already; none for somebody who has no balance */
  balancesFrom(person: Employed, requests: Promise<readonly RequestDoc[]>): Promise<ReadonlyMap<string, Balance>>;
  /**
   * `factsOf` of many people in few reads. `whom`: picks by the facts as they are without any leave; of the others no leave is read, and nothing
   * is answered. `most`: they are most of those who work here.
   */
  factsOfMany(
    people: readonly Employed[],
    o?: { whom?: (facts: LedgerFacts) => boolean; most?: boolean },
  ): Promise<Map<string, LedgerFacts>>;
  statementOf(user: string, pool?: string): Promise<(Statement & { pools: string[]; balance: Balance }) | undefined>;
  /** Stores what these people's policy gives by today and is not stored yet; how many grants were. May run anywhere, any number of times. */
  vest(users: readonly string[], tell?: Telling): Promise<number>;
  /** the same of everybody who works here */
  vestAll(people: readonly Employed[], tell?: Telling): Promise<number>;
  /** what giving would do; nothing is written */
  preview(actor: string, user: string, filled: FilledGrant): Promise<GiveOutcome>;
  give(actor: string, user: string, filled: FilledGrant, key: string): Promise<GiveOutcome>;
  attendedOf(user: string): Promise<StoredAttended>;
  /** says what somebody's attendance was: counts for what vests later, and corrects what has vested */
  setAttended(actor: string, user: string, filled: FilledAttended, key: string): Promise<AttendedOutcome>;
}

export type Employed = Pick<Person, 'user' | 'hiredOn' | 'lastDay'>;

const ROUNDS = 5;
/** People reckoned without a pause. */
const PORTION = 50;

export function ledgerActions(o: LedgerParts): Ledger {
  const policies = () => policyPeriods(o.workplace);

  const factsWith = (
    { user, hiredOn, lastDay }: Employed,
    stored: readonly Grant[],
    attended: StoredAttended,
    uses: PersonFacts['uses'],
  ): PersonFacts & { user: string } => ({
    user,
    ...defined({ hiredOn, lastDay }),
    ...{ attended, policies: policies(), stored, uses, today: o.workplace.today() },
    destroyedBefore: destroyedBefore(o.workplace),
  });

  async function load(person: Employed, stored: readonly Grant[]): Promise<PersonFacts & { user: string }> {
    const { user } = person;
    const [attended, requests] = await Promise.all([o.attended.get(o.team(), user), o.requests.of(o.team(), user)]);
    return factsWith(person, stored, attended, requestUses(requests, o.calendar));
  }

  const ledgerFrom = (facts: PersonFacts & { user: string }, until = addDays(facts.today, AHEAD_DAYS)) => {
    const { useUpcoming, overdraw } = o.workplace.now().leave;
    return ledgerOf(facts, { until, useUpcoming, overdraw });
  };

  const factsOf: Ledger['factsOf'] = async (user, until) => {
    const [[person], stored] = await Promise.all([o.people.some([user]), o.grants.of(o.team(), user)]);
    if (person?.hiredOn === undefined && stored.length === 0) return undefined;
    return ledgerFrom(await load(person ?? { user }, stored), until);
  };

  /** What leaves of these people take, in few reads. */
  async function usesOfMany(users: readonly string[]): Promise<Map<string, PersonFacts['uses']>> {
    const all = await o.requests.ofMany(o.team(), users);
    return new Map([...all].map(([user, requests]) => [user, requestUses(requests, o.calendar)]));
  }

  const factsOfMany: Ledger['factsOfMany'] = async (people, { whom = () => true, most = false } = {}) => {
    const users = people.map(p => p.user);
    const [stored, attended] = await Promise.all([
      o.grants.ofMany(o.team(), users, most),
      o.attended.ofMany(o.team(), users),
    ]);
    const withUses = (person: Employed, uses: PersonFacts['uses']): LedgerFacts | undefined => {
      const { user } = person;
      return ledgerFrom(factsWith(person, stored.get(user) ?? [], attended.get(user) ?? NOTHING_SAID, uses));
    };
    const picked: Employed[] = [];
    for (const [i, person] of people.entries()) {
      const facts = withUses(person, []);
      if (facts && whom(facts)) picked.push(person);
      if (i % PORTION === PORTION - 1) await breathe();
    }
    const uses = await usesOfMany(picked.map(p => p.user));
    const found = new Map<string, LedgerFacts>();
    for (const [i, person] of picked.entries()) {
      const facts = withUses(person, uses.get(person.user) ?? []);
      if (facts) found.set(person.user, facts);
      if (i % PORTION === PORTION - 1) await breathe();
    }
    return found;
  };

  async function add(grants: readonly NewGrant[]): Promise<NewGrant[]> {
    const stored = await o.grants.add(o.team(), grants, o.clock.now());
    for (const { user, grant, effects } of stored)
      o.outbox.notify(GRANTS, grantDocId(o.team(), user, grant.id), effects);
    return stored;
  }

  function effectsFor(tell: Telling | undefined, user: string, grants: readonly Grant[]): Effect[] {
    return owe(tell?.owed(user, grants) ?? [], o.clock.now(), tell?.from);
  }

  async function vestOf(people: readonly Employed[], most: boolean, tell?: Telling): Promise<number> {
    const hired = people.filter(p => p.hiredOn !== undefined);
    const users = hired.map(p => p.user);
    const [stored, attended] = await Promise.all([
      o.grants.ofMany(o.team(), users, most),
      o.attended.ofMany(o.team(), users),
    ]);
    const today = o.workplace.today();
    const dueWith = (person: Employed, uses: PersonFacts['uses']): { own: readonly Grant[]; grants: Grant[] } => {
      const own = stored.get(person.user) ?? [];
      const said = attended.get(person.user) ?? NOTHING_SAID;
      const facts = vestingFacts(factsWith(person, own, said, uses));
      const due = dueGrants(facts, today);
      const last = said.history.at(-1);
      const corrections = attendanceCorrections({ ...facts, stored: [...own, ...due] }, said.version);
      const grants = [...due, ...corrections.map(c => ({ ...c, ...defined({ by: last?.by, why: last?.why }) }))];
      return { own, grants };
    };
    const found = new Map<string, Grant[]>();
    const byLeaves: Employed[] = [];
    const carries = policies().some(s => s.leave.carryOver > 0);
    for (const [i, person] of hired.entries()) {
      const { own, grants } = dueWith(person, []);
      // Leaves decide what is carried over, and how far back a ledger begins: of nobody else are they read.
      if (own.length === 0 || (carries && mayCarry([...own, ...grants], today))) byLeaves.push(person);
      else found.set(person.user, grants);
      if (i % PORTION === PORTION - 1) await breathe();
    }
    const uses = await usesOfMany(byLeaves.map(p => p.user));
    for (const person of byLeaves) found.set(person.user, dueWith(person, uses.get(person.user) ?? []).grants);
    const due = [...found].flatMap(([user, grants]): NewGrant[] => {
      // What is to be told, is told once, with the last of them.
      const told = grants.length === 0 ? [] : effectsFor(tell, user, grants);
      return grants.map((grant, i) => ({ user, grant, effects: i === grants.length - 1 ? told : [] }));
    });
    return (await add(due)).length;
  }

  const vest: Ledger['vest'] = async (users, tell) => vestOf(await o.people.some(users), false, tell);

  async function validated(actor: string, user: string, filled: FilledGrant, key: string) {
    const denied = await o.administration.allows(actor, 'give-leave', user);
    if (denied !== 'yes') return { ok: false as const, denied };
    const today = o.workplace.today();
    const read = readGrant(filled, today, destroyedBefore(o.workplace));
    if (!read.ok) return read;
    const grant: Grant = { id: `hand:${key}`, by: actor, ...read.grant };
    const facts = await factsOf(user);
    const uses = facts?.uses ?? (await usesWithout(user));
    const others = (facts?.known ?? []).filter(g => g.id !== grant.id);
    // Shown on the first day on which it can be taken, where that is yet to come.
    const on = [grant.on, today].sort()[1] ?? today;
    const of = (grants: readonly Grant[]) => balance(grants, uses, on, grant.pool);
    return { ok: true as const, grant, before: facts && of(others), after: of([...others, grant]) };
  }

  const usesWithout = async (user: string) => requestUses(await o.requests.of(o.team(), user), o.calendar);

  return {
    today: () => o.workplace.today(),
    factsOf,
    factsOfMany,
    vest,
    vestAll: (people, tell) => vestOf(people, true, tell),
    balanceOf: async (user, pool = ANNUAL) => {
      const facts = await factsOf(user);
      return facts && balance(facts.known, facts.uses, facts.today, pool);
    },
    balancesFrom: async (person, requests) => {
      const { user } = person;
      const [stored, attended, all] = await Promise.all([
        o.grants.of(o.team(), user),
        o.attended.get(o.team(), user),
        requests,
      ]);
      const facts = ledgerFrom(factsWith(person, stored, attended, requestUses(all, o.calendar)));
      if (!facts) return new Map();
      const allocated = allocate(facts.known, facts.uses, facts.today);
      return new Map(poolsOf(facts).map(pool => [pool, balanceIn(allocated, facts.today, pool)]));
    },
    statementOf: async (user, pool = ANNUAL) => {
      const facts = await factsOf(user);
      if (!facts) return undefined;
      return {
        ...statement(facts.known, facts.uses, facts.today, pool),
        ...{ pools: poolsOf(facts), balance: balance(facts.known, facts.uses, facts.today, pool) },
      };
    },
    preview: (actor, user, filled) => validated(actor, user, filled, 'preview'),
    give: async (actor, user, filled, key) => {
      const outcome = await validated(actor, user, filled, key);
      if (!outcome.ok) return outcome;
      await add([{ user, grant: outcome.grant, effects: owe(grantNotice(user, [outcome.grant]), o.clock.now()) }]);
      return outcome;
    },
    ...takingBack({ vest, factsOf, add, administration: o.administration, clock: o.clock }),
    attendedOf: user => o.attended.get(o.team(), user),
    setAttended: async (actor, user, filled, key) => {
      const denied = await o.administration.allows(actor, 'give-leave', user);
      if (denied !== 'yes') return { ok: false, denied };
      const read = readAttended(filled);
      if (!read.ok) return read;
      // What has vested by now is stored as it vested, so that the difference to it is seen.
      await vest([user]);
      for (let round = 0; round < ROUNDS; round++) {
        const { version, history } = await o.attended.get(o.team(), user);
        const entry = { ...read.attended, at: o.clock.now(), by: actor, why: read.why, key };
        const saved = history.some(h => h.key === key) || (await o.attended.add(o.team(), user, version, entry));
        if (!saved) continue;
        const before = new Set((await o.grants.of(o.team(), user)).map(g => g.id));
        await vest([user], { owed: grantNotice });
        const now = await o.grants.of(o.team(), user);
        return { ok: true, corrections: now.filter(g => !before.has(g.id)) };
      }
      return { ok: false, busy: true };
    },
  };
}

/** Whether a year's grant has ended of which it is not stored what was carried over. */
const mayCarry = (grants: readonly Grant[], today: string): boolean =>
  grants.some(
    g => isYearly(g) && g.usableUntil < today && !grants.some(c => c.kind === 'carry-over' && c.source === g.id),
  );

const poolsOf = ({ known, uses }: Pick<LedgerFacts, 'known' | 'uses'>): string[] => [
  ...new Set([ANNUAL, ...known.map(g => g.pool), ...uses.map(u => u.pool)]),
];
