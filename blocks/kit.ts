import type {
  ActionsBlock,
  Button,
  ConfirmationDialog,
  ContextBlock,
  HeaderBlock,
  HomeView,
  KnownBlock,
  ModalView,
  MrkdwnElement,
  Overflow,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
} from '@slack/types';
import { defined } from '../src/shared/defined.ts';

/** Slack's `HomeView.blocks` includes the open `Block`, which breaks narrowing. */
export type Home = Omit<HomeView, 'blocks'> & { blocks: KnownBlock[] };
export type Modal = Omit<ModalView, 'blocks'> & { blocks: KnownBlock[] };
export interface Message {
  text: string;
  blocks: KnownBlock[];
}

/** Cuts to `max` UTF-16 units with an ellipsis, never through a surrogate pair. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = /[\uD800-\uDBFF]/.test(text.charAt(max - 2)) ? max - 2 : max - 1;
  return `${text.slice(0, end)}…`;
}

const WORD_JOINER = '\u2060';
/** Signs of direction, which would turn Daybook's own words behind them, controls and halves of surrogate pairs. */
const UNSEEN = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/gu;
/** mrkdwn has no way to escape these: the same signs from another block of Unicode mean nothing to it. */
const LOOK_ALIKE: Record<string, string> = { '*': '\u2217', '~': '\u223C', '`': '\u02CB', _: '\uFF3F' };

/**
 * User text for mrkdwn, never interpreted: escaped, formatting signs replaced by look-alikes, emoji and mentions
 * broken.
 * Cut to `max` before that. Use with `verbatim`.
 */
export function literal(text: string, max = 150): string {
  // A number keeps its unit: `NO_BREAK` alone stays.
  return cut(
    text
      .replace(/\s{2,}|[^\S\u00a0]/g, ' ')
      .replace(UNSEEN, '')
      .trim(),
    max,
  )
    .replace(/[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, sign => LOOK_ALIKE[sign] ?? sign)
    .replace(/[:@#]/g, sign => `${sign}${WORD_JOINER}`)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}

/** What such text says, for a file: signs that users typed are theirs again, and nothing is set in bold. */
export const unmarked = (mrkdwn: string): string =>
  mrkdwn
    .replace(/[*`]/g, '')
    .replaceAll(WORD_JOINER, '')
    .replace(
      /[\u2217\u223C\u02CB\uFF3F]/g,
      alike => Object.entries(LOOK_ALIKE).find(([, l]) => l === alike)?.[0] ?? alike,
    )
    .replace(/<([#@]\w+)>/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');

/** Markdown of our own making; user text inside has gone through `literal`. `verbatim`: no links are made of it. */
export const md = (text: string): MrkdwnElement => ({ type: 'mrkdwn', text: cut(text, 3000), verbatim: true });

/** Text shown as it is. `emoji: false` leaves `:words:` alone. */
export const plain = (text: string, max = 3000): PlainTextElement => ({
  type: 'plain_text',
  text: cut(text === '' ? ' ' : text, max),
  emoji: false,
});

export const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(text, 150) });
export const divider = (): KnownBlock => ({ type: 'divider' });

export function section(text: string, accessory?: SectionBlock['accessory'], blockId?: string): SectionBlock {
  return {
    type: 'section',
    text: md(text),
    ...defined({ accessory }),
    ...(blockId ? { block_id: blockId } : {}),
  };
}

export const fields = (texts: string[]): SectionBlock => ({
  type: 'section',
  fields: texts.map(t => md(cut(t, 2000))),
});

export const context = (...texts: string[]): ContextBlock => ({
  type: 'context',
  elements: texts.slice(0, 10).map(md),
});

export const actions = (...elements: ActionsBlock['elements']): ActionsBlock => ({ type: 'actions', elements });

export interface ButtonOptions {
  value?: string;
  style?: 'primary' | 'danger';
  confirm?: ConfirmationDialog;
}

export const button = (actionId: string, text: string, options: ButtonOptions = {}): Button => ({
  type: 'button',
  action_id: actionId,
  text: plain(text, 75),
  ...options,
});

/** `no` only closes: *Cancel* beside something that cancels would be ambiguous. */
export function confirm(
  words: { title: string; yes: string },
  text: string,
  no: string,
  style?: 'danger',
): ConfirmationDialog {
  return {
    title: plain(words.title, 100),
    text: plain(text, 300),
    confirm: plain(words.yes, 30),
    deny: plain(no, 30),
    ...defined({ style }),
  };
}

export const option = (value: string, text: string): PlainTextOption => ({ text: plain(text, 75), value });

/** A menu; of one thing to do a button, whose value is the option's. */
export function overflow(actionId: string, options: PlainTextOption[]): Button | Overflow {
  const [only, ...others] = options;
  if (only && others.length === 0) return button(actionId, only.text.text, { value: only.value ?? '' });
  return { type: 'overflow', action_id: actionId, options };
}

export function modal(o: {
  callbackId: string;
  title: string;
  blocks: KnownBlock[];
  close: string;
  submit?: string;
  metadata?: string;
}): Modal {
  return {
    type: 'modal',
    callback_id: o.callbackId,
    title: plain(o.title, 24),
    close: plain(o.close, 24),
    ...(o.submit ? { submit: plain(o.submit, 24) } : {}),
    ...(o.metadata ? { private_metadata: o.metadata } : {}),
    blocks: o.blocks,
  };
}

/** A modal that says one thing. */
export const notice = (callbackId: string, title: string, text: string, close: string): Modal =>
  modal({ callbackId, title, close, blocks: [section(text)] });

/** Names in one line within `max` characters; what does not fit is counted by `more`. */
export function joined(names: readonly string[], more: (n: number) => string, max = 2800, separator = ', '): string {
  let text = '';
  for (const [i, name] of names.entries()) {
    const next = text === '' ? name : `${text}${separator}${name}`;
    if (next.length > max) return `${text} ${more(names.length - i)}`;
    text = next;
  }
  return text;
}
