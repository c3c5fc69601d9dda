import { z } from 'zod';
import { effect } from '../outbox/effect.ts';
import { receivedDocs } from '../outbox/received.ts';

/** A person's month as a file, for whoever asked for it. `file`: what Slack may have already. */
export const monthFile = effect(
  'month-csv',
  [receivedDocs],
  z.object({ user: z.string(), month: z.string(), file: z.string().exactOptional() }),
);
