import type { Decides } from '../../blocks/policy.ts';
import type { Openings } from '../people/import/openings.ts';
import type { PolicyChange } from '../settings/policy.ts';
import type { Owed } from '../shared/effects.ts';
import { point } from '../workspace/points.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** How many leaves a change of the policy would give other days. */
export const policyTouches =
  point<(ws: Workspace, change: { from: string; change: PolicyChange }) => Promise<number>>('what a policy touches');

/** Validates and stores the opening balances of an import of people. */
export const openingBalances = point<(ws: Workspace) => Openings>('opening balances');

/** What follows from a new version of the policy, once it is stored. */
export const policyChanged = point<(ws: Workspace) => Promise<unknown>>('what follows from a policy');

/** Who decides on requests after the set-up: whether rules exist already, and the effects that store the chosen one. */
export const setUpRouting = point<{
  hasRules(ws: Workspace): Promise<boolean>;
  leaveTo(decides: Decides, by: string): Owed[];
}>('routes of the set-up');
