import { literal } from '../../blocks/kit.ts';
import type { ApprovalBlockers } from '../approvals/kinds.ts';
import type { RequestDoc } from '../approvals/store.ts';
import { words } from '../i18n/index.ts';
import type { LeaveProblem } from '../leave-record/rules.ts';
import type { Person } from '../people/rules.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { reviewLeave } from './actions.ts';
import { problemText } from './present.ts';

/** In the approver's language. */
export async function approvalBlockers(
  ws: Workspace,
  request: RequestDoc,
  approver: Person,
): Promise<ApprovalBlockers> {
  const w = words(ws.people.language(approver));
  const texts = (problems: readonly LeaveProblem[]) => problems.map(p => literal(problemText(p, w), 500));
  const { refused, warned } = await reviewLeave(ws, request);
  return { refused: texts(refused), warned: texts(warned) };
}
