import { z } from 'zod';
import { effect } from '../outbox/effect.ts';
import { receivedDocs } from '../outbox/received.ts';

/** `file`: already uploaded, perhaps. */
export const monthFile = effect(
  'month-csv',
  [receivedDocs],
  z.object({ user: z.string(), month: z.string(), file: z.string().exactOptional() }),
);
