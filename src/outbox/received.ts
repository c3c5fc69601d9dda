import type { Collection, Db } from 'mongodb';
import type { Owing } from '../db/documents.ts';
import { write } from '../db/documents.ts';
import { stored } from '../db/stored.ts';
import { insertOnce } from '../db/versioned-store.ts';
import { LEASE_MS, type Owed, owe } from '../shared/effects.ts';
import type { Outbox } from './worker.ts';

export interface ReceivedDoc extends Owing {
  at: Date;
}

export const RECEIVED = 'received';
const KEPT_SECONDS = 7 * 24 * 3600;

export const receivedDocs = stored<ReceivedDoc>(RECEIVED, {
  indexes: [{ key: { at: 1 }, name: 'kept', expireAfterSeconds: KEPT_SECONDS }],
  owes: true,
});

export function received(o: { db: Db; outbox: Outbox; team: string; now: () => number }) {
  const collection: Collection<ReceivedDoc> = o.db.collection(RECEIVED);
  return {
    /** False: duplicate delivery. `when`: calls `notify` to begin the delivery. */
    answer: async (
      key: string,
      owed: Owed[],
      when: (notify: () => void) => void = notify => notify(),
    ): Promise<boolean> => {
      const _id = `${o.team}:${key}`;
      const effects = owe(owed, o.now());
      if (!(await insertOnce(collection, { _id, team: o.team, at: new Date(o.now()), effects }))) return false;
      when(() => o.outbox.notify(RECEIVED, _id, effects));
      return true;
    },
  };
}

/** Answers to events that change no document, stored under the event's key. */
export type Received = ReturnType<typeof received>;

/**
 * Keeps data with an effect for its next try; `id`: of the document. `data` exists, if only empty: not every embedded
 * database creates it.
 */
export const effectMemo =
  (db: Db, owing: string = RECEIVED) =>
  async (id: string, effect: string, data: Record<string, string>): Promise<void> => {
    const set = Object.fromEntries(Object.entries(data).map(([k, v]) => [`effects.$.data.${k}`, v]));
    const collection: Collection<Owing> = db.collection(owing);
    await write(() => collection.updateOne({ _id: id, 'effects.id': effect }, { $set: set }));
  };

/** Keeps the progress of an effect and extends its lease. */
export type Progress = (id: string, effect: string, data: Record<string, unknown>) => Promise<void>;

export const progressKeeper =
  (db: Db, now: () => number, owing: string = RECEIVED): Progress =>
  async (id, effect, data) => {
    const set = Object.fromEntries(Object.entries(data).map(([k, v]) => [`effects.$.data.${k}`, v]));
    const collection: Collection<Owing> = db.collection(owing);
    await write(() =>
      collection.updateOne({ _id: id, 'effects.id': effect }, { $set: { ...set, 'effects.$.due': now() + LEASE_MS } }),
    );
  };
