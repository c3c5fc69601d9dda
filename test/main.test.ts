import { execFile, spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { freePort } from '../src/db/embedded/process.ts';
import { program } from './support/program.ts';

interface Ended {
  code: number | null;
  output: string;
  /** since it was started */
  ms: number;
  /** since its first output: starting the program takes a busy machine long */
  waited: number;
}

/** Runs the program with just this environment until it ends. */
async function run(env: Record<string, string>): Promise<Ended> {
  const main = await program('src/main.ts');
  const begun = Date.now();
  let first: number | undefined;
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', d => {
      first ??= Date.now();
      output += d;
    });
  return new Promise(resolve =>
    child.on('exit', code => {
      const now = Date.now();
      resolve({ code, output, ms: now - begun, waited: now - (first ?? now) });
    }),
  );
}

const SECRET = '89f3c1d2a4b5e6f7089f3c1d2a4b5e6f';
const TOKEN = 'xoxb-not-a-real-token-4711';

describe.concurrent('a start that cannot be', () => {
  it('names everything wrong in the environment at once', async () => {
    const { code, output } = await run({ PORT: 'many', DAYBOOK_TIME_ZONE: 'Mars/Olympus', SLACK_BOT_TOKEN: TOKEN });
    expect(code).toBe(1);
    for (const name of ['PORT', 'DAYBOOK_TIME_ZONE', 'SLACK_SIGNING_SECRET']) expect(output).toContain(name);
    expect(output).not.toContain(TOKEN);
    expect(output).not.toMatch(/\n\s+at /);
  });

  it('says what it waits for, and when the wait is over that the database is unreachable, without its password', async () => {
    const port = await freePort();
    const { code, output, ms, waited } = await run({
      SLACK_BOT_TOKEN: TOKEN,
      SLACK_SIGNING_SECRET: SECRET,
      DAYBOOK_ADMIN_CHANNEL: '#admins',
      MONGODB_URI: `mongodb://minji:hunter2@127.0.0.1:${port}/?directConnection=true`,
      DAYBOOK_DATABASE_WAIT: '4',
    });
    expect(code).toBe(1);
    expect(ms).toBeGreaterThan(3000);
    // Sooner than without the setting, which waits 30 s.
    expect(waited).toBeLessThan(25_000);
    expect(output.match(/waiting up to 4 s for the database at [\d.:]+/g)).toEqual([
      `waiting up to 4 s for the database at 127.0.0.1:${port}`,
    ]);
    expect(output).toContain(`The database at 127.0.0.1:${port} does not answer`);
    for (const secret of ['hunter2', SECRET, TOKEN]) expect(output).not.toContain(secret);
    expect(output).not.toMatch(/\n\s+at /);
  });

  it('says that the port is in use before it starts a database', async () => {
    const taken = createServer();
    await new Promise<void>(resolve => taken.listen(0, resolve));
    const { port } = taken.address() as AddressInfo;
    const { code, output } = await run({
      SLACK_BOT_TOKEN: TOKEN,
      SLACK_SIGNING_SECRET: SECRET,
      PORT: String(port),
      MONGODB_URI: 'mongodb://127.0.0.1:1/?directConnection=true',
    });
    taken.close();
    expect(code).toBe(1);
    expect(output).toBe(
      `Port ${port} is in use by another program. End that one, or choose another port: PORT=${port + 100}.\n`,
    );
  });

  it('says to build first where nothing is built, and which Node.js it needs', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'daybook-unbuilt-'));
    const script = join(folder, 'scripts', 'built.cjs');
    await mkdir(join(folder, 'scripts'));
    for (const name of ['built.cjs', 'node.cjs'])
      await copyFile(fileURLToPath(new URL(`../scripts/${name}`, import.meta.url)), join(folder, 'scripts', name));
    const needs = (node: string) => writeFile(join(folder, 'package.json'), JSON.stringify({ engines: { node } }));
    await needs(manifest.engines.node);
    const check = () => promisify(execFile)(process.execPath, [script]);
    await expect(check()).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('npm run build') });
    await mkdir(join(folder, 'dist', 'src'), { recursive: true });
    await writeFile(join(folder, 'dist', 'src', 'main.js'), '');
    expect((await check()).stderr).toBe('');
    await needs('>=99.9');
    await expect(check()).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('needs Node.js 99.9') });
    await rm(folder, { recursive: true });
  });
});
