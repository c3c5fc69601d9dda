import { defined } from '../shared/defined.ts';
import { type Owed, owe } from '../shared/effects.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { tellDecision } from './effects.ts';
import { concernedBy, presenceOf } from './presence.ts';
import { owedByChange } from './registry.ts';
import { changeEffects } from './route/effects.ts';
import { type RouteEntry, SYSTEM } from './route/types.ts';
import { REQUESTS, type RequestDoc, requests, routeFactsOf } from './store.ts';

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

const ROUNDS = 10;

/** False: nothing to end, or this key has ended it. */
export async function endRequest(
  ws: Workspace,
  id: string,
  how: (request: RequestDoc) => Ending | undefined,
): Promise<boolean> {
  for (let round = 0; round < ROUNDS; round++) {
    const request = await requests(ws).byId(ws.team, id);
    const ending = request && how(request);
    if (!request || !ending || request.history.some(h => h.key === ending.key)) return false;
    const { what, by, key, tells } = ending;
    const now = ws.clock.now();
    const entry: RouteEntry = {
      what,
      by,
      key,
      at: ending.at ?? now,
      round: request.round,
      ...defined({ for: ending.for }),
    };
    const before = routeFactsOf(request);
    const { user, history: _, ...state } = before;
    const ended = what === 'withdrawn' ? { state: what } : { state: 'cancelled' as const, purpose: 'cancel' as const };
    const change = { set: { ...state, ...ended }, history: [entry] };
    const presence = await presenceOf(ws, [...(by === SYSTEM ? [] : [by]), ...concernedBy(request)]);
    const usual = changeEffects(before, { user, ...change }, { ...presence, actor: by, key, now });
    const owed = tells ? [...usual.filter(e => e.kind !== tellDecision.kind), ...tells] : usual;
    const effects = owe([...owed, ...owedByChange(ws, request, change)], now);
    if (!(await requests(ws).save(request, change, effects))) continue;
    ws.outbox.notify(REQUESTS, request._id, effects);
    return true;
  }
  throw new Error(`request ${id} changes too fast to be ended`);
}
