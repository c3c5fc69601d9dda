import type { RequestKind } from '../approvals/kinds.ts';
import type { Calendar } from '../calendar/rules.ts';
import { LEAVE } from './actions.ts';
import { leaveFormOf } from './form.ts';
import { countLeave } from './rules.ts';

/** Leave, as approvals shows it. */
export const leaveKind = (calendar: Calendar): RequestKind => ({
  kind: LEAVE,
  title: w => w.leave.kind,
  numbers: ['days'],
  absence: true,
  describe: (stored, w) => {
    const form = leaveFormOf(stored);
    return {
      what: w.leaveType(form.type),
      when: w.range(form.from, form.to),
      amount: w.days(countLeave(form, calendar).days),
      reason: form.reason,
    };
  },
  starts: stored => leaveFormOf(stored).from,
  facts: stored => {
    const form = leaveFormOf(stored);
    return { type: form.type, days: countLeave(form, calendar).days };
  },
});
