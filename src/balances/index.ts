import { balancesAction } from '../../blocks/balances-ids.ts';
import { batchAction } from '../../blocks/batch-ids.ts';
import { figureKinds } from '../figures/kinds.ts';
import type { Feature } from '../workspace/feature.ts';
import { managed } from '../workspace/manage.ts';
import { runBatches, sendUnread } from './batch/delivery.ts';
import { batchRoutes } from './batch/slack.ts';
import { batchDocs } from './batch/store.ts';
import { sendBalances, sendLeaveChart } from './delivery.ts';
import { balanceKind } from './kind.ts';
import { balancesRoutes } from './slack.ts';

export const balances: Feature = {
  name: 'balances',
  collections: [batchDocs],
  routes: r => {
    balancesRoutes(r);
    batchRoutes(r);
  },
  effects: [sendBalances, sendLeaveChart, runBatches, sendUnread],
  provides: [
    figureKinds.provide(balanceKind),
    managed.provide({
      ...{ section: 'balances', order: 10, action: balancesAction.open, right: 'see-leave' },
      label: w => w.balances.title,
      hint: w => w.balances.hint,
    }),
    managed.provide({
      ...{ section: 'balances', order: 20, action: batchAction.open, right: 'give-leave' },
      label: w => w.balances.batch.title,
      hint: w => w.balances.batch.openHint,
    }),
    managed.provide({
      ...{ section: 'balances', order: 30, action: batchAction.list, right: 'give-leave' },
      label: w => w.balances.batch.listTitle,
      hint: w => w.balances.batch.listRowHint,
    }),
  ],
};
