import { type RequestDoc, requests } from '../approvals/store.ts';
import {
  type DayCommand,
  type DayEntry,
  type DayProblem,
  decideDays,
  type Recount,
  unknownAhead,
} from '../calendar/days.ts';
import { datesBetween, isDate } from '../calendar/rules.ts';
import { CALENDARS, calendarStore } from '../calendar/store.ts';
import { decideYear, type YearCommand, type YearEntry, type YearProblem } from '../calendar/years.ts';
import { retryOnConflict } from '../db/retry.ts';
import { RUNS, runId, runs } from '../jobs/store.ts';
import { leaveFormOf } from '../leave-record/form.ts';
import { owe } from '../shared/effects.ts';
import { sizeOf } from '../shared/shown.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { recount, unknownYear } from './effects.ts';
import { LEAVE } from './leaves.ts';
import { closedMonths } from './points.ts';
import { daysOn } from './recount.ts';

export type DayOutcome =
  /** `touched`: leaves that take a different number of days */
  { ok: true; entry: DayEntry; touched: number } | { ok: false; problem: DayProblem } | { ok: false; busy: true };

export type YearOutcome =
  | { ok: true; entry: YearEntry }
  | { ok: false; problem: YearProblem }
  | { ok: false; busy: true };

const JOB = 'calendar-unknown';

export const calendars = perWorkspace(ws => calendarStore(ws.db));

async function touchedBy(ws: Workspace, dates: readonly string[]): Promise<RequestDoc[]> {
  const [from = '', to = from] = [dates[0], dates.at(-1)];
  if (from === '') return [];
  const found = await requests(ws).occupyingIn(ws.team, LEAVE, from, to);
  return found.filter(r => sizeOf(daysOn(leaveFormOf(r.form), dates)) > 0);
}

const datesOf = (command: DayCommand): string[] => {
  if (command.do === 'remove') return [command.date];
  const { from, to } = command;
  return isDate(from) && isDate(to) && from <= to && to.slice(0, 4) <= String(Number(from.slice(0, 4)) + 1)
    ? datesBetween(from, to)
    : [];
};

/** Each month is read once. */
async function closedOf(ws: Workspace, dates: readonly string[]): Promise<Set<string>> {
  const months = [...new Set(dates.map(d => d.slice(0, 7)))];
  const closed = await Promise.all(months.map(m => closedMonths.only(ws).isClosed(ws, `${m}-01`)));
  return new Set(months.filter((_, i) => closed[i]));
}

async function outcome(ws: Workspace, entry: DayEntry, change: Recount | undefined): Promise<DayOutcome> {
  return { ok: true, entry, touched: change ? (await touchedBy(ws, change.dates)).length : 0 };
}

export async function changeDays(ws: Workspace, actor: string, command: DayCommand, key: string): Promise<DayOutcome> {
  const closed = await closedOf(ws, datesOf(command));
  const done = await retryOnConflict<DayOutcome>(async () => {
    const doc = await calendars(ws).get(ws.team);
    const before = doc.history.find(h => h.key === key);
    if (before && 'dates' in before)
      return outcome(ws, before, { dates: before.dates, off: true, name: before.name, by: before.by });
    const now = ws.clock.now();
    const decision = decideDays(doc.days, command, {
      today: ws.policy.today(),
      country: ws.policy.country,
      by: actor,
      now,
      key,
      isClosed: date => closed.has(date.slice(0, 7)),
    });
    if (!decision.ok) return decision;
    const { recount: data, entry } = decision.change;
    // One lane: notices of adding and removing a day stay in order.
    const effects = owe(data ? [recount.owed({ to: 'everybody', lane: recount.kind, data })] : [], now);
    if (!(await calendars(ws).save(doc, decision.change, effects))) return undefined;
    // Messages count by the new calendar.
    await ws.policy.reload();
    ws.outbox.notify(CALENDARS, doc._id, effects);
    return outcome(ws, entry, data);
  });
  return done ?? { ok: false, busy: true };
}

/** Marks a year without data as entered, or takes that back. */
export async function confirmYear(
  ws: Workspace,
  actor: string,
  command: YearCommand,
  key: string,
): Promise<YearOutcome> {
  const done = await retryOnConflict<YearOutcome>(async () => {
    const doc = await calendars(ws).get(ws.team);
    const before = doc.history.find(h => h.key === key);
    if (before && 'year' in before) return { ok: true, entry: before };
    const decision = decideYear(doc, command, {
      today: ws.policy.today(),
      country: ws.policy.country,
      countryOn: date => ws.policy.on(date).workingTime.holidays,
      by: actor,
      now: ws.clock.now(),
      key,
    });
    if (!decision.ok) return decision;
    if (!(await calendars(ws).save(doc, decision.change, []))) return undefined;
    await ws.policy.reload();
    return { ok: true, entry: decision.change.entry };
  });
  return done ?? { ok: false, busy: true };
}

/** Years with a notice sent. */
const noticed = perWorkspace(() => new Set<string>());

/** Once a year; answers how many years. */
export async function noticeUnknownYears(ws: Workspace): Promise<number> {
  const today = ws.policy.today();
  let count = 0;
  for (const year of unknownAhead(today, ws.policy.calendar)) {
    if (noticed(ws).has(year)) continue;
    const administrators = await ws.people.administrators();
    // Before members were read there may be nobody: retried.
    if (administrators.length === 0) continue;
    const now = ws.clock.now();
    const effects = owe(
      administrators.map(({ user }) => unknownYear.owed({ to: user, lane: user, data: { year } })),
      now,
    );
    const name = `${JOB}:${year}`;
    if (await runs(ws).claim(ws.team, name, { job: JOB, date: today, at: now }, effects)) {
      ws.outbox.notify(RUNS, runId(ws.team, name), effects);
      count++;
    }
    noticed(ws).add(year);
  }
  return count;
}
