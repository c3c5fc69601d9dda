import { setTimeout as pause } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { callback } from '../../blocks/ids.ts';
import { cut, type Message, type Modal, notice } from '../../blocks/kit.ts';
import { type Words, words } from '../i18n/index.ts';
import type { People } from '../people/actions.ts';
import { isActive, type Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import type { Log } from '../shared/log.ts';
import { LONGEST } from '../shared/text.ts';
import { refusedAs } from '../slack-api/errors.ts';
import { drawing } from './drawing.ts';
import { type FormState, overlong } from './form.ts';
import { found, NotFound, nothing } from './metadata.ts';
import { type Trouble, troubleOf } from './trouble.ts';

/** Somebody doing something, already known to work here. */
export interface Acting {
  person: Person;
  w: Words;
  triggerId: string;
  /** recognises this click, submission, command or event when it comes twice */
  key: string;
  /** work after the answer: what was asked for stands already, and a failure of this does not take it back */
  later(work: () => Promise<void>): void;
}

/** A pressed button or a changed input. */
export interface Press extends Acting {
  value: string;
  actionId: string;
  /** Slack's time of the press; later ones are greater */
  actionTs: string;
  /** where it stands */
  view?: { id: string; type: 'home' | 'modal'; state: FormState; metadata: string; callbackId: string };
  /** `answerAt`: where it can be replaced for half an hour, of one that only this person sees */
  message?: { channel: string; ts: string; threadTs?: string; answerAt?: string };
  /** `then`: goes on with the modal once it is open, `hash` telling whether anything has redrawn it since. */
  open(modal: Modal, then?: (opened: { id: string; hash: string }) => Promise<void>): Promise<void>;
  /** Redraws the modal that the press stands in. False: it is closed, or a later press has redrawn it. */
  redraw(modal: Modal): Promise<boolean>;
  /** a sentence that only this person sees */
  tell(text: string): Promise<void>;
}

export interface Submission extends Acting {
  viewId: string;
  /** the modal beneath it, if any */
  beneath?: string;
  state: FormState;
  metadata: string;
}

/** What a submitted modal does next. `errors`: by block id, the modal keeps what was typed. */
export type ModalAnswer = { close: true } | { clear: true } | { errors: Record<string, string> } | { update: Modal };

export interface Command extends Acting {
  text: string;
  channel: string;
}

/** A global shortcut, from Slack's search or the message box. */
export interface Shortcut extends Acting {
  open(modal: Modal): Promise<void>;
}

export interface SlackEvent {
  key: string;
  event: Record<string, unknown> & { type: string };
}

export interface Router {
  /** The press is answered after the handler: for presses that write. */
  press(actionId: string, handler: (press: Press) => Promise<void>): void;
  /** The press is answered at once and handled after it: for presses that only open or redraw something. */
  opens(actionId: string, handler: (press: Press) => Promise<void>): void;
  /** A menu each of whose options names one of these actions. */
  menu(actionId: string, targets: readonly string[]): void;
  /** A form that was opened with nothing to remember. */
  submit(callbackId: string, handler: (submission: Submission) => Promise<ModalAnswer>): void;
  /** `reads`: undefined where the form's metadata is not Daybook's, which is answered here. */
  submitAbout(
    callbackId: string,
    reads: (metadata: string) => unknown,
    handler: (submission: Submission) => Promise<ModalAnswer>,
  ): void;
  /** every action, callback, command, shortcut and event that somebody handles */
  ids(): { actions: string[]; callbacks: string[]; commands: string[]; shortcuts: string[]; events: string[] };
  command(name: string, handler: (command: Command) => Promise<Message>): void;
  /** The shortcut is answered at once and handled after it: it only opens something. */
  shortcut(callbackId: string, handler: (shortcut: Shortcut) => Promise<void>): void;
  /** The event is answered after the handler; a failure makes Slack send it again. */
  event(type: string, handler: (event: SlackEvent) => Promise<void>): void;
  /** what Slack sent, answered */
  answers: Answers;
  idle(): Promise<void>;
}

interface Answers {
  action(body: ActionBody): Promise<void>;
  view(body: ViewSubmission, ack: (answer?: object) => Promise<void>): Promise<void>;
  shortcut(body: ShortcutBody): void;
  command(body: CommandBody): Promise<Message>;
  event(event: SlackEvent['event'], key: string): Promise<void>;
}

interface ViewBody {
  id: string;
  type: string;
  callback_id: string;
  private_metadata: string;
  previous_view_id?: string | null;
  state?: { values?: FormState };
  blocks: { type: string; block_id?: string }[];
}

interface ActionBody {
  user: { id: string };
  trigger_id: string;
  actions: {
    action_id: string;
    action_ts: string;
    value?: string;
    selected_option?: { value?: string } | null;
    selected_user?: string;
  }[];
  view?: ViewBody;
  channel?: { id: string };
  message?: { ts: string; thread_ts?: string };
  container?: { channel_id?: string; message_ts?: string; thread_ts?: string; is_ephemeral?: boolean };
  response_url?: string;
}

interface ViewSubmission {
  type: string;
  user: { id: string };
  trigger_id?: string;
  view: ViewBody;
}

interface ShortcutBody {
  type: string;
  user: { id: string };
  trigger_id: string;
  callback_id: string;
}

interface CommandBody {
  user_id: string;
  trigger_id: string;
  text?: string;
  channel_id: string;
  command: string;
}

interface Submitted {
  handler: (s: Submission) => Promise<ModalAnswer>;
  reads: (metadata: string) => unknown;
}

/** How long what other processes may have changed is waited for, ms. */
const FRESHEN_MS = 300;

export function router(o: {
  people: People;
  client: WebClient;
  log: Log;
  now: () => number;
  /** before anything is handled: reads what other processes may have changed */
  refreshPolicy: () => Promise<void>;
}): Router {
  const presses = new Map<string, { handler: (press: Press) => Promise<void>; first: boolean }>();
  const menus = new Map<string, readonly string[]>();
  const submissions = new Map<string, Submitted>();
  const commands = new Map<string, (c: Command) => Promise<Message>>();
  const shortcuts = new Map<string, (s: Shortcut) => Promise<void>>();
  const events = new Map<string, (e: SlackEvent) => Promise<void>>();
  const running = new Set<Promise<void>>();
  const draw = drawing(o.client);

  const later = (work: () => Promise<void>): void => {
    const run: Promise<void> = work()
      .catch(error => o.log.error({ err: error }, 'work after an answer failed'))
      .finally(() => running.delete(run));
    running.add(run);
  };

  /** Without a database the handler itself will say so, within the time that Slack waits. */
  const fresh = (): Promise<void> => {
    const waited = pause(FRESHEN_MS, undefined, { ref: false });
    return Promise.race([o.refreshPolicy().catch(() => undefined), waited]);
  };

  async function acting(user: string, triggerId: string, key: string): Promise<Acting> {
    const [person] = await Promise.all([o.people.person(user), fresh()]);
    return { person, w: words(o.people.language(person)), triggerId, key, later };
  }

  /** Whether somebody may do anything at all; a guest, or somebody who left, who tries is in the log. */
  function employed(person: Person): boolean {
    if (isActive(person)) return true;
    o.log.warn({ user: person.user, code: 'not-employed' }, 'refused');
    return false;
  }

  const sentence = (error: unknown, w: Words, where: Record<string, unknown>): Trouble => troubleOf(error, w, o, where);

  function toPress(body: ActionBody, base: Acting): Press {
    const action = body.actions[0];
    const view = body.view;
    const channel = body.channel?.id ?? body.container?.channel_id;
    const ts = body.message?.ts ?? body.container?.message_ts;
    const threadTs = body.message?.thread_ts ?? body.container?.thread_ts;
    const answerAt = body.container?.is_ephemeral && body.response_url ? { answerAt: body.response_url } : {};
    const open: Press['open'] = async (modal, then) => {
      const args = { trigger_id: base.triggerId, view: modal as never };
      const opened = await (view?.type === 'modal' ? o.client.views.push(args) : o.client.views.open(args));
      if (then) await then({ id: opened.view?.id ?? '', hash: opened.view?.hash ?? '' });
    };
    return {
      ...base,
      value: cut(action?.value ?? action?.selected_option?.value ?? action?.selected_user ?? '', LONGEST.input),
      actionId: action?.action_id ?? '',
      actionTs: action?.action_ts ?? '',
      ...(view
        ? {
            view: {
              id: view.id,
              type: view.type === 'home' ? 'home' : 'modal',
              state: view.state?.values ?? {},
              metadata: view.private_metadata,
              callbackId: view.callback_id,
            },
          }
        : {}),
      ...(channel && ts ? { message: { channel, ts, ...defined({ threadTs }), ...answerAt } } : {}),
      open,
      redraw: async modal => (view ? draw(view.id, action?.action_ts ?? '', modal) : false),
      tell: async text => {
        if (channel && ts && !view)
          await o.client.chat.postEphemeral({
            channel,
            user: base.person.user,
            text,
            ...defined({ thread_ts: threadTs }),
          });
        else await open(notice(callback.notice, base.w.errors.title, text, base.w.common.close));
      },
    };
  }

  /** The action that a press means: its own, or the one that the chosen option of a menu names. */
  function meant(pressed: ActionBody['actions'][number] | undefined): string {
    const id = pressed?.action_id ?? '';
    const chosen = pressed?.selected_option?.value ?? '';
    return menus.get(id)?.includes(chosen) ? chosen : id;
  }

  async function handlePress(body: ActionBody, handler: (press: Press) => Promise<void>): Promise<void> {
    const user = body.user.id;
    const key = `click:${user}:${body.actions[0]?.action_ts ?? ''}`;
    let press: Press | undefined;
    try {
      press = toPress(body, await acting(user, body.trigger_id, key));
      if (!employed(press.person)) await press.tell(press.w.refusal['not-employed']);
      else await handler(press);
    } catch (error) {
      // The same press came twice, and its first coming has opened what it opens.
      if (refusedAs(error) === 'exchanged_trigger_id') return;
      const w = press?.w ?? words(o.people.lastLanguage(user));
      const { text } = sentence(error, w, { user, action: body.actions[0]?.action_id });
      const failed = press ?? toPress(body, { person: { user } as Person, w, triggerId: body.trigger_id, key, later });
      await failed.tell(text).catch(e => o.log.warn({ user, err: e }, 'a person could not be told'));
    }
  }

  async function handleSubmission(
    body: ViewSubmission,
    { handler, reads }: Submitted,
    afterwards: Acting['later'],
  ): Promise<ModalAnswer> {
    const { user, view } = body;
    let w = words(o.people.lastLanguage(user.id));
    const say = (text: string, plain: string): ModalAnswer => {
      const first = view.blocks.find(b => b.type === 'input')?.block_id;
      return first
        ? { errors: { [first]: plain } }
        : { update: notice(callback.notice, w.errors.title, text, w.common.close) };
    };
    try {
      const base = await acting(user.id, body.trigger_id ?? '', `view:${view.id}`);
      w = base.w;
      if (!employed(base.person)) return say(w.refusal['not-employed'], w.refusal['not-employed']);
      // An empty one names nothing at all: the handler says first whether this person may.
      if (view.private_metadata !== '{}') found(reads(view.private_metadata));
      const tooLong = overlong(view.state?.values ?? {});
      if (tooLong.length > 0)
        return { errors: Object.fromEntries(tooLong.map(block => [block, w.errors.textTooLong(LONGEST.input)])) };
      return await handler({
        ...base,
        later: afterwards,
        viewId: view.id,
        ...(view.previous_view_id ? { beneath: view.previous_view_id } : {}),
        state: view.state?.values ?? {},
        metadata: view.private_metadata,
      });
    } catch (error) {
      const { text, plain } = sentence(error, w, { user: user.id, view: view.callback_id });
      // Nothing typed in a form that is not Daybook's is worth keeping.
      if (error instanceof NotFound) return { update: notice(callback.notice, w.errors.title, text, w.common.close) };
      return say(text, plain);
    }
  }

  async function handleShortcut(body: ShortcutBody, handler: (s: Shortcut) => Promise<void>): Promise<void> {
    const user = body.user.id;
    let w = words(o.people.lastLanguage(user));
    const open = async (modal: Modal): Promise<void> => {
      await o.client.views.open({ trigger_id: body.trigger_id, view: modal as never });
    };
    const tell = (text: string): Promise<void> => open(notice(callback.notice, w.errors.title, text, w.common.close));
    try {
      const base = await acting(user, body.trigger_id, `shortcut:${body.trigger_id}`);
      w = base.w;
      if (!employed(base.person)) await tell(w.refusal['not-employed']);
      else await handler({ ...base, open });
    } catch (error) {
      // It came twice, and its first coming has opened what it opens.
      if (refusedAs(error) === 'exchanged_trigger_id') return;
      const { text } = sentence(error, w, { user, shortcut: body.callback_id });
      await tell(text).catch(e => o.log.warn({ user, err: e }, 'a person could not be told'));
    }
  }

  async function handleCommand(body: CommandBody, handler: (c: Command) => Promise<Message>): Promise<Message> {
    let w = words(o.people.lastLanguage(body.user_id));
    try {
      const base = await acting(body.user_id, body.trigger_id, `command:${body.trigger_id}`);
      w = base.w;
      if (!employed(base.person)) return { text: w.refusal['not-employed'], blocks: [] };
      return await handler({ ...base, text: body.text ?? '', channel: body.channel_id });
    } catch (error) {
      if (refusedAs(error) === 'exchanged_trigger_id') return { text: '', blocks: [] };
      return { text: sentence(error, w, { user: body.user_id, command: body.command }).text, blocks: [] };
    }
  }

  return {
    press: (id, handler) => void presses.set(id, { handler, first: true }),
    opens: (id, handler) => void presses.set(id, { handler, first: false }),
    menu: (id, targets) => void menus.set(id, targets),
    submit: (id, handler) => void submissions.set(id, { handler, reads: nothing }),
    submitAbout: (id, reads, handler) => void submissions.set(id, { handler, reads }),
    command: (name, handler) => void commands.set(name, handler),
    shortcut: (id, handler) => void shortcuts.set(id, handler),
    event: (type, handler) => void events.set(type, handler),
    ids: () => ({
      actions: [...presses.keys(), ...menus.keys()],
      callbacks: [...submissions.keys()],
      commands: [...commands.keys()],
      shortcuts: [...shortcuts.keys()],
      events: [...events.keys()],
    }),
    idle: async () => {
      while (running.size > 0) await Promise.all(running);
    },
    answers: {
      action: async action => {
        const found = presses.get(meant(action.actions[0]));
        if (!found) o.log.warn({ action: action.actions[0]?.action_id }, 'nobody handles this action');
        else if (found.first) await handlePress(action, found.handler);
        else later(() => handlePress(action, found.handler));
      },
      view: async (body, ack) => {
        const handler = submissions.get(body.view.callback_id);
        if (!handler || body.type !== 'view_submission') return ack();
        // What comes later may redraw the very modal that the answer changes: it begins once the answer is given.
        let works: (() => Promise<void>)[] | undefined = [];
        const afterwards: Acting['later'] = work => (works ? void works.push(work) : later(work));
        await ack(toAck(await handleSubmission(body, handler, afterwards)));
        const waiting = works;
        works = undefined;
        for (const work of waiting) later(work);
      },
      shortcut: body => {
        const handler = body.type === 'shortcut' ? shortcuts.get(body.callback_id) : undefined;
        if (handler) later(() => handleShortcut(body, handler));
        else o.log.warn({ shortcut: body.callback_id }, 'nobody handles this shortcut');
      },
      command: async body => {
        const handler = commands.get(body.command);
        return handler ? handleCommand(body, handler) : { text: '', blocks: [] };
      },
      event: async (event, key) => {
        const handler = events.get(event.type);
        if (!handler) return;
        await fresh();
        await handler({ key: `event:${key}`, event });
      },
    },
  };
}

function toAck(answer: ModalAnswer): object {
  if ('errors' in answer) return { response_action: 'errors', errors: answer.errors };
  if ('update' in answer) return { response_action: 'update', view: answer.update };
  if ('clear' in answer) return { response_action: 'clear' };
  return {};
}
