import { HOLIDAYS_RECOUNT } from '../calendar/days.ts';
import { localDate } from '../calendar/rules.ts';
import { retryOnConflict } from '../db/retry.ts';
import type { Clock } from '../shared/clock.ts';
import { type Effect, type Owed, owe } from '../shared/effects.ts';
import { dateProblem, type PolicyProblem, plannedProblems, policyProblems, SINCE_EVER } from './check.ts';
import {
  applied,
  changeBetween,
  type Difference,
  difference,
  inForce,
  type Policy,
  type PolicyChange,
  type PolicyVersion,
} from './policy.ts';
import type { PolicyStore, StoredPolicy } from './store.ts';

/** What a change would do, to be shown before it is saved. `seen` is how many versions it was made on. */
export interface Proposed {
  from: string;
  change: PolicyChange;
  differences: Difference[];
  seen: number;
}

type ProposeOutcome = { ok: true; proposed: Proposed } | { ok: false; problems: PolicyProblem[] };

type StoreOutcome = { ok: true; version: PolicyVersion; replay: boolean } | { ok: false; problems: PolicyProblem[] };

/** `done`: the version that set it up before. */
type SetUpOutcome = StoreOutcome | { ok: false; done: PolicyVersion };

/** `proposed`: what the change would do now, since somebody changed the policy after it was shown. */
type ChangeOutcome = StoreOutcome | { ok: false; proposed: Proposed };

export function policies(o: {
  store: PolicyStore;
  clock: Clock;
  team: string;
  defaults: Policy;
  /** the effects of a version that was just stored */
  notify?: (effects: readonly Effect[]) => void;
}) {
  const zoneIn = ({ versions }: StoredPolicy): string =>
    // The zone is dated, too, and looked up by the day in the configured zone, which differs only on the day of a move.
    inForce(o.defaults, versions, localDate(o.clock.now(), o.defaults.workingTime.zone)).workingTime.zone;
  const todayOf = (stored: StoredPolicy): string => localDate(o.clock.now(), zoneIn(stored));

  function proposedOn({ version, versions }: StoredPolicy, change: PolicyChange, from: string): Proposed {
    const before = inForce(o.defaults, versions, from);
    const after = applied(before, change);
    return { from, change: changeBetween(before, after), differences: difference(before, after), seen: version };
  }

  /** Problems of the values first: the others are found by computing with them. */
  function problemsOf(stored: StoredPolicy, change: PolicyChange, from: string): PolicyProblem[] {
    const dated = dateProblem(from, todayOf(stored));
    if (dated) return [dated];
    const wrong = policyProblems(applied(inForce(o.defaults, stored.versions, from), change));
    if (wrong.length > 0) return wrong;
    const { change: smallest, differences } = proposedOn(stored, change, from);
    if (differences.length === 0) return [{ code: 'nothing-changed' }];
    const next: PolicyVersion = { version: stored.version + 1, from, change: smallest, by: '', at: 0, key: '' };
    return plannedProblems(o.defaults, [...stored.versions, next], from);
  }

  /** Stores a version with its effects; false: a lost race. */
  async function add(
    before: number,
    entry: Omit<PolicyVersion, 'version'>,
    follows: readonly Owed[] = [],
  ): Promise<boolean> {
    const effects = owe([...owedBy(entry.change, before + 1), ...follows], entry.at);
    const added = await o.store.add(o.team, before, entry, effects);
    if (added) o.notify?.(effects);
    return added;
  }

  return {
    /** the policy in force on a day, by default today */
    on: async (day?: string): Promise<Policy> => {
      const stored = await o.store.get(o.team);
      return inForce(o.defaults, stored.versions, day ?? todayOf(stored));
    },
    /** all versions, and whether the workspace was set up */
    stored: async (): Promise<StoredPolicy & { defaults: Policy; setUp: boolean; today: string }> => {
      const stored = await o.store.get(o.team);
      return { ...stored, defaults: o.defaults, setUp: stored.version > 0, today: todayOf(stored) };
    },
    /** the first version, in force since ever, with what else it owes; everything works with the defaults until then */
    setUp: async (
      actor: string,
      change: PolicyChange,
      key: string,
      follows?: readonly Owed[],
    ): Promise<SetUpOutcome> => {
      const policy = applied(o.defaults, change);
      const problems = policyProblems(policy);
      if (problems.length > 0) return { ok: false, problems };
      const entry = { from: SINCE_EVER, change: changeBetween(o.defaults, policy), by: actor, at: o.clock.now(), key };
      if (await add(0, entry, follows)) return { ok: true, version: { version: 1, ...entry }, replay: false };
      const [done] = (await o.store.get(o.team)).versions;
      if (!done) throw new Error('the policy could not be stored, and nobody else stored one');
      return done.key === key ? { ok: true, version: done, replay: true } : { ok: false, done };
    },
    /** nothing is written */
    propose: async (change: PolicyChange, from: string): Promise<ProposeOutcome> => {
      const stored = await o.store.get(o.team);
      const problems = problemsOf(stored, change, from);
      return problems.length > 0 ? { ok: false, problems } : { ok: true, proposed: proposedOn(stored, change, from) };
    },
    /** saves what a proposal showed */
    change: async (
      actor: string,
      { from, change, seen }: Pick<Proposed, 'from' | 'change' | 'seen'>,
      key: string,
    ): Promise<ChangeOutcome> => {
      const outcome = await retryOnConflict<ChangeOutcome>(async () => {
        const stored = await o.store.get(o.team);
        const made = stored.versions.find(v => v.key === key);
        if (made) return { ok: true, version: made, replay: true };
        const problems = problemsOf(stored, change, from);
        if (problems.length > 0) return { ok: false, problems };
        const proposed = proposedOn(stored, change, from);
        // What somebody agreed to is what they saw.
        if (stored.version !== seen) return { ok: false, proposed };
        const entry = { from, change: proposed.change, by: actor, at: o.clock.now(), key };
        if (!(await add(seen, entry))) return undefined;
        return { ok: true, version: { version: seen + 1, ...entry }, replay: false };
      });
      if (!outcome) throw new Error('the policy could not be stored, and nobody else stored one');
      return outcome;
    },
  };
}

/** The versions of the policy, read from the database each time. Callers ask first who may change it. */
export type Policies = ReturnType<typeof policies>;

/** Whether a change names other public holidays: people whose leave then takes other days are notified. */
export const namesHolidays = ({ workingTime }: PolicyChange): boolean =>
  workingTime?.holidays !== undefined || workingTime?.region !== undefined;

const owedBy = (change: PolicyChange, version: number): Owed[] =>
  namesHolidays(change) ? [{ kind: HOLIDAYS_RECOUNT, lane: HOLIDAYS_RECOUNT, to: 'everybody', data: { version } }] : [];
