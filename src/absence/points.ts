import type { RequestDoc } from '../approvals/store.ts';
import type { Shown } from '../shared/shown.ts';
import { point } from '../workspace/points.ts';
import type { Workspace } from '../workspace/workspace.ts';

export const closedMonths = point<{
  isClosed(ws: Workspace, date: string): Promise<boolean>;
  /** 'YYYY-MM' */
  since(ws: Workspace, month: string): Promise<ReadonlySet<string>>;
}>('closed months');

/** Days of a request that no grant covers. */
export const leaveLack = point<(ws: Workspace, request: RequestDoc) => Promise<Shown>>('what a leave lacks');
