import { z } from 'zod';
import { requestDocs } from '../approvals/store.ts';
import { effect } from '../outbox/effect.ts';

/** An approved change ends the leave that it replaces. */
export const leaveReplaced = effect('leave-replaced', [requestDocs], z.object({ by: z.string(), at: z.number() }));
/** A leave that ends ends its changes. */
export const changesEnd = effect('leave-changes-end', [requestDocs]);
/** A sent change ends at once if its leave was cancelled meanwhile. */
export const changeSent = effect('leave-change-sent', [requestDocs]);

/** To whoever does the work meanwhile: the leave stands, or no longer. */
export const standInTold = effect(
  'leave-stand-in',
  [requestDocs],
  z.object({ change: z.enum(['in-force', 'no-longer']) }),
);

/** A birth was entered or set right: its person is told what it changes. */
export const birthMoved = effect('leave-birth-moved', [requestDocs], z.object({ event: z.string(), by: z.string() }));
