import { promotionAction } from '../../blocks/promotion-ids.ts';
import { dayChanged, dayChanges } from '../attendance/points.ts';
import { type Feature, paced } from '../workspace/feature.ts';
import { managed } from '../workspace/manage.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { currentNotices, isDesignated } from './actions.ts';
import {
  postDigest,
  postNotice,
  redrawNotice,
  refuseBegunWork,
  sendNotices,
  shareEvidence,
  tellDesignated,
  tellRefused,
} from './delivery.ts';
import { workBegun } from './effects.ts';
import { prepareDaily } from './job.ts';
import { isDesignable, isSendable } from './present.ts';
import { promotionRoutes } from './slack.ts';
import { noticesOf } from './store.ts';

const countNotices = async (ws: Workspace, fits: typeof isSendable): Promise<number> =>
  (await currentNotices(ws)).filter(n => fits(n, ws.policy.today())).length;

export const promotion: Feature = {
  name: 'promotion',
  routes: promotionRoutes,
  effects: [
    sendNotices,
    paced('chat.postMessage', postNotice),
    redrawNotice,
    tellDesignated,
    refuseBegunWork,
    tellRefused,
    shareEvidence,
    postDigest,
  ],
  provides: [
    managed.provide({
      ...{ section: 'first', order: 60, action: promotionAction.open, value: 'prepared', right: 'promote-leave' },
      label: (w, n) => w.manage.todo.notices(n),
      count: ws => countNotices(ws, isSendable),
    }),
    managed.provide({
      ...{ section: 'first', order: 61, action: promotionAction.open, value: 'designate', right: 'promote-leave' },
      label: (w, n) => w.manage.todo.designate(n),
      count: ws => countNotices(ws, isDesignable),
    }),
    managed.provide({
      ...{ section: 'balances', order: 50, action: promotionAction.open, value: 'prepared', right: 'promote-leave' },
      label: w => w.promotion.open,
      hint: w => w.manage.hints.promotion,
    }),
    dayChanges.provide((ws, user) => noticesOf(ws, user)),
    dayChanged.provide(async (ws, person, command) => {
      const { user } = person;
      const date = ws.policy.of(person).today();
      if (command.do !== 'check-in' || !(await isDesignated(ws, user, date))) return [];
      return [workBegun.owed({ lane: workBegun.kind, to: user, data: { date } })];
    }),
  ],
  jobs: [{ name: 'promotion', run: prepareDaily }],
};
