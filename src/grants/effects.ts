import { z } from 'zod';
import { runDocs } from '../jobs/store.ts';
import { effect } from '../outbox/effect.ts';
import { type Effect, type Owed, owe, SETTLING_MS } from '../shared/effects.ts';
import type { Grant } from './ledger/types.ts';
import { ledgerDocs } from './record/store.ts';

export const grantsStored = effect('leave-granted', [ledgerDocs], z.object({ ids: z.string().array() }));

export const leaveLapses = effect('leave-lapsing', [runDocs], z.object({ pool: z.string(), on: z.string() }));

/** Checks leaves once more after a reversal (`id`), and tells its author what they lack. */
export const takenBack = effect('leave-taken-back', [ledgerDocs], z.object({ user: z.string(), id: z.string() }));

export const grantNotice = (user: string, grants: readonly Grant[]): Owed[] => [
  grantsStored.owed({ lane: 'told', to: user, data: { ids: grants.map(g => g.id) } }),
];

/** Due once every leave that was validated before the reversal has been written. */
export const recheck = (by: string, user: string, { id }: Grant, now: number): Effect[] =>
  owe([takenBack.owed({ lane: 'look', to: by, data: { user, id } })], now, now + SETTLING_MS);
