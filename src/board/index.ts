import { boardAction } from '../../blocks/board-ids.ts';
import { LEAVE } from '../absence/leaves.ts';
import { forceChanged } from '../approvals/points.ts';
import { type Feature, paced } from '../workspace/feature.ts';
import { managed } from '../workspace/manage.ts';
import { tellBoards } from './actions.ts';
import { boardDrawn } from './delivery.ts';
import { owedLeaveTold } from './effects.ts';
import { tellLeave } from './leave.ts';
import { boardRoutes } from './slack.ts';
import { noticesDocs } from './store.ts';

/** What a team's channel is told of absence: each approved leave, and a board every morning. */
export const board: Feature = {
  name: 'board',
  collections: [noticesDocs],
  routes: boardRoutes,
  provides: [
    managed.provide({
      ...{ section: 'settings', order: 60, action: boardAction.openSettings, right: 'change-settings' },
      label: w => w.boardSettings.open,
      hint: w => w.boardSettings.short,
    }),
    forceChanged.provide((_ws, { kind, user }) => (kind === LEAVE ? [owedLeaveTold(user)] : [])),
  ],
  effects: [paced('chat.postMessage', boardDrawn), tellLeave],
  jobs: [{ name: 'board', run: tellBoards }],
};
