import { VALUE } from '../../blocks/ids.ts';
import { isDate } from '../calendar/rules.ts';
import { LONGEST } from '../shared/text.ts';

/** Slack's `view.state.values`: block id → action id → what stands in the input. */
export type FormState = Record<string, Record<string, FormValue>>;

export interface FormValue {
  value?: string | null;
  selected_option?: { value?: string } | null;
  selected_options?: { value?: string }[];
  selected_date?: string | null;
  selected_user?: string | null;
}

const at = (state: FormState, block: string, action: string): FormValue | undefined => state[block]?.[action];

/** The inputs with a text that is longer than any input of Slack's takes, by block id. */
export const overlong = (state: FormState): string[] =>
  Object.entries(state).flatMap(([block, elements]) =>
    Object.values(elements).some(({ value }) => (value?.length ?? 0) > LONGEST.input) ? [block] : [],
  );

/** Typed text, trimmed; empty when nothing was typed. */
export const textOf = (state: FormState, block: string, action = VALUE): string =>
  (at(state, block, action)?.value ?? '').trim();

export const choiceOf = (state: FormState, block: string, action = VALUE): string | undefined =>
  at(state, block, action)?.selected_option?.value;

export const choicesOf = (state: FormState, block: string, action = VALUE): string[] =>
  (at(state, block, action)?.selected_options ?? []).flatMap(o => (o.value === undefined ? [] : [o.value]));

export const dateOf = (state: FormState, block: string, action = VALUE): string | undefined => {
  const date = at(state, block, action)?.selected_date ?? '';
  return isDate(date) ? date : undefined;
};

/**
 * What a list is asked for: as it was drawn, with what stands in its other filters, changed by the one that was pressed. Whoever changes two at
 * once sees both: the metadata of the second press still are those from before the first. `changes`: by action id.
 */
export function nextQuery<Q>(
  press: { actionId: string; value: string; view?: { state: FormState } },
  changes: Record<string, (query: Q, value: string) => Q>,
  drawn: Q,
): Q {
  const elements = Object.values(press.view?.state ?? {}).flatMap(block => Object.entries(block));
  const others = elements
    .filter(([id]) => id !== press.actionId)
    .map(([id, v]) => [id, v.value ?? v.selected_option?.value ?? v.selected_user ?? ''] as const);
  return [...others, [press.actionId, press.value] as const].reduce(
    (query, [id, value]) => changes[id]?.(query, value) ?? query,
    drawn,
  );
}
