import type { Decides } from '../../blocks/policy.ts';
import type { ComingGrant, TouchedValue, TouchedWhat } from '../../blocks/touched.ts';
import type { Openings } from '../people/import/openings.ts';
import type { Directory } from '../people/may.ts';
import type { Person } from '../people/rules.ts';
import type { Moved } from '../settings/moved.ts';
import type { PolicyChange } from '../settings/policy.ts';
import type { Owed } from '../shared/effects.ts';
import { point } from '../workspace/points.ts';
import type { Workspace } from '../workspace/workspace.ts';

/**
 * What a change of the policy counts differently. `left`: annual leave today; `coming`: annual leave of the year from
 * the change on; `planned`: minutes of a month; `times`: when to be there. Of a type of leave, `offered`: days of it
 * left; `paid-out`: of these, days paid on leaving; `paid`: days of it that the employer pays. `manager`: everybody
 * above; `asked`: who decides a request that waits; `reminded`, `escalated`: who is reminded of it, and who of HR may
 * decide it, when the change takes effect; `records`: what is destroyed.
 */
export interface Touched {
  user: string;
  what: TouchedWhat;
  /** days that it is counted of */
  from: string;
  to: string;
  was: TouchedValue;
  is: TouchedValue;
  /** `coming`: the next grant */
  next?: { was?: ComingGrant; is?: ComingGrant };
}

/** Counts a change before it is saved, by what counts it afterwards: `after` is the workspace with its policy. */
export const policyTouches = point<{
  counts: readonly TouchedWhat[];
  by(change: PolicyChange): boolean;
  /** `moved`: the holidays of one place, where these are what changes */
  touched(
    ws: Workspace,
    after: Workspace,
    change: { from: string; change: PolicyChange; moved?: Moved },
  ): Promise<Touched[]>;
}>('what a policy touches');

/** The same of one person, whose facts change. */
export const personTouches =
  point<(ws: Workspace, before: Person, after: Person) => Promise<Touched[]>>('what facts of a person touch');

/** What other managers, team leads and roles touch, by everybody as they are and as they would be. */
export const lineTouches = point<(ws: Workspace, before: Directory, after: Directory) => Promise<Touched[]>>(
  'what the organisation touches',
);

/** For the import of people. */
export const openingBalances = point<(ws: Workspace) => Openings>('opening balances');

export const policyChanged = point<(ws: Workspace) => Promise<unknown>>('what follows from a policy');

/** Whether rules exist, and the effects that store the chosen one. */
export const setUpRouting = point<{
  hasRules(ws: Workspace): Promise<boolean>;
  leaveTo(decides: Decides, by: string): Owed[];
}>('routes of the set-up');
