import type { WebClient } from '@slack/web-api';
import type { Message } from '../../blocks/kit.ts';
import type { People } from '../people/actions.ts';
import { newId } from '../shared/effects.ts';
import type { Log } from '../shared/log.ts';
import { precedence } from '../shared/lull.ts';
import { withinRequest } from '../shared/request.ts';
import { measured, watch } from '../shared/watched.ts';
import { within } from '../shared/within.ts';
import {
  type Answering,
  answerCommand,
  answerPress,
  answerShortcut,
  answerSubmission,
  type Form,
} from './answering.ts';
import { drawing } from './drawing.ts';
import type { Acting, Command, ModalAnswer, Press, Router, Shortcut, SlackEvent } from './router.ts';

/** How long an answer waits for what other processes may have changed, ms. */
const REFRESH_MS = 300;
/** Homes are not drawn while more than so many wait for an answer or a modal, but after so long, ms, in any case. */
const FEW = 2;
const LULL_MS = 300;

/** The handlers of one workspace by what they handle. */
export function router(o: {
  people: People;
  client: WebClient;
  log: Log;
  now: () => number;
  /** runs before every handler: reads what other processes may have changed */
  refreshPolicy: () => Promise<void>;
}): Router {
  const { people, client, log, now } = o;
  const presses = new Map<
    string,
    {
      handler: (press: Press) => Promise<void>;
      first: boolean;
      ahead?: ((user: string) => void) | undefined;
    }
  >();
  const forms = new Map<string, Form>();
  const commands = new Map<string, (c: Command) => Promise<Message>>();
  const shortcuts = new Map<string, (s: Shortcut) => Promise<void>>();
  const events = new Map<string, (e: SlackEvent) => Promise<void>>();
  const running = new Set<Promise<void>>();

  const waitedFor = precedence(FEW);

  const later = (work: () => Promise<void>): void => {
    const run: Promise<void> = waitedFor
      .first(work)
      .catch(error => log.error({ err: error }, 'work after an answer failed'))
      .finally(() => running.delete(run));
    running.add(run);
  };

  /** Never fails: without a database the handler itself answers so, within the time that Slack waits. */
  const fresh = (user?: unknown): Promise<void> => {
    const read = typeof user === 'string' ? people.person(user) : Promise.resolve();
    return within(
      REFRESH_MS,
      read.then(o.refreshPolicy).catch(() => undefined),
    );
  };

  const answering: Answering = { people, client, log, now, draw: drawing(client), fresh, later };

  const handled: Router['answers'] = {
    action: async body => {
      const found = presses.get(body.actions[0]?.action_id ?? '');
      if (!found) log.warn({ action: body.actions[0]?.action_id }, 'nobody handles this action');
      else if (found.first) await answerPress(answering, body, found.handler, found.ahead);
      else later(() => answerPress(answering, body, found.handler));
    },
    view: async (body, ack) => {
      const form = forms.get(body.view.callback_id);
      if (!form || body.type !== 'view_submission') return ack();
      // Later work may redraw the modal that the answer changes, so it starts after the answer.
      let works: (() => Promise<void>)[] | undefined = [];
      const afterwards: Acting['later'] = work => (works ? void works.push(work) : later(work));
      await ack(toAck(await answerSubmission({ ...answering, later: afterwards }, body, form)));
      const waiting = works;
      works = undefined;
      for (const work of waiting) later(work);
    },
    shortcut: async body => {
      const handler = body.type === 'shortcut' ? shortcuts.get(body.callback_id) : undefined;
      if (handler) later(() => answerShortcut(answering, body, handler));
      else log.warn({ shortcut: body.callback_id }, 'nobody handles this shortcut');
    },
    command: async body => {
      const handler = commands.get(body.command);
      return handler ? answerCommand(answering, body, handler) : { text: '', blocks: [] };
    },
    event: async (event, key) => {
      const handler = events.get(event.type);
      if (!handler) return;
      await fresh(event.user);
      await handler({ key: `event:${key}`, event });
    },
  };

  /** The lines of the log, and the effects that it owes, name it. */
  function answered<T>(
    kind: 'press' | 'form' | 'command' | 'shortcut' | 'event',
    what: string | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    const told = (m: { ms: number; ok: boolean }): void => watch('answered', { kind, what: what ?? '', ...m });
    return withinRequest(newId('r', now()), () => measured(() => waitedFor.first(work), told));
  }

  return {
    press: (id, handler, ahead) => void presses.set(id, { handler, first: true, ahead }),
    open: (id, handler) => void presses.set(id, { handler, first: false }),
    submit: (id, reads, handler) => void forms.set(id, { handler, reads }),
    command: (name, handler) => void commands.set(name, handler),
    shortcut: (id, handler) => void shortcuts.set(id, handler),
    event: (type, handler) => void events.set(type, handler),
    ids: () => ({
      actions: [...presses.keys()],
      callbacks: [...forms.keys()],
      commands: [...commands.keys()],
      shortcuts: [...shortcuts.keys()],
      events: [...events.keys()],
    }),
    lull: () => waitedFor.lull(LULL_MS),
    idle: async () => {
      while (running.size > 0) await Promise.all(running);
    },
    answers: {
      action: body => answered('press', body.actions[0]?.action_id, () => handled.action(body)),
      view: (body, ack) => answered('form', body.view.callback_id, () => handled.view(body, ack)),
      shortcut: body => answered('shortcut', body.callback_id, () => handled.shortcut(body)),
      command: body => answered('command', body.command, () => handled.command(body)),
      event: (event, key) => answered('event', event.type, () => handled.event(event, key)),
    },
  };
}

function toAck(answer: ModalAnswer): object {
  if ('errors' in answer) return { response_action: 'errors', errors: answer.errors };
  if ('update' in answer) return { response_action: 'update', view: answer.update };
  if ('clear' in answer) return { response_action: 'clear' };
  return {};
}
