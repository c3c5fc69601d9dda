import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { helpModal } from '../../blocks/chat.ts';
import { action } from '../../blocks/ids.ts';
import { isUnavailable } from '../db/errors.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { People } from '../people/actions.ts';
import type { Clock } from '../shared/clock.ts';
import { found, readMetadata } from '../slack/metadata.ts';
import { redrawModal } from '../slack/redraw.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { Press, Router, Submission } from '../slack/router.ts';
import type { SlackClients } from '../slack-api/clients.ts';
import type { Home } from './actions.ts';
import type { HomeList, Lists } from './lists.ts';

interface Parts {
  home: Home;
  lists: Lists;
  people: People;
  refusals: Refusals;
  clients: SlackClients;
  clock: Clock;
  /** opens the list of what waits for somebody, which has filters of its own */
  openWaiting: (press: Press) => Promise<void>;
}

const LISTS: readonly HomeList[] = ['mine', 'away', 'now', 'answers'];
const listMetadata = z.object({ list: z.enum(LISTS), page: z.number() });

/** Home when it is opened, and the lists behind it. */
export function homeSlack(router: Router, o: Parts): void {
  const show = async (user: string): Promise<void> => {
    try {
      await o.home.publish(user, o.clients.interactive);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      await o.home.publishUnavailable(user, o.clients.interactive);
    }
  };

  router.event('app_home_opened', async ({ event }) => {
    if (event.tab !== 'home') return;
    const user = String(event.user);
    await show(user);
    try {
      await o.people.prefer(user, { homeSeenAt: o.clock.now() });
    } catch (error) {
      // Their Home says already that the database is away.
      if (!isUnavailable(error)) throw error;
    }
  });

  router.opens(action.retryHome, press => show(press.person.user));

  router.opens(action.openHelp, press => press.open(helpModal(press.w)));

  router.opens(action.openList, async press => {
    if (press.value === 'waiting') return o.openWaiting(press);
    const list = found(LISTS.find(l => l === press.value));
    const modal = await o.lists.modal(list, 1, press.person);
    if (modal) await press.open(modal);
    else await o.refusals.tell({ code: 'administrators-only' }, press);
  });

  const redrawn = redrawList(o, press => Number(press.value));
  const turn = async (press: Press): Promise<void> => {
    found(readMetadata(listMetadata, press.view?.metadata ?? ''));
    if (!(await redrawn(press))) await o.refusals.tell({ code: 'administrators-only' }, press);
  };
  router.opens(action.listPages.next, turn);
  router.opens(action.listPages.back, turn);
}

/** Redraws the list that a press stands in, on the page that `pageOf` gives or the one it shows. False: it is not theirs. */
export function redrawList(
  o: Pick<Parts, 'lists'>,
  pageOf?: (press: Press) => number,
): (press: Press) => Promise<boolean> {
  return async press => {
    const shown = readMetadata(listMetadata, press.view?.metadata ?? '');
    if (!shown) return true;
    const page = pageOf?.(press) ?? shown.page;
    const modal = await o.lists.modal(shown.list, Number.isSafeInteger(page) ? page : 1, press.person);
    if (modal) await press.redraw(modal);
    return modal !== undefined;
  };
}

/** Redraws the list of days that need an answer under a form that was sent from it. */
export const answersBeneath =
  (o: Pick<Parts, 'lists' | 'clients'>) =>
  (s: Submission): void =>
    s.later(async () => {
      const modal = await o.lists.modal('answers', 1, s.person);
      if (modal) await redrawModal(o.clients.interactive, s.beneath, async () => modal);
    });

/** A change redraws the Homes of those concerned: the person's own at once, other people's with the bulk client. */
export function homeDelivery(outbox: Outbox, o: { home: Home; clients: SlackClients }): void {
  outbox.register('home', async (doc, effect) => {
    const client: WebClient = doc.user === effect.to ? o.clients.interactive : o.clients.bulk;
    await o.home.publish(effect.to, client);
    return undefined;
  });
}
