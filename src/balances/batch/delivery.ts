import { performance } from 'node:perf_hooks';
import { batchDoneMessage, batchDoneModal, batchRunningModal } from '../../../blocks/batch.ts';
import { downloaded, sendWorkbook, unreadRows } from '../../administration/unread.ts';
import { type Employed, factsWith, usesOfMany } from '../../grants/balances.ts';
import { grantNotice, recheck } from '../../grants/effects.ts';
import { correctionsOf, undoneIn } from '../../grants/ledger/counted.ts';
import { poolsOf } from '../../grants/pools.ts';
import { changeLedgers, grantsOf, storeGrants, withGrants } from '../../grants/record/change.ts';
import { asEmployed, employments } from '../../grants/record/employments.ts';
import { ledgers } from '../../grants/record/store.ts';
import { reversalOf } from '../../grants/rules.ts';
import { words } from '../../i18n/index.ts';
import { owe } from '../../shared/effects.ts';
import { AT_ONCE, portions } from '../../shared/portions.ts';
import { redrawModal, updateModal } from '../../slack/redraw.ts';
import { handle } from '../../workspace/feature.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { runBatch, unreadAmounts } from './effects.ts';
import { readAmounts, recipientsIn } from './file.ts';
import { doneModel, unreadReason } from './present.ts';
import { type Given, grantIn, isTaken } from './rules.ts';
import { drawBatches } from './slack.ts';
import { type BatchDoc, batches, type Kept } from './store.ts';

/** Between redraws, ms: Slack takes 100 a minute for everybody. */
const REDRAWN_MS = 1_000;

/**
 * Portion by portion, each stored before the next: whoever goes on after a crash begins where it stopped, and gives
 * nobody anything twice, since a grant has the batch's id.
 */
export const runBatches = handle(runBatch, async (ws, { id, doc: { _id }, to, data }, sender) => {
  const doc = await batches(ws).byId(_id);
  if (!doc || doc.state !== (data.do === 'give' ? 'giving' : 'undoing')) return;
  const person = await ws.people.person(to);
  const w = words(ws.people.language(person));
  const count = doc.gives.length;
  const list = () => redrawModal(ws.slack.bulk, data.beneath, () => drawBatches(ws, { person, w }));
  let [done, kept, drawn] = [doc.done, doc.kept, performance.now()];
  for (const some of portions(doc.gives.slice(done), AT_ONCE)) {
    if (data.do === 'give') await give(ws, doc, some);
    else kept = [...kept, ...(await takeBack(ws, doc, some))];
    done += some.length;
    await batches(ws).progress(_id, id, { done, kept }, ws.clock.now());
    if (performance.now() - drawn < REDRAWN_MS || done === count) continue;
    drawn = performance.now();
    const progress = batchRunningModal({ done, count, undoing: data.do === 'undo' }, w);
    const drawing: Promise<unknown> = data.view === '' ? list() : updateModal(ws.slack.bulk, data.view, progress);
    // Only the result must arrive: the next progress follows.
    await drawing.catch(() => undefined);
  }
  const state = data.do === 'give' ? ('given' as const) : ('undone' as const);
  const ended: BatchDoc = { ...doc, state, done, kept };
  await batches(ws).progress(_id, id, { state }, ws.clock.now());
  const names = await ws.people.names([...doc.gives, ...doc.left, ...kept].map(g => g.user));
  const model = doneModel(ended, { names, pools: await poolsOf(ws), w });
  const isShown = data.view !== '' && (await updateModal(ws.slack.bulk, data.view, batchDoneModal(model, w)));
  if (!isShown) await sender.post({ channel: to }, batchDoneMessage(model, w));
  await list().catch(() => undefined);
});

/** An earlier try may have given some of them. */
async function give(ws: Workspace, doc: BatchDoc, some: readonly Given[]): Promise<void> {
  const now = ws.clock.now();
  await storeGrants(
    ws,
    some.map(g => {
      const grant = grantIn(doc._id, doc.by, doc.grant, g);
      return { user: g.user, grant, effects: doc.tell ? owe(grantNotice(g.user, [grant]), now) : [] };
    }),
  );
}

/** Of whom something was taken of it keeps it; answers who those are. */
async function takeBack(ws: Workspace, doc: BatchDoc, some: readonly Given[]): Promise<Kept[]> {
  const users = some.map(g => g.user);
  const [known, people, uses] = await Promise.all([
    ledgers(ws).ofMany(ws.team, users),
    ws.people.some(users),
    usesOfMany(ws, users),
  ]);
  const persons = new Map<string, Employed>(people.map(p => [p.user, p]));
  const given = `batch:${doc._id}`;
  const by = doc.undone?.by ?? doc.by;
  const now = ws.clock.now();
  const kept = new Map<string, Kept>();
  await changeLedgers(ws, known.values(), before => {
    const { user } = before;
    kept.delete(user);
    const person = persons.get(user) ?? { user };
    const ledger = asEmployed(before, person);
    const stored = grantsOf(ledger.current);
    const grant = stored.find(g => g.id === given);
    if (!grant) {
      if ((ledger.earlier ?? []).some(e => e.grants.some(g => g.id === given)))
        kept.set(user, { user, why: 'other-employment' });
      return undefined;
    }
    if (undoneIn(stored).has(given)) return undefined;
    const facts = factsWith(ws, person, before, uses.get(user) ?? []);
    if (facts && isTaken(given, facts)) {
      kept.set(user, { user, why: 'taken' });
      return undefined;
    }
    const reversal = reversalOf(grant, ws.policy.today(), { by, why: doc.grant.why }, correctionsOf(given, stored));
    const told = doc.tell ? owe(grantNotice(user, [reversal]), now) : [];
    const set = employments(ledger, withGrants(ledger.current, [reversal], now));
    return { set, effects: [...told, ...recheck(by, user, reversal, now)] };
  });
  return [...kept.values()];
}

/** To whoever uploaded the file and may give leave now. */
export const sendUnread = handle(unreadAmounts, async (ws, came, sender) => {
  const { to, data } = came;
  if ((await ws.rights.allows(to, 'import-people')) !== 'yes') return;
  const bytes = await downloaded(ws, to, data.source, sender);
  const read = bytes && (await readAmounts(bytes));
  if (!read?.ok) return;
  const { people } = await ws.rights.directory();
  const w = words(ws.people.language(await ws.people.person(to)));
  const { unread } = recipientsIn(read.lines, people.values());
  const lines = unread.map(l => ({ written: l.written, reason: unreadReason(l, w) }));
  await sendWorkbook(
    ws,
    came,
  )({
    ...{ name: w.balances.batch.unreadFile, comment: w.people.unreadSent(lines.length), title: w.people.badSheet },
    ...unreadRows(read.heads, lines, w.people.unreadReason),
  });
});
