import { owe } from '../shared/effects.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { drawCard } from './effects.ts';
import { REQUESTS, requests } from './store.ts';

/** Posts cards that waited for a channel, once there is one: nothing else does it until the request changes. */
export async function postPendingCards(ws: Workspace, channel = ws.channels.channel()): Promise<void> {
  if ((await channel) === undefined) return;
  for (const request of await requests(ws).waiting(ws.team)) {
    // Already due: a second effect would only draw it twice.
    const isDue = request.effects.some(e => e.kind === drawCard.kind && e.to === 'administrators');
    if (request.cards.administrators || isDue) continue;
    const effects = owe([drawCard.owed({ lane: 'card', to: 'administrators' })], ws.clock.now());
    // Whoever was faster draws the card as well.
    if (await requests(ws).owe(request, effects)) ws.outbox.notify(REQUESTS, request._id, effects);
  }
}

/** Whether there is a channel is asked of Slack, which may be away; the next minute asks again. */
export const retryPendingCards = (ws: Workspace): Promise<void> =>
  postPendingCards(
    ws,
    ws.channels.channel().catch(() => undefined),
  );
