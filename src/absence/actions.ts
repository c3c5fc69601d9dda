import { asIf } from '../administration/touched.ts';
import { closedMonths } from '../approvals/points.ts';
import {
  type DayCommand,
  type DayEntry,
  type DayProblem,
  decideDays,
  type Recount,
  unknownAhead,
} from '../calendar/days.ts';
import { datesBetween, isDate } from '../calendar/rules.ts';
import { CALENDARS, type CalendarDoc, calendarStore } from '../calendar/store.ts';
import { decideYear, type YearCommand, type YearEntry, type YearProblem } from '../calendar/years.ts';
import { retryOnConflict } from '../db/retry.ts';
import { RUNS, runId, runs } from '../jobs/store.ts';
import type { Moved } from '../settings/moved.ts';
import { defined } from '../shared/defined.ts';
import { type Owed, owe } from '../shared/effects.ts';
import { owedLog } from '../shared/owed-log.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { recount, unknownYear } from './effects.ts';
import { touchedBy } from './recount.ts';

export type DayOutcome =
  /** `touched`: leaves that take a different number of days */
  { ok: true; entry: DayEntry; touched: number } | { ok: false; problem: DayProblem } | { ok: false; busy: true };

export type YearOutcome =
  | { ok: true; entry: YearEntry }
  | { ok: false; problem: YearProblem }
  | { ok: false; busy: true };

const JOB = 'calendar-unknown';

export const calendars = perWorkspace(ws => calendarStore(ws.db));

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

async function outcome(
  ws: Workspace,
  office: string | undefined,
  entry: DayEntry,
  change: Pick<Recount, 'dates'> | undefined,
): Promise<DayOutcome> {
  return { ok: true, entry, touched: change ? (await touchedBy(ws, office, change.dates)).length : 0 };
}

/** By the calendar that stands. */
async function decisionOn(ws: Workspace, doc: CalendarDoc, command: DayCommand, by: string, key: string) {
  const { today, country } = ws.policy.ofOffice(doc.office);
  const closed = await closedOf(ws, datesOf(command));
  const isClosed = (date: string): boolean => closed.has(date.slice(0, 7));
  return decideDays(doc.days, command, { today: today(), country, by, now: ws.clock.now(), key, isClosed });
}

/** The workspace with a change of days, and what it does to the holidays. */
export async function proposeDays(
  ws: Workspace,
  command: DayCommand,
  office: string | undefined,
): Promise<
  { ok: true; after: Workspace; moved: Moved; seen: number; entry: DayEntry } | { ok: false; problem: DayProblem }
> {
  const doc = await calendars(ws).get(ws.team, office);
  const decision = await decisionOn(ws, doc, command, '', '');
  if (!decision.ok) return decision;
  const { days, entry } = decision.change;
  const from = entry.dates[0] ?? '';
  const { version, years } = doc;
  const next = { version: version + 1, days, years, ...defined({ office }) };
  const after = await asIf(ws, { added: all => [...all.filter(a => a.office !== office), next] });
  const place = ws.policy.ofOffice(office);
  const { workingTime } = place.on(from);
  const both = { before: place.calendar, after: after.policy.ofOffice(office).calendar };
  return {
    ...{ ok: true, after, seen: version, entry },
    moved: { from, by: '', ...both, was: workingTime, is: workingTime, ...defined({ office }) },
  };
}

/** `office`: absent for the first one. */
export async function changeDays(
  ws: Workspace,
  actor: string,
  command: DayCommand,
  key: string,
  office?: string,
): Promise<DayOutcome> {
  const done = await retryOnConflict<DayOutcome>(async () => {
    const doc = await calendars(ws).get(ws.team, office);
    const before = doc.history.find(h => h.key === key);
    if (before && 'dates' in before) return outcome(ws, office, before, before);
    const now = ws.clock.now();
    const decision = await decisionOn(ws, doc, command, actor, key);
    if (!decision.ok) return refused(ws, decision);
    const { recount: data, entry } = decision.change;
    // One lane: notices of adding and removing a day stay in order.
    const effects = owe(
      [loggedDays(entry), ...(data ? [recount.owed({ to: 'everybody', lane: recount.kind, data })] : [])],
      now,
    );
    if (!(await calendars(ws).save(doc, decision.change, effects))) return undefined;
    // Messages count by the new calendar.
    await ws.policy.reload();
    ws.outbox.notify(CALENDARS, doc._id, effects);
    return outcome(ws, office, entry, data);
  });
  return done ?? { ok: false, busy: true };
}

const loggedDays = ({ what, by, dates, name }: DayEntry): Owed =>
  owedLog({
    ...{ what: 'settings.calendar', by, ...defined({ on: dates[0] }), count: dates.length },
    [what === 'added' ? 'now' : 'was']: { name },
  });
const loggedYear = ({ what, by, year }: YearEntry): Owed =>
  owedLog({ what: 'settings.calendar', by, [what === 'year-entered' ? 'now' : 'was']: { year } });

/** Marks a year without data as entered, or takes that back. */
export async function confirmYear(
  ws: Workspace,
  actor: string,
  command: YearCommand,
  key: string,
  office?: string,
): Promise<YearOutcome> {
  const place = ws.policy.ofOffice(office);
  const done = await retryOnConflict<YearOutcome>(async () => {
    const doc = await calendars(ws).get(ws.team, office);
    const before = doc.history.find(h => h.key === key);
    if (before && 'year' in before) return { ok: true, entry: before };
    const decision = decideYear(doc, command, {
      today: place.today(),
      country: place.country,
      countryOn: date => place.on(date).workingTime.holidays,
      by: actor,
      now: ws.clock.now(),
      key,
    });
    if (!decision.ok) return refused(ws, decision);
    const effects = owe([loggedYear(decision.change.entry)], ws.clock.now());
    if (!(await calendars(ws).save(doc, decision.change, effects))) return undefined;
    ws.outbox.notify(CALENDARS, doc._id, effects);
    await ws.policy.reload();
    return { ok: true, entry: decision.change.entry };
  });
  return done ?? { ok: false, busy: true };
}

/** What refuses may be a change of this moment, which is to be drawn. */
async function refused<T>(ws: Workspace, decision: T): Promise<T> {
  await ws.policy.reload();
  return decision;
}

/** Years and offices with a notice sent. */
const noticed = perWorkspace(() => new Set<string>());

/** Once a year and office; answers how many. */
export async function noticeUnknownYears(ws: Workspace): Promise<number> {
  let count = 0;
  for (const office of [undefined, ...ws.policy.offices.filter(o => !o.archived).map(o => o.id)]) {
    const { today, calendar } = ws.policy.ofOffice(office);
    for (const year of unknownAhead(today(), calendar)) if (await noticeYear(ws, year, today(), office)) count++;
  }
  return count;
}

async function noticeYear(ws: Workspace, year: string, date: string, office?: string): Promise<boolean> {
  const name = [JOB, ...(office === undefined ? [] : [office]), year].join(':');
  if (noticed(ws).has(name)) return false;
  const administrators = await ws.people.administrators();
  // Before members were read there may be nobody: retried.
  if (administrators.length === 0) return false;
  const at = ws.clock.now();
  const data = { year, ...defined({ office }) };
  const effects = owe(
    administrators.map(({ user }) => unknownYear.owed({ to: user, lane: user, data })),
    at,
  );
  const claimed = await runs(ws).claim(ws.team, name, { job: JOB, date, at }, effects);
  if (claimed) ws.outbox.notify(RUNS, runId(ws.team, name), effects);
  noticed(ws).add(name);
  return claimed;
}
