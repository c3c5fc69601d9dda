import { owedCards } from '../approvals/route/effects.ts';
import type { RouteEntry } from '../approvals/route/types.ts';
import { occupies } from '../approvals/route/view.ts';
import { REQUESTS, type RequestDoc, requests } from '../approvals/store.ts';
import { retryOnConflict } from '../db/retry.ts';
import { type Owed, owe } from '../shared/effects.ts';
import { owedHome } from '../workspace/home.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** History lines, and the message to the person. */
export interface Noted {
  by: string;
  lines: { what: 'days-off' | 'days-worked'; days: NonNullable<RouteEntry['days']> }[];
  message: Owed;
}

/** One write; `key` recognises a repeated delivery. */
export async function noteLeave(
  ws: Workspace,
  found: RequestDoc,
  key: string,
  noteOf: (request: RequestDoc) => Noted | undefined,
): Promise<void> {
  let request: RequestDoc | undefined = found;
  const done = await retryOnConflict(async () => {
    const noted = request && noteOf(request);
    if (!request || !noted || !occupies(request) || request.history.some(h => h.key === key)) return true;
    const now = ws.clock.now();
    const effects = owe(owedBy(request, noted.message), now);
    const at = { at: now, by: noted.by, key, round: request.round };
    const lines = noted.lines.map(line => ({ ...line, ...at }));
    const stored = await requests(ws).note(request, lines, effects);
    if (stored) ws.outbox.notify(REQUESTS, request._id, effects);
    else request = await requests(ws).byId(ws.team, request._id);
    return stored || undefined;
  });
  if (!done) throw new Error(`a leave changes too often to be recounted: ${found._id}`);
}

/** A pending card shows the current days; a decided one stays. */
const redrawn = (request: RequestDoc): Owed[] => (request.state === 'waiting' ? owedCards(request) : []);

const owedBy = (request: RequestDoc, message: Owed): Owed[] => [message, owedHome(request.user), ...redrawn(request)];
