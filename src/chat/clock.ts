import { clockedMessage, correctionOffer, say, unclearMessage } from '../../blocks/chat.ts';
import { literal, type Message } from '../../blocks/kit.ts';
import { breakRule, correctOwnWithin, currentDay, pressDay } from '../attendance/actions.ts';
import { shortOf } from '../attendance/missed-check-out/actions.ts';
import { reportedTime } from '../attendance/moment.ts';
import {
  type DayCommand,
  type DayStep,
  statusOf,
  UNDO_MS,
  undoable,
  type Workday,
  workedIn,
} from '../attendance/rules.ts';
import { type Words, words } from '../i18n/index.ts';
import type { Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import type { Owed } from '../shared/effects.ts';
import type { Refusal } from '../shared/refusal.ts';
import type { Viewing } from '../slack/list-modal.ts';
import { handle } from '../workspace/feature.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { BreakRule } from '../worktime/worktime.ts';
import { clocked } from './effects.ts';
import type { ClockCommand, Phrase } from './phrases.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** `replay`: done or refused before, under the same key. `correct`: the corrections form can do it. */
export type Clocked = { ok: true; day: Workday; replay: boolean } | { ok: false; text: string; correct?: boolean };

const openSince = (day: Workday | undefined): { open?: number } => {
  const last = day?.spans.at(-1);
  return day?.open && last ? { open: last.in } : {};
};

/**
 * Records what words say, by the rules and with the refusals of the buttons. `replies`: effects of the change, such
 * as the answer in a conversation.
 */
export async function clockInWords(
  ws: Workspace,
  { person, w }: Viewing,
  command: ClockCommand,
  key: string,
  replies: Owed[] = [],
): Promise<Clocked> {
  const { time } = { time: undefined, ...command };
  const day = time !== undefined || command.do === 'break' ? await currentDay(ws, person) : undefined;
  const now = ws.clock.now();
  let at: number | undefined;
  if (time !== undefined) {
    const hours = correctOwnWithin(ws);
    const reported = reportedTime(time, { now, zone: person.zone, within: hours * HOUR, ...openSince(day) });
    if (!reported.ok)
      return {
        ok: false,
        text: reported.problem === 'time-ahead' ? w.chat.timeAhead(time) : w.chat.timeTooFar(time, hours),
        correct: reported.problem === 'time-too-far',
      };
    at = reported.at;
  }
  const outcome = await pressDay(ws, person, pressOf(command, person, day, now), key, replies, at);
  if (outcome.ok) return outcome;
  const refusal = statusRefusal(outcome.refusal, command, day, now);
  const text = await ws.refusals.text(refusal, { person, w });
  const correct = refusal.code === 'time-before';
  // `퇴근 6:30` in the evening is 06:30 on the 24-hour clock.
  if (!correct || time === undefined || time >= '12:00') return { ok: false, text, correct };
  const later = twelveLater(time);
  const over = reportedTime(later, { now, zone: person.zone, within: DAY, ...openSince(day) }).ok;
  return { ok: false, text: over ? `${text} ${w.chat.afternoon(later)}` : text, correct };
}

/** Undefined: no answer. */
export async function clockedAnswer(
  ws: Workspace,
  { person, w }: Viewing,
  day: Workday,
  key: string,
): Promise<Message | undefined> {
  const step = day.history.find(h => h.key === key);
  const then = { ...day, open: false, spans: spansUntil(day, step) };
  const short = step?.what === 'check-out' ? await shortOf(ws, person, then) : undefined;
  const breaks = breakRule(ws, day.date);
  return answerOf(day, step, { person, w, breaks, now: ws.clock.now(), ...defined({ short }) });
}

/** Where no other time would help: the person is in already, or not in. */
function statusRefusal(refusal: Refusal, command: ClockCommand, day: Workday | undefined, now: number): Refusal {
  if (refusal.code !== 'time-before') return refusal;
  const status = statusOf(day, now);
  const last = day?.spans.at(-1);
  if (command.do === 'check-in' && last && (status.is === 'in' || status.is === 'break'))
    return { code: 'already-in', since: last.in, place: last.place };
  return command.do === 'check-out' && status.is === 'out' ? { code: 'not-in' } : refusal;
}

/** Adds up as shown: a break from 12:00 to 12:40 is 40 minutes. */
const minuteOf = (ms: number): number => Math.floor(ms / 60_000);

const twelveLater = (time: string): string => `${Number(time.slice(0, 2)) + 12}${time.slice(2)}`;

function pressOf(command: ClockCommand, person: Person, day: Workday | undefined, now: number): DayCommand {
  if (command.do === 'check-in') return { do: 'check-in', place: command.place ?? person.place };
  if (command.do === 'break') return { do: statusOf(day, now).is === 'break' ? 'end-break' : 'start-break' };
  return { do: command.do };
}

interface Answering extends Viewing {
  breaks: BreakRule;
  now: number;
  short?: { minutes: number; until?: number };
}

const spansUntil = (day: Workday, step: DayStep | undefined) =>
  day.spans.filter(s => step !== undefined && s.in <= (step.said ?? step.at));

/** As of that step: the answer may be sent later. */
function answerOf(
  day: Workday,
  step: DayStep | undefined,
  { person, w, breaks, now, short }: Answering,
): Message | undefined {
  if (!step) return undefined;
  const { key } = step;
  const at = step.said ?? step.at;
  const time = (ms: number): string => w.time(ms, person.zone);
  const also = step.said === undefined ? '' : ` ${w.chat.said}`;
  const spans = spansUntil(day, step);
  const last = undoable(day, now);
  const undo = last?.key === key ? { what: last.what, of: key, until: time(last.at + UNDO_MS) } : undefined;
  switch (step.what) {
    case 'check-in':
      return clockedMessage(
        w.chat.inAt(time(spans.at(-1)?.in ?? at), w.place(step.place ?? person.place)) + also,
        undo,
        w,
      );
    case 'check-out': {
      const { worked } = workedIn({ ...day, spans, open: false }, at, breaks);
      const until = short?.until === undefined ? undefined : time(short.until);
      const lacks = short ? ` ${w.chat.short(w.home.short(w.duration(short.minutes), until))}` : '';
      return clockedMessage(w.chat.outAt(time(spans.at(-1)?.out ?? at), w.duration(worked)) + lacks + also, undo, w);
    }
    case 'undo':
      return step.undid && say(w.chat.undone(step.undid));
    case 'start-break':
      return say(w.chat.breakAt(time(at)));
    case 'end-break': {
      const ended = spans.flatMap(s => s.breaks).findLast(b => b.to !== undefined && b.to <= at);
      const from = ended?.from ?? at;
      return say(w.chat.backAt(time(from), time(at), w.duration(minuteOf(at) - minuteOf(from))));
    }
    default:
      return undefined;
  }
}

/** Names the ways to write it. */
export const unclearAnswer = ({ verb, rest }: Extract<Phrase, { is: 'unclear' }>, w: Words): Message => {
  const form = verb === 'check-in' || verb === 'check-out' ? verb : 'break';
  return unclearMessage(w.chat.unclear(literal(rest, 100)), w.chat.forms[form]);
};

/** With where it can be corrected. */
export const refusedAnswer = ({ text, correct }: Extract<Clocked, { ok: false }>, w: Words): Message =>
  correct ? correctionOffer(text, w) : say(text);

export const clockedHandler = handle(clocked, async (ws, { doc, to, data }, sender) => {
  const { channel, threadTs, ts, key } = data;
  const person = await ws.people.person(to);
  const message = await clockedAnswer(ws, { person, w: words(ws.people.language(person)) }, doc, key);
  if (message && ts) await sender.update({ channel, ts }, message);
  else if (message) await sender.post({ channel, ...defined({ threadTs }) }, message);
});
