import { bulk } from '../db/bulk.ts';
import type { Role } from '../people/roles.ts';
import { perWorkspace, type Workspace } from './workspace.ts';

const KEPT_MS = 60_000;
const MOST_KEPT = 8;
const SEES_ALL: ReadonlySet<Role> = new Set(['hr', 'owner']);
/** Of fewer people each page is counted anew. */
export const MANY = 500;

interface Look<R> {
  /** when it was counted, ms */
  at: number;
  rows: readonly R[];
}

const looks = perWorkspace(() => new Map<string, Look<unknown> & { until: number }>());

/** A count of many people may wait longer for the database than a press. */
export const ofMany = <T>(people: number, count: () => Promise<T>): Promise<T> =>
  people > MANY ? bulk(count) : count();

/**
 * A list that has to count many people is counted when it is opened; its pages, filters and searches show that look.
 * `people`: how many are counted, where not all of them have a row. `at`: the look that the modal shows; another one,
 * or none, counts, and so does another role of whoever looks. Only of those who see everybody it is kept: others may
 * lose their people meanwhile.
 */
export async function lookAt<R>(
  ws: Workspace,
  { list, viewer, at, people }: { list: string; viewer: string; at: number | undefined; people?: number },
  count: () => Promise<readonly R[]>,
): Promise<Look<R>> {
  const all = await ws.rights.listing();
  const role = all.role(viewer);
  const key = `${list} ${viewer} ${role}`;
  const kept = looks(ws);
  const now = performance.now();
  for (const [of, { until }] of kept) if (until < now) kept.delete(of);
  const known = kept.get(key) as Look<R> | undefined;
  if (known && known.at === at) return known;
  const look = { at: ws.clock.now(), rows: await ofMany(all.people.size, count) };
  kept.delete(key);
  if ((people ?? look.rows.length) <= MANY || !SEES_ALL.has(role)) return look;
  kept.set(key, { ...look, until: performance.now() + KEPT_MS });
  const oldest = kept.keys().next();
  if (kept.size > MOST_KEPT && !oldest.done) kept.delete(oldest.value);
  return look;
}
