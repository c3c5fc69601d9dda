import { setImmediate as breathe } from 'node:timers/promises';
import { requestUses } from '../absence/leaves.ts';
import type { RequestStore } from '../approvals/store.ts';
import { atLocal, type Calendar, localDate } from '../calendar/rules.ts';
import type { AttendedStore } from '../grants/attended.ts';
import { policyPeriods } from '../grants/policy-periods.ts';
import type { GrantStore } from '../grants/store.ts';
import { RUNS, type RunStore, runId } from '../jobs/store.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { PeopleStore } from '../people/store.ts';
import { destroyedBefore, keptFrom } from '../settings/retention.ts';
import type { Workplace } from '../settings/workplace.ts';
import type { Clock } from '../shared/clock.ts';
import { defined } from '../shared/defined.ts';
import { owe } from '../shared/effects.ts';
import type { Log } from '../shared/log.ts';
import { selectPurgeable } from './purgeable.ts';
import type { Before, RetentionStore } from './store.ts';
import { unchanged, unstored } from './unchanged.ts';

/** After what vests in the night, before anybody comes; by the workplace's clock. */
const DESTROY_AT = '03:00';
const JOB = 'retention';
const OF_PERSON = 'retention-of';
/** Destroys what a person's run names. */
const DESTROY = 'records-destroyed';
/** A minute's round has other jobs: so long it is busy with this one, ms of the machine; the next round goes on. */
const BUSY_MS = 5_000;

const KINDS = ['workdays', 'months', 'leftovers', 'settlements', 'attended'] as const;
type Counts = Record<(typeof KINDS)[number] | 'requests' | 'grants' | 'people', number>;
const none = (): Counts => ({
  ...{ workdays: 0, months: 0, leftovers: 0, settlements: 0, attended: 0 },
  ...{ requests: 0, grants: 0, people: 0 },
});

/** What of a person is to be destroyed, all of it or nothing. */
interface Destroyed {
  requests: { _id: string; version: number }[];
  /** ids within the person, in the order in which they go */
  grants: string[];
}

export interface RetentionParts {
  records: RetentionStore;
  requests: Pick<RequestStore, 'of'>;
  grants: Pick<GrantStore, 'of'>;
  attended: Pick<AttendedStore, 'get'>;
  people: Pick<PeopleStore, 'get'>;
  runs: RunStore;
  outbox: Pick<Outbox, 'notify'>;
  workplace: Pick<Workplace, 'on' | 'now' | 'today' | 'zone' | 'changes'>;
  calendar: Calendar;
  clock: Clock;
  team: () => string;
  log: Log;
}

/** Once a day destroys what was kept long enough (LSA 42). Twice does no harm; what is half done, the next round goes on with. */
export function retentionJob(o: RetentionParts): { tick(): Promise<void> } {
  /** what this process has done today */
  let done = '';
  let doing = '';
  let checked = new Set<string>();
  let counts = none();

  const dayOf = (ms: number): string => localDate(ms, o.workplace.zone);

  /** What of somebody's requests and ledger nothing needs any more. */
  async function checkPerson(user: string, { day }: Before): Promise<void> {
    const [person, requests, stored, stamps, attended] = await Promise.all([
      o.people.get(o.team(), user),
      o.requests.of(o.team(), user),
      o.grants.of(o.team(), user),
      o.records.stamps(o.team(), user),
      o.attended.get(o.team(), user),
    ]);
    const today = o.workplace.today();
    const uses = requestUses(requests, o.calendar);
    const employed = defined({ hiredOn: person?.hiredOn, lastDay: person?.lastDay });
    const policies = policyPeriods(o.workplace);
    const facts = {
      ...{ user, ...employed, attended, policies, stored, uses, today },
      destroyedBefore: destroyedBefore(o.workplace),
    };
    const grants = stored.map(grant => {
      const stamp = stamps.get(grant.id);
      return { grant, storedOn: dayOf(stamp?.at ?? o.clock.now()), owes: stamp?.owes ?? true };
    });
    const gone = selectPurgeable({ ...employed, requests, grants, due: unstored(facts), uses, today }, day, dayOf);
    if (gone.requests.length + gone.grants.length === 0) return;
    if (!unchanged(facts, gone)) {
      o.log.error('a balance would change without records that are past their time; they were kept');
      return;
    }
    const ids = new Set(gone.requests);
    const data: Destroyed = {
      requests: requests.filter(r => ids.has(r._id)).map(({ _id, version }) => ({ _id, version })),
      grants: gone.grants,
    };
    // Kept until all of it is done: half of it would be another ledger.
    const [name, now] = [`${OF_PERSON}:${user}:${today}`, o.clock.now()];
    const effects = owe([{ kind: DESTROY, lane: DESTROY, to: user, data: { ...data } }], now);
    if (!(await o.runs.claim(o.team(), name, { job: OF_PERSON, date: today, at: now }, effects))) return;
    o.outbox.notify(RUNS, runId(o.team(), name), effects);
    counts.requests += data.requests.length;
    counts.grants += data.grants.length;
  }

  /** True: there is nothing left to do today. */
  async function destroy(before: Before): Promise<boolean> {
    const end = performance.now() + BUSY_MS;
    const late = (): boolean => performance.now() > end;
    for (const kind of KINDS)
      for (;;) {
        const dropped = await o.records[kind](o.team(), before);
        counts[kind] += dropped;
        if (dropped === 0) break;
        if (late()) return false;
        await breathe();
      }
    for (const user of await o.records.users(o.team(), before)) {
      if (checked.has(user)) continue;
      if (late()) return false;
      await checkPerson(user, before);
      checked.add(user);
      await breathe();
    }
    for (const person of await o.records.left(o.team(), before))
      if (await o.records.forget(o.team(), person)) counts.people += 1;
    return true;
  }

  return {
    tick: async () => {
      const today = o.workplace.today();
      const now = o.clock.now();
      if (done === today || now < atLocal(today, DESTROY_AT, o.workplace.zone)) return;
      const name = `${JOB}:${today}`;
      if (!(await o.runs.isClaimed(o.team(), name))) {
        if (doing !== today) [doing, checked, counts] = [today, new Set(), none()];
        const day = keptFrom(today, o.workplace.now().records.keepYears);
        if (!(await destroy({ day, at: atLocal(day, '00:00', o.workplace.zone) }))) return;
        await o.runs.claim(o.team(), name, { job: JOB, date: today, at: now }, []);
        if (Object.values(counts).some(n => n > 0)) o.log.info(counts, 'records past their time were destroyed');
      }
      done = today;
    },
  };
}

/** Does what a person's run owes. Requests first: without them a grant is only left over, and it has lapsed. Twice does no harm. */
export function retentionDelivery(
  outbox: Pick<Outbox, 'register'>,
  o: { records: Pick<RetentionStore, 'requests' | 'grants'>; team: () => string },
): void {
  outbox.register(DESTROY, async (_run, effect) => {
    const { requests, grants } = effect.data as unknown as Destroyed;
    // One that somebody changed since stays, and so do its grants; the next night looks anew.
    if (await o.records.requests(o.team(), requests)) await o.records.grants(o.team(), effect.to, grants);
    return undefined;
  });
}
