import { lineTouches, policyChanged, policyTouches, setUpRouting } from '../administration/points.ts';
import { markedDocs } from '../figures/kinds.ts';
import type { Feature } from '../workspace/feature.ts';
import { onPerson } from '../workspace/person.ts';
import { approveAllRoutes, approveInTurn } from './approve-all.ts';
import { delegationRoutes } from './delegation-slack.ts';
import { deliveries } from './delivery.ts';
import { editRoutes } from './edit.ts';
import { managedRequests } from './managed.ts';
import { postPendingCards, retryPendingCards } from './pending-cards.ts';
import { delegationsOfPerson, requestsOfPerson } from './person.ts';
import { remindApprovers } from './remind.ts';
import { routesRoutes } from './routes-slack.ts';
import { routeDocs, routes } from './routes-store.ts';
import { searchRoutes } from './search-slack.ts';
import { setUpRoutes, writeSetUpRoutes } from './setup-route.ts';
import { decisionRoutes } from './slack.ts';
import { REQUESTS, requestDocs, requests } from './store.ts';
import { ticksDocs } from './ticks.ts';
import { changesDeciders, changesReminders, touchedByDeciders, touchedReminders, touchedRequests } from './touched.ts';
import { waitingRoutes } from './waiting-slack.ts';

export const approvals: Feature = {
  name: 'approvals',
  collections: [requestDocs, routeDocs, ticksDocs],
  routes: r => {
    waitingRoutes(r);
    editRoutes(r);
    decisionRoutes(r);
    approveAllRoutes(r);
    routesRoutes(r);
    searchRoutes(r);
    delegationRoutes(r);
  },
  effects: [...deliveries, approveInTurn, writeSetUpRoutes],
  provides: [
    ...managedRequests,
    markedDocs.provide({ collection: REQUESTS, of: requests }),
    onPerson.provide(requestsOfPerson),
    onPerson.provide(delegationsOfPerson),
    lineTouches.provide(touchedRequests),
    policyTouches.provide({ counts: ['asked'], by: changesDeciders, touched: touchedByDeciders }),
    policyTouches.provide({ counts: ['reminded', 'escalated'], by: changesReminders, touched: touchedReminders }),
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
};
