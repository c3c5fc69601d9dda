import { LEAVE } from '../absence/leaves.ts';
import { tellDecision } from '../approvals/effects.ts';
import { endRequest } from '../approvals/ending.ts';
import { occupies } from '../approvals/route/view.ts';
import type { RequestDoc } from '../approvals/store.ts';
import { leaveFormOf } from '../leave-record/form.ts';
import { owedLog } from '../shared/owed-log.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { leaveAfterLastDay } from './effects.ts';

/** Active leaves that reach beyond a last day; `whole`: they begin after it. */
export function leavesAfter(
  requests: readonly RequestDoc[],
  lastDay: string,
): { request: RequestDoc; whole: boolean }[] {
  return requests
    .filter(r => r.kind === LEAVE && occupies(r))
    .map(request => ({ request, form: leaveFormOf(request.form) }))
    .filter(({ form }) => form.to > lastDay)
    .sort((a, b) => (a.form.from < b.form.from ? -1 : 1))
    .map(({ request, form }) => ({ request, whole: form.from > lastDay }));
}

/** Cancels a leave that begins after the last day, without its route; false: not active. `key` recognises the press. */
export const cancelLeaveAfter = (
  ws: Workspace,
  id: string,
  { by, lastDay, key }: { by: string; lastDay: string; key: string },
): Promise<boolean> =>
  endRequest(ws, id, request => {
    if (!leavesAfter([request], lastDay)[0]?.whole) return undefined;
    const message = leaveAfterLastDay.owed({ lane: tellDecision.kind, to: request.user, data: { by, lastDay } });
    const { user: about, period } = request;
    const logged = owedLog({ what: 'requests.cancelled-for', by, about, on: period.from, was: period });
    return { what: 'cancelled', by, key, tells: [message, logged] };
  });
