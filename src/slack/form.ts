import { VALUE } from '../../blocks/ids.ts';

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

/** Typed text, trimmed; empty when nothing was typed. */
export const textOf = (state: FormState, block: string, action = VALUE): string =>
  (at(state, block, action)?.value ?? '').trim();

export const choiceOf = (state: FormState, block: string, action = VALUE): string | undefined =>
  at(state, block, action)?.selected_option?.value;

export const choicesOf = (state: FormState, block: string, action = VALUE): string[] =>
  (at(state, block, action)?.selected_options ?? []).flatMap(o => (o.value === undefined ? [] : [o.value]));

export const dateOf = (state: FormState, block: string, action = VALUE): string | undefined =>
  at(state, block, action)?.selected_date ?? undefined;

/**
 * What stands in the filters of a list, by action id, without the one that was pressed. Whoever changes two at once
 * sees both: the metadata of the second press still are those from before the first.
 */
export function filtersIn(press: {
  actionId: string;
  view?: { state: FormState };
}): [actionId: string, value: string][] {
  const elements = Object.values(press.view?.state ?? {}).flatMap(block => Object.entries(block));
  return elements
    .filter(([id]) => id !== press.actionId)
    .map(([id, v]) => [id, v.value ?? v.selected_option?.value ?? v.selected_user ?? '']);
}
