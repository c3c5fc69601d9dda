import type { Openings } from '../people/import/openings.ts';
import { point } from './points.ts';
import type { Workspace } from './workspace.ts';

/** What judges and stores the opening balances of an import of people. */
export const openingBalances = point<(ws: Workspace) => Openings>('opening balances');
