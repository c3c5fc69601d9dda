import { HOLIDAYS_RECOUNT } from '../calendar/days.ts';
import { localDate } from '../calendar/rules.ts';
import { retryOnConflict } from '../db/retry.ts';
import { SCHEDULE_RECOUNT } from '../people/terms.ts';
import type { Clock } from '../shared/clock.ts';
import { type Effect, type Owed, owe, SETTLING_MS } from '../shared/effects.ts';
import { owedLog } from '../shared/owed-log.ts';
import { dateProblem, lawProblems, type PolicyProblem, plannedProblems, policyProblems, SINCE_EVER } from './check.ts';
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

/** A preview. `seen`: number of versions it was made on. */
export interface Proposed {
  from: string;
  change: PolicyChange;
  differences: Difference[];
  seen: number;
}

type ProposeOutcome = { ok: true; proposed: Proposed } | { ok: false; problems: PolicyProblem[] };

type StoreOutcome = { ok: true; version: PolicyVersion; replay: boolean } | { ok: false; problems: PolicyProblem[] };

/** `done`: the earlier set-up. */
type SetUpOutcome = StoreOutcome | { ok: false; done: PolicyVersion };

/** `proposed`: the current preview, since the policy changed after the one shown. */
type ChangeOutcome = StoreOutcome | { ok: false; proposed: Proposed };

export function policies(o: {
  store: PolicyStore;
  clock: Clock;
  team: string;
  defaults: Policy;
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

  /** Values first: other checks compute with them. */
  function problemsOf(stored: StoredPolicy, change: PolicyChange, from: string): PolicyProblem[] {
    const dated = dateProblem(from, todayOf(stored));
    if (dated) return [dated];
    const next = applied(inForce(o.defaults, stored.versions, from), change);
    const wrong = [...policyProblems(next), ...lawProblems(next, change)];
    if (wrong.length > 0) return wrong;
    const { change: smallest, differences } = proposedOn(stored, change, from);
    if (differences.length === 0) return [{ code: 'nothing-changed' }];
    const version: PolicyVersion = { version: stored.version + 1, from, change: smallest, by: '', at: 0, key: '' };
    return plannedProblems(o.defaults, [...stored.versions, version], from);
  }

  /** Stores a version with its effects; false: a lost race. */
  async function add(
    before: number,
    entry: Omit<PolicyVersion, 'version'>,
    differences: readonly Difference[],
    follows: readonly Owed[] = [],
  ): Promise<boolean> {
    const recounts = recountsOf(entry);
    const { by, from, change } = entry;
    const effects = [
      ...owe(
        [owedLog({ what: 'settings.policy', by, on: from, was: valuesBefore(differences), now: change })],
        entry.at,
      ),
      ...owe([...owedBy(entry.change, before + 1), ...recounts, ...follows], entry.at),
      // Once more when leaves sent in the same moment are written.
      ...owe(recounts, entry.at, entry.at + SETTLING_MS),
    ];
    const added = await o.store.add(o.team, before, entry, effects);
    if (added) o.notify?.(effects);
    return added;
  }

  return {
    on: async (day?: string): Promise<Policy> => {
      const stored = await o.store.get(o.team);
      return inForce(o.defaults, stored.versions, day ?? todayOf(stored));
    },
    stored: async (): Promise<StoredPolicy & { defaults: Policy; setUp: boolean; today: string }> => {
      const stored = await o.store.get(o.team);
      return { ...stored, defaults: o.defaults, setUp: stored.version > 0, today: todayOf(stored) };
    },
    /** the first version, in force since ever; until then the defaults hold */
    setUp: async (
      actor: string,
      change: PolicyChange,
      key: string,
      follows?: readonly Owed[],
    ): Promise<SetUpOutcome> => {
      const policy = applied(o.defaults, change);
      const problems = [...policyProblems(policy), ...lawProblems(policy, change)];
      if (problems.length > 0) return { ok: false, problems };
      const entry = { from: SINCE_EVER, change: changeBetween(o.defaults, policy), by: actor, at: o.clock.now(), key };
      const made = await add(0, entry, difference(o.defaults, policy), follows);
      if (made) return { ok: true, version: { version: 1, ...entry }, replay: false };
      const [done] = (await o.store.get(o.team)).versions;
      if (!done) throw new Error('the policy could not be stored, and nobody else stored one');
      return done.key === key ? { ok: true, version: done, replay: true } : { ok: false, done };
    },
    /** writes nothing */
    propose: async (change: PolicyChange, from: string): Promise<ProposeOutcome> => {
      const stored = await o.store.get(o.team);
      const problems = problemsOf(stored, change, from);
      return problems.length > 0 ? { ok: false, problems } : { ok: true, proposed: proposedOn(stored, change, from) };
    },
    /** saves a proposal */
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
        // Only what was shown is saved.
        if (stored.version !== seen) return { ok: false, proposed };
        const entry = { from, change: proposed.change, by: actor, at: o.clock.now(), key };
        if (!(await add(seen, entry, proposed.differences))) return undefined;
        return { ok: true, version: { version: seen + 1, ...entry }, replay: false };
      });
      if (!outcome) throw new Error('the policy could not be stored, and nobody else stored one');
      return outcome;
    },
  };
}

/** Read from the database each time. Callers check the right. */
export type Policies = ReturnType<typeof policies>;

/** In the shape of a change. */
function valuesBefore(differences: readonly Difference[]): PolicyChange {
  const values: Record<string, Record<string, unknown>> = {};
  for (const d of differences) values[d.group] = { ...values[d.group], [d.field]: d.from };
  return values as PolicyChange;
}

/** Whether a change names other public holidays: people whose leave then takes other days are notified. */
const namesHolidays = ({ workingTime }: PolicyChange): boolean =>
  workingTime?.holidays !== undefined || workingTime?.region !== undefined;

/** The length of a day, or of the full-time week that part-timers' hours are measured by. */
export const namesDay = ({ workingTime }: PolicyChange): boolean =>
  workingTime?.dayLength !== undefined || workingTime?.fullTimeWeek !== undefined;

/** Whether leaves may take other days by a change. */
export const recountsLeaves = (change: PolicyChange): boolean => namesHolidays(change) || namesDay(change);

const owedBy = (change: PolicyChange, version: number): Owed[] =>
  namesHolidays(change) ? [{ kind: HOLIDAYS_RECOUNT, lane: HOLIDAYS_RECOUNT, to: 'everybody', data: { version } }] : [];

/** Leaves are counted again by the length of the day from its day on. */
const recountsOf = ({ change, from, by }: Omit<PolicyVersion, 'version'>): Owed[] =>
  !namesDay(change) ? [] : [{ kind: SCHEDULE_RECOUNT, lane: SCHEDULE_RECOUNT, to: 'everybody', data: { from, by } }];
