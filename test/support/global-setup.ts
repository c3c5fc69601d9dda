import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type EmbeddedServer, startEmbedded } from '../../src/db/embedded.ts';
import { createLog } from '../../src/shared/log.ts';
import { databaseDisk } from './disk.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** answers with the database server's URI, and starts that server when it is asked first */
    databaseDoor: string;
  }
}

/** One database server for the whole run, started once a test needs it: `MONGODB_URI`, else an embedded one in a folder of its own. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  let dataDir: string | undefined;
  let starting: Promise<EmbeddedServer> | undefined;
  const start = async (): Promise<EmbeddedServer> => {
    dataDir = await mkdtemp(join(await databaseDisk(), 'daybook-test-'));
    return startEmbedded({ dataDir, log: createLog('info') });
  };
  const uri = async (): Promise<string> => {
    if (process.env.MONGODB_URI) return process.env.MONGODB_URI;
    starting ??= start();
    return (await starting).uri;
  };
  const door = createServer((_, response) => {
    uri().then(
      found => response.end(found),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>(resolve => door.listen(0, '127.0.0.1', resolve));
  provide('databaseDoor', `http://127.0.0.1:${(door.address() as AddressInfo).port}`);
  const interrupted = () => process.exit(143);
  process.once('SIGTERM', interrupted).once('SIGHUP', interrupted);
  return async () => {
    process.off('SIGTERM', interrupted).off('SIGHUP', interrupted);
    door.close();
    await (await starting?.catch(() => undefined))?.stop();
    if (dataDir) await rm(dataDir, { recursive: true, force: true });
  };
}
