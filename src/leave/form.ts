import { CC } from '../../blocks/approval-ids.ts';
import { action, input } from '../../blocks/ids.ts';
import { leaveAction, leaveInput } from '../../blocks/leave-ids.ts';
import { copiesIn } from '../approvals/copies.ts';
import type { FilledLeave, LeaveProblem } from '../leave-record/rules.ts';
import { defined } from '../shared/defined.ts';
import { choiceOf, choicesOf, dateOf, type FormState, textOf } from '../slack/form.ts';
import { filesOf, userOf } from '../slack/pickers.ts';
import { askedIn, eventIn } from './event-form.ts';

/** A leave of less than a day has no last day. */
export function blockOf(p: LeaveProblem, state: FormState): string {
  const wanted: Record<LeaveProblem['field'], string | undefined> = {
    type: input.type,
    occasion: leaveInput.occasion,
    part: leaveInput.part,
    time: leaveInput.timeTo,
    from: input.from,
    to: toBlockIn(state),
    ...{ files: leaveInput.files, standIn: leaveInput.standIn },
    reason: input.reason,
    ...{ due: askedIn(state, 'due'), born: askedIn(state, 'born') },
    ...{ lost: askedIn(state, 'lost'), weeks: askedIn(state, 'weeks') },
  };
  const block = wanted[p.field];
  return block !== undefined && (block in state || block === input.reason) ? block : input.from;
}

export const toBlockIn = (state: FormState): string | undefined =>
  Object.keys(state).find(block => block === input.to || block.startsWith(`${input.to}:`));

export function filledIn(state: FormState): FilledLeave {
  const files = filesOf(state, leaveInput.files).map(id => ({ id, name: id }));
  return {
    type: choiceOf(state, input.type, action.leaveType) ?? '',
    reason: textOf(state, input.reason),
    ...defined({
      from: dateOf(state, input.from, action.leaveFrom),
      to: dateOf(state, toBlockIn(state) ?? input.to, action.leaveTo),
      part: choiceOf(state, leaveInput.part, leaveAction.part),
      noBreak: choicesOf(state, leaveInput.noBreak, leaveAction.noBreak).includes('yes') ? (true as const) : undefined,
      occasion: choiceOf(state, leaveInput.occasion, leaveAction.occasion),
      timeFrom: choiceOf(state, leaveInput.timeFrom, leaveAction.timeFrom),
      timeTo: choiceOf(state, leaveInput.timeTo, leaveAction.timeTo),
      files: files.length > 0 ? files : undefined,
      event: eventIn(state),
      copies: CC in state ? copiesIn(state) : undefined,
      standIn: userOf(state, leaveInput.standIn, leaveAction.standIn),
      openEnd:
        leaveInput.openEnd in state ? choicesOf(state, leaveInput.openEnd, leaveAction.openEnd).length > 0 : undefined,
    }),
  };
}
