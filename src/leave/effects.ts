import { z } from 'zod';
import { requestDocs } from '../approvals/store.ts';
import { effect } from '../outbox/effect.ts';

/** A change was approved: the leave that it replaces ends. */
export const leaveReplaced = effect('leave-replaced', [requestDocs], z.object({ by: z.string(), at: z.number() }));
/** A leave is no longer in force: the changes of it end with it. */
export const changesEnd = effect('leave-changes-end', [requestDocs]);
/** A change was sent: it ends at once if the leave was cancelled meanwhile. */
export const changeSent = effect('leave-change-sent', [requestDocs]);
