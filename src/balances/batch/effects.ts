import { z } from 'zod';
import { effect } from '../../outbox/effect.ts';
import { receivedDocs } from '../../outbox/received.ts';
import { batchDocs } from './store.ts';

/** Gives or takes back what a batch says, portion by portion; `view`: the modal that shows how far it is. */
export const runBatch = effect(
  'grant-batch',
  [batchDocs],
  z.object({ do: z.enum(['give', 'undo']), view: z.string(), beneath: z.string().exactOptional() }),
);

/** The lines of a file that are not read, for whoever uploaded it. `file`: Slack may have it already. */
export const unreadAmounts = effect(
  'grant-batch-unread',
  [receivedDocs],
  z.object({ source: z.string(), file: z.string().exactOptional() }),
);
