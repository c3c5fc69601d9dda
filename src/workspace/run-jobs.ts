import { awayBy } from '../db/errors.ts';
import type { Log } from '../shared/log.ts';

/** One thing that is looked after every minute, with its name in the log. */
export interface Job {
  name: string;
  run: () => Promise<unknown>;
}

/**
 * Does every job in turn. One that fails is logged and the rest still run, so that one document nobody can read holds up nothing else.
 * Throws at once when the database is not reached: every other job would only wait for it too.
 */
export async function runJobs(jobs: readonly Job[], log: Log): Promise<void> {
  for (const { name, run } of jobs) {
    try {
      await run();
    } catch (error) {
      const away = awayBy(error);
      if (away !== undefined && away !== 'failing') throw error;
      log.error({ err: error, job: name }, 'a job failed; the next minute tries it again');
    }
  }
}
