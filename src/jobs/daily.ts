import { atLocal } from '../calendar/rules.ts';
import type { OwnPolicy } from '../settings/own-policy.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { runs } from './store.ts';

/** Days seen done in this process: an idle tick reads nothing. */
const doneOn = perWorkspace(() => new Map<string, string>());

/**
 * Does a day's work once, from `at` on; `false`: it continues in the next minute. The run is claimed after the work:
 * twice does no harm, half of it would. `place`: whose day it is; the first office's unless told.
 */
export async function daily(
  ws: Workspace,
  job: string,
  at: string,
  work: (today: string) => Promise<unknown>,
  place: Pick<OwnPolicy, 'today' | 'zone'> = ws.policy,
): Promise<void> {
  const [today, now, done] = [place.today(), ws.clock.now(), doneOn(ws)];
  if (done.get(job) === today || now < atLocal(today, at, place.zone)) return;
  const name = `${job}:${today}`;
  if (!(await runs(ws).isClaimed(ws.team, name))) {
    if ((await work(today)) === false) return;
    await runs(ws).claim(ws.team, name, { job, date: today, at: now }, []);
  }
  done.set(job, today);
}
