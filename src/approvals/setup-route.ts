import type { Decides } from '../../blocks/policy.ts';
import { effect } from '../outbox/effect.ts';
import { settingsDocs } from '../settings/store.ts';
import type { Owed } from '../shared/effects.ts';
import { handle } from '../workspace/feature.ts';
import { managedKind } from './points.ts';
import type { RouteRule } from './route/policy.ts';
import { routes, saveRoutes } from './routes-store.ts';

const setUp = effect('set-up-routes', [settingsDocs]);
const byManager = (kind: string): RouteRule => ({
  kind,
  when: [],
  steps: [{ approvers: [{ who: 'manager' }], need: 'any', direct: true }],
});

/** Written once, unless rules exist by then. */
export const setUpRoutes = (decides: Decides, by: string): Owed[] =>
  decides === 'manager' ? [setUp.owed({ lane: setUp.kind, to: by })] : [];

export const writeSetUpRoutes = handle(setUp, async (ws, { to }) => {
  const before = await routes(ws).get(ws.team);
  if (before.version > 0) return;
  await saveRoutes(ws, before, managedKind.of(ws).map(byManager), to);
});
