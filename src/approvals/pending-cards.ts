import { owe } from '../shared/effects.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { drawCard } from './effects.ts';
import { REQUESTS, requests } from './store.ts';

/** Cards that waited for a channel; nothing else posts them until the request changes. */
export async function postPendingCards(ws: Workspace, channel = ws.channels.channel()): Promise<void> {
  if ((await channel) === undefined) return;
  for (const request of await requests(ws).waiting(ws.team)) {
    // A second effect would only draw it twice.
    const isDue = request.effects.some(e => e.kind === drawCard.kind && e.to === 'administrators');
    if (request.cards.administrators || isDue) continue;
    const effects = owe([drawCard.owed({ lane: 'card', to: 'administrators' })], ws.clock.now());
    // The winner of a race draws the card as well.
    if (await requests(ws).owe(request, effects)) ws.outbox.notify(REQUESTS, request._id, effects);
  }
}

/** Slack may be away; the next minute asks again. */
export const retryPendingCards = (ws: Workspace): Promise<void> =>
  postPendingCards(
    ws,
    ws.channels.channel().catch(() => undefined),
  );
