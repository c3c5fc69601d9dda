import { kinds } from '../approvals/registry.ts';
import { poolsOf } from '../grants/pools.ts';
import type { Words } from '../i18n/index.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Leaver } from './leaver.ts';
import type { LeaverContext } from './present.ts';

/** What settlements are shown with, in the reader's words. */
export async function leaverContext(ws: Workspace, leavers: readonly Leaver[], w: Words): Promise<LeaverContext> {
  const names = await ws.people.names(leavers.flatMap(l => l.history.map(h => h.by)));
  const pools = await poolsOf(ws);
  return { nameOf: user => names.get(user) ?? user, zone: ws.policy.zone, kinds: kinds(ws), pools, w };
}
