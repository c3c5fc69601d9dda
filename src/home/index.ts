import { adminAction } from '../../blocks/administration-ids.ts';
import { formAction } from '../../blocks/form-ids.ts';
import { action } from '../../blocks/ids.ts';
import { openWaiting } from '../approvals/waiting-slack.ts';
import { sharing } from '../shared/sharing.ts';
import type { Press } from '../slack/router.ts';
import type { Feature } from '../workspace/feature.ts';
import { homeDrawing } from '../workspace/home.ts';
import { legacy } from '../workspace/legacy.ts';
import { home as homeOf, lists } from './service.ts';
import { answersBeneath, homeDelivery, homeSlack, redrawList } from './slack.ts';

export const home: Feature = {
  name: 'home',
  provides: [
    homeDrawing.provide({
      publish: (ws, user, client) => homeOf(ws).publish(user, client),
      redrawList: (ws, press) => redrawList({ lists: lists(ws) })(press),
      answersBeneath: (ws, s) => answersBeneath({ lists: lists(ws), clients: ws.slack })(s),
    }),
  ],
  routes: r =>
    r.menu(action.adminMenu, [
      adminAction.openPeople,
      adminAction.openPolicy,
      action.openRoutes,
      formAction.manage,
      action.openDelegation,
    ]),
  attach: (ws, router) =>
    homeSlack(
      router,
      sharing(legacy(ws))({
        home: homeOf(ws),
        lists: lists(ws),
        openWaiting: (press: Press) => openWaiting(ws, press),
      }),
    ),
  deliver: (ws, outbox) => homeDelivery(outbox, { home: homeOf(ws), clients: ws.slack }),
};
