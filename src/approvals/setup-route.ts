import type { Decides } from '../../blocks/policy.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { Owed } from '../shared/effects.ts';
import type { RouteRule } from './route/policy.ts';
import type { RoutesStore } from './routes-store.ts';

const SET_UP_ROUTES = 'set-up-routes';
const byManager = (kind: string): RouteRule => ({
  ...{ kind, when: [] },
  steps: [{ approvers: [{ who: 'manager' }], need: 'any', direct: true }],
});

/** The rules that a set-up owes: stored with it, and written once, unless somebody has made rules meanwhile. */
export const setUpRoutes = (decides: Decides, by: string): Owed[] =>
  decides === 'manager' ? [{ kind: SET_UP_ROUTES, lane: SET_UP_ROUTES, to: by }] : [];

export function setUpRoutesDelivery(
  outbox: Outbox,
  o: { routes: RoutesStore; managed: readonly string[]; now: () => number },
): void {
  outbox.register(SET_UP_ROUTES, async (doc, effect) => {
    const before = await o.routes.get(doc.team);
    if (before.version > 0) return undefined;
    await o.routes.save(doc.team, before, o.managed.map(byManager), { at: o.now(), by: effect.to });
    return undefined;
  });
}
