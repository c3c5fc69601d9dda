import { awayBy } from '../db/errors.ts';
import type { Log } from '../shared/log.ts';

/** One thing that is looked after every minute, with its name in the log. */
export interface Duty {
  name: string;
  run: () => Promise<unknown>;
}

/**
 * Does every duty in turn. One that fails is logged and the rest still run, so that one document nobody can read holds up nothing else.
 * Throws at once when the database is not reached: every other duty would only wait for it too.
 */
export async function round(duties: readonly Duty[], log: Log): Promise<void> {
  for (const { name, run } of duties) {
    try {
      await run();
    } catch (error) {
      const away = awayBy(error);
      if (away !== undefined && away !== 'failing') throw error;
      log.error({ err: error, duty: name }, 'a duty failed; the next round tries it again');
    }
  }
}
