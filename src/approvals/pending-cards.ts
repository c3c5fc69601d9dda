import type { Outbox } from '../outbox/worker.ts';
import type { Clock } from '../shared/clock.ts';
import { owe } from '../shared/effects.ts';
import { routeEffect } from './route/effects.ts';
import { REQUESTS, type RequestStore } from './store.ts';

/** Once a channel is chosen, what waited without one is posted there: in a change's absence nothing else would do it. */
export async function postPendingCards(o: {
  requests: RequestStore;
  outbox: Outbox;
  clock: Clock;
  team: () => string;
}): Promise<void> {
  for (const request of await o.requests.waiting(o.team())) {
    // On its way, or owed already: a second effect would only draw it twice.
    const owed = request.effects.some(e => e.kind === routeEffect.card && e.to === 'administrators');
    if (request.cards.administrators || owed) continue;
    const effects = owe([{ kind: routeEffect.card, lane: 'card', to: 'administrators' }], o.clock.now());
    // Whoever was faster owes the card as well.
    if (await o.requests.owe(request, effects)) o.outbox.notify(REQUESTS, request._id, effects);
  }
}
