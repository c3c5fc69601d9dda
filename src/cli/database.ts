import { bulk } from '../db/bulk.ts';
import { connect, type Database } from '../db/connection.ts';
import { startEmbedded } from '../db/embedded.ts';
import { createLog } from '../shared/log.ts';

/** The server that the environment names, or the embedded one, which may run already. */
export async function withDatabase<T>(
  env: Readonly<Record<string, string | undefined>>,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const log = createLog('error');
  const embedded = env.MONGODB_URI ? undefined : await startEmbedded({ dataDir: env.DAYBOOK_DATA_DIR ?? 'data', log });
  try {
    const database = await connect({ uri: env.MONGODB_URI ?? embedded?.uri ?? '', log });
    try {
      return await bulk(() => work(database));
    } finally {
      await database.close();
    }
  } finally {
    await embedded?.stop();
  }
}
