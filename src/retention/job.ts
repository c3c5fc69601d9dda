import { setImmediate as breathe } from 'node:timers/promises';
import { atLocal } from '../calendar/rules.ts';
import { changeLedger } from '../grants/record/change.ts';
import { daily } from '../jobs/daily.ts';
import { RUNS, runId, runs } from '../jobs/store.ts';
import { keptFrom } from '../settings/retention.ts';
import { defined } from '../shared/defined.ts';
import { owe } from '../shared/effects.ts';
import { handle } from '../workspace/feature.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { destruction } from './effects.ts';
import { KEPT_IN_LEDGER, type OfLedger, owedGrants, withoutEnded, withoutOld } from './ledger.ts';
import { purgeableOf } from './of-person.ts';
import { type Before, records } from './store.ts';

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
  const { today, ...data } = await purgeableOf(ws, user, day);
  if (data.requests.length + data.grants.length === 0) return;
  const now = ws.clock.now();
  // Kept until all of it is done: half of it would be another ledger.
  const name = `${OF_PERSON}:${user}:${today}`;
  const effects = owe([destruction.owed({ lane: destruction.kind, to: user, data })], now);
  if (!(await runs(ws).claim(ws.team, name, { job: OF_PERSON, date: today, at: now }, effects))) return;
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
