import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../src/db/embedded.ts';
import { createLog } from '../../src/shared/log.ts';

declare module 'vitest' {
  interface ProvidedContext {
    mongodbUri: string;
  }
}

/** One database server for the whole run: `MONGODB_URI`, else an embedded one in a folder of its own. */
export default async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.MONGODB_URI;
  if (given) {
    provide('mongodbUri', given);
    return undefined;
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'daybook-test-'));
  const server = await startEmbedded({ dataDir, log: createLog('info') });
  provide('mongodbUri', server.uri);
  const interrupted = () => process.exit(143);
  process.once('SIGTERM', interrupted).once('SIGHUP', interrupted);
  return async () => {
    process.off('SIGTERM', interrupted).off('SIGHUP', interrupted);
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
