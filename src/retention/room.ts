import type { Db } from 'mongodb';
import { attendedStore } from '../grants/attended.ts';
import { grantStore } from '../grants/store.ts';
import type { Outbox } from '../outbox/worker.ts';
import { peopleStore } from '../people/store.ts';
import { type RetentionParts, retentionDelivery, retentionJob } from './job.ts';
import { retentionStore } from './store.ts';

type Own = 'records' | 'grants' | 'attended' | 'people';

/** Retention of records, for the composition root. */
export interface RetentionRoom {
  tick(): Promise<void>;
  deliver(outbox: Pick<Outbox, 'register'>): void;
}

export function retentionRoom(o: { db: Db } & Omit<RetentionParts, Own>): RetentionRoom {
  const { db, requests, runs, outbox, workplace, calendar, clock, team, log } = o;
  const records = retentionStore(db);
  const job = retentionJob({
    ...{ records, grants: grantStore(db), attended: attendedStore(db), people: peopleStore(db) },
    ...{ requests, runs, outbox, workplace, calendar, clock, team, log },
  });
  return { tick: job.tick, deliver: to => retentionDelivery(to, { records, team }) };
}
