import { VALUE } from '../../blocks/ids.ts';
import { isDate } from '../calendar/rules.ts';
import { LONGEST } from '../shared/text.ts';

/** By block id and action id. */
export type FormState = Record<string, Record<string, FormValue>>;

export interface FormValue {
  value?: string | null;
  selected_option?: { value?: string } | null;
  selected_options?: { value?: string }[];
  selected_date?: string | null;
  selected_user?: string | null;
}

const at = (state: FormState, block: string, action: string): FormValue | undefined => state[block]?.[action];

/** Block ids of texts beyond Slack's limit. */
export const overlong = (state: FormState): string[] =>
  Object.entries(state).flatMap(([block, elements]) =>
    Object.values(elements).some(({ value }) => (value?.length ?? 0) > LONGEST.input) ? [block] : [],
  );

/** Trimmed. */
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
