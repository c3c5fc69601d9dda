import type { Decides } from '../../blocks/policy.ts';
import type { Openings } from '../people/import/openings.ts';
import type { PolicyChange } from '../settings/policy.ts';
import type { Owed } from '../shared/effects.ts';
import type { Shown } from '../shared/shown.ts';
import { point } from '../workspace/points.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface Touched {
  user: string;
  from: string;
  to: string;
  was: Shown;
  is: Shown;
}

/** Leaves with other days by a change, before it is saved. */
export const policyTouches =
  point<(ws: Workspace, change: { from: string; change: PolicyChange }) => Promise<Touched[]>>('what a policy touches');

/** For the import of people. */
export const openingBalances = point<(ws: Workspace) => Openings>('opening balances');

export const policyChanged = point<(ws: Workspace) => Promise<unknown>>('what follows from a policy');

/** Whether rules exist, and the effects that store the chosen one. */
export const setUpRouting = point<{
  hasRules(ws: Workspace): Promise<boolean>;
  leaveTo(decides: Decides, by: string): Owed[];
}>('routes of the set-up');
