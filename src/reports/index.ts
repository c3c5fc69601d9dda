import { action } from '../../blocks/ids.ts';
import { confirm, literal } from '../../blocks/kit.ts';
import { reportAction } from '../../blocks/report-ids.ts';
import { type Feature, paced } from '../workspace/feature.ts';
import { managed } from '../workspace/manage.ts';
import { claimDue } from './actions.ts';
import { sendBoardChart } from './board-chart.ts';
import { boardRoutes } from './board-slack.ts';
import { summary, summaryDetails } from './delivery.ts';
import { claimOwnWeeks, ownWeekHandler } from './own-week.ts';
import { rosterRoutes } from './roster-slack.ts';
import { pressSummary } from './slack.ts';
import { claimWeekly, weeklyHandler } from './weekly.ts';

export const reports: Feature = {
  name: 'reports',
  routes: r => {
    r.press(action.postSummary, { may: 'post-summary' }, pressSummary);
    rosterRoutes(r);
    boardRoutes(r);
  },
  provides: [
    managed.provide({
      ...{ section: 'reports', order: 5, action: reportAction.openRoster, right: 'see-now' },
      label: w => w.roster.title,
      hint: w => w.roster.hint,
    }),
    managed.provide({
      ...{ section: 'reports', order: 7, action: reportAction.openBoard, right: 'see-reports' },
      label: w => w.weekBoard.title,
      hint: w => w.weekBoard.hint,
    }),
    managed.provide({
      ...{ section: 'reports', order: 10, action: action.postSummary, right: 'post-summary' },
      label: w => w.home.postSummary,
      hint: w => w.manage.hints.summary,
      confirm: (ws, w) => {
        const channel = ws.channels.channelName('reports');
        const t = w.home.postSummaryConfirm;
        return confirm(t, t.text(channel === undefined ? undefined : literal(channel)), w.common.close);
      },
    }),
  ],
  effects: [
    sendBoardChart,
    summary,
    summaryDetails,
    paced('chat.postMessage', weeklyHandler),
    paced('chat.postMessage', ownWeekHandler),
  ],
  jobs: [
    { name: 'reports', run: claimDue },
    { name: 'weekly', run: claimWeekly },
    { name: 'own-week', run: claimOwnWeeks },
  ],
};
