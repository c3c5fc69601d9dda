import type { Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema } from '../db/documents.ts';
import { stored } from '../db/stored.ts';
import { versionedStore } from '../db/versioned-store.ts';
import { type Effect, owe } from '../shared/effects.ts';
import { owedLog } from '../shared/owed-log.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { HOURS_AS, type Layout, USUAL_LAYOUT } from './layout.ts';

const schema = z.object({
  _id: z.string(),
  team: z.string(),
  columns: z.array(z.object({ id: z.string(), heading: z.string().exactOptional() })),
  hours: z.enum(HOURS_AS),
  effects: z.array(effectSchema),
  version: z.number(),
});

export const layoutDocs = stored('payrollLayouts', { owes: true, schema });

function layoutStore(db: Db) {
  const layouts = versionedStore(db, layoutDocs);
  return {
    get: async (team: string): Promise<Layout & { version: number }> =>
      (await layouts.byId(team)) ?? { ...USUAL_LAYOUT, version: 0 },
    /** false: lost race */
    save: (team: string, { columns, hours }: Layout, version: number, effects: Effect[]): Promise<boolean> => {
      const set = { columns: [...columns], hours };
      return version === 0
        ? layouts.insert({ _id: team, team, ...set, effects })
        : layouts.save({ _id: team, version }, set, { effects });
    },
  };
}

export const layouts = perWorkspace(ws => layoutStore(ws.db));

const shown = ({ columns, hours }: Layout): string =>
  [...columns.map(c => (c.heading === undefined ? c.id : `${c.id} = ${c.heading}`)), hours].join(', ');

/** Stores what was seen; false: somebody else changed it since. */
export async function saveLayout(ws: Workspace, by: string, layout: Layout, seen: number): Promise<boolean> {
  const before = await layouts(ws).get(ws.team);
  if (before.version !== seen) return shown(before) === shown(layout);
  const was = seen === 0 ? {} : { was: shown(before) };
  const effects = owe([owedLog({ what: 'settings.layout', by, ...was, now: shown(layout) })], ws.clock.now());
  if (!(await layouts(ws).save(ws.team, layout, seen, effects))) return false;
  ws.outbox.notify(layoutDocs.collection, ws.team, effects);
  return true;
}
