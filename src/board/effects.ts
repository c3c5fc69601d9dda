import { requestDocs } from '../approvals/store.ts';
import { runDocs } from '../jobs/store.ts';
import { effect } from '../outbox/effect.ts';

export const BOARD = 'board';

/** The board of a team (`to`) of the run's day, posted or drawn again as things stand. */
export const boardDue = effect(BOARD, [runDocs]);
export const owedBoard = (teamId: string) => boardDue.owed({ to: teamId, lane: BOARD });

/** The message about a leave in the channel of its person's team, posted or drawn again as the leave stands. */
export const leaveTold = effect('board-leave', [requestDocs]);
export const owedLeaveTold = (user: string) => leaveTold.owed({ to: user, lane: 'board-leave' });
