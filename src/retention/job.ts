import { setImmediate as breathe } from 'node:timers/promises';
import { requestUses } from '../absence/leaves.ts';
import { requests } from '../approvals/store.ts';
import { atLocal, localDate } from '../calendar/rules.ts';
import { type Employed, personFacts } from '../grants/balances.ts';
import { changeLedger } from '../grants/record/change.ts';
import { ledgers } from '../grants/record/store.ts';
import { daily } from '../jobs/daily.ts';
import { RUNS, runId, runs } from '../jobs/store.ts';
import { keptFrom } from '../settings/retention.ts';
import { defined } from '../shared/defined.ts';
import { owe } from '../shared/effects.ts';
import { handle } from '../workspace/feature.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { destruction } from './effects.ts';
import { KEPT_IN_LEDGER, type OfLedger, owedGrants, withoutEnded, withoutOld } from './ledger.ts';
import { selectPurgeable } from './purgeable.ts';
import { type Before, records } from './store.ts';
import { unchanged, unstored } from './unchanged.ts';

/** After what vests in the night, before anybody comes; by the workplace's clock. */
const DESTROY_AT = '03:00';
const OF_PERSON = 'retention-of';
/** How long a minute is busy with this job, ms of the machine; the next minute goes on. */
const BUSY_MS = 5_000;

const KINDS = ['workdays', 'months', 'confirmations', 'versions', 'leftovers', 'log'] as const;
type Counts = OfLedger & Record<(typeof KINDS)[number] | 'requests' | 'grants' | 'people', number>;
const none = (): Counts => ({
  ...{
    workdays: 0,
    months: 0,
    confirmations: 0,
    versions: 0,
    leftovers: 0,
    log: 0,
    settlements: 0,
    attended: 0,
    notices: 0,
  },
  ...{ requests: 0, grants: 0, people: 0 },
});

/** What this process has done of a day's work. */
const progressOf = perWorkspace(() => ({ day: '', checked: new Set<string>(), counts: none() }));

/** Once a day destroys what was kept long enough (LSA 42). Idempotent; the next minute goes on where one ended. */
export const destroyDaily = (ws: Workspace): Promise<void> =>
  daily(ws, 'retention', DESTROY_AT, async today => {
    const progress = progressOf(ws);
    if (progress.day !== today) Object.assign(progress, { day: today, checked: new Set(), counts: none() });
    const day = keptFrom(today, ws.policy.now().records.keepYears);
    if (!(await destroy(ws, { day, at: atLocal(day, '00:00', ws.policy.zone) }))) return false;
    const { counts } = progress;
    if (Object.values(counts).some(n => n > 0)) ws.log.info(counts, 'records past their time were destroyed');
    return true;
  });

/** True: there is nothing left to do today. */
async function destroy(ws: Workspace, before: Before): Promise<boolean> {
  const { checked, counts } = progressOf(ws);
  const end = performance.now() + BUSY_MS;
  const late = (): boolean => performance.now() > end;
  for (const kind of KINDS)
    for (;;) {
      const dropped = await records(ws)[kind](ws.team, before);
      counts[kind] += dropped;
      if (dropped === 0) break;
      if (late()) return false;
      await breathe();
    }
  for (const user of await records(ws).users(ws.team, before)) {
    if (checked.has(user)) continue;
    if (late()) return false;
    await checkPerson(ws, user, before);
    checked.add(user);
    await breathe();
  }
  for (const person of await records(ws).left(ws.team, before))
    if (await records(ws).forget(ws.team, person)) counts.people += 1;
  return true;
}

async function checkPerson(ws: Workspace, user: string, before: Before): Promise<void> {
  const { counts } = progressOf(ws);
  const dropped = await changeLedger<OfLedger>(ws, user, ({ current, earlier }) => {
    const { employment, ...dropped } = withoutOld(current, before);
    const ended = earlier?.map(e => withoutEnded(e, before));
    const isSame = employment === current && (ended ?? []).every((e, i) => e === earlier?.[i]);
    return { answer: dropped, ...(isSame ? {} : { set: { current: employment, ...defined({ earlier: ended }) } }) };
  });
  for (const kind of KEPT_IN_LEDGER) counts[kind] += dropped?.[kind] ?? 0;
  await destroyLeave(ws, user, before);
}

/** Claims the run that destroys a person's requests and grants that nothing needs. */
async function destroyLeave(ws: Workspace, user: string, { day }: Before): Promise<void> {
  const [[person = { user } as Employed], sent, ledger] = await Promise.all([
    ws.people.some([user]),
    requests(ws).of(ws.team, user),
    ledgers(ws).get(ws.team, user),
  ]);
  // Leaves of an employment that ended are kept as long as its grants.
  const ended = person.former?.findLast(f => f.lastDay >= day)?.lastDay ?? '';
  const all = sent.filter(r => r.period.from > ended);
  const facts = personFacts(ws, person, ledger, requestUses(all, ws.policy));
  const now = ws.clock.now();
  const dayOf = (ms: number): string => localDate(ms, ws.policy.zone);
  const stored = new Map(ledger.current.grants.map(g => [g.id, dayOf(g.at)]));
  const owed = owedGrants(ledger.effects);
  const kept = facts.stored.map(grant => ({
    ...{ grant, storedOn: stored.get(grant.id) ?? dayOf(now), owes: owed.has(grant.id) },
  }));
  const gone = selectPurgeable({ ...facts, requests: all, grants: kept, due: unstored(facts) }, day, dayOf);
  if (gone.requests.length + gone.grants.length === 0) return;
  if (!unchanged(facts, gone)) {
    ws.log.error('a balance would change without records that are past their time; they were kept');
    return;
  }
  const ids = new Set(gone.requests);
  const data = {
    requests: all.filter(r => ids.has(r._id)).map(({ _id, version }) => ({ _id, version })),
    grants: gone.grants,
  };
  // Kept until all of it is done: half of it would be another ledger.
  const name = `${OF_PERSON}:${user}:${facts.today}`;
  const effects = owe([destruction.owed({ lane: destruction.kind, to: user, data })], now);
  if (!(await runs(ws).claim(ws.team, name, { job: OF_PERSON, date: facts.today, at: now }, effects))) return;
  ws.outbox.notify(RUNS, runId(ws.team, name), effects);
  const { counts } = progressOf(ws);
  counts.requests += data.requests.length;
  counts.grants += data.grants.length;
}

/** Requests first: without them a grant is only left over, and it has lapsed. Twice does no harm. */
export const destroyPerson = handle(destruction, async (ws, { to, data }) => {
  // A request that was changed since stays, and so do the grants; the next night checks again.
  if (!(await records(ws).requests(ws.team, data.requests))) return;
  const gone = new Set(data.grants);
  await changeLedger(ws, to, ({ current, effects }) => {
    const owed = owedGrants(effects);
    const grants = current.grants.filter(g => !gone.has(g.id) || owed.has(g.id));
    const isDone = grants.length === current.grants.length;
    return { answer: true, ...(isDone ? {} : { set: { current: { ...current, grants } } }) };
  });
});
