import { progressKeeper } from '../outbox/received.ts';
import type { Outbox } from '../outbox/worker.ts';
import { sharing } from '../shared/sharing.ts';
import type { Press, Router } from '../slack/router.ts';
import { homeDrawing } from '../workspace/home.ts';
import { legacy } from '../workspace/legacy.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { approveAll } from './approve-all.ts';
import { delegationSlack } from './delegation-slack.ts';
import { approvalsDelivery } from './delivery.ts';
import { editSlack } from './edit.ts';
import { requestForm } from './points.ts';
import { routesSlack } from './routes-slack.ts';
import { routes } from './routes-store.ts';
import { searchSlack } from './search-slack.ts';
import { approvals, kinds, linesAway, namesAway, presences, requests, waitingFor } from './service.ts';
import { approvalsSlack } from './slack.ts';
import { type WaitingList, waitingList } from './waiting-slack.ts';

const parts = (ws: Workspace) =>
  sharing(legacy(ws))({
    requests: requests(ws),
    kinds: kinds(ws),
    presences: presences(ws),
    approvals: approvals(ws),
    routes: routes(ws),
    waitingFor: waitingFor(ws),
  });

export function attach(ws: Workspace, router: Router): WaitingList {
  const shared = sharing(parts(ws));
  const formOf = (kind: string) => requestForm.of(ws).find(f => f.of(kind));
  const waiting = waitingList(router, shared({ alsoAway: namesAway(ws) }));
  editSlack(router, shared({ editorOf: (kind: string) => formOf(kind)?.edit(ws) }));
  const redrawList = async (press: Press) => void (await homeDrawing.only(ws).redrawList(ws, press));
  approvalsSlack(router, shared({ changerOf: (kind: string) => formOf(kind)?.change?.(ws), waiting, redrawList }));
  approveAll(router, shared({ waiting, bulk: ws.slack.bulk, progress: progressKeeper(ws.db, () => ws.clock.now()) }));
  routesSlack(router, parts(ws));
  searchSlack(router, parts(ws));
  delegationSlack(router, parts(ws));
  return waiting;
}

export const deliver = (ws: Workspace, outbox: Outbox): void =>
  approvalsDelivery(outbox, sharing(parts(ws))({ alsoAway: linesAway(ws), answerAt: ws.slack.replace }));
