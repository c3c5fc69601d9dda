import { z } from 'zod';
import { workdayDocs } from '../attendance/store.ts';
import { effect } from '../outbox/effect.ts';
import type { Owed } from '../shared/effects.ts';

const schema = z.object({
  channel: z.string(),
  threadTs: z.string().exactOptional(),
  ts: z.string().exactOptional(),
  key: z.string(),
});

/** Stored with the change of the day. */
export const clocked = effect('clocked', [workdayDocs], schema);

export const owedClocked = (user: string, key: string, where: Omit<z.infer<typeof schema>, 'key'>): Owed =>
  clocked.owed({ to: user, lane: `clocked:${key}`, data: { ...where, key } });
