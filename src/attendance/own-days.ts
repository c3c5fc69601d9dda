import { addDays, localDate } from '../calendar/rules.ts';
import { currentRequest } from '../shared/request.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import type { WorkdayDoc } from './schema.ts';
import { workdays } from './store.ts';

/** Days of a person that a request has read. */
interface Own {
  at: number;
  from: string;
  to: string;
  /** see `WorkdayStore.written` */
  written: number;
  days: Promise<WorkdayDoc[]>;
}

/** Meanwhile other processes may have written, ms. */
const FRESH_MS = 2_000;
const MOST_KNOWN = 20_000;

/** From which date on Home has read the days of a person: a press reads as many, and hands them to the Home it owes. */
const memory = perWorkspace(() => ({ from: new Map<string, string>(), key: {} }));

function ofRequest(ws: Workspace): Map<string, Own> {
  const read = currentRequest()?.read;
  const found = (read?.get(memory(ws).key) as Map<string, Own> | undefined) ?? new Map<string, Own>();
  read?.set(memory(ws).key, found);
  return found;
}

/** By date; `to` is tomorrow at the latest. Read once for a request, and for the Home that follows it. */
export async function daysNear(ws: Workspace, user: string, from: string, to: string): Promise<WorkdayDoc[]> {
  const store = workdays(ws);
  const known = ofRequest(ws).get(user);
  const isGood =
    known &&
    known.from <= from &&
    to <= known.to &&
    known.written === store.written(user) &&
    performance.now() - known.at < FRESH_MS;
  const own = isGood ? known : read(ws, user, from, to);
  return (await own.days).filter(d => from <= d.date && d.date <= to);
}

function read(ws: Workspace, user: string, from: string, to: string): Own {
  const store = workdays(ws);
  const days = store.near(ws.team, user, from, to);
  const own = { at: performance.now(), from, to, written: store.written(user), days };
  ofRequest(ws).set(user, own);
  days.catch(() => ofRequest(ws).delete(user));
  return own;
}

/** Begins to read what a press and its Home need, before the person is known. */
export async function daysAhead(ws: Workspace, user: string): Promise<void> {
  const today = localDate(ws.clock.now(), 'UTC');
  const from = memory(ws).from.get(user) ?? addDays(today, -2);
  // Somewhere it is tomorrow already, and a person's tomorrow is read, too.
  await read(ws, user, from, addDays(today, 2)).days;
}

/** What Home reads: the next press of this person reads as much. */
export function homeDays(ws: Workspace, user: string, from: string, to: string): Promise<WorkdayDoc[]> {
  const { from: known } = memory(ws);
  if (known.size > MOST_KNOWN) known.clear();
  known.set(user, from);
  return daysNear(ws, user, from, to);
}

/** After a write of this process: the day as it was stored, in place of the one that was read. */
export function daySaved(ws: Workspace, day: WorkdayDoc): void {
  const own = ofRequest(ws).get(day.user);
  if (!own) return;
  const { days } = own;
  own.written = workdays(ws).written(day.user);
  own.days = days.then(all =>
    [...all.filter(d => d.date !== day.date), day].sort((a, b) => (a.date < b.date ? -1 : 1)),
  );
}
