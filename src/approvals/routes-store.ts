import type { Db } from 'mongodb';
import { z } from 'zod';
import { stored } from '../db/stored.ts';
import { versionedStore } from '../db/versioned-store.ts';
import { type Effect, owe } from '../shared/effects.ts';
import { owedLog } from '../shared/owed-log.ts';
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
  effects: Effect[];
}

export interface StoredRoutes {
  /** counts changes; 0: none */
  version: number;
  rules: RouteRule[];
}

export const routeDocs = stored<RoutesDoc>('routes', { owes: true });

export function routesStore(db: Db) {
  const versioned = versionedStore(db, routeDocs);
  return {
    get: async (team: string): Promise<StoredRoutes> => {
      const doc = await versioned.collection.findOne({ _id: team }, { projection: { history: 0 } });
      return doc ? schema.parse(doc) : { version: 0, rules: [] };
    },
    /** false: lost race */
    save: (
      team: string,
      before: StoredRoutes,
      rules: RouteRule[],
      by: { at: number; by: string },
      effects: Effect[] = [],
    ): Promise<boolean> =>
      before.version > 0
        ? versioned.save(
            { _id: team, version: before.version },
            { team, rules },
            { history: [{ ...by, before: before.rules }], effects },
          )
        : versioned.insert({ _id: team, team, rules, history: [{ ...by, before: [] }], effects }),
  };
}

export const routes = perWorkspace(ws => routesStore(ws.db));

export const rulesOf = async (ws: Workspace): Promise<readonly RouteRule[]> => (await routes(ws).get(ws.team)).rules;

const missing = (rules: readonly RouteRule[], from: readonly RouteRule[]): RouteRule[] => {
  const there = new Set(from.map(r => JSON.stringify(r)));
  return rules.filter(r => !there.has(JSON.stringify(r)));
};

/** False: lost race. The log has the rules that were taken out and put in; of a new order it has neither. */
export async function saveRoutes(
  ws: Workspace,
  before: StoredRoutes,
  rules: RouteRule[],
  by: string,
): Promise<boolean> {
  const [was, now] = [missing(before.rules, rules), missing(rules, before.rules)];
  const at = ws.clock.now();
  const effects = owe([owedLog({ what: 'requests.route', by, was: { rules: was }, now: { rules: now } })], at);
  const saved = await routes(ws).save(ws.team, before, rules, { at, by }, effects);
  if (saved) ws.outbox.notify(routeDocs.collection, ws.team, effects);
  return saved;
}
