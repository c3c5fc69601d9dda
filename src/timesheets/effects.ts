import { z } from 'zod';
import { effect } from '../outbox/effect.ts';
import { receivedDocs } from '../outbox/received.ts';
import { peopleSchema } from './form.ts';

/** `file`: already uploaded, perhaps. */
export const monthFile = effect(
  'month-csv',
  [receivedDocs],
  z.object({ user: z.string(), month: z.string(), file: z.string().exactOptional() }),
);

/** The month of those whom a query finds, as a picture for whoever asked. `file`: already uploaded, perhaps. */
export const monthChart = effect(
  'month-chart',
  [receivedDocs],
  z.object({ query: peopleSchema, file: z.string().exactOptional() }),
);
