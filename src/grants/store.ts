import type { Collection, Db } from 'mongodb';
import { effectSchema, insertNew, type Owing } from '../db/documents.ts';
import { stored } from '../db/stored.ts';
import { together } from '../db/together.ts';
import type { Effect } from '../shared/effects.ts';
import { namesIn, portions, STRETCH } from '../shared/portions.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { type Grant, grantSchema } from './ledger/types.ts';

/** A stored grant with its effects. `_id` says what it is for, so that nothing vests twice. */
const docSchema = grantSchema.extend({
  user: grantSchema.shape.id,
  at: grantSchema.shape.amount,
  effects: effectSchema.array(),
});

export interface GrantDoc extends Grant, Owing {
  user: string;
  at: number;
}

export const GRANTS = 'grants';

export const grantDocs = stored<GrantDoc>(GRANTS, {
  indexes: [
    { key: { team: 1, user: 1, on: 1 }, name: 'person' },
    // Two processes with different policies cannot both give for the same days.
    {
      key: { team: 1, user: 1, 'covers.from': 1 },
      name: 'covers',
      unique: true,
      partialFilterExpression: { 'covers.from': { $exists: true } },
    },
    { key: { team: 1, usableUntil: 1 }, name: 'lapsing' },
  ],
  owes: true,
});

export const grantDocId = (team: string, user: string, id: string): string => `${team}:${user}:${id}`;

export interface NewGrant {
  user: string;
  grant: Grant;
  effects: Effect[];
}

export function grantStore(db: Db) {
  const collection: Collection<GrantDoc> = db.collection(GRANTS);
  const read = (doc: unknown): Grant => {
    docSchema.parse(doc);
    return grantSchema.parse(doc);
  };

  async function stored(team: string, users: readonly string[], most = false): Promise<Map<string, GrantDoc[]>> {
    const found = new Map<string, GrantDoc[]>(users.map(u => [u, []]));
    for (const some of most ? portions([...users].sort(), STRETCH) : portions(users)) {
      const docs = collection.find({ team, user: namesIn(some, most) }).sort({ on: 1 });
      for (const doc of await docs.toArray()) found.get(doc.user)?.push(doc);
    }
    return found;
  }
  const one = together((team, users) => stored(team, users));

  return {
    /** by vesting day */
    of: async (team: string, user: string): Promise<Grant[]> => ((await one(team, user)) ?? []).map(read),
    /** `most`: most of the active people */
    ofMany: async (team: string, users: readonly string[], most?: boolean): Promise<Map<string, Grant[]>> =>
      new Map([...(await stored(team, users, most))].map(([user, docs]) => [user, docs.map(read)])),
    /** people with a grant whose last usable day lies between these dates */
    lapsing: (team: string, from: string, to: string): Promise<string[]> =>
      collection.distinct('user', { team, usableUntil: { $gte: from, $lte: to } }),
    /** Answers those that did not exist. */
    add: async (team: string, grants: readonly NewGrant[], at: number): Promise<NewGrant[]> => {
      const docs = grants.map(({ user, grant, effects }) => ({
        ...{ _id: grantDocId(team, user, grant.id), team, user, at, effects },
        ...grant,
      }));
      const stored = new Set((await insertNew(collection, docs)).map(d => d._id));
      return grants.filter(({ user, grant }) => stored.has(grantDocId(team, user, grant.id)));
    },
  };
}

export const grants = perWorkspace(ws => grantStore(ws.db));

/** Stores those that are not there yet, and starts the delivery of their effects; answers these. */
export async function storeGrants(ws: Workspace, added: readonly NewGrant[]): Promise<NewGrant[]> {
  const stored = await grants(ws).add(ws.team, added, ws.clock.now());
  for (const { user, grant, effects } of stored) ws.outbox.notify(GRANTS, grantDocId(ws.team, user, grant.id), effects);
  return stored;
}
