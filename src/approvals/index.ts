import { policyChanged, setUpRouting } from '../administration/points.ts';
import type { Feature } from '../workspace/feature.ts';
import { homeDrawing } from '../workspace/home.ts';
import { requestForm } from './points.ts';
import { attached, linesAway, namesAway, room, waitingFor } from './service.ts';
import { setUpRoutes } from './setup-route.ts';
import { requestDocs } from './store.ts';

export const approvals: Feature = {
  name: 'approvals',
  collections: [requestDocs],
  provides: [
    policyChanged.provide(ws => room(ws).postPendingCards()),
    setUpRouting.provide({ hasRules: ws => room(ws).routing.hasRules(), leaveTo: setUpRoutes }),
  ],
  jobs: [
    { name: 'pending-cards', run: ws => room(ws).tickPendingCards() },
    { name: 'approvals', run: ws => room(ws).approvals.remind() },
  ],
  attach: (ws, router) => {
    const formOf = (kind: string) => requestForm.of(ws).find(f => f.of(kind));
    attached(ws).waiting = room(ws).attach(router, {
      client: ws.slack.interactive,
      bulk: ws.slack.bulk,
      waitingFor: waitingFor(ws),
      alsoAway: namesAway(ws),
      redrawList: async press => void (await homeDrawing.only(ws).redrawList(ws, press)),
      editorOf: kind => formOf(kind)?.edit(ws),
      changerOf: kind => formOf(kind)?.change?.(ws),
    });
  },
  deliver: (ws, outbox) => room(ws).deliver(outbox, { alsoAway: linesAway(ws), answerAt: ws.slack.replace }),
};
