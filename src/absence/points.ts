import type { RequestDoc } from '../approvals/store.ts';
import type { Shown } from '../shared/shown.ts';
import { point } from '../workspace/points.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Days of a request that no grant covers. */
export const leaveLack = point<(ws: Workspace, request: RequestDoc) => Promise<Shown>>('what a leave lacks');
