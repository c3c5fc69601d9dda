import type { Message } from '../../blocks/kit.ts';
import { type DayReminder, reminderMessage } from '../../blocks/reminders.ts';
import { type PersonSummary, summariesOf } from '../attendance/records.ts';
import { isPlace } from '../attendance/rules.ts';
import type { WorkdayStore } from '../attendance/store.ts';
import { localDate } from '../calendar/rules.ts';
import { BESIDE_MS, together } from '../db/together.ts';
import { type Words, words } from '../i18n/index.ts';
import type { Person } from '../people/rules.ts';
import { instantOf } from '../worktime/layout.ts';
import type { ReminderParts } from './actions.ts';
import { leavesAt } from './rules.ts';

/** The reminders that have a button. */
export type DayKind = 'in' | 'out';

export interface DayReminders {
  /** how a reminder of a day stands now */
  state(person: Person, kind: DayKind, date: string): Promise<DayReminder>;
  message(person: Person, kind: DayKind, date: string): Promise<Message>;
  /** the message while nothing was done about it, from a summary that is at hand: reads nothing */
  asks(told: PersonSummary, kind: DayKind, date: string): Message;
  /** whether they came, or left, meanwhile */
  isAnswered(user: string, kind: DayKind, date: string): Promise<boolean>;
}

export interface DayParts extends Omit<ReminderParts, 'workdays'> {
  workdays: Pick<WorkdayStore, 'recordsIn' | 'recordsOn' | 'on'>;
}

/** A reminder of a day as it stands: asked, or what was done about it, whichever way that was. */
export function dayReminders(o: DayParts): DayReminders {
  const wordsFor = (person: Person): Words => words(o.people.language(person));

  /** days of people who are written to at the same time, by user and date */
  const recorded = together(
    async (team, keys) => {
      const days = keys.map(key => key.split(':')).map(([user = '', date = '']) => ({ user, date }));
      return new Map((await o.workdays.recordsOn(team, days)).map(d => [`${d.user}:${d.date}`, d]));
    },
    { waitMs: BESIDE_MS },
  );

  /** What is asked, or that the day is over. */
  function asked(told: PersonSummary | undefined, kind: DayKind, date: string, w: Words): DayReminder {
    const time = (ms: number): string => w.time(ms, told?.person.zone ?? o.zone);
    const passed = { is: 'passed', date: w.date(date) } as const;
    if (!told) return passed;
    if (kind === 'in') return date === localDate(o.clock.now(), o.zone) ? notIn(told, date, time) : passed;
    return stillIn(told, date, time) ?? passed;
  }

  async function state(person: Person, kind: DayKind, date: string): Promise<DayReminder> {
    const w = wordsFor(person);
    const today = localDate(o.clock.now(), o.zone);
    const [told, day] = await Promise.all([
      summariesOf([person], today, o).then(all => all.get(person.user)),
      o.workdays.on(o.team(), person.user, date),
    ]);
    const time = (ms: number): string => w.time(ms, person.zone);
    const first = day?.spans[0];
    if (told && kind === 'in' && first) {
      const place = first.stays?.[0]?.place ?? first.place;
      return { is: 'came', at: time(first.in), place: isPlace(place) ? place : person.place };
    }
    const out = day?.open ? undefined : day?.spans.at(-1)?.out;
    if (told && kind === 'out' && out !== undefined)
      return { is: 'left', at: time(out), worked: told.summary.day(date).worked };
    return asked(told, kind, date, w);
  }

  return {
    state,
    message: async (person, kind, date) => reminderMessage(await state(person, kind, date), wordsFor(person)),
    asks: (told, kind, date) => {
      const w = wordsFor(told.person);
      return reminderMessage(asked(told, kind, date, w), w);
    },
    isAnswered: async (user, kind, date) => {
      const day = await recorded(o.team(), `${user}:${date}`);
      return kind === 'in' ? (day?.spans.length ?? 0) > 0 : !day?.open;
    },
  };
}

function notIn({ summary: s }: PersonSummary, date: string, time: (ms: number) => string): DayReminder {
  const { arrive, core, arranged } = s.plan(date);
  const from = arrive?.from ?? core[0]?.[0] ?? 0;
  const to = arrive?.to ?? core[0]?.[0] ?? 0;
  const at = (minutes: number): string => time(instantOf(date, minutes, arranged.zone));
  return { is: 'not-in', date, from: at(from), to: at(to) };
}

function stillIn({ summary: s }: PersonSummary, date: string, time: (ms: number) => string): DayReminder | undefined {
  const at = leavesAt(s, date);
  const { state, worked } = s.day(date);
  return at === undefined || (state !== 'in' && state !== 'break')
    ? undefined
    : { is: 'still-in', date, at: time(at), worked };
}
