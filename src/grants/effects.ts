import type { Owed } from '../shared/effects.ts';
import type { Grant } from './ledger/types.ts';

/** Tells the person of grants, named by `ids`. */
export const GRANT_TOLD = 'leave-granted';
export const grantNotice = (user: string, grants: readonly Grant[]): Owed[] => [
  { kind: GRANT_TOLD, lane: 'told', to: user, data: { ids: grants.map(g => g.id) } },
];

/** Looks once more whether leaves lack something since a grant was taken back, and tells whoever did it; data: user, id of the reversal. */
export const TAKEN_BACK = 'leave-taken-back';
