import { z } from 'zod';
import { effect } from '../outbox/effect.ts';
import { receivedDocs } from '../outbox/received.ts';
import { changeSchema } from '../settings/policy.ts';

/** All that a proposed change touches, as a file for whoever asked for it. `file`: Slack may have it already. */
export const touchedFile = effect(
  'policy-touched-file',
  [receivedDocs],
  z.object({ from: z.string(), seen: z.int(), change: changeSchema, file: z.string().exactOptional() }),
);
