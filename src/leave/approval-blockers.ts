import { literal } from '../../blocks/kit.ts';
import type { RequestKind } from '../approvals/kinds.ts';
import { words } from '../i18n/index.ts';
import type { LeaveProblem } from '../leave-record/rules.ts';
import type { People } from '../people/actions.ts';
import type { Leave } from './actions.ts';
import { problemText } from './present.ts';

/** What stands against a leave when it is about to be approved, in the approver's language. */
export const leaveApprovalBlockers =
  (o: {
    leave: Pick<Leave, 'review'>;
    people: Pick<People, 'language'>;
  }): NonNullable<RequestKind['approvalBlockers']> =>
  async (request, approver) => {
    const w = words(o.people.language(approver));
    const told = (problems: readonly LeaveProblem[]) => problems.map(p => literal(problemText(p, w), 500));
    const { refused, warned } = await o.leave.review(request);
    return { refused: told(refused), warned: told(warned) };
  };
