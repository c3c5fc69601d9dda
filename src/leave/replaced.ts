import { cancellationOf, LEAVE } from '../absence/leaves.ts';
import { type Ending, endRequest } from '../approvals/ending.ts';
import { SYSTEM } from '../approvals/route/types.ts';
import { inForce } from '../approvals/route/view.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import { leaveFormOf } from '../leave-record/form.ts';
import { defined } from '../shared/defined.ts';
import { handle } from '../workspace/feature.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { changeSent, changesEnd, leaveReplaced } from './effects.ts';

// A leave and its changes are separate documents: each ending enqueues what it means for the other, in either order.

/**
 * How a change ends with its leave: one that waits is withdrawn, one that was approved at the same moment is cancelled,
 * so that no leave is in force once its cancellation was approved.
 */
function endsWith(change: RequestDoc, old: RequestDoc, key: string): Ending | undefined {
  if (inForce(old)) return undefined;
  if (change.state === 'sent-back' || (change.state === 'waiting' && change.purpose === 'request'))
    return { what: 'withdrawn', by: SYSTEM, key };
  const end = cancellationOf(old);
  if (!end || !inForce(change)) return undefined;
  return { what: 'cancelled', by: end.by, ...defined({ for: end.for }), key };
}

const endChange = async (ws: Workspace, id: string, old: RequestDoc, key: string): Promise<void> =>
  void (await endRequest(ws, id, change => endsWith(change, old, `${key}:${id}`)));

async function replacedBy(ws: Workspace, id: string): Promise<RequestDoc | undefined> {
  const change = await requests(ws).byId(ws.team, id);
  const replaces = change && leaveFormOf(change.form).replaces;
  const old = replaces ? await requests(ws).byId(ws.team, replaces) : undefined;
  return old?.user === change?.user ? old : undefined;
}

export const endReplaced = handle(leaveReplaced, async (ws, { doc, data: { by, at }, id }) => {
  const found = await replacedBy(ws, doc._id);
  if (!found) return;
  const how = (old: RequestDoc): Ending | undefined =>
    inForce(old) ? { what: 'replaced', by, at, key: id, tells: [] } : undefined;
  // Even if the change was cancelled before this delivery.
  if (await endRequest(ws, found._id, how)) return;
  const old = await requests(ws).byId(ws.team, found._id);
  if (old) await endChange(ws, doc._id, old, id);
});

export const endSentChange = handle(changeSent, async (ws, { doc, id }) => {
  const old = await replacedBy(ws, doc._id);
  if (old) await endChange(ws, doc._id, old, id);
});

export const endChanges = handle(changesEnd, async (ws, { doc, id }) => {
  const old = await requests(ws).byId(ws.team, doc._id);
  if (!old) return;
  const mine = await requests(ws).of(ws.team, old.user);
  const changes = mine.filter(r => r.kind === LEAVE && leaveFormOf(r.form).replaces === old._id);
  for (const change of changes) await endChange(ws, change._id, old, id);
});
