import { fromSeconds } from '../time.ts';
import type { Words } from '../words.ts';

/** Slack's `state.values`: block id → action id → what stands in the element. */
export type Value = { type: string } & Record<string, unknown>;
export type State = Record<string, Record<string, Value>>;

/** An element or a block as it comes over the wire: only `type` is certain. */
export type Raw = { type: string } & Record<string, unknown>;

export interface Field {
  blockId: string;
  actionId: string;
  element: Raw;
  /** its input block, where it has one */
  input: Raw | null;
}

export interface Option {
  text: { type: 'plain_text' | 'mrkdwn'; text: string; emoji?: boolean };
  value?: string;
  description?: { type: 'plain_text' | 'mrkdwn'; text: string; emoji?: boolean };
  url?: string;
}

/** How each kind of element is kept: the key in Slack's state, and the key that the app may start it with. */
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

/** The key under which Slack keeps this element's content, or undefined for a button and the like. */
export function keyOf(element: Raw): string | undefined {
  return KINDS[element.type]?.key;
}

/** The state of an element when it is first shown. */
export function initialOf(element: Raw): Value | null {
  const kind = KINDS[element.type];
  if (!kind) return null;
  const start = element[kind.initial] ?? kind.empty;
  const kept = kind.key === 'value' && start !== null ? String(start) : start;
  return { type: element.type, [kind.key]: kept };
}

export function blockIdOf(block: Raw, index: number): string {
  return typeof block.block_id === 'string' && block.block_id ? block.block_id : `block-${index}`;
}

/** Every element with a state in these blocks. */
export function fieldsOf(blocks: Raw[]): Field[] {
  return blocks.flatMap((block, index) => {
    const blockId = blockIdOf(block, index);
    const isInput = block.type === 'input';
    const elements = [block.element, block.accessory, ...(Array.isArray(block.elements) ? block.elements : [])];
    const inner = Array.isArray(block.child_blocks) ? fieldsOf(block.child_blocks as Raw[]) : [];
    const own = elements
      .filter((element): element is Raw => typeof element === 'object' && element !== null && 'action_id' in element)
      .filter(element => keyOf(element) !== undefined)
      .map(element => ({ blockId, actionId: String(element.action_id), element, input: isInput ? block : null }));
    return [...own, ...inner];
  });
}

/**
 * What stands in the elements now. An input whose block_id and action_id stay keeps its content across updates, as in
 * Slack, whatever the new `initial_…` says; one that went away is forgotten.
 */
export function merge(blocks: Raw[], kept: State, server: Record<string, Record<string, unknown>>): State {
  const state: State = {};
  for (const { blockId, actionId, element } of fieldsOf(blocks)) {
    const mine = kept[blockId]?.[actionId];
    const theirs = server[blockId]?.[actionId] as Value | undefined;
    const key = keyOf(element) ?? '';
    const value =
      mine?.type === element.type
        ? mine
        : theirs && key in theirs
          ? { ...theirs, type: element.type }
          : initialOf(element);
    if (value) state[blockId] = { ...state[blockId], [actionId]: value };
  }
  return state;
}

/** What Slack's client itself refuses on submit, by block id. */
export function problemsIn(blocks: Raw[], state: State, words: Words): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const { blockId, actionId, element, input } of fieldsOf(blocks)) {
    if (!input) continue;
    const value = state[blockId]?.[actionId]?.[keyOf(element) ?? ''];
    const empty = value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    const problem = empty
      ? input.optional === true
        ? undefined
        : words.required
      : typeof value === 'string'
        ? textProblem(element, value, words)
        : undefined;
    if (problem) problems[blockId] = problem;
  }
  return problems;
}

function textProblem(element: Raw, value: string, words: Words): string | undefined {
  switch (element.type) {
    case 'plain_text_input': {
      const min = Number(element.min_length ?? 0);
      const max = Number(element.max_length ?? 3000);
      if (value.length < min) return words.tooShort(min);
      return value.length > max ? words.tooLong(max) : undefined;
    }
    case 'number_input': {
      const number = Number(value);
      if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(value.trim())) return words.notNumber;
      if (element.is_decimal_allowed !== true && !Number.isInteger(number)) return words.notWhole;
      if (element.min_value !== undefined && number < Number(element.min_value))
        return words.below(`${element.min_value}`);
      if (element.max_value !== undefined && number > Number(element.max_value))
        return words.above(`${element.max_value}`);
      return undefined;
    }
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) ? undefined : words.notEmail;
    case 'url_text_input':
      return /^https?:\/\/\S+$/.test(value.trim()) ? undefined : words.notUrl;
    default:
      return undefined;
  }
}

/** `selected_date_time` as the pieces that the picker shows, in the person's zone. */
export function datetimeParts(value: unknown, zone: string): { date: string; time: string } {
  return typeof value === 'number' && value > 0 ? fromSeconds(value, zone) : { date: '', time: '' };
}
