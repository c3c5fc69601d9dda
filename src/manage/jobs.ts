import { type JobRow, jobsModal } from '../../blocks/jobs.ts';
import { jobAction } from '../../blocks/manage-ids.ts';
import { bulk } from '../db/bulk.ts';
import { owedLog } from '../shared/owed-log.ts';
import { unremembered } from '../shared/request.ts';
import type { Viewing } from '../slack/list-modal.ts';
import { found } from '../slack/metadata.ts';
import type { Press } from '../slack/router.ts';
import type { Job } from '../workspace/feature.ts';
import { jobRuns, jobsOf, NOTED_EVERY_MS, noteRuns } from '../workspace/job-runs.ts';
import type { Routes } from '../workspace/routes.ts';
import { runJobs } from '../workspace/run-jobs.ts';
import type { Workspace } from '../workspace/workspace.ts';

const MINUTE_MS = 60_000;
/** Every job runs each minute; its note may be as old as the time between two notes, and some minutes. */
const LATE_MS = NOTED_EVERY_MS + 10 * MINUTE_MS;

async function rowsOf(ws: Workspace, at: (ms: number) => string = String): Promise<JobRow[]> {
  const runs = await jobRuns(ws);
  const now = ws.clock.now();
  return jobsOf(ws).map(({ name }): JobRow => {
    const run = runs.get(name);
    if (!run) return { job: name, state: 'never' };
    const { failing } = run;
    const state = failing ? 'failed' : now - run.at > LATE_MS ? 'late' : 'ran';
    const why = failing ? { failing: { since: at(failing.since), error: failing.error } } : {};
    return { job: name, state, last: at(run.at), ...why };
  });
}

const isTroubled = ({ state }: JobRow): boolean => state === 'failed' || state === 'late';

/** Jobs that failed or are late. */
export const troubledJobs = async (ws: Workspace): Promise<number> => (await rowsOf(ws)).filter(isTroubled).length;

/** These first. */
async function drawn(ws: Workspace, { person, w }: Viewing) {
  const now = ws.clock.now();
  const at = (ms: number): string => w.moment(ms, person.zone);
  const rows = await rowsOf(ws, at);
  rows.sort((a, b) => Number(isTroubled(b)) - Number(isTroubled(a)));
  return jobsModal(rows, at(now - (now % MINUTE_MS) + MINUTE_MS), w);
}

/** As by the timer: with time for the database, and with nothing that the press has read. */
export const byHand = (ws: Workspace, job: Job): Promise<unknown> => bulk(() => unremembered(async () => job.run(ws)));

/** Jobs do nothing where nothing is due, so a second run does no harm. */
async function runAgain(ws: Workspace, press: Press): Promise<void> {
  const job = found(jobsOf(ws).find(j => j.name === press.value));
  const logged = owedLog({ what: 'jobs.run', by: press.person.user, now: { job: job.name } });
  await ws.received.answer(press.key, [logged]);
  press.later(async () => {
    await runJobs([{ name: job.name, run: () => byHand(ws, job) }], ws.log, round =>
      noteRuns(ws, round, { atOnce: true }),
    );
    await press.redraw(await drawn(ws, press));
  });
}

export function jobRoutes(r: Routes): void {
  const right = { may: 'run-jobs' } as const;
  r.open(jobAction.open, right, async (ws, press) => press.open(await drawn(ws, press)));
  r.press(jobAction.run, right, runAgain);
}
