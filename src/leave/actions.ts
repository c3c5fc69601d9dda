import type { Approvals, SendOutcome } from '../approvals/actions.ts';
import { occupies } from '../approvals/route/view.ts';
import type { RequestDoc } from '../approvals/store.ts';
import { type Calendar, localDate } from '../calendar/rules.ts';
import type { Clock } from '../shared/clock.ts';
import { leaveFormOf } from './form.ts';
import { checkLeave, type FilledLeave, type LeaveProblem, leaveFacts, type StandingLeave } from './rules.ts';

export const LEAVE = 'leave';

export interface Leave {
  /** Judges and sends. `submission` recognises it when it is sent twice; `again`: the request that came back. */
  request(user: string, form: FilledLeave, submission: string, again?: string): Promise<SendOutcome<LeaveProblem>>;
  /** What is wrong with a form as it stands, before it is sent. */
  check(form: FilledLeave, mine: readonly RequestDoc[]): LeaveProblem[];
}

/** The person's leaves that stand: asked for and not refused, or in force. */
export const standing = (requests: readonly RequestDoc[]): StandingLeave[] =>
  requests.flatMap(r =>
    r.kind === LEAVE && occupies(r) ? [{ id: r._id, type: leaveFormOf(r.form).type, ...r.period }] : [],
  );

export function leaveActions(o: { approvals: Approvals; clock: Clock; calendar: Calendar; zone: string }): Leave {
  const check: Leave['check'] = (form, mine) =>
    checkLeave(form, standing(mine), localDate(o.clock.now(), o.zone), o.calendar);
  return {
    check,
    request: (user, filled, submission, again) => {
      const { type, from = '', to = '', reason } = filled;
      const form = { type, from, to, reason: reason.trim() };
      return o.approvals.send(
        {
          user,
          kind: LEAVE,
          form,
          period: { from, to },
          facts: leaveFacts({ type, from, to }, o.calendar),
          submission,
          ...(again ? { again } : {}),
        },
        others => check(filled, others),
      );
    },
  };
}
