import type { Db } from 'mongodb';
import { z } from 'zod';
import { stored } from '../../db/stored.ts';
import { versionedStore } from '../../db/versioned-store.ts';
import type { BlockedPeriod } from '../../leave-record/rules.ts';
import { defined } from '../../shared/defined.ts';
import { type Effect, owe } from '../../shared/effects.ts';
import { owedLog } from '../../shared/owed-log.ts';
import { perWorkspace, type Workspace } from '../../workspace/workspace.ts';

const periodSchema: z.ZodType<BlockedPeriod> = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  reason: z.string(),
  teamId: z.string().exactOptional(),
});
const schema = z.object({ version: z.number(), periods: z.array(periodSchema) });

interface BlockedDoc {
  _id: string;
  team: string;
  version: number;
  periods: BlockedPeriod[];
  /** append-only */
  history: { at: number; by: string; before: BlockedPeriod[] }[];
  effects: Effect[];
}

export interface StoredBlocked {
  /** 0: no change yet */
  version: number;
  /** earliest first */
  periods: BlockedPeriod[];
}

export const blockedDocs = stored<BlockedDoc>('leaveBlocked', { owes: true });

function blockedStore(db: Db) {
  const blocked = versionedStore(db, blockedDocs);
  return {
    get: async (team: string): Promise<StoredBlocked> => {
      const doc = await blocked.collection.findOne({ _id: team }, { projection: { history: 0 } });
      return doc ? schema.parse(doc) : { version: 0, periods: [] };
    },
    /** false: lost race */
    save: (
      team: string,
      before: StoredBlocked,
      periods: BlockedPeriod[],
      entry: { at: number; by: string },
      effects: Effect[],
    ): Promise<boolean> =>
      before.version > 0
        ? blocked.save(
            { _id: team, version: before.version },
            { periods },
            { history: [{ ...entry, before: before.periods }], effects },
          )
        : blocked.insert({ _id: team, team, periods, history: [{ ...entry, before: [] }], effects }),
  };
}

export const blocked = perWorkspace(ws => blockedStore(ws.db));

/** False: lost race. `change`: the period that is put in or taken out. */
export async function saveBlocked(
  ws: Workspace,
  before: StoredBlocked,
  periods: BlockedPeriod[],
  change: { was: BlockedPeriod } | { now: BlockedPeriod },
  by: string,
): Promise<boolean> {
  const { from, to, reason, teamId } = 'was' in change ? change.was : change.now;
  const at = ws.clock.now();
  const said = { ['was' in change ? 'was' : 'now']: { from, to, ...defined({ teamId }) } };
  const effects = owe([owedLog({ what: 'leave.blocked', by, on: from, note: reason, ...said })], at);
  const saved = await blocked(ws).save(ws.team, before, periods, { at, by }, effects);
  if (saved) ws.outbox.notify(blockedDocs.collection, ws.team, effects);
  return saved;
}
