import type { Db } from 'mongodb';
import { attendedStore } from '../leave/grants/attended.ts';
import { grantStore } from '../leave/grants/store.ts';
import { peopleStore } from '../people/store.ts';
import { type RetentionParts, retentionJob } from './job.ts';
import { retentionStore } from './store.ts';

type Own = 'records' | 'grants' | 'attended' | 'people';

/** Retention of records, for the composition root. */
export function retentionRoom(o: { db: Db } & Omit<RetentionParts, Own>): { tick(): Promise<void> } {
  const { db, requests, runs, workplace, calendar, clock, team, log } = o;
  return retentionJob({
    ...{ records: retentionStore(db), grants: grantStore(db), attended: attendedStore(db), people: peopleStore(db) },
    ...{ requests, runs, workplace, calendar, clock, team, log },
  });
}
