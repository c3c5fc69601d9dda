import type { Db } from 'mongodb';
import { z } from 'zod';
import { stored } from '../db/stored.ts';
import { versionedStore } from '../db/versioned-store.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { type RouteRule, routeRulesSchema } from './route/policy.ts';

const schema = z.object({ version: z.number(), rules: routeRulesSchema });

interface RoutesDoc {
  _id: string;
  team: string;
  version: number;
  rules: RouteRule[];
  /** append-only */
  history: { at: number; by: string; before: RouteRule[] }[];
}

export interface StoredRoutes {
  /** counts changes; 0: none */
  version: number;
  rules: RouteRule[];
}

export const routeDocs = stored<RoutesDoc>('routes', {});

export function routesStore(db: Db) {
  const versioned = versionedStore(db, routeDocs);
  return {
    get: async (team: string): Promise<StoredRoutes> => {
      const doc = await versioned.collection.findOne({ _id: team }, { projection: { history: 0 } });
      return doc ? schema.parse(doc) : { version: 0, rules: [] };
    },
    /** false: lost race */
    save: (team: string, before: StoredRoutes, rules: RouteRule[], by: { at: number; by: string }): Promise<boolean> =>
      before.version > 0
        ? versioned.save(
            { _id: team, version: before.version },
            { team, rules },
            { history: [{ ...by, before: before.rules }] },
          )
        : versioned.insert({ _id: team, team, rules, history: [{ ...by, before: [] }] }),
  };
}

export const routes = perWorkspace(ws => routesStore(ws.db));

export const rulesOf = async (ws: Workspace): Promise<readonly RouteRule[]> => (await routes(ws).get(ws.team)).rules;
