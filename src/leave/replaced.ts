import { cancellationOf, LEAVE } from '../absence/leaves.ts';
import { type Ending, endRequest } from '../approvals/ending.ts';
import { SYSTEM } from '../approvals/route/types.ts';
import { inForce } from '../approvals/route/view.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import { leaveFormOf } from '../leave-record/form.ts';
import type { Outbox } from '../outbox/worker.ts';
import { defined } from '../shared/defined.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The effect of an approved change: the leave that it takes the place of ends. */
export const REPLACED = 'leave-replaced';
/** The effect of a leave that is no longer in force: the changes of it end with it. */
export const CHANGES_END = 'leave-changes-end';
/** The effect of a change that was sent: it ends at once if the leave was cancelled meanwhile. */
export const CHANGE_SENT = 'leave-change-sent';

/**
 * How a change ends with the leave that it changes: one that waits is withdrawn, one that was approved in the same moment is cancelled, so
 * that no leave is in force once its cancellation was approved.
 */
function endsWith(change: RequestDoc, old: RequestDoc, key: string): Ending | undefined {
  if (inForce(old)) return undefined;
  if (change.state === 'sent-back' || (change.state === 'waiting' && change.purpose === 'request'))
    return { what: 'withdrawn', by: SYSTEM, key };
  const end = cancellationOf(old);
  if (!end || !inForce(change)) return undefined;
  return { what: 'cancelled', by: end.by, ...defined({ for: end.for }), key };
}

/** A leave and its changes are documents of their own: each ending owes what it means for the other, whichever was written first. */
export function replacedDelivery(outbox: Outbox, { ws }: { ws: Workspace }): void {
  const endChange = async (id: string, old: RequestDoc, key: string): Promise<void> =>
    void (await endRequest(ws, id, change => endsWith(change, old, `${key}:${id}`)));

  async function changed(id: string): Promise<{ change: RequestDoc; old: RequestDoc } | undefined> {
    const change = await requests(ws).byId(ws.team, id);
    const replaces = change && leaveFormOf(change.form).replaces;
    const old = replaces ? await requests(ws).byId(ws.team, replaces) : undefined;
    return change && old?.user === change.user ? { change, old } : undefined;
  }

  outbox.register(REPLACED, async (doc, effect) => {
    const found = await changed(doc._id);
    if (!found) return undefined;
    const { by, at } = effect.data as { by: string; at: number };
    const how = (old: RequestDoc): Ending | undefined =>
      inForce(old) ? { what: 'replaced', by, at, key: effect.id, tells: [] } : undefined;
    // The change may have been cancelled before this is delivered: what it took the place of stays ended all the same.
    if (await endRequest(ws, found.old._id, how)) return undefined;
    const old = await requests(ws).byId(ws.team, found.old._id);
    if (old) await endChange(doc._id, old, effect.id);
    return undefined;
  });

  outbox.register(CHANGE_SENT, async (doc, effect) => {
    const found = await changed(doc._id);
    if (found) await endChange(doc._id, found.old, effect.id);
    return undefined;
  });

  outbox.register(CHANGES_END, async (doc, effect) => {
    const old = await requests(ws).byId(ws.team, doc._id);
    if (!old) return undefined;
    const mine = await requests(ws).of(ws.team, old.user);
    const changes = mine.filter(r => r.kind === LEAVE && leaveFormOf(r.form).replaces === old._id);
    for (const change of changes) await endChange(change._id, old, effect.id);
    return undefined;
  });
}
