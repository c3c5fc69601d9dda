import { point } from '../workspace/points.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Which months of attendance are closed. */
export const closedMonths = point<{
  isClosed(ws: Workspace, date: string): Promise<boolean>;
  /** the closed months, 'YYYY-MM', from one on */
  since(ws: Workspace, month: string): Promise<ReadonlySet<string>>;
}>('closed months');
