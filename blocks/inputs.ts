import type {
  Checkboxes,
  Datepicker,
  InputBlock,
  PlainTextInput,
  PlainTextOption,
  RadioButtons,
  StaticSelect,
  Timepicker,
  UsersSelect,
} from '@slack/types';
import { defined } from '../src/shared/defined.ts';
import { VALUE } from './ids.ts';
import { cut, plain } from './kit.ts';

/** An input with its label; `dispatches`: a change of it is a press, which may redraw the form. */
export const labelled = (
  blockId: string,
  label: string,
  element: InputBlock['element'],
  o: { optional?: boolean; hint?: string | undefined; dispatches?: boolean } = {},
): InputBlock => ({
  type: 'input',
  block_id: blockId,
  ...(o.optional ? { optional: true } : {}),
  ...(o.dispatches ? { dispatch_action: true } : {}),
  label: plain(label),
  ...(o.hint ? { hint: plain(o.hint) } : {}),
  element,
});

export const textInput = (
  o: { actionId?: string; max?: number; multiline?: boolean; value?: string | undefined; placeholder?: string } = {},
): PlainTextInput => ({
  type: 'plain_text_input',
  action_id: o.actionId ?? VALUE,
  ...(o.multiline ? { multiline: true } : {}),
  ...defined({ max_length: o.max }),
  ...(o.placeholder ? { placeholder: plain(o.placeholder, 150) } : {}),
  ...(o.value ? { initial_value: cut(o.value, o.max ?? 3000) } : {}),
});

/** A menu; a chosen value that is no option leaves it empty. */
export function select(
  actionId: string,
  options: PlainTextOption[],
  chosen: string | undefined,
  placeholder?: string,
): StaticSelect {
  const initial = options.find(o => o.value === chosen);
  return {
    type: 'static_select',
    action_id: actionId,
    ...(placeholder ? { placeholder: plain(placeholder, 150) } : {}),
    options,
    ...defined({ initial_option: initial }),
  };
}

export const userSelect = (actionId: string, placeholder?: string, user?: string): UsersSelect => ({
  type: 'users_select',
  action_id: actionId,
  ...(placeholder ? { placeholder: plain(placeholder, 150) } : {}),
  ...(user ? { initial_user: user } : {}),
});

export const datePicker = (date?: string, actionId = VALUE): Datepicker => ({
  type: 'datepicker',
  action_id: actionId,
  ...(date ? { initial_date: date } : {}),
});

export const timePicker = (time?: string, actionId = VALUE): Timepicker => ({
  type: 'timepicker',
  action_id: actionId,
  ...(time ? { initial_time: time } : {}),
});

/** `chosen`: those of the options that are ticked. */
export const checkboxes = (
  options: PlainTextOption[],
  chosen: readonly PlainTextOption[] = [],
  actionId = VALUE,
): Checkboxes => ({
  type: 'checkboxes',
  action_id: actionId,
  options,
  ...(chosen.length > 0 ? { initial_options: [...chosen] } : {}),
});

/** One of a few that all stand there; without a known choice the first. */
export const radioButtons = (options: PlainTextOption[], chosen?: string): RadioButtons => {
  const initial = options.find(o => o.value === chosen) ?? options[0];
  return { type: 'radio_buttons', action_id: VALUE, options, ...(initial ? { initial_option: initial } : {}) };
};
