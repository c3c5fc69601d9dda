import { VALUE } from '../../blocks/ids.ts';
import type { FormState, FormValue } from './form.ts';

/** What pickers of people, times, channels and files leave in `view.state.values` (docs.slack.dev/reference/views). */
interface PickedValue extends FormValue {
  selected_users?: string[];
  selected_time?: string | null;
  selected_conversation?: string | null;
  files?: { id?: string }[];
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

const at = (state: FormState, block: string, action: string): PickedValue | undefined => state[block]?.[action];

export const userOf = (state: FormState, block: string, action = VALUE): string | undefined =>
  at(state, block, action)?.selected_user ?? undefined;

export const usersOf = (state: FormState, block: string, action = VALUE): string[] =>
  at(state, block, action)?.selected_users ?? [];

/** HH:mm */
export const timeOf = (state: FormState, block: string, action = VALUE): string | undefined =>
  TIME.exec(at(state, block, action)?.selected_time ?? '')?.[0];

export const conversationOf = (state: FormState, block: string, action = VALUE): string | undefined =>
  at(state, block, action)?.selected_conversation ?? undefined;

/** Ids of the files that were uploaded in a `file_input`. */
export const filesOf = (state: FormState, block: string, action = VALUE): string[] =>
  (at(state, block, action)?.files ?? []).flatMap(f => f.id ?? []);
