import { action } from '../../blocks/ids.ts';
import type { Feature } from '../workspace/feature.ts';
import { claimDue } from './actions.ts';
import { summary } from './delivery.ts';
import { pressSummary } from './slack.ts';

export const reports: Feature = {
  name: 'reports',
  routes: r => r.press(action.postSummary, { may: 'post-summary' }, pressSummary),
  effects: [summary],
  jobs: [{ name: 'reports', run: claimDue }],
};
