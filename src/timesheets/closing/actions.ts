import { isCheckOutMissed } from '../../attendance/rules.ts';
import { workdays } from '../../attendance/store.ts';
import { monthsBefore } from '../../calendar/rules.ts';
import { retryOnConflict } from '../../db/retry.ts';
import { defined } from '../../shared/defined.ts';
import { type Owed, owe } from '../../shared/effects.ts';
import { owedLog } from '../../shared/owed-log.ts';
import type { Refusal } from '../../shared/refusal.ts';
import { ofMany } from '../../workspace/looks.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { PersonProblems } from '../actions.ts';
import { problemsAmong } from '../months/actions.ts';
import { peopleIn } from '../people.ts';
import { lateChanges } from './effects.ts';
import { monthClosed } from './points.ts';
import { countsOf } from './problems.ts';
import {
  datesOf,
  decideMonth,
  type Month,
  type MonthCommand,
  type MonthRefusal,
  type MonthStep,
  SETTLING_MS,
  versionOf,
} from './rules.ts';
import { MONTHS, type MonthDoc, monthId, months } from './store.ts';

export interface MonthRow {
  month: string;
  state: MonthDoc | undefined;
  stillIn: number;
}

export type MonthOutcome = { ok: true; replay: boolean } | { ok: false; refusal: MonthRefusal | Refusal };

const SHOWN = 12;

/** The earliest today of all offices: a month is over once it is over everywhere. */
const overFor = ({ policy }: Workspace): string => policy.todays()[0] as string;

/** `names`: latest first; checked together. */
async function rowsOf(
  ws: Workspace,
  names: readonly { month: string; state: MonthDoc | undefined }[],
): Promise<MonthRow[]> {
  const [latest, earliest] = [names[0], names.at(-1)];
  if (!latest || !earliest) return [];
  const days = await workdays(ws).unended(ws.team, datesOf(earliest.month).first, datesOf(latest.month).last);
  const now = ws.clock.now();
  return names.map(({ month, state }) => {
    const open = days.filter(d => d.open && d.date.startsWith(month) && !isCheckOutMissed(d, now));
    return { month, state, stillIn: open.length };
  });
}

/** The last twelve complete months with records, latest first. */
export async function monthRows(ws: Workspace): Promise<MonthRow[]> {
  const today = overFor(ws);
  const all = monthsBefore(today, SHOWN);
  const oldest = all.at(-1) ?? '';
  const [stored, first] = await Promise.all([
    months(ws).from(ws.team, oldest),
    workdays(ws).first(ws.team, `${oldest}-01`, today),
  ]);
  // Nothing to close before the first record.
  const begun = (first ?? today).slice(0, 7);
  const shown = all.filter(m => m >= begun || stored.some(s => s.month === m));
  return rowsOf(
    ws,
    shown.map(month => ({ month, state: stored.find(s => s.month === month) })),
  );
}

export async function problemsIn(ws: Workspace, month: string): Promise<PersonProblems[]> {
  const people = peopleIn(month, await ws.rights.listing());
  return ofMany(people.length, () => problemsAmong(ws, people, month));
}

/** A reason holds for the counts shown with it, so that nobody waits. */
const leftIn = async (ws: Workspace, month: string, { reason, left }: Extract<MonthCommand, { do: 'close' }>) =>
  reason && left && Object.keys(left).length > 0 ? left : countsOf((await problemsIn(ws, month)).map(p => p.problems));

/** Closes or reopens a month; the route checks the right. `key` recognises a duplicate press. */
export async function changeMonth(
  ws: Workspace,
  user: string,
  month: string,
  command: MonthCommand,
  key: string,
): Promise<MonthOutcome> {
  const outcome = await retryOnConflict<MonthOutcome>(async () => {
    const state = await months(ws).get(ws.team, month);
    const [row] = await rowsOf(ws, [{ month, state }]);
    if (state?.history.some(h => h.key === key)) return { ok: true, replay: true };
    const before: Month = state ?? { month, closed: false, history: [] };
    const left = command.do === 'close' && !state?.closed ? await leftIn(ws, month, command) : {};
    const ctx = { user, key, now: ws.clock.now(), today: overFor(ws), stillIn: row?.stillIn ?? 0, left };
    const decision = decideMonth(before, command, ctx);
    if (!decision.ok) return decision;
    const effects = owe(owedOn(ws, before, decision.change.step, command), ws.clock.now());
    const saved = state
      ? await months(ws).save(state, decision.change, effects)
      : await months(ws).insert(ws.team, month, decision.change, effects);
    if (saved) ws.outbox.notify(MONTHS, monthId(ws.team, month), effects);
    return saved ? { ok: true, replay: false } : undefined;
  });
  return outcome ?? { ok: false, refusal: { code: 'busy' } };
}

/** The entry of the log, and what follows a closing. */
function owedOn(
  ws: Workspace,
  { month, history }: Month,
  { by, what, reason: note }: MonthStep,
  command: MonthCommand,
): Owed[] {
  const entry = owedLog({ what: `time.month-${what}`, by, on: month, ...defined({ note }) });
  if (command.do === 'reopen') return [entry];
  const closed = { version: versionOf(history) + 1, file: command.file === true };
  return [entry, ...monthClosed.of(ws).flatMap(follows => follows(by, closed))];
}

async function checkMonth(ws: Workspace, month: MonthDoc): Promise<boolean> {
  const { first, last } = datesOf(month.month);
  const since = (month.closedAt ?? 0) - SETTLING_MS;
  const days = await workdays(ws).changedSince(ws.team, first, last, since);
  const late = days
    // Giving a day up changes no count.
    .filter(d => d.history.some(h => h.at >= since && h.what !== 'unfinished'))
    .map(({ user, date }) => ({ user, date }));
  const by = month.history.findLast(h => h.what === 'closed')?.by;
  const owed = late.length > 0 && by ? [lateChanges.owed({ to: by, lane: lateChanges.kind })] : [];
  const effects = owe(owed, ws.clock.now());
  if (!(await months(ws).checked(month, late, effects))) return false;
  ws.outbox.notify(MONTHS, month._id, effects);
  return true;
}

/** Days changed during a closing; answers how many months were checked. */
export async function checkClosings(ws: Workspace): Promise<number> {
  const now = ws.clock.now();
  let checked = 0;
  for (const m of await months(ws).from(ws.team, '')) {
    // Later than now: the clock was set back.
    const { closedAt } = m;
    const due = m.closed && closedAt !== undefined && (now >= closedAt + SETTLING_MS || now < closedAt);
    if (due && m.checked !== m.closedAt && (await checkMonth(ws, m))) checked++;
  }
  return checked;
}
