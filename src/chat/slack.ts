import { helpMessage, leaveOffer, say, tooLongMessage } from '../../blocks/chat.ts';
import { type StatusModel, statusMessage } from '../../blocks/clock.ts';
import type { Message } from '../../blocks/kit.ts';
import { balanceMessage } from '../../blocks/statement.ts';
import { ownedValue } from '../absence/prefill.ts';
import { requests } from '../approvals/store.ts';
import { balancesFrom } from '../grants/balances.ts';
import { balanceModel } from '../grants/present.ts';
import { type Words, words } from '../i18n/index.ts';
import { leaveForm } from '../leave/slack.ts';
import { offeredTypes } from '../leave/types/library.ts';
import type { Received } from '../outbox/received.ts';
import { owedSay } from '../outbox/say.ts';
import type { People } from '../people/actions.ts';
import { isActive, type Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import type { Command, Router } from '../slack/router.ts';
import { awayTrouble } from '../slack/trouble.ts';
import type { SlackClients } from '../slack-api/clients.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Clocking, owedClocked, refusedAnswer, unclearAnswer } from './clock.ts';
import { formAnswer } from './form-answer.ts';
import { restDayQuestion } from './rest-day.ts';
import { type Intent, mentionedIn, readMessage } from './rules.ts';

interface Parts {
  ws: Workspace;
  clocking: Clocking;
  status: (person: Person) => Promise<StatusModel>;
  people: People;
  received: Received;
  clients: SlackClients;
}

/** Where an answer goes. */
interface Where {
  channel: string;
  threadTs?: string;
}

/** Nothing to say: what was asked for is open already. */
const NOTHING: Message = { text: '', blocks: [] };

/** Words in a direct message or under a mention, the form of the first version, and the slash command. */
export function chatSlack(router: Router, o: Parts): void {
  /** What only a form has, a name or a type, is looked up only where it is in the message. */
  async function read(text: string, w: Words): Promise<Intent> {
    const users = mentionedIn(text);
    const [people, types] = await Promise.all([
      users.length > 0 ? o.people.some(users) : [],
      /종류|type/i.test(text) ? offeredTypes(o.ws) : [],
    ]);
    return readMessage(text, o.ws.policy.today(), {
      names: new Map(people.map(p => [p.user, p.name])),
      types: types.map(t => ({ id: t.id, name: w.forms.text(t.name) })),
    });
  }

  async function answerTo(intent: Exclude<Intent, { is: 'clock' }>, person: Person, w: Words): Promise<Message> {
    switch (intent.is) {
      case 'leave':
        return leaveOffer(w, ownedValue(person.user));
      case 'form':
        return formAnswer(o.ws, intent.reading, person, w);
      case 'status':
        return statusMessage(await o.status(person), w);
      case 'balance': {
        const balances = await balancesFrom(o.ws, person, requests(o.ws).of(o.ws.team, person.user));
        return balanceMessage([...balances.values()].map(balanceModel), w, ownedValue(person.user));
      }
      case 'too-long':
        return tooLongMessage(intent.most, w, ownedValue(person.user));
      case 'unclear':
        return unclearAnswer(intent, w);
      case 'help':
        return helpMessage(w, ownedValue(person.user));
    }
  }

  async function handle(user: string, text: string, key: string, where: Where, inChannel: boolean): Promise<void> {
    const person = await o.people.person(user);
    const w = words(o.people.language(person));
    const answer = (message: Message, alone = false) =>
      o.received.answer(key, [owedSay({ ...where, ...(alone ? { onlyTo: user } : {}) }, message)]);
    if (!isActive(person)) return void (await answer(say(w.refusal['not-employed'])));
    const intent = await read(text, w);
    if (intent.is !== 'clock') {
      // Hours and balances are nobody else's business.
      const isPrivate = intent.is === 'status' || intent.is === 'balance';
      await answer(await answerTo(intent, person, w), inChannel && isPrivate);
      return;
    }
    const asked = await restDayQuestion(o.status, person, intent.command, w);
    if (asked) return void (await answer(asked));
    const clocked = await o.clocking.run(person, intent.command, key, [owedClocked(user, key, where)]);
    if (!clocked.ok) await answer(refusedAnswer(clocked, w));
  }

  /** With the database away the person hears so at once, and Slack is not asked to repeat. */
  async function guarded(user: string, where: Where, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const trouble = awayTrouble(error, words(o.people.lastLanguage(user)));
      if (!trouble) throw error;
      const { text, blocks } = say(trouble.text);
      await o.clients.interactive.chat.postMessage({
        channel: where.channel,
        ...defined({ thread_ts: where.threadTs }),
        text,
        blocks,
      });
    }
  }

  router.event('message', async ({ key, event }) => {
    // Only what a person types to the app: no edits, no joins, nothing of bots, nothing in channels.
    if (event.channel_type !== 'im' || event.bot_id || !event.user) return;
    if (event.subtype !== undefined && event.subtype !== 'file_share') return;
    const where = { channel: String(event.channel), ...(event.thread_ts ? { threadTs: String(event.thread_ts) } : {}) };
    const user = String(event.user);
    await guarded(user, where, () => handle(user, String(event.text ?? ''), key, where, false));
  });

  router.event('app_mention', async ({ key, event }) => {
    if (event.bot_id || !event.user) return;
    const where = { channel: String(event.channel), threadTs: String(event.thread_ts ?? event.ts) };
    const user = String(event.user);
    await guarded(user, where, () => handle(user, String(event.text ?? ''), key, where, true));
  });

  router.command('/daybook', async command => {
    const { person, w } = command;
    const intent = await read(command.text, w);
    if (intent.is === 'leave') return openLeave(command);
    if (intent.is !== 'clock') return answerTo(intent, person, w);
    const asked = await restDayQuestion(o.status, person, intent.command, w);
    if (asked) return asked;
    const clocked = await o.clocking.run(person, intent.command, command.key);
    if (!clocked.ok) return refusedAnswer(clocked, w);
    // Without an answer it was refused before, under the same trigger, and said so then.
    return (await o.clocking.answer(clocked.day, command.key, person)) ?? NOTHING;
  });

  async function openLeave(command: Command): Promise<Message> {
    const view = await leaveForm(o.ws, command);
    await o.clients.interactive.views.open({ trigger_id: command.triggerId, view: view as never });
    return NOTHING;
  }
}
