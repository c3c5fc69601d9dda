import { atLocal, isWorkingDay, localDate } from '../calendar/rules.ts';
import { RUNS, type RunDoc, runId, runs } from '../jobs/store.ts';
import type { Person } from '../people/rules.ts';
import { owe } from '../shared/effects.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { worksOn } from '../worktime/expected.ts';
import { SUMMARY, summaryDue, summaryRest } from './effects.ts';
import { due } from './rules.ts';

const MINUTE_MS = 60_000;

async function claim(ws: Workspace, name: string, run: Pick<RunDoc, 'date' | 'by'>): Promise<boolean> {
  const now = ws.clock.now();
  const effects = owe(
    [
      summaryDue.owed({ to: 'administrators', lane: SUMMARY }),
      summaryRest.owed({ to: 'administrators', lane: SUMMARY, data: {} }),
    ],
    now,
  );
  if (!(await runs(ws).claim(ws.team, name, { job: SUMMARY, at: now, ...run }, effects))) return false;
  ws.outbox.notify(RUNS, runId(ws.team, name), effects);
  return true;
}

/** The last date without work, as far as this process has checked. */
const quiet = perWorkspace(() => ({ date: '' }));

async function someWork(ws: Workspace, now: number, at: string): Promise<boolean> {
  const { zone, calendar } = ws.policy;
  const date = localDate(now, zone);
  if (isWorkingDay(date, calendar) || quiet(ws).date === date || now < atLocal(date, at, zone)) return false;
  const works = (await ws.people.activeTerms()).some(p => worksOn(ws.policy, p, date));
  if (!works) quiet(ws).date = date;
  return works;
}

export async function claimDue(ws: Workspace): Promise<number> {
  const now = ws.clock.now();
  const { zone, calendar } = ws.policy;
  const { daily, dailyAt: summaryAt } = ws.policy.on(localDate(now, zone)).reports;
  if (!daily) return 0;
  let claimed = 0;
  const works = await someWork(ws, now, summaryAt);
  for (const { job, date } of due(now, { zone, calendar, summaryAt, done: () => false, works })) {
    const name = `${job}:${date}`;
    if (await runs(ws).isClaimed(ws.team, name)) continue;
    if (await claim(ws, name, { date })) claimed++;
  }
  return claimed;
}

/** False: a summary was posted by hand within this minute. */
export async function postNow(ws: Workspace, by: Person): Promise<boolean> {
  const now = ws.clock.now();
  if (await runs(ws).byHandBetween(ws.team, SUMMARY, now - MINUTE_MS, now)) return false;
  const date = localDate(now, ws.policy.zone);
  // By the minute: a doubled press posts one.
  return claim(ws, `${SUMMARY}:${date}:hand:${Math.floor(now / MINUTE_MS)}`, { date, by: by.user });
}
