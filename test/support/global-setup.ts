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
    /** answers a worker's path with the URI of its database server, which it starts when it is asked first */
    databaseDoor: string;
  }
}

/** A database server for each worker, started once a test there needs it: `MONGODB_URI`, else an embedded one in a folder of its own. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folders: string[] = [];
  const servers = new Map<string, Promise<EmbeddedServer>>();
  const start = async (): Promise<EmbeddedServer> => {
    const dataDir = await mkdtemp(join(await databaseDisk(), 'daybook-test-'));
    folders.push(dataDir);
    return startEmbedded({ dataDir, log: createLog('info') });
  };
  const uri = async (worker: string): Promise<string> => {
    if (process.env.MONGODB_URI) return process.env.MONGODB_URI;
    const server = servers.get(worker) ?? start();
    servers.set(worker, server);
    return (await server).uri;
  };
  const door = createServer(({ url }, response) => {
    uri(String(url)).then(
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
    await Promise.all([...servers.values()].map(async server => (await server.catch(() => undefined))?.stop()));
    for (const dataDir of folders) await rm(dataDir, { recursive: true, force: true });
  };
}
