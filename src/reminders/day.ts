import type { Message } from '../../blocks/kit.ts';
import { type DayReminder, reminderMessage } from '../../blocks/reminders.ts';
import { type PersonSummary, summariesOf } from '../attendance/records.ts';
import { isPlace } from '../attendance/rules.ts';
import { workdays } from '../attendance/store.ts';
import { BESIDE_MS, together } from '../db/together.ts';
import { type Words, words } from '../i18n/index.ts';
import type { Person } from '../people/rules.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { instantOf } from '../worktime/layout.ts';
import { leavesAt, type ReminderKind } from './rules.ts';

export type DayKind = Extract<ReminderKind, 'in' | 'out'>;

const wordsFor = (ws: Workspace, person: Person): Words => words(ws.people.language(person));

/** Joins reads of people written to at the same time. */
const recorded = perWorkspace(ws =>
  together(
    async (team, keys) => {
      const days = keys.map(key => key.split(':')).map(([user = '', date = '']) => ({ user, date }));
      return new Map((await workdays(ws).recordsOn(team, days)).map(d => [`${d.user}:${d.date}`, d]));
    },
    { waitMs: BESIDE_MS },
  ),
);

function askingState(
  ws: Workspace,
  own: PersonSummary | undefined,
  kind: DayKind,
  date: string,
  w: Words,
): DayReminder {
  const passed = { is: 'passed', date: w.date(date) } as const;
  if (!own) return passed;
  const time = (ms: number): string => w.time(ms, own.person.zone);
  if (kind === 'in') return date === ws.policy.of(own.person).today() ? notIn(own, date, time) : passed;
  return stillIn(own, date, time) ?? passed;
}

/** The reminder as it stands: asked, or how it was settled. */
export async function dayState(ws: Workspace, person: Person, kind: DayKind, date: string): Promise<DayReminder> {
  const w = wordsFor(ws, person);
  const [own, day] = await Promise.all([
    summariesOf(ws, [person], undefined).then(all => all.get(person.user)),
    workdays(ws).on(ws.team, person.user, date),
  ]);
  const time = (ms: number): string => w.time(ms, person.zone);
  const first = day?.spans[0];
  if (own && kind === 'in' && first) {
    const place = first.stays?.[0]?.place ?? first.place;
    return { is: 'came', at: time(first.in), place: isPlace(place) ? place : person.place };
  }
  const out = day?.open ? undefined : day?.spans.at(-1)?.out;
  if (own && kind === 'out' && out !== undefined)
    return { is: 'left', at: time(out), worked: own.summary.day(date).worked };
  return askingState(ws, own, kind, date, w);
}

export const dayMessage = async (ws: Workspace, person: Person, kind: DayKind, date: string): Promise<Message> =>
  reminderMessage(await dayState(ws, person, kind, date), wordsFor(ws, person));

/** From a summary at hand: reads nothing. */
export function askingMessage(ws: Workspace, own: PersonSummary, kind: DayKind, date: string): Message {
  const w = wordsFor(ws, own.person);
  return reminderMessage(askingState(ws, own, kind, date, w), w);
}

export async function isAnswered(ws: Workspace, user: string, kind: DayKind, date: string): Promise<boolean> {
  const day = await recorded(ws)(ws.team, `${user}:${date}`);
  return kind === 'in' ? (day?.spans.length ?? 0) > 0 : !day?.open;
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
