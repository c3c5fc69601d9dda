import { policyChanged, setUpRouting } from '../administration/points.ts';
import type { Feature } from '../workspace/feature.ts';
import { postPendingCards, retryPendingCards } from './pending-cards.ts';
import { remindApprovers } from './remind.ts';
import { attach, deliver } from './room.ts';
import { routes } from './routes-store.ts';
import { attached } from './service.ts';
import { setUpRoutes, writeSetUpRoutes } from './setup-route.ts';
import { requestDocs } from './store.ts';

export const approvals: Feature = {
  name: 'approvals',
  collections: [requestDocs],
  effects: [writeSetUpRoutes],
  provides: [
    policyChanged.provide(ws => postPendingCards(ws)),
    setUpRouting.provide({
      hasRules: async ws => (await routes(ws).get(ws.team)).version > 0,
      leaveTo: setUpRoutes,
    }),
  ],
  jobs: [
    { name: 'pending-cards', run: retryPendingCards },
    { name: 'approvals', run: remindApprovers },
  ],
  attach: (ws, router) => {
    attached(ws).waiting = attach(ws, router);
  },
  deliver,
};
