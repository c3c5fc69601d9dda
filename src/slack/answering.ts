import type { WebClient } from '@slack/web-api';
import { callback } from '../../blocks/ids.ts';
import { cut, type Message, type Modal, notice } from '../../blocks/kit.ts';
import { MANAGE } from '../../blocks/manage-ids.ts';
import { type Words, words } from '../i18n/index.ts';
import type { People } from '../people/actions.ts';
import { isActive, type Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import type { Log } from '../shared/log.ts';
import { LONGEST } from '../shared/text.ts';
import { within } from '../shared/within.ts';
import { refusedAs } from '../slack-api/errors.ts';
import { sendEither } from '../slack-api/native.ts';
import type { ActionBody, CommandBody, ShortcutBody, ViewSubmission } from './bodies.ts';
import type { drawing } from './drawing.ts';
import { overlong } from './form.ts';
import { found, NotFound } from './metadata.ts';
import { updateModal } from './redraw.ts';
import type { Acting, Command, ModalAnswer, Press, Shortcut, Submission } from './router.ts';
import { troubleOf } from './trouble.ts';

// Each answer: who acts, whether they work here, the handler, and a sentence for whatever fails.

export interface Answering {
  people: People;
  client: WebClient;
  log: Log;
  now: () => number;
  draw: ReturnType<typeof drawing>;
  /** resolves once what other processes may have changed was read with this person, or waited for long enough */
  fresh(user: string): Promise<void>;
  later: Acting['later'];
}

async function acting(o: Answering, user: string, triggerId: string, key: string): Promise<Acting> {
  const [person] = await Promise.all([o.people.person(user), o.fresh(user)]);
  return { person, w: words(o.people.language(person)), triggerId, key, later: o.later };
}

/** Whether somebody may do anything at all; a guest, or somebody who left, who tries is in the log. */
function employed(o: Answering, person: Person): boolean {
  if (isActive(person)) return true;
  o.log.warn({ user: person.user, code: 'not-employed' }, 'refused');
  return false;
}

/** Half of what a trigger lives. */
const SOON_MS = 1_500;

const loading = (w: Words): Modal => notice(callback.notice, w.common.loading, w.common.loadingMany, w.common.close);

/** What is drawn into an open modal: a failure, too, since a trigger opens only one. */
const orTrouble = async (o: Answering, body: ActionBody, w: Words, modal: Modal | Promise<Modal>): Promise<Modal> => {
  try {
    return await modal;
  } catch (error) {
    return saying(troubleOf(error, w, o, { user: body.user.id, action: body.actions[0]?.action_id }).text, w);
  }
};

const saying = (text: string, w: Words): Modal => notice(callback.notice, w.errors.title, text, w.common.close);

/** A trigger works once: this delivery is a double, and the first one opened the modal. */
const isDoubled = (error: unknown): boolean => refusedAs(error) === 'exchanged_trigger_id';

/** What opens takes the place of the hub, and of a third modal: Slack stacks no more. */
const isReplaced = ({ callback_id, previous_view_id: previous, root_view_id: root }: NonNullable<ActionBody['view']>) =>
  callback_id === MANAGE || Boolean(previous && root && previous !== root);

function toPress(o: Answering, body: ActionBody, base: Acting): Press {
  const action = body.actions[0];
  const view = body.view;
  const channel = body.channel?.id ?? body.container?.channel_id;
  const ts = body.message?.ts ?? body.container?.message_ts;
  const threadTs = body.message?.thread_ts ?? body.container?.thread_ts;
  const answerAt = (body.container?.is_ephemeral && body.response_url) || undefined;
  const show = (modal: Modal) => {
    const { views } = o.client;
    return sendEither(o.client, modal, drawn => {
      const args = { trigger_id: base.triggerId, view: drawn as never };
      if (view?.type !== 'modal') return views.open(args);
      return isReplaced(view) ? views.update({ view_id: view.id, view: drawn as never }) : views.push(args);
    });
  };
  const open: Press['open'] = async (modal, then) => {
    const soon = modal instanceof Promise ? await within(SOON_MS, modal) : modal;
    const opened = await show(soon ?? loading(base.w));
    const { id = '', hash = '' } = opened.view ?? {};
    if (soon === undefined) await updateModal(o.client, id, await orTrouble(o, body, base.w, modal));
    if (then) await then({ id, hash });
  };
  const tell: Press['tell'] = async text => {
    if (!channel || !ts || view) return open(saying(text, base.w));
    const { user } = base.person;
    await o.client.chat.postEphemeral({ channel, user, text, ...defined({ thread_ts: threadTs }) });
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
            ...defined({ hash: view.hash }),
          },
        }
      : {}),
    ...(channel && ts ? { message: { channel, ts, ...defined({ threadTs, answerAt }) } } : {}),
    open,
    redraw: async modal => (view ? o.draw(view.id, action?.action_ts ?? '', modal) : false),
    tell,
    tellLater: text => base.later(() => tell(text).catch(e => untold(o, base.person.user, e))),
  };
}

const untold = (o: Answering, user: string, err: unknown): void =>
  o.log.warn({ user, err }, 'a person could not be told');

export async function answerPress(
  o: Answering,
  body: ActionBody,
  handler: (press: Press) => Promise<void>,
  ahead?: (user: string) => void,
): Promise<void> {
  const user = body.user.id;
  const key = `click:${user}:${body.actions[0]?.action_ts ?? ''}`;
  let press: Press | undefined;
  try {
    ahead?.(user);
    press = toPress(o, body, await acting(o, user, body.trigger_id, key));
    if (!employed(o, press.person)) await press.tell(press.w.refusal['not-employed']);
    else await handler(press);
  } catch (error) {
    if (isDoubled(error)) return;
    const w = press?.w ?? words(o.people.lastLanguage(user));
    const { text } = troubleOf(error, w, o, { user, action: body.actions[0]?.action_id });
    const unknown = { person: { user } as Person, w, triggerId: body.trigger_id, key, later: o.later };
    const failed = press ?? toPress(o, body, unknown);
    await failed.tell(text).catch(e => untold(o, user, e));
  }
}

/** A form and what reads its metadata: undefined where that is not Daybook's. */
export interface Form {
  handler: (s: Submission) => Promise<ModalAnswer>;
  reads: (metadata: string) => unknown;
}

export async function answerSubmission(
  o: Answering,
  { user: { id: user }, view, trigger_id = '' }: ViewSubmission,
  { handler, reads }: Form,
): Promise<ModalAnswer> {
  let w = words(o.people.lastLanguage(user));
  const say = (text: string, plain: string): ModalAnswer => {
    const first = view.blocks.find(b => b.type === 'input')?.block_id;
    return first ? { errors: { [first]: plain } } : { update: saying(text, w) };
  };
  try {
    const base = await acting(o, user, trigger_id, `view:${view.id}`);
    w = base.w;
    if (!employed(o, base.person)) return say(w.refusal['not-employed'], w.refusal['not-employed']);
    // `{}` names nothing: the route's right is checked first.
    if (view.private_metadata !== '{}') found(reads(view.private_metadata));
    const state = view.state?.values ?? {};
    const tooLong = overlong(state);
    if (tooLong.length > 0)
      return { errors: Object.fromEntries(tooLong.map(block => [block, w.errors.textTooLong(LONGEST.input)])) };
    const beneath = view.previous_view_id || undefined;
    return await handler({ ...base, viewId: view.id, ...defined({ beneath }), state, metadata: view.private_metadata });
  } catch (error) {
    const { text, plain } = troubleOf(error, w, o, { user, view: view.callback_id });
    // Nothing typed in a form that is not Daybook's is worth keeping.
    return error instanceof NotFound ? { update: saying(text, w) } : say(text, plain);
  }
}

export async function answerShortcut(
  o: Answering,
  { user: { id: user }, trigger_id, callback_id }: ShortcutBody,
  handler: (s: Shortcut) => Promise<void>,
): Promise<void> {
  let w = words(o.people.lastLanguage(user));
  const open = async (modal: Modal): Promise<void> => {
    await o.client.views.open({ trigger_id, view: modal as never });
  };
  try {
    const base = await acting(o, user, trigger_id, `shortcut:${trigger_id}`);
    w = base.w;
    if (!employed(o, base.person)) await open(saying(w.refusal['not-employed'], w));
    else await handler({ ...base, open });
  } catch (error) {
    if (isDoubled(error)) return;
    const { text } = troubleOf(error, w, o, { user, shortcut: callback_id });
    await open(saying(text, w)).catch(e => o.log.warn({ user, err: e }, 'a person could not be told'));
  }
}

export async function answerCommand(
  o: Answering,
  { user_id: user, trigger_id, text = '', channel_id: channel, command }: CommandBody,
  handler: (c: Command) => Promise<Message>,
): Promise<Message> {
  let w = words(o.people.lastLanguage(user));
  try {
    const base = await acting(o, user, trigger_id, `command:${trigger_id}`);
    w = base.w;
    if (!employed(o, base.person)) return { text: w.refusal['not-employed'], blocks: [] };
    return await handler({ ...base, text, channel });
  } catch (error) {
    if (isDoubled(error)) return { text: '', blocks: [] };
    return { text: troubleOf(error, w, o, { user, command }).text, blocks: [] };
  }
}
