/** Migrates the database at the address of its argument, as each start does, and ends. */
import { connect } from '../../src/db/connection.ts';
import { migrate } from '../../src/db/migrations/migrate.ts';
import { createLog } from '../../src/shared/log.ts';

const log = createLog('silent');
const { db, close } = await connect({ uri: process.argv[2] ?? '', log, timeoutMs: 30_000 });
// One that died in its turn is taken for dead sooner than in use: nothing here is slow to answer.
await migrate(db, { staleMs: 1_500 });
await close();
