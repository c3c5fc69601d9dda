import type { Openings } from '../people/import/openings.ts';
import { point } from './points.ts';
import type { Workspace } from './workspace.ts';

/** For the import of people. */
export const openingBalances = point<(ws: Workspace) => Openings>('opening balances');
