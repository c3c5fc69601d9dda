import { z } from 'zod';
import { effect } from '../outbox/effect.ts';
import { receivedDocs } from '../outbox/received.ts';
import { querySchema } from './query.ts';

/** Everybody that a query finds, as a file for whoever asked for it. */
export const balancesFile = effect(
  'balances-file',
  [receivedDocs],
  z.object({
    query: querySchema,
    format: z.enum(['xlsx', 'csv']),
    /** the file that Slack may have already */
    file: z.string().exactOptional(),
  }),
);

/** The leave of their year by month, as a picture. */
export const leaveChart = effect(
  'balances-chart',
  [receivedDocs],
  z.object({ query: querySchema, file: z.string().exactOptional() }),
);
