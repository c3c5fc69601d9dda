import type { Db } from 'mongodb';
import { sealedAbout as installation } from '../installations/actions.ts';
import { installationDocs } from '../installations/store.ts';
import { secrets } from '../shared/secrets.ts';
import { sealedAbout as consent } from '../slack-status/actions.ts';
import { consentDocs } from '../slack-status/store.ts';

/** Every collection with a sealed token, and what it is sealed about. */
const SEALED = [
  { name: installationDocs.collection, about: (doc: SealedDoc) => installation(doc.team) },
  { name: consentDocs.collection, about: (doc: SealedDoc) => consent(doc, doc.user) },
] as const;

interface SealedDoc {
  _id: string;
  team: string;
  user: string;
  token: string;
}

export interface Sealed {
  newest: number;
  older: number;
  /** by none of the keys */
  lost: number;
}

/** Counts tokens by what opens them. `anew`: those of an older key are sealed with the newest. */
export async function sealedTokens(db: Db, keys: readonly Buffer[], anew = false): Promise<Sealed> {
  const { seal, unseal, isNewest } = secrets(keys);
  const count: Sealed = { newest: 0, older: 0, lost: 0 };
  for (const { name, about } of SEALED) {
    const collection = db.collection<SealedDoc>(name);
    for await (const doc of collection.find({ token: { $gt: '' } })) {
      const what = about(doc);
      const token = unseal(doc.token, what);
      if (token === undefined) count.lost += 1;
      else if (isNewest(doc.token, what)) count.newest += 1;
      else {
        count.older += 1;
        // One that has changed meanwhile is sealed with the newest already.
        const same = { _id: doc._id, token: doc.token };
        if (anew) await collection.updateOne(same, { $set: { token: seal(token, what) } });
      }
    }
  }
  return count;
}
