import { type PersonSummary, summariesOf } from '../attendance/records.ts';
import type { DayCommand } from '../attendance/rules.ts';
import { addDays, localDate } from '../calendar/rules.ts';
import { type Claim, RUNS, runId, runs } from '../jobs/store.ts';
import { managerLine } from '../people/organisation/line.ts';
import { teamsOf } from '../people/organisation/rules.ts';
import { isActive, type Person } from '../people/rules.ts';
import { type Effect, type Owed, owe } from '../shared/effects.ts';
import { inPortions } from '../shared/in-portions.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { hasDayNotes } from './day-note.ts';
import { noteOwed, remindOwed, showOwed, warnOwed } from './effects.ts';
import { isOnLeave, type Moment, momentsOf, nameOf, type ReminderKind } from './rules.ts';

type Due = Moment & { user: string };

/** Full scan interval; in between only due moments are checked; ms. */
const SCAN_MS = 5 * 60_000;
/** Slack takes a few hundred messages a minute of one app. */
const MOST_A_TICK = 200;
/** Longer than sending them takes; ms. */
const LEASE_MS = 90_000;
const KEPT_MS = 21 * 24 * 3_600_000;
const isOfDay = ({ kind }: Moment): boolean => kind === 'in' || kind === 'out';
const KINDS: readonly ReminderKind[] = ['in', 'out', 'week-near', 'week-most'];

const memory = perWorkspace(() => ({
  ahead: [] as Due[],
  scannedAt: undefined as number | undefined,
  /** claimed names */
  done: new Set<string>(),
  cleanedOn: '',
}));

async function moments(
  ws: Workspace,
  people: readonly Person[],
  now: number,
  whole = false,
): Promise<Map<string, PersonSummary & { due: Due[] }>> {
  const all = await summariesOf(ws, people, undefined, whole);
  const found = await inPortions(all, ([user, own]): [string, PersonSummary & { due: Due[] }] => {
    const { summary, records, person } = own;
    const { today, on: policyOn } = ws.policy.of(person);
    const due = momentsOf({ summary, records, now, today: today(), policyOn, quiet: person.quiet ?? [] });
    return [user, { ...own, due: due.map(m => ({ ...m, user })) }];
  });
  return new Map(found);
}

async function scan(ws: Workspace, now: number): Promise<void> {
  const state = memory(ws);
  const all = await moments(ws, await ws.people.active(), now, true);
  state.ahead = [...all.values()].flatMap(p => p.due).filter(m => !state.done.has(nameOf(m.user, m)));
  state.scannedAt = now;
}

async function clean(ws: Workspace, now: number): Promise<void> {
  const state = memory(ws);
  const date = ws.policy.today();
  if (state.cleanedOn === date) return;
  state.cleanedOn = date;
  state.done.clear();
  for (const kind of KINDS) await runs(ws).forget(ws.team, `remind-${kind}`, now - KEPT_MS);
}

async function unclaimed(ws: Workspace, due: readonly Due[]): Promise<Due[]> {
  const { done } = memory(ws);
  const names = due.map(m => nameOf(m.user, m));
  for (const name of await runs(ws).claimed(ws.team, names)) done.add(name);
  return due.filter(m => !done.has(nameOf(m.user, m)));
}

/** Their manager, or HR without one. */
async function warnedOf(ws: Workspace, people: readonly Person[]): Promise<(person: Person) => string[]> {
  if (people.length === 0) return () => [];
  const teams = await teamsOf(ws);
  const named = people.flatMap(p => (p.manager === undefined ? teams.leadsOf(p) : [p.manager]));
  const above = await ws.people.some([...new Set(named)]);
  const byUser = new Map([...people, ...above].map(p => [p.user, p]));
  const line = managerLine(user => byUser.get(user), teams);
  const managerOf = (user: string): string | undefined => {
    const manager = byUser.get(line(user) ?? '');
    return manager && isActive(manager) ? manager.user : undefined;
  };
  const without = people.some(p => managerOf(p.user) === undefined);
  const office = without ? (await ws.people.administrators()).map(p => p.user) : [];
  return ({ user }) => {
    const manager = managerOf(user);
    return manager === undefined ? office.filter(other => other !== user) : [manager];
  };
}

/** Of two limits passed at once only the higher one is reported. */
function owed(
  m: Due,
  all: readonly Due[],
  { person, summary }: PersonSummary,
  o: { todayOf: (person: Person) => string; warned: (person: Person) => string[] },
): Owed[] {
  if (isOfDay(m)) return [remindOwed(m.user)];
  if (m.kind === 'week-near' && all.some(other => other.user === m.user && other.kind === 'week-most')) return [];
  const spared = person.quiet?.includes('week') || isOnLeave(summary, o.todayOf(person));
  return [...(spared ? [] : [remindOwed(m.user)]), ...o.warned(person).map(to => warnOwed(to, m.user))];
}

async function claim(ws: Workspace, due: readonly Due[], now: number): Promise<number> {
  const state = memory(ws);
  const fresh = await unclaimed(ws, due);
  if (fresh.length === 0) return 0;
  const people = await ws.people.some([...new Set(fresh.map(m => m.user))]);
  const current = await moments(ws, people.filter(isActive), now);
  const still = fresh.flatMap(m => {
    const own = current.get(m.user);
    const found = own?.due.find(d => d.kind === m.kind && d.date === m.date);
    if (found && found.at > now) state.ahead.push(found);
    return own && found && found.at <= now ? [{ ...found, own }] : [];
  });
  const warned = await warnedOf(
    ws,
    still.flatMap(m => (isOfDay(m) ? [] : [m.own.person])),
  );
  const todayOf = (person: Person): string => ws.policy.of(person).today();
  const claims = still.map((m): Claim => {
    const effects: Effect[] = owe(owed(m, still, m.own, { todayOf, warned }), now);
    return {
      name: nameOf(m.user, m),
      run: { job: `remind-${m.kind}`, date: m.date, at: now, user: m.user },
      effects: effects.map(e => ({ ...e, due: now + LEASE_MS })),
    };
  });
  const won = claims.length > 0 ? await runs(ws).claimMany(ws.team, claims) : new Set<string>();
  for (const { name, run, effects } of claims) {
    state.done.add(name);
    const doc = { _id: runId(ws.team, name), team: ws.team, ...run, effects };
    if (won.has(name)) ws.outbox.notify(RUNS, doc._id, effects, doc);
  }
  return won.size;
}

/** Answers how many. With nothing due it reads nothing. */
export async function claimReminders(ws: Workspace): Promise<number> {
  const state = memory(ws);
  const now = ws.clock.now();
  await clean(ws, now);
  if (state.scannedAt === undefined || Math.abs(now - state.scannedAt) >= SCAN_MS) await scan(ws, now);
  const due = state.ahead.filter(m => m.at <= now);
  if (due.length === 0) return 0;
  // The limits of a person stay together; the rest waits for the next minute.
  const users = new Set([...new Set(due.map(m => m.user))].slice(0, MOST_A_TICK));
  const taken = due.filter(m => users.has(m.user));
  state.ahead = state.ahead.filter(m => m.at > now || !users.has(m.user));
  try {
    return await claim(ws, taken, now);
  } catch (error) {
    // The next tick scans everybody.
    state.scannedAt = undefined;
    throw error;
  }
}

const ANSWERED_BY: Partial<Record<DayCommand['do'], readonly ReminderKind[]>> = {
  'check-in': ['in'],
  'check-out': ['out'],
  undo: ['in', 'out'],
};

/** What `owedByDay` may read, wherever the person's today is. */
export function remindedAhead(ws: Workspace, user: string): Promise<unknown> {
  const today = localDate(ws.clock.now(), 'UTC');
  const dates = [-2, -1, 0, 1].map(days => addDays(today, days));
  return runs(ws).sent(
    ws.team,
    (['in', 'out'] as const).flatMap(kind => dates.map(date => nameOf(user, { kind, date }))),
  );
}

/** Effects of a changed day: updates of reminders it answers, and the note at its end. */
export async function owedByDay(ws: Workspace, person: Person, command: DayCommand): Promise<Owed[]> {
  const kinds = ANSWERED_BY[command.do] ?? [];
  if (kinds.length === 0) return [];
  const { user } = person;
  const today = ws.policy.of(person).today();
  const names = kinds.flatMap(kind => [today, addDays(today, -1)].map(date => nameOf(user, { kind, date })));
  const sent = await runs(ws).sent(ws.team, names);
  const ends = command.do === 'check-out' && hasDayNotes(ws.policy.on(today));
  return [...[...sent.keys()].map(name => showOwed(user, name)), ...(ends ? [noteOwed(user)] : [])];
}
