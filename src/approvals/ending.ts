import { retryOnConflict } from '../db/retry.ts';
import { defined } from '../shared/defined.ts';
import type { Owed } from '../shared/effects.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { saveChange } from './actions.ts';
import { tellDecision } from './effects.ts';
import { concernedBy, presenceOf } from './presence.ts';
import { changeEffects } from './route/effects.ts';
import { type RouteEntry, SYSTEM } from './route/types.ts';
import { type RequestDoc, requests, routeFactsOf } from './store.ts';

/** How a request ends together with what it rested on. */
export interface Ending {
  what: 'replaced' | 'cancelled' | 'withdrawn';
  by: string;
  for?: string;
  at?: number;
  key: string;
  /** in place of the usual messages */
  tells?: Owed[];
}

/** False: nothing to end, or this key has ended it. */
export async function endRequest(
  ws: Workspace,
  id: string,
  how: (request: RequestDoc) => Ending | undefined,
): Promise<boolean> {
  const ended = await retryOnConflict(async () => {
    const request = await requests(ws).byId(ws.team, id);
    const ending = request && how(request);
    if (!request || !ending || request.history.some(h => h.key === ending.key)) return false;
    const { what, by, key, tells } = ending;
    const { round } = request;
    const now = ws.clock.now();
    const entry: RouteEntry = { what, by, key, round, at: ending.at ?? now, ...defined({ for: ending.for }) };
    const before = routeFactsOf(request);
    const { user, history: _, ...state } = before;
    const end = what === 'withdrawn' ? { state: what } : { state: 'cancelled' as const, purpose: 'cancel' as const };
    const change = { set: { ...state, ...end }, history: [entry] };
    const presence = await presenceOf(ws, [...(by === SYSTEM ? [] : [by]), ...concernedBy(request)]);
    const usual = changeEffects(before, { user, ...change }, { ...presence, actor: by, key, now });
    const effects = tells ? [...usual.filter(e => e.kind !== tellDecision.kind), ...tells] : usual;
    return (await saveChange(ws, request, { change, effects })) || undefined;
  });
  if (ended === undefined) throw new Error(`request ${id} changes too fast to be ended`);
  return ended;
}
