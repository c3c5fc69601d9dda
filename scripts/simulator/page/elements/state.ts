import { interactive, stateKey, stateOf } from '../../inputs.ts';
import { fromSeconds } from '../time.ts';
import type { Words } from '../words.ts';

/** Slack's `state.values`: block id → action id → what stands in the element. */
export type Value = { type: string } & Record<string, unknown>;
export type State = Record<string, Record<string, Value>>;

/** An element or a block as it comes over the wire: only `type` is certain. */
export type Raw = { type: string } & Record<string, unknown>;

export interface Option {
  text: { type: 'plain_text' | 'mrkdwn'; text: string; emoji?: boolean };
  value?: string;
  description?: { type: 'plain_text' | 'mrkdwn'; text: string; emoji?: boolean };
  url?: string;
}

/** The key under which Slack keeps this element's content, or undefined for a button and the like. */
export const keyOf = (element: Raw): string | undefined => stateKey(element.type);

export function blockIdOf(block: Raw, index: number): string {
  return typeof block.block_id === 'string' && block.block_id ? block.block_id : `block-${index}`;
}

/**
 * What stands in the elements now. An input whose block_id and action_id stay keeps its content across updates, as in
 * Slack, whatever the new `initial_…` says; one that went away is forgotten. What the page has kept wins over the server.
 */
export function merge(blocks: Raw[], kept: State, server: Record<string, Record<string, unknown>>): State {
  const typed: Record<string, Record<string, unknown>> = { ...server };
  for (const [blockId, values] of Object.entries(kept)) typed[blockId] = { ...typed[blockId], ...values };
  return stateOf(blocks, typed) as State;
}

/** What Slack's client itself refuses on submit, by block id. */
export function problemsIn(blocks: Raw[], state: State, words: Words): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const { block, blockId, element } of interactive(blocks)) {
    if (block.type !== 'input') continue;
    const value = state[blockId]?.[String(element.action_id)]?.[keyOf(element) ?? ''];
    const empty = value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    const problem = empty
      ? block.optional === true
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
