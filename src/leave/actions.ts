import type { Approvals, SendOutcome } from '../approvals/actions.ts';
import type { RequestDoc } from '../approvals/store.ts';
import { type Calendar, localDate } from '../calendar/rules.ts';
import type { Clock } from '../shared/clock.ts';
import { leaveFormOf } from './form.ts';
import { checkLeave, type FilledLeave, type LeaveProblem, type StandingLeave } from './rules.ts';

export const LEAVE = 'leave';

export interface Leave {
  /** Judges and sends. `submission` recognises it when it is sent twice. */
  request(user: string, form: FilledLeave, submission: string): Promise<SendOutcome<LeaveProblem>>;
  /** What is wrong with a form as it stands, before it is sent. */
  check(form: FilledLeave, mine: readonly RequestDoc[]): LeaveProblem[];
}

/** The person's leaves that stand: waiting and approved ones. */
export const standing = (requests: readonly RequestDoc[]): StandingLeave[] =>
  requests.flatMap(r =>
    r.kind === LEAVE && (r.state === 'waiting' || r.state === 'approved')
      ? [{ id: r._id, type: leaveFormOf(r.form).type, ...r.period }]
      : [],
  );

export function leaveActions(o: { approvals: Approvals; clock: Clock; calendar: Calendar; zone: string }): Leave {
  const check: Leave['check'] = (form, mine) =>
    checkLeave(form, standing(mine), localDate(o.clock.now(), o.zone), o.calendar);
  return {
    check,
    request: (user, form, submission) => {
      const { type, from = '', to = '', reason } = form;
      return o.approvals.send(
        { user, kind: LEAVE, form: { type, from, to, reason: reason.trim() }, period: { from, to }, submission },
        mine => check(form, mine),
      );
    },
  };
}
