import { awayBy } from '../db/errors.ts';
import type { Log } from '../shared/log.ts';

export interface Job {
  name: string;
  run: () => Promise<unknown>;
}

/**
 * In turn; a failure is logged, and the rest still runs. Throws when the database is away: other jobs would only wait,
 * too.
 */
export async function runJobs(
  jobs: readonly Job[],
  log: Log,
  note: (job: string, error: string | undefined) => Promise<void> = async () => undefined,
): Promise<void> {
  for (const { name, run } of jobs) {
    try {
      await run();
      await note(name, undefined);
    } catch (error) {
      const away = awayBy(error);
      if (away !== undefined && away !== 'failing') throw error;
      log.error({ err: error, job: name }, 'a job failed; the next minute tries it again');
      await note(name, String((error as Error)?.message ?? error)).catch(() => undefined);
    }
  }
}
