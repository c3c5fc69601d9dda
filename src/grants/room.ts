import type { Db } from 'mongodb';
import type { Kinds } from '../approvals/kinds.ts';
import { type Ledger, type LedgerParts, ledgerActions } from './actions.ts';
import { attendedStore } from './attended.ts';
import { ledgerDelivery } from './delivery.ts';
import { ledgerJob } from './job.ts';
import { ledgerSlack } from './slack.ts';
import { grantStore } from './store.ts';

type JobParts = Parameters<typeof ledgerJob>[0];
type SlackParts = Parameters<typeof ledgerSlack>[1];
type DeliveryParts = Parameters<typeof ledgerDelivery>[1];
type Router = Parameters<typeof ledgerSlack>[0];
type Outbox = Parameters<typeof ledgerDelivery>[0];
type Own = 'ledger' | 'grants' | 'requests' | 'kinds';

/** Grants and balances, for the composition root: what others ask of them, the day's work, and what people press. */
export interface LedgerRoom {
  ledger: Ledger;
  tick(): Promise<void>;
  attach(router: Router, o: Omit<SlackParts, 'ledger'>): void;
  deliver(outbox: Outbox, o: Omit<DeliveryParts, Own>): void;
}

export function ledgerRoom(
  o: { db: Db; kinds: Kinds } & Omit<LedgerParts, 'grants' | 'attended'> & Omit<JobParts, Own>,
): LedgerRoom {
  const grants = grantStore(o.db);
  const { requests, people, administration, workplace, calendar, outbox, clock, team, runs } = o;
  const parts = { grants, people, workplace, outbox, clock, team };
  const ledger = ledgerActions({ ...parts, attended: attendedStore(o.db), requests, administration, calendar });
  const job = ledgerJob({ ...parts, ledger, runs });
  return {
    ledger,
    tick: job.tick,
    attach: (router, more) => ledgerSlack(router, { ...more, ledger }),
    deliver: (to, more) => ledgerDelivery(to, { ...more, ledger, grants, requests, kinds: o.kinds }),
  };
}
