import type { Db } from 'mongodb';
import type { PromotionHomeModel } from '../../blocks/promotion.ts';
import type { Balance } from '../grants/ledger/balance.ts';
import { RUNS } from '../jobs/store.ts';
import { effectMemo } from '../outbox/received.ts';
import type { Person } from '../people/rules.ts';
import { type PromotionParts, promotionActions } from './actions.ts';
import { promotionDates } from './dates.ts';
import { promotionDelivery } from './delivery.ts';
import { promotionJob } from './job.ts';
import { promotionHome } from './present.ts';
import { promotionSlack } from './slack.ts';
import { promotionStore } from './store.ts';

type Router = Parameters<typeof promotionSlack>[0];
type Outbox = Parameters<typeof promotionDelivery>[0];
type Client = Parameters<typeof promotionDelivery>[1]['client'];

/** Use promotion, for the composition root. */
export interface PromotionRoom {
  tick(): Promise<void>;
  /** the lines of a person's Home; `balance`: what they have, as Home has read it */
  homeOf(
    person: Pick<Person, 'user'>,
    administers: boolean,
  ): Promise<(balance: Balance | undefined) => PromotionHomeModel | undefined>;
  attach(router: Router, client: Client): void;
  deliver(outbox: Outbox, client: Client): void;
}

export function promotionRoom(o: { db: Db } & Omit<PromotionParts, 'promotions'>): PromotionRoom {
  const promotions = promotionStore(o.db);
  const { ws, ledger, requests, people, administration, runs, outbox, workplace, calendar, clock, team } = o;
  const parts = {
    promotions,
    ledger,
    ws,
    requests,
    people,
    administration,
    runs,
    outbox,
    workplace,
    calendar,
    clock,
    team,
  };
  const acting = promotionActions(parts);
  const dates = promotionDates({
    ...parts,
    promotionActions: acting,
  });
  const job = promotionJob({ promotionActions: acting, promotions, people, runs, outbox, workplace, clock, team });
  return {
    tick: job.tick,
    homeOf: async ({ user }, administers) => {
      const [own, all] = await Promise.all([acting.of(user), administers ? acting.current() : undefined]);
      return balance => {
        const leftIn = (ids: readonly string[]): number =>
          (balance?.grants ?? []).reduce((sum, g) => sum + (ids.includes(g.grant.id) ? Math.max(0, g.left) : 0), 0);
        return promotionHome(
          own.map(doc => ({ doc, left: leftIn(doc.grants) })),
          all,
          acting.today(),
        );
      };
    },
    attach: (router, client) =>
      promotionSlack(router, { promotionActions: acting, promotionDates: dates, people, client, workplace }),
    deliver: (to, client) => {
      const remember = effectMemo(o.db, RUNS);
      const sending = { client, remember, workplace, clock, team };
      promotionDelivery(to, { promotionActions: acting, promotions, ledger, people, ...sending });
    },
  };
}
