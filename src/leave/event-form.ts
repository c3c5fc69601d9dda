import { eventBlock, NEW_EVENT } from '../../blocks/leave-event.ts';
import { leaveAction, leaveInput } from '../../blocks/leave-ids.ts';
import type { FilledEvent } from '../leave-record/events.ts';
import { ASKS, type Ask } from '../leave-record/types/event-rule.ts';
import { defined } from '../shared/defined.ts';
import { choiceOf, choicesOf, dateOf, type FormState } from '../slack/form.ts';

/** The block of a question of an event, whichever event is chosen. */
export const askedIn = (state: FormState, ask: Ask): string | undefined =>
  Object.keys(state).find(block => block.startsWith(`${ask}:`));

/** What the state says of an event; undefined: the form does not ask for one yet. */
export function eventIn(state: FormState): FilledEvent | undefined {
  const chosen = choiceOf(state, leaveInput.event, leaveAction.event);
  const id = chosen === undefined || chosen === NEW_EVENT ? undefined : chosen;
  const values = valuesIn(state, id);
  return chosen === undefined && Object.keys(values).length === 0 ? undefined : { ...values, ...defined({ id }) };
}

/** The inputs of an event that the state has; an empty one is an empty text. */
export function valuesIn(state: FormState, chosen: string | undefined): FilledEvent {
  const found = ASKS.flatMap(ask => {
    const block = eventBlock(ask, chosen);
    return block in state ? [[ask, answerIn(state, block, ask)] as const] : [];
  });
  return Object.fromEntries(found);
}

function answerIn(state: FormState, block: string, ask: Ask): string | boolean {
  const { eventPart } = leaveAction;
  if (ask === 'premature' || ask === 'extended') return choicesOf(state, block, eventPart).length > 0;
  if (ask === 'weeks' || ask === 'children') return choiceOf(state, block, eventPart) ?? '';
  return dateOf(state, block, eventPart) ?? '';
}
