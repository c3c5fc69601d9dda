import { helpMessage, leaveOffer, reportsOffer, say, tooLongMessage } from '../../blocks/chat.ts';
import { statusMessage } from '../../blocks/clock.ts';
import type { Message } from '../../blocks/kit.ts';
import { balanceMessage } from '../../blocks/statement.ts';
import { ownedValue } from '../absence/prefill.ts';
import { windowOf } from '../administration/person-window.ts';
import { requests } from '../approvals/store.ts';
import { monthsBefore } from '../calendar/rules.ts';
import { balancesFrom } from '../grants/balances.ts';
import { poolsFor } from '../grants/pools.ts';
import { balanceModel } from '../grants/present.ts';
import { statusFor } from '../home/actions.ts';
import { words } from '../i18n/index.ts';
import { leaveForm } from '../leave/slack.ts';
import { offeredTypes } from '../leave/types/library.ts';
import { owedSay } from '../outbox/say.ts';
import { monthPeriod, owedFile, periodWords } from '../payroll/actions.ts';
import { isActive } from '../people/rules.ts';
import { boardView } from '../reports/board-slack.ts';
import { rosterView } from '../reports/roster-slack.ts';
import { defined } from '../shared/defined.ts';
import type { Viewing } from '../slack/list-modal.ts';
import type { Command, SlackEvent } from '../slack/router.ts';
import { awayTrouble } from '../slack/trouble.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { clockedAnswer, clockInWords, refusedAnswer, unclearAnswer } from './clock.ts';
import { owedClocked } from './effects.ts';
import { formAnswer } from './form-answer.ts';
import { restDayQuestion } from './rest-day.ts';
import { type Intent, mentionedIn, readMessage } from './rules.ts';
import { whoIs, windowOffer } from './who.ts';

interface Where {
  channel: string;
  threadTs?: string;
}

/** No answer: the modal is open already. */
const NOTHING: Message = { text: '', blocks: [] };

/** Names and types are looked up only where the message has any. */
async function read(ws: Workspace, text: string, { person, w }: Viewing): Promise<Intent> {
  const users = mentionedIn(text);
  const [people, types] = await Promise.all([
    users.length > 0 ? ws.people.some(users) : [],
    /종류|type/i.test(text) ? offeredTypes(ws, person) : [],
  ]);
  return readMessage(text, ws.policy.of(person).today(), {
    names: new Map(people.map(p => [p.user, p.name])),
    types: types.map(t => ({ id: t.id, name: w.forms.text(t.name) })),
  });
}

async function answerTo(
  ws: Workspace,
  viewing: Viewing,
  intent: Exclude<Intent, { is: 'clock' | 'export' }>,
): Promise<Message> {
  const { person, w } = viewing;
  const value = ownedValue(person.user);
  switch (intent.is) {
    case 'leave':
      return leaveOffer(w, value);
    case 'form':
      return (await formAnswer(ws, viewing, intent.reading)).message;
    case 'status':
      return statusMessage(await statusFor(ws, viewing), w);
    case 'balance': {
      const balances = await balancesFrom(ws, person, requests(ws).of(ws.team, person.user));
      const pools = await poolsFor(ws, balances.keys());
      return balanceMessage(
        [...balances.values()].map(b => balanceModel(b, pools, w)),
        w,
        value,
      );
    }
    case 'who': {
      const meant = await whoIs(ws, viewing, intent);
      return meant.is === 'one' ? windowOffer(ws, viewing, meant.user, intent.query) : meant.message;
    }
    case 'roster':
    case 'board':
      return reportsOffer(w);
    case 'too-long':
      return tooLongMessage(intent.most, w, value);
    case 'unclear':
      return unclearAnswer(intent, w);
    case 'help':
      return helpMessage(w, value);
  }
}

async function answerWords(ws: Workspace, { key, event }: SlackEvent, where: Where, inChannel: boolean): Promise<void> {
  const user = String(event.user);
  const person = await ws.people.person(user);
  const w = words(ws.people.language(person));
  const answer = (message: Message, alone = false) =>
    ws.received.answer(key, [owedSay({ ...where, ...(alone ? { onlyTo: user } : {}) }, message)]);
  if (!isActive(person)) return void (await answer(say(w.refusal['not-employed'])));
  const viewing = { person, w };
  const intent = await read(ws, String(event.text ?? ''), viewing);
  if (intent.is === 'export') return void (await answer(await exported(ws, viewing, key, intent), inChannel));
  if (intent.is === 'form') {
    const { message, alone } = await formAnswer(ws, viewing, intent.reading);
    return void (await answer(message, inChannel && alone));
  }
  if (intent.is !== 'clock') {
    // Hours and balances are private.
    const isPrivate = intent.is === 'status' || intent.is === 'balance' || intent.is === 'who';
    return void (await answer(await answerTo(ws, viewing, intent), inChannel && isPrivate));
  }
  const question = await restDayQuestion(ws, viewing, intent.command);
  if (question) return void (await answer(question));
  const outcome = await clockInWords(ws, viewing, intent.command, key, [owedClocked(user, key, where)]);
  if (!outcome.ok) return void (await answer(refusedAnswer(outcome, w)));
  // Refused before, by a process that may have died before it stored the answer.
  if (!outcome.day.history.some(h => h.key === key)) await answer(say(w.refusal.busy));
}

/** With the database away the answer says so at once, and Slack does not repeat the event. */
async function answered(ws: Workspace, came: SlackEvent, where: Where, inChannel: boolean): Promise<void> {
  try {
    await answerWords(ws, came, where, inChannel);
  } catch (error) {
    const trouble = awayTrouble(error, words(ws.people.lastLanguage(String(came.event.user))));
    if (!trouble) throw error;
    const { channel, threadTs } = where;
    const { text, blocks } = say(trouble.text);
    await ws.slack.interactive.chat.postMessage({ channel, ...defined({ thread_ts: threadTs }), text, blocks });
  }
}

async function message(ws: Workspace, came: SlackEvent): Promise<void> {
  const { channel, channel_type, bot_id, user, subtype, thread_ts } = came.event;
  // No edits, joins, bots or channels.
  if (channel_type !== 'im' || bot_id || !user) return;
  if (subtype !== undefined && subtype !== 'file_share') return;
  const where = { channel: String(channel), ...(thread_ts ? { threadTs: String(thread_ts) } : {}) };
  await answered(ws, came, where, false);
}

async function mention(ws: Workspace, came: SlackEvent): Promise<void> {
  const { channel, bot_id, user, thread_ts, ts } = came.event;
  if (bot_id || !user) return;
  await answered(ws, came, { channel: String(channel), threadTs: String(thread_ts ?? ts) }, true);
}

/** The file is on its way, for those who may have it; by default of the month before. */
async function exported(
  ws: Workspace,
  { person, w }: Viewing,
  key: string,
  { month, format }: Extract<Intent, { is: 'export' }>,
): Promise<Message> {
  const may = await ws.rights.allows(person.user, 'export-month');
  if (may !== 'yes') return say(w.people.denied[may]);
  const [before = ''] = monthsBefore(ws.policy.today(), 1);
  const period = monthPeriod(month ?? before);
  await ws.received.answer(`${key}:export`, owedFile(person.user, period, format));
  return say(w.payroll.coming(periodWords(period, w)));
}

async function openWho(ws: Workspace, came: Command, asked: Extract<Intent, { is: 'who' }>): Promise<Message> {
  const meant = await whoIs(ws, came, asked);
  if (meant.is === 'answer') return meant.message;
  const view = await windowOf.draw(ws, came, { user: meant.user, page: 1 });
  await ws.slack.interactive.views.open({ trigger_id: came.triggerId, view: view as never });
  return NOTHING;
}

async function command(ws: Workspace, came: Command): Promise<Message> {
  const { w } = came;
  const intent = await read(ws, came.text, came);
  if (intent.is === 'leave') {
    const view = await leaveForm(ws, came);
    await ws.slack.interactive.views.open({ trigger_id: came.triggerId, view: view as never });
    return NOTHING;
  }
  if (intent.is === 'who') return openWho(ws, came, intent);
  if (intent.is === 'export') return exported(ws, came, came.key, intent);
  if (intent.is === 'roster' || intent.is === 'board') {
    const view = await (intent.is === 'roster' ? rosterView : boardView)(ws, came);
    await ws.slack.interactive.views.open({ trigger_id: came.triggerId, view: view as never });
    return NOTHING;
  }
  if (intent.is !== 'clock') return answerTo(ws, came, intent);
  const question = await restDayQuestion(ws, came, intent.command);
  if (question) return question;
  const outcome = await clockInWords(ws, came, intent.command, came.key);
  if (!outcome.ok) return refusedAnswer(outcome, w);
  // No answer: refused before under the same trigger, and answered then.
  return (await clockedAnswer(ws, came, outcome.day, came.key)) ?? NOTHING;
}

/** Direct messages, mentions, the first version's form, and the slash command. */
export function chatRoutes(r: Routes): void {
  r.event('message', message);
  r.event('app_mention', mention);
  r.command('/daybook', { everyone: true }, command);
}
