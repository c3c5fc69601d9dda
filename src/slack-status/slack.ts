import { action } from '../../blocks/ids.ts';
import type { Modal } from '../../blocks/kit.ts';
import type { Acting, Router } from '../slack/router.ts';
import type { Consents } from './actions.ts';

/** The switch in a person's settings, and Slack's word that a token was revoked. */
export function statusSlack(
  router: Router,
  o: { consents: Consents; settings: (acting: Pick<Acting, 'person' | 'w'>) => Promise<Modal> },
): void {
  // A link: Slack opens it, and Slack's own page leads back.
  router.opens(action.allowStatus, async () => undefined);

  router.press(action.endStatus, async press => {
    await o.consents.withdraw(press.person.user, press.key);
    await press.redraw(await o.settings(press));
  });

  router.event('tokens_revoked', async ({ event }) => {
    const { oauth = [] } = (event.tokens ?? {}) as { oauth?: string[] };
    for (const user of oauth) await o.consents.revoked(user);
  });
}
