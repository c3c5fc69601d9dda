import { command as commandNow, shortcut as shortcutNow } from './acts/chat.ts';
import { perform } from './acts/index.ts';
import { submit as submitNow } from './acts/modal.ts';
import { press as pressNow } from './acts/press.ts';
import type { Stage } from './acts/stage.ts';
import { filled } from './fill.ts';
import { type Found, interactive, stateKey } from './inputs.ts';
import type { Blocks } from './messages.ts';
import type { ActResult, SimMessage, SimView } from './protocol.ts';
import { messagesFor, simView } from './snapshot.ts';
import type { StoredView } from './views.ts';

/** The Home, the topmost modal, or a message. */
type Where = 'home' | 'modal' | { channel: string; ts: string };

interface PressOptions {
  /** where one action id stands in several blocks */
  blockId?: string;
  /** where several elements share an action id: the button with this `value` */
  buttonValue?: string;
  /** what is chosen in a select, picker or menu, as `fill` takes it */
  value?: unknown;
  /** the same payload so often, all at once */
  times?: number;
  /** an older look of the view or message, as `home()`, `modal()` or `messages()` gave it: pressed on another device */
  shown?: SimView | SimMessage;
}

/** A person at their Slack. What cannot be done because it is not on the screen fails with what is there instead. */
export interface Person {
  openHome(tab?: 'home' | 'messages'): Promise<ActResult>;
  home(): SimView | null;
  /** the topmost modal */
  modal(): SimView | null;
  modals(): SimView[];
  press(where: Where, actionId: string, options?: PressOptions): Promise<ActResult>;
  /**
   * Fills a field of the topmost modal (or of the Home), found by action id or, where that is not unique, by block id. Text, number: as text;
   * selects, radio buttons: an option's value or text; checkboxes, multi-selects: a list of them; dates `YYYY-MM-DD`, times `HH:mm`.
   * Tells the app where the element does so.
   */
  fill(id: string, value: unknown, where?: 'home' | 'modal'): Promise<ActResult>;
  submit(options?: { times?: number; view?: string }): Promise<ActResult>;
  dismiss(options?: { all?: boolean }): Promise<ActResult>;
  /** `channel`: an id, a name or `app`. Text as it is typed; `<@U…>` stays a mention. */
  say(channel: string, text: string, options?: { thread?: string }): Promise<ActResult>;
  /** `text`: the whole line, `/daybook leave`. */
  command(text: string, options?: { channel?: string; times?: number }): Promise<ActResult>;
  shortcut(callbackId: string, options?: { times?: number }): Promise<ActResult>;
  /** their own status, set in Slack itself */
  setStatus(status: { text: string; emoji: string }): Promise<ActResult>;
  status(): { text: string; emoji: string; expiration: number };
  /** do-not-disturb, ms; undefined: off */
  snoozedUntil(): number | undefined;
  /** their own, set in Slack itself, ms; 0 ends it */
  setSnooze(until: number): Promise<void>;
  /** Follows a link to Slack's page of consent and answers it there; the text that the app shows at the end. */
  consent(url: string, answer?: 'allow' | 'cancel'): Promise<{ status: number; text: string }>;
  /** Installs the app from its install page, at the address of a browser that goes to `at`, in this person's workspace. */
  install(
    at: string,
    o?: { answer?: 'allow' | 'cancel'; wide?: boolean; language?: string },
  ): Promise<{ status: number; text: string; back: string }>;
  upload(name: string, body: string | Uint8Array): Promise<{ id: string }>;
  messages(channel: string): SimMessage[];
  /** what only this person sees; in all channels, unless one is named */
  ephemerals(channel?: string): SimMessage[];
  warning(): string | null;
}

export function personAt(stage: Stage, userId: string): Person {
  const { workspace } = stage;
  const user = workspace.user(userId);

  const top = (): StoredView => {
    const view = workspace.views.modals(userId).at(-1);
    if (!view) throw new Error(`${user.realName} has no modal open${note()}`);
    return view;
  };
  const home = (): StoredView => {
    const view = workspace.views.home(userId);
    if (!view) throw new Error(`No Home was published for ${user.realName}${note()}`);
    return view;
  };
  const note = (): string => {
    const warning = workspace.warnings.get(userId);
    return warning ? ` (Slack says: ${warning})` : '';
  };
  const act = (deed: object): Promise<ActResult> => perform(stage, { as: userId, ...deed } as never);

  function screen(where: Where): {
    name: string;
    blocks: Blocks;
    place: { view: string } | { channel: string; ts: string };
  } {
    if (where === 'home' || where === 'modal') {
      const view = where === 'home' ? home() : top();
      const name = where === 'home' ? 'the Home' : `the modal "${view.given.title?.text ?? ''}"`;
      return { name, blocks: view.blocks, place: { view: view.id } };
    }
    const channel = workspace.channel(where.channel, userId);
    const message = workspace.messages.find(channel.id, where.ts);
    if (!message) throw new Error(`There is no message ${where.ts} in ${channel.name}`);
    return {
      name: `the message "${message.text.slice(0, 60)}"`,
      blocks: message.blocks ?? [],
      place: { channel: channel.id, ts: where.ts },
    };
  }

  return {
    openHome: (tab = 'home') => act({ do: 'open-home', tab }),
    home: () => {
      const view = workspace.views.home(userId);
      return view ? simView(view) : null;
    },
    modal: () => {
      const view = workspace.views.modals(userId).at(-1);
      return view ? simView(view) : null;
    },
    modals: () => workspace.views.modals(userId).map(simView),

    press: async (where, actionId, options = {}) => {
      const { name, blocks, place } = screen(where);
      const shown = options.shown?.blocks as Blocks | undefined;
      const found = pick(name, shown ?? blocks, actionId, options);
      workspace.warnings.delete(userId);
      const value = options.value === undefined ? {} : { value: filled(found.element, options.value) };
      const hash = options.shown && 'hash' in options.shown ? { hash: options.shown.hash } : {};
      return pressNow(stage, user, {
        place,
        blockId: found.blockId,
        actionId,
        ...value,
        ...(options.times ? { times: options.times } : {}),
        ...(shown ? { shown: { blocks: shown, ...hash } } : {}),
      });
    },

    fill: async (id, value, where = 'modal') => {
      const { name, blocks, place } = screen(where);
      const found = field(name, blocks, id);
      const { element, blockId, block } = found;
      const content = filled(element, value);
      const actionId = String(element.action_id);
      if (block.type !== 'input' || block.dispatch_action === true)
        return act({ do: 'press', place, blockId, actionId, value: content });
      const view = where === 'home' ? home() : top();
      workspace.views.type(view, { [blockId]: { [actionId]: { type: element.type, ...content } } });
      workspace.changes.changed();
      return { ok: true, status: 200, ms: 0 };
    },

    submit: async (options = {}) => {
      const view = options.view ? workspace.views.find(options.view) : top();
      if (!view) throw new Error(`The modal ${options.view} is not open`);
      if (!view.given.submit) throw new Error(`The modal "${view.given.title?.text}" has nothing to submit`);
      workspace.warnings.delete(userId);
      const times = options.times ? { times: options.times } : {};
      return submitNow(stage, user, { view: view.id, state: view.state, ...times });
    },
    dismiss: async (options = {}) => act({ do: 'close', view: top().id, ...options }),

    say: (channel, text, options = {}) => {
      const known = /<(?![@#][A-Z0-9]+>)|(?<!<[@#][A-Z0-9]+)>/g;
      const typed = text.replaceAll('&', '&amp;').replace(known, sign => (sign === '<' ? '&lt;' : '&gt;'));
      return act({ do: 'say', channel, text: typed, ...(options.thread ? { threadTs: options.thread } : {}) });
    },
    command: async (text, options = {}) => {
      const [name = '', ...rest] = text.trim().split(/\s+(.*)/s);
      workspace.warnings.delete(userId);
      return commandNow(stage, user, {
        channel: options.channel ?? 'app',
        command: name,
        text: rest.join('').trim().replaceAll('&', '&amp;'),
        ...(options.times ? { times: options.times } : {}),
      });
    },
    shortcut: async (callbackId, options = {}) => {
      workspace.warnings.delete(userId);
      return shortcutNow(stage, user, { callbackId, ...options });
    },
    setStatus: status => act({ do: 'status', ...status }),
    snoozedUntil: () => (workspace.isSnoozed(user) ? (user.snoozedUntil ?? 0) * 1000 : undefined),
    setSnooze: async until => workspace.snooze(user, until / 1000),
    status: () => {
      const { status_text: text, status_emoji: emoji, status_expiration: expiration } = workspace.statusOf(user);
      return { text, emoji, expiration };
    },
    consent: async (url, answer = 'allow') => {
      const asked = await fetch(url);
      if (!asked.ok) return { status: asked.status, text: await asked.text() };
      const answered = await fetch(url, { method: 'POST', body: new URLSearchParams({ user: userId, answer }) });
      return { status: answered.status, text: textOf(await answered.text()) };
    },
    install: async (at, { answer = 'allow', wide, language = 'ko-KR' } = {}) => {
      const begun = await fetch(at, { redirect: 'manual' });
      const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
      const who = { user: userId, team: workspace.team.id, ...(wide ? { wide: 'on' } : {}) };
      const body = new URLSearchParams({ ...who, answer });
      const asked = await fetch(begun.headers.get('location') ?? '', { method: 'POST', body, redirect: 'manual' });
      const back = asked.headers.get('location') ?? '';
      const page = await fetch(back, { headers: { cookie, 'accept-language': language } });
      return { status: page.status, text: textOf(await page.text()), back };
    },
    upload: async (name, body) => {
      const { file } = await act({ do: 'upload', name, base64: Buffer.from(body).toString('base64') });
      if (!file) throw new Error(`${name} was not uploaded`);
      return file;
    },

    messages: channel =>
      messagesFor(workspace, workspace.channel(channel, userId), userId).filter(message => !message.ephemeralTo),
    ephemerals: channel =>
      (channel ? [workspace.channel(channel, userId)] : [...workspace.directory.channels.values()]).flatMap(each =>
        messagesFor(workspace, each, userId).filter(message => message.ephemeralTo),
      ),
    warning: () => workspace.warnings.get(userId) ?? null,
  };
}

const textOf = (html: string): string => html.replace(/<style>.*?<\/style>|<[^>]+>/gs, ' ');

/** The one element with this action id, or an error that lists what there is. */
function pick(name: string, blocks: Blocks, actionId: string, options: PressOptions): Found {
  const all = interactive(blocks);
  const found = all.filter(
    ({ blockId, element }) =>
      element.action_id === actionId &&
      (options.blockId === undefined || blockId === options.blockId) &&
      (options.buttonValue === undefined || element.value === options.buttonValue),
  );
  const [first] = found;
  if (!first) throw new Error(`${name} has no ${actionId}. There is: ${describe(all)}`);
  if (found.length > 1)
    throw new Error(`${name} has ${actionId} ${found.length} times: name the block. There is: ${describe(found)}`);
  return first;
}

function field(name: string, blocks: Blocks, id: string): Found {
  const all = interactive(blocks).filter(({ element }) => stateKey(element.type) !== undefined);
  const byAction = all.filter(({ element }) => element.action_id === id);
  const found = byAction.length === 1 ? byAction : all.filter(({ blockId }) => blockId === id);
  const [first] = found;
  if (!first) throw new Error(`${name} has no field ${id}. There is: ${describe(all)}`);
  return first;
}

function describe(found: Found[]): string {
  const words = found.map(({ blockId, element }) => {
    const text = (element.text as { text?: string } | undefined)?.text;
    const value = typeof element.value === 'string' ? ` = ${element.value}` : '';
    return `${blockId}/${String(element.action_id)} (${element.type}${text ? ` "${text}"` : ''}${value})`;
  });
  return words.length > 0 ? words.join(', ') : 'nothing';
}
