import type { Db } from 'mongodb';
import { attendedStore } from '../grants/attended.ts';
import { grantStore } from '../grants/store.ts';
import { effectMemo } from '../outbox/received.ts';
import { sharing } from '../shared/sharing.ts';
import { type SettlementParts, settlementActions } from './actions.ts';
import { settlementDelivery } from './delivery.ts';
import { settlementSlack } from './slack.ts';
import { settlementStore } from './store.ts';

type SlackParts = Parameters<typeof settlementSlack>[1];
type DeliveryParts = Parameters<typeof settlementDelivery>[1];

type Own = 'grants' | 'settlements' | 'remember';

/** Leaving, for the composition root. */
export interface SettlementRoom {
  tick(): Promise<void>;
  attach(router: Parameters<typeof settlementSlack>[0], o: Omit<SlackParts, 'settlements'>): void;
  deliver(outbox: Parameters<typeof settlementDelivery>[0], o: Omit<DeliveryParts, Own>): void;
}

export function settlementRoom(
  o: { db: Db } & Omit<SettlementParts, 'settlements' | 'grants' | 'attended'>,
): SettlementRoom {
  const { db, ...rest } = o;
  const grants = grantStore(db);
  const stores = { settlements: settlementStore(db), grants, attended: attendedStore(db) };
  const settlements = settlementActions({ ...stores, ...rest });
  return {
    tick: settlements.tick,
    attach: (router, more) => settlementSlack(router, { ...more, settlements }),
    deliver: (to, more) => settlementDelivery(to, sharing(more)({ grants, settlements, remember: effectMemo(db) })),
  };
}
