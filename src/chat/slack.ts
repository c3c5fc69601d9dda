import { helpMessage, leaveOffer, say, understoodMessage, unreadableMessage } from '../../blocks/chat.ts';
import { cut, type Message } from '../../blocks/kit.ts';
import type { Attendance } from '../attendance/actions.ts';
import { type Workday, workedIn } from '../attendance/rules.ts';
import { type Calendar, dayNumber, localDate } from '../calendar/rules.ts';
import { isUnavailable } from '../db/errors.ts';
import type { Courier } from '../delivery/courier.ts';
import type { Received } from '../delivery/received.ts';
import { owedSay } from '../delivery/say.ts';
import { type Words, words } from '../i18n/index.ts';
import { prefillValue } from '../leave/prefill.ts';
import { countLeave, LIMITS } from '../leave/rules.ts';
import type { LeaveForms } from '../leave/slack.ts';
import type { People } from '../people/actions.ts';
import { isActive, type Person } from '../people/rules.ts';
import type { Clock } from '../shared/clock.ts';
import { newId, type Owed } from '../shared/effects.ts';
import { decodeEntities } from '../shared/text.ts';
import type { SlackClients } from '../slack/clients.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { Command, Router } from '../slack/router.ts';
import { type FormReading, type Intent, readMessage } from './rules.ts';

interface Parts {
  attendance: Attendance;
  forms: LeaveForms;
  people: People;
  refusals: Refusals;
  received: Received;
  clients: SlackClients;
  clock: Clock;
  calendar: Calendar;
  zone: string;
}

/** Where an answer goes. */
interface Where {
  channel: string;
  threadTs?: string;
}

const CLOCKED = 'clocked';

/** The ways of the first version: words in a direct message, a form under a mention, and the slash command. */
export function chatSlack(router: Router, o: Parts): void {
  const today = (): string => localDate(o.clock.now(), o.zone);

  /** A check-in or check-out by word; its answer is stored with it. */
  async function clock(person: Person, intent: 'check-in' | 'check-out', key: string, where: Where): Promise<void> {
    const reply: Owed = {
      kind: CLOCKED,
      lane: newId('say', 0),
      to: person.user,
      data: { ...where, what: intent, key },
    };
    const command = intent === 'check-in' ? ({ do: intent, place: person.place } as const) : ({ do: intent } as const);
    const outcome = await o.attendance.press(person.user, command, key, [reply]);
    if (outcome.ok) return;
    const w = words(o.people.language(person));
    const text = await o.refusals.text(outcome.refusal, { person, w });
    await o.received.answer(key, [owedSay(where, say(text))]);
  }

  function answerTo(intent: Intent, person: Person, w: Words): Message {
    if (intent.is === 'leave') return leaveOffer(w);
    if (intent.is === 'form') return formAnswer(intent.reading, person, w, o.calendar);
    return helpMessage(w);
  }

  async function handle(user: string, text: string, key: string, where: Where): Promise<void> {
    const person = await o.people.person(user);
    const w = words(o.people.language(person));
    if (!isActive(person)) {
      await o.received.answer(key, [owedSay(where, say(w.refusal['not-employed']))]);
      return;
    }
    const intent = readMessage(decodeEntities(text), today());
    if (intent.is === 'check-in' || intent.is === 'check-out') return clock(person, intent.is, key, where);
    await o.received.answer(key, [owedSay(where, answerTo(intent, person, w))]);
  }

  /** With the database away the person hears at once that nothing was recorded, and Slack is not asked to repeat. */
  async function guarded(user: string, where: Where, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      const { text, blocks } = say(words(o.people.lastLanguage(user)).errors.unavailable);
      await o.clients.interactive.chat.postMessage({
        channel: where.channel,
        ...(where.threadTs ? { thread_ts: where.threadTs } : {}),
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
    await guarded(user, where, () => handle(user, String(event.text ?? ''), key, where));
  });

  router.event('app_mention', async ({ key, event }) => {
    if (event.bot_id || !event.user) return;
    const where = { channel: String(event.channel), threadTs: String(event.thread_ts ?? event.ts) };
    const user = String(event.user);
    await guarded(user, where, () => handle(user, String(event.text ?? ''), key, where));
  });

  router.command('/daybook', async command => {
    const { person, w } = command;
    const intent = readMessage(decodeEntities(command.text), today());
    if (intent.is === 'leave') return openLeave(command);
    if (intent.is !== 'check-in' && intent.is !== 'check-out') return answerTo(intent, person, w);
    const press =
      intent.is === 'check-in' ? ({ do: intent.is, place: person.place } as const) : ({ do: intent.is } as const);
    const outcome = await o.attendance.press(person.user, press, command.key);
    if (!outcome.ok) return say(await o.refusals.text(outcome.refusal, command));
    return clockedMessage(intent.is, outcome.day, o.clock.now(), person, w);
  });

  async function openLeave(command: Command): Promise<Message> {
    const view = await o.forms.modal(command);
    await o.clients.interactive.views.open({ trigger_id: command.triggerId, view: view as never });
    return { text: '', blocks: [] };
  }
}

/** Answers to a check-in or check-out by word, as the day stands when they are sent. */
export function chatDelivery(courier: Courier, o: { people: People; clock: Clock }): void {
  courier.register(CLOCKED, async (doc, effect, sender) => {
    const person = await o.people.person(effect.to);
    const data = effect.data as unknown as Where & { what: 'check-in' | 'check-out'; key: string };
    const w = words(o.people.language(person));
    const day = doc as unknown as Workday;
    const to = { channel: data.channel, ...(data.threadTs ? { threadTs: data.threadTs } : {}) };
    const at = day.history.find(h => h.key === data.key)?.at ?? o.clock.now();
    await sender.post(to, clockedMessage(data.what, day, at, person, w));
    return undefined;
  });
}

/** The day as it stood at `at`: the answer may be sent later than what it answers. */
function clockedMessage(what: 'check-in' | 'check-out', day: Workday, at: number, person: Person, w: Words): Message {
  const spans = day.spans.filter(s => s.in <= at);
  const last = spans.at(-1);
  if (what === 'check-in') return say(w.chat.inAt(w.time(last?.in ?? at, person.zone), last?.place ?? person.place));
  const worked = workedIn({ ...day, spans, open: false }, at).worked;
  return say(w.chat.outAt(w.time(last?.out ?? at, person.zone), w.duration(worked)));
}

function formAnswer(reading: FormReading, person: Person, w: Words, calendar: Calendar): Message {
  if (!reading.ok)
    return unreadableMessage('line' in reading ? { line: reading.line } : { missing: reading.missing }, w);
  const { who, type, from, to, reason } = reading;
  return understoodMessage(
    {
      ...(who && who !== person.name ? { who } : {}),
      type: w.leaveType(type),
      when: w.rangeWithYear(from, to),
      amount: w.days(isCountable(from, to) ? countLeave({ type, from, to }, calendar).days : 0),
      reason: cut(reason, 500),
      value: prefillValue(person.user, { type, from, to, reason }),
    },
    w,
  );
}

/** Days can be counted between dates in order and not too far apart; the form says what is wrong with others. */
const isCountable = (from: string, to: string): boolean =>
  from <= to && dayNumber(to) - dayNumber(from) <= LIMITS.lengthDays;
