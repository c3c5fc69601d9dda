import { z } from 'zod';
import { retryOnConflict } from '../db/retry.ts';
import { stored } from '../db/stored.ts';
import { versionedStore } from '../db/versioned-store.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';

const KEPT_SECONDS = 7 * 24 * 3600;

const ticksSchema = z.object({
  _id: z.string(),
  team: z.string(),
  version: z.number(),
  at: z.date(),
  user: z.string(),
  /** what waited when the form was opened, each with its step: what came later is not ticked unseen */
  shown: z.array(z.string()),
  ticked: z.array(z.string()),
});
export type TicksDoc = z.infer<typeof ticksSchema>;

/** Ticks of a form of several pages, which a modal's 3,000 characters of metadata do not hold. */
export const ticksDocs = stored('ticks', {
  indexes: [{ key: { at: 1 }, name: 'kept', expireAfterSeconds: KEPT_SECONDS }],
  schema: ticksSchema,
});

const store = perWorkspace(ws => versionedStore(ws.db, ticksDocs));

const idOf = (ws: Workspace, id: string): string => `${ws.team}:${id}`;

/** A press that comes twice opens the same ones. */
export async function newTicks(ws: Workspace, id: string, of: Pick<TicksDoc, 'user' | 'shown' | 'ticked'>) {
  await store(ws).insert({ _id: idOf(ws, id), team: ws.team, at: new Date(ws.clock.now()), ...of });
  return ticksOf(ws, id, of.user);
}

/** Undefined: somebody else's, or no longer kept. */
async function ticksOf(ws: Workspace, id: string, user: string): Promise<TicksDoc | undefined> {
  const doc = await store(ws).byId(idOf(ws, id));
  return doc?.user === user ? doc : undefined;
}

/** Only what was shown can be ticked; the order is that of the list. */
export async function changeTicks(
  ws: Workspace,
  id: string,
  user: string,
  change: (doc: TicksDoc) => Iterable<string>,
): Promise<TicksDoc | undefined> {
  const outcome = await retryOnConflict(async () => {
    const doc = await ticksOf(ws, id, user);
    if (!doc) return 'gone';
    const wanted = new Set(change(doc));
    const ticked = doc.shown.filter(value => wanted.has(value));
    return (await store(ws).save(doc, { ticked }, {})) ? { ...doc, ticked, version: doc.version + 1 } : undefined;
  });
  return outcome === 'gone' ? undefined : outcome;
}
