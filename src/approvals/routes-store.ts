import type { Collection, Db } from 'mongodb';
import { z } from 'zod';
import { write } from '../db/documents.ts';
import { isDuplicateKey } from '../db/errors.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { type RouteRule, routeRulesSchema } from './route/policy.ts';

const schema = z.object({ version: z.number(), rules: routeRulesSchema });

interface RoutesDoc {
  _id: string;
  team: string;
  version: number;
  rules: RouteRule[];
  /** every change: who, when, and the rules before it */
  history: { at: number; by: string; before: RouteRule[] }[];
}

export interface StoredRoutes {
  /** counts the changes; 0: none was ever made */
  version: number;
  rules: RouteRule[];
}

export interface RoutesStore {
  get(team: string): Promise<StoredRoutes>;
  /** replaces the rules if this is still their version; false: somebody was faster */
  save(team: string, before: StoredRoutes, rules: RouteRule[], entry: { at: number; by: string }): Promise<boolean>;
}

/** The workspace's approval routes, kept with their history. */
export function routesStore(db: Db): RoutesStore {
  const collection: Collection<RoutesDoc> = db.collection('routes');
  return {
    get: async team => {
      const doc = await collection.findOne({ _id: team }, { projection: { history: 0 } });
      return doc ? schema.parse(doc) : { version: 0, rules: [] };
    },
    save: async (team, before, rules, entry) => {
      try {
        const change = {
          $set: { team, rules, version: before.version + 1 },
          $push: { history: { ...entry, before: before.rules } },
        };
        // The first change inserts; two first ones at once meet in the `_id`.
        if (before.version === 0) {
          const doc = { _id: team, team, rules, version: 1, history: [{ ...entry, before: [] }] };
          await write(() => collection.insertOne(doc));
          return true;
        }
        const { matchedCount } = await write(() =>
          collection.updateOne({ _id: team, version: before.version }, change),
        );
        return matchedCount === 1;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}

export const routes = perWorkspace(ws => routesStore(ws.db));

export const rulesOf = async (ws: Workspace): Promise<readonly RouteRule[]> => (await routes(ws).get(ws.team)).rules;
