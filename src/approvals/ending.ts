import type { Outbox } from '../outbox/worker.ts';
import type { Clock } from '../shared/clock.ts';
import { defined } from '../shared/defined.ts';
import { type Owed, owe } from '../shared/effects.ts';
import type { Kinds } from './kinds.ts';
import { concernedBy, type Presences } from './presence.ts';
import { changeEffects, routeEffect } from './route/effects.ts';
import { type RouteEntry, SYSTEM } from './route/types.ts';
import { REQUESTS, type RequestDoc, type RequestStore, routeFactsOf } from './store.ts';

/** How a request ends without a decision of its own route: with what it rested on. */
export interface Ending {
  what: 'replaced' | 'cancelled' | 'withdrawn';
  by: string;
  for?: string;
  at?: number;
  /** recognises it when it comes twice */
  key: string;
  /** what the person is told in place of the usual message; they are told nothing where it is empty */
  tells?: Owed[];
}

export interface EndingParts {
  requests: RequestStore;
  kinds: Kinds;
  presences: Presences;
  outbox: Pick<Outbox, 'notify'>;
  clock: Clock;
  team: () => string;
}

const ROUNDS = 10;

/** Ends a request as `how` says of it as it stands; false: there is nothing to end, or this key has ended it. */
export async function endRequest(
  id: string,
  how: (request: RequestDoc) => Ending | undefined,
  o: EndingParts,
): Promise<boolean> {
  for (let round = 0; round < ROUNDS; round++) {
    const request = await o.requests.byId(o.team(), id);
    const ending = request && how(request);
    if (!request || !ending || request.history.some(h => h.key === ending.key)) return false;
    const { what, by, key, tells } = ending;
    const now = o.clock.now();
    const entry: RouteEntry = {
      ...{ what, by, key, at: ending.at ?? now, round: request.round },
      ...defined({ for: ending.for }),
    };
    const before = routeFactsOf(request);
    const { user, history: _, ...state } = before;
    const ended = what === 'withdrawn' ? { state: what } : { state: 'cancelled' as const, purpose: 'cancel' as const };
    const change = { set: { ...state, ...ended }, history: [entry] };
    const known = await o.presences.of([...(by === SYSTEM ? [] : [by]), ...concernedBy(request)]);
    const usual = changeEffects(before, { user, ...change }, { ...known, actor: by, key, now });
    const owed = tells ? [...usual.filter(e => e.kind !== routeEffect.decision), ...tells] : usual;
    const effects = owe([...owed, ...o.kinds.owedBy(request, change)], now);
    if (!(await o.requests.save(request, change, effects))) continue;
    o.outbox.notify(REQUESTS, request._id, effects);
    return true;
  }
  throw new Error(`request ${id} changes too fast to be ended`);
}
