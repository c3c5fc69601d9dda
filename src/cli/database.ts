import { bulk } from '../db/bulk.ts';
import { connect, type Database } from '../db/connection.ts';
import { startEmbedded } from '../db/embedded.ts';
import { createLog } from '../shared/log.ts';
import { reason } from './finding.ts';

/** Nobody waits at a terminal for a server that is not there. */
const AWAY_MS = 5_000;

/** The server that the environment names, or the embedded one, which may run already. */
export async function withDatabase<T>(
  env: Readonly<Record<string, string | undefined>>,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const log = createLog('error');
  const embedded = env.MONGODB_URI ? undefined : await startEmbedded({ dataDir: env.DAYBOOK_DATA_DIR ?? 'data', log });
  try {
    const database = await connect({ uri: env.MONGODB_URI ?? embedded?.uri ?? '', log, startMs: AWAY_MS });
    try {
      return await bulk(() => work(database));
    } finally {
      await database.close();
    }
  } finally {
    await embedded?.stop();
  }
}

const TRIED_MS = 1_500;

/** A sentence, where it does not answer from here. */
export async function whyAway(uri: string): Promise<string | undefined> {
  try {
    const { close } = await connect({ uri, log: createLog('silent'), startMs: TRIED_MS });
    await close();
    return undefined;
  } catch (error) {
    return reason(error);
  }
}
