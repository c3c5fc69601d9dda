import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { formAction } from './form-ids.ts';
import { withdrawButton } from './home/requests.ts';
import { action } from './ids.ts';
import { actions, button, context, literal, type Message, section } from './kit.ts';
import { reminderAction } from './reminder-ids.ts';

const NAME = 60;

/** A reminder of a day, or what became of it. Times are texts of the person's own clock, lengths minutes. */
export type DayReminder =
  | { is: 'not-in'; date: string; from: string; to: string }
  | { is: 'still-in'; date: string; at: string; worked: number }
  | { is: 'came'; at: string; place: string }
  | { is: 'left'; at: string; worked: number }
  /** the day is over, or nothing is asked any more */
  | { is: 'passed'; date: string };

/** A reminder with the button of Home; once it is answered, whichever way, what was done. */
export function reminderMessage(m: DayReminder, w: Words): Message {
  const r = w.reminders;
  if (m.is === 'not-in') {
    const text = r.notIn(m.from, m.to);
    const checkIn = button(reminderAction.checkIn, w.home.checkIn, { value: m.date, style: 'primary' });
    return asking(text, [checkIn, button(action.openLeave, w.home.requestLeave)], w);
  }
  if (m.is === 'still-in') {
    const text = r.stillIn(m.at, w.duration(m.worked));
    return asking(text, [button(reminderAction.checkOut, w.home.checkOut, { value: m.date, style: 'primary' })], w);
  }
  const text =
    m.is === 'came' ? r.came(m.at, m.place) : m.is === 'left' ? r.left(m.at, w.duration(m.worked)) : r.passed(m.date);
  return { text, blocks: [section(text)] };
}

const asking = (text: string, buttons: ReturnType<typeof button>[], w: Words): Message => ({
  text,
  blocks: [section(text), actions(...buttons), context(w.reminders.switchOff)],
});

/** A week near or beyond its cap, to the person, or about `who` (raw) to whoever is responsible. Minutes. */
export interface WeekWarning {
  who?: string;
  monday: string;
  sunday: string;
  worked: number;
  cap: number;
}

export function weekMessage(m: WeekWarning, w: Words): Message {
  const r = w.reminders;
  const { worked, cap } = m;
  const week = w.range(m.monday, m.sunday);
  const most = w.duration(cap);
  const rest = w.duration(Math.abs(cap - worked));
  const told = worked < cap ? r.weekNear(most, rest) : r.weekOver(most, worked === cap ? undefined : rest);
  const lead =
    m.who === undefined ? r.yourWeek(w.duration(worked)) : r.theirWeek(literal(m.who, NAME), w.duration(worked));
  const text = `${worked < cap ? ':warning:' : ':rotating_light:'} ${lead} ${told}`;
  const advice = m.who === undefined ? r.weekAdvice : r.weekAdviceOf;
  return { text, blocks: [section(text), context(`${week} · ${advice}`)] };
}

/** What a day that ended says to its person. Minutes; times on the workplace's clock. */
export interface AfterOut {
  date: string;
  /** the break that was taken, and the one that the law asks for */
  rest?: { taken: number; needed: number };
  /** unapproved overtime of the day; `value`: of the form's button; absent: it cannot be requested */
  overtime?: { minutes: number; value?: string };
  /** minutes of overtime that wait for a decision */
  waiting?: number;
  /** the request that waits, where it is one */
  request?: string;
}

export const saysAfterOut = (m: AfterOut): boolean =>
  m.rest !== undefined || m.overtime !== undefined || m.waiting !== undefined;

/** As part of the modal that follows a check-out. */
export function afterOutBlocks(m: AfterOut, w: Words): KnownBlock[] {
  const r = w.reminders;
  const { rest, overtime, waiting } = m;
  return [
    ...(rest ? [section(r.breakMissed(w.duration(rest.taken), w.duration(rest.needed)))] : []),
    ...(overtime ? [section(r.unapproved(w.duration(overtime.minutes)), askButton(overtime.value, w))] : []),
    ...(waiting ? [context(r.overtimeWaits(w.duration(waiting)))] : []),
  ];
}

const askButton = (value: string | undefined, w: Words) =>
  value === undefined ? undefined : button(formAction.write, w.reminders.askOvertime, { value });

/** As a message of its own, once a day; drawn anew in its place when the day goes on. */
export function afterOutMessage(m: AfterOut, w: Words): Message {
  const title = w.reminders.ofDay(w.date(m.date));
  if (!saysAfterOut(m)) {
    const settled = `${title} ${w.reminders.settled}`;
    return { text: settled, blocks: [section(settled)] };
  }
  const mine = m.request && m.waiting ? { id: m.request, what: w.reminders.overtime, when: w.date(m.date) } : undefined;
  const withdraw = mine ? [actions(withdrawButton({ ...mine, cancels: false }, w))] : [];
  return { text: title, blocks: [section(title), ...afterOutBlocks(m, w), ...withdraw] };
}
