import type { SimView } from './protocol.ts';

type Element = { type: string; action_id?: string } & Record<string, unknown>;
export type ViewState = SimView['state'];

/** How each element is kept: its key in Slack's state, what the app may start it with, and what stands there otherwise. */
const KINDS: Record<string, { key: string; initial: string; empty: unknown }> = {
  plain_text_input: { key: 'value', initial: 'initial_value', empty: null },
  number_input: { key: 'value', initial: 'initial_value', empty: null },
  email_text_input: { key: 'value', initial: 'initial_value', empty: null },
  url_text_input: { key: 'value', initial: 'initial_value', empty: null },
  rich_text_input: { key: 'rich_text_value', initial: 'initial_value', empty: null },
  static_select: { key: 'selected_option', initial: 'initial_option', empty: null },
  external_select: { key: 'selected_option', initial: 'initial_option', empty: null },
  users_select: { key: 'selected_user', initial: 'initial_user', empty: null },
  conversations_select: { key: 'selected_conversation', initial: 'initial_conversation', empty: null },
  channels_select: { key: 'selected_channel', initial: 'initial_channel', empty: null },
  multi_static_select: { key: 'selected_options', initial: 'initial_options', empty: [] },
  multi_external_select: { key: 'selected_options', initial: 'initial_options', empty: [] },
  multi_users_select: { key: 'selected_users', initial: 'initial_users', empty: [] },
  multi_conversations_select: { key: 'selected_conversations', initial: 'initial_conversations', empty: [] },
  multi_channels_select: { key: 'selected_channels', initial: 'initial_channels', empty: [] },
  radio_buttons: { key: 'selected_option', initial: 'initial_option', empty: null },
  checkboxes: { key: 'selected_options', initial: 'initial_options', empty: [] },
  datepicker: { key: 'selected_date', initial: 'initial_date', empty: null },
  timepicker: { key: 'selected_time', initial: 'initial_time', empty: null },
  datetimepicker: { key: 'selected_date_time', initial: 'initial_date_time', empty: null },
  file_input: { key: 'files', initial: '', empty: [] },
};

/** The key under which Slack keeps this element's content; nothing for a button, an overflow menu or an image. */
export const stateKey = (type: string): string | undefined => KINDS[type]?.key;

export interface Found {
  block: Record<string, unknown>;
  blockId: string;
  element: Element;
}

/** Every element that has an `action_id`, with its block. */
export function interactive(blocks: readonly Record<string, unknown>[]): Found[] {
  return blocks.flatMap(block => {
    const listed = [block.elements, block.actions].flatMap(list => (Array.isArray(list) ? (list as unknown[]) : []));
    const elements = [block.element, block.accessory, ...listed].filter(
      (element): element is Element => typeof element === 'object' && element !== null && 'action_id' in element,
    );
    const inner = [block.child_blocks, block.type === 'carousel' ? block.elements : undefined].flatMap(list =>
      Array.isArray(list) ? interactive(list as Record<string, unknown>[]) : [],
    );
    return [...elements.map(element => ({ block, blockId: String(block.block_id), element })), ...inner];
  });
}

/** What stands in the elements of new blocks: what was typed where block and action id are the same, else the initial value. */
export function stateOf(blocks: readonly Record<string, unknown>[], typed: ViewState = {}): ViewState {
  const state: ViewState = {};
  for (const { blockId, element } of interactive(blocks)) {
    const kind = KINDS[element.type];
    if (!kind) continue;
    const actionId = String(element.action_id);
    const kept = typed[blockId]?.[actionId] as Element | undefined;
    const initial = element[kind.initial] ?? structuredClone(kind.empty);
    const value = kept?.type === element.type ? kept : { type: element.type, [kind.key]: initial };
    state[blockId] = { ...state[blockId], [actionId]: value };
  }
  return state;
}

/** `typed` laid over the state, for elements that the blocks have. */
export function withTyped(blocks: readonly Record<string, unknown>[], state: ViewState, typed: ViewState): ViewState {
  const merged: ViewState = { ...state };
  for (const { blockId, element } of interactive(blocks)) {
    const actionId = String(element.action_id);
    const value = typed[blockId]?.[actionId] as Record<string, unknown> | undefined;
    if (!value || !KINDS[element.type]) continue;
    merged[blockId] = { ...merged[blockId], [actionId]: { ...value, type: element.type } };
  }
  return merged;
}

/** What Slack's client itself refuses on submit, by block id. */
export function unfinished(blocks: readonly Record<string, unknown>[], state: ViewState): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { block, blockId, element } of interactive(blocks)) {
    const key = stateKey(element.type);
    if (block.type !== 'input' || !key) continue;
    const value = (state[blockId]?.[String(element.action_id)] as Record<string, unknown> | undefined)?.[key];
    const empty = value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    if (empty && block.optional !== true) errors[blockId] = 'Please complete this required field.';
    if (element.type !== 'plain_text_input' || typeof value !== 'string' || empty) continue;
    const [min, max] = [Number(element.min_length ?? 0), Number(element.max_length ?? 3000)];
    if (value.length < min) errors[blockId] = `Must be at least ${min} characters.`;
    if (value.length > max) errors[blockId] = `Must be no more than ${max} characters.`;
  }
  return errors;
}
