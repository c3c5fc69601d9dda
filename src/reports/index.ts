import { action } from '../../blocks/ids.ts';
import { confirm, literal } from '../../blocks/kit.ts';
import type { Feature } from '../workspace/feature.ts';
import { managed } from '../workspace/manage.ts';
import { claimDue } from './actions.ts';
import { summary } from './delivery.ts';
import { rosterRoutes } from './roster-slack.ts';
import { pressSummary } from './slack.ts';

export const reports: Feature = {
  name: 'reports',
  routes: r => {
    r.press(action.postSummary, { may: 'post-summary' }, pressSummary);
    rosterRoutes(r);
  },
  provides: [
    managed.provide({
      ...{ section: 'reports', order: 10, action: action.postSummary, right: 'post-summary' },
      label: w => w.home.postSummary,
      confirm: (ws, w) => {
        const channel = ws.channels.channelName('reports');
        const t = w.home.postSummaryConfirm;
        return confirm(t, t.text(channel === undefined ? undefined : literal(channel)), w.common.close);
      },
    }),
  ],
  effects: [summary],
  jobs: [{ name: 'reports', run: claimDue }],
};
