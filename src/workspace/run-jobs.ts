import { awayBy } from '../db/errors.ts';
import type { Log } from '../shared/log.ts';

export const FAILURES = ['database', 'slack', 'unexpected'] as const;
/** As it is shown; the error itself stands in the log of the process. */
export type Failure = (typeof FAILURES)[number];

function failureOf(error: unknown): Failure {
  if (awayBy(error) !== undefined) return 'database';
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && code.startsWith('slack_webapi_') ? 'slack' : 'unexpected';
}

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
  note: (job: string, failure: Failure | undefined) => Promise<void> = async () => undefined,
): Promise<void> {
  // A record that cannot be written is no failure of the job.
  const noted = (job: string, failure: Failure | undefined): Promise<void> =>
    note(job, failure).catch(err => log.warn({ err, job }, 'the run of a job could not be recorded'));
  for (const { name, run } of jobs) {
    try {
      await run();
      await noted(name, undefined);
    } catch (error) {
      const away = awayBy(error);
      if (away !== undefined && away !== 'failing') throw error;
      log.error({ err: error, job: name }, 'a job failed; the next minute tries it again');
      await noted(name, failureOf(error));
    }
  }
}
