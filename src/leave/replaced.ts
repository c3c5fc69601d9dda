import { routeEffect } from '../approvals/route/effects.ts';
import { inForce } from '../approvals/route/view.ts';
import { REQUESTS, type RequestStore, routeFactsOf } from '../approvals/store.ts';
import type { Courier } from '../delivery/courier.ts';
import type { Clock } from '../shared/clock.ts';
import { type Owed, owe } from '../shared/effects.ts';
import { leaveFormOf } from './form.ts';

/** The effect of an approved change: the leave that it takes the place of ends. */
export const REPLACED = 'leave-replaced';
const ROUNDS = 10;

/**
 * Ends the leave that an approved change takes the place of. Balances look at the change itself, so nothing is counted twice before this is delivered.
 */
export function replacedDelivery(
  courier: Courier,
  o: { requests: RequestStore; clock: Clock; team: () => string },
): void {
  courier.register(REPLACED, async (doc, effect) => {
    const change = await o.requests.byId(o.team(), doc._id);
    const id = change && leaveFormOf(change.form).replaces;
    if (!change || !id) return undefined;
    for (let round = 0; round < ROUNDS; round++) {
      const old = await o.requests.byId(o.team(), id);
      // Cancelled meanwhile by its own way: then there is nothing left to end.
      if (!old || old.user !== change.user || !inForce(old) || old.history.some(h => h.key === effect.id))
        return undefined;
      const { user: _, history: __, ...state } = routeFactsOf(old);
      const { by, at } = effect.data as { by: string; at: number };
      const entry = { what: 'replaced' as const, by, at, key: effect.id, round: old.round };
      const copies: Owed[] = old.asked.map(to => ({ kind: routeEffect.card, lane: `card:${to}`, to }));
      const owed: Owed[] = [
        { kind: routeEffect.card, lane: 'card', to: 'administrators' },
        ...copies,
        { kind: routeEffect.home, lane: `home:${old.user}`, to: old.user },
      ];
      const effects = owe(owed, o.clock.now());
      const set = { ...state, state: 'cancelled' as const, purpose: 'cancel' as const };
      if (!(await o.requests.save(old, { set, history: [entry] }, effects))) continue;
      courier.wake(REQUESTS, old._id, effects);
      return undefined;
    }
    throw new Error(`leave ${id} changes too fast to be ended`);
  });
}
