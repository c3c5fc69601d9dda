import { z } from 'zod';
import { runDocs } from '../jobs/store.ts';
import { effect } from '../outbox/effect.ts';

/** Destroys what a person's run names, all or nothing. `grants`: ids within the person. */
export const destruction = effect(
  'records-destroyed',
  [runDocs],
  z.object({
    requests: z.object({ _id: z.string(), version: z.number() }).array(),
    grants: z.string().array(),
  }),
);
