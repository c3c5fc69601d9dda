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

/** How each job of a round ended, by name; undefined: it ran. */
export type Round = ReadonlyMap<string, Failure | undefined>;

/**
 * In turn; a failure is logged, and the rest still runs. Throws when the database is away: other jobs would only wait,
 * too.
 */
export async function runJobs(
  jobs: readonly Job[],
  log: Log,
  note: (round: Round) => Promise<void> = async () => undefined,
): Promise<void> {
  const round = new Map<string, Failure | undefined>();
  for (const { name, run } of jobs) {
    try {
      await run();
      round.set(name, undefined);
    } catch (error) {
      const away = awayBy(error);
      if (away !== undefined && away !== 'failing') throw error;
      log.error({ err: error, job: name }, 'a job failed; the next minute tries it again');
      round.set(name, failureOf(error));
    }
  }
  // A record that cannot be written is no failure of a job.
  await note(round).catch(err => log.warn({ err }, 'the runs of the jobs could not be recorded'));
}
