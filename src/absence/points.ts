import { point } from '../workspace/points.ts';
import type { Workspace } from '../workspace/workspace.ts';

export const closedMonths = point<{
  isClosed(ws: Workspace, date: string): Promise<boolean>;
  /** 'YYYY-MM' */
  since(ws: Workspace, month: string): Promise<ReadonlySet<string>>;
}>('closed months');
