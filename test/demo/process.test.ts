import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { action } from '../../blocks/ids.ts';
import type { Act, ActResult, SimMessage, Snapshot } from '../../scripts/simulator/protocol.ts';
import { freePort } from '../../src/db/embedded/process.ts';
import { isAlive, readRecord } from '../../src/db/embedded/record.ts';
import { textsOf } from '../support/daybook.ts';
import { databaseDisk } from '../support/disk.ts';
import { program } from '../support/program.ts';
import { until } from '../support/until.ts';

const LONG = { timeout: 100_000 };
const MANAGER = 'U0KIMSUBIN';
const MINJI = 'U0MINJI';
const CHANNEL = 'C0ATTEND';

interface Run {
  child: ChildProcess;
  output(): string;
  ended: Promise<number | null>;
}

let folder: string;
const running: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(await databaseDisk(), 'daybook-demo-'));
});

afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  const pid = readRecord(join(folder, 'data'))?.pid;
  if (pid !== undefined && isAlive(pid)) process.kill(pid, 'SIGKILL');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** As one file: what a demo costs to start by tsx is paid once, by the first. */
async function run(env: Record<string, string>, args?: string[]): Promise<Run> {
  const child = spawn(process.execPath, args ?? [await program('scripts/demo.ts')], {
    env: { ...process.env, MONGODB_URI: '', DAYBOOK_DATA_DIR: join(folder, 'data'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', d => {
      output += d;
    });
  return { child, output: () => output, ended: new Promise(resolve => child.once('exit', resolve)) };
}

async function ready(demo: Run): Promise<void> {
  await until(() => demo.output().includes('Daybook is ready') || demo.child.exitCode !== null, {
    what: 'the demo to be ready',
    ...LONG,
  });
  expect(demo.output()).toContain('Daybook is ready');
}

async function seen(port: number, as: string): Promise<Snapshot> {
  return (await (await fetch(`http://127.0.0.1:${port}/sim/state?as=${as}`)).json()) as Snapshot;
}

async function act(port: number, deed: Act): Promise<ActResult> {
  const answer = await fetch(`http://127.0.0.1:${port}/sim/act`, { method: 'POST', body: JSON.stringify(deed) });
  return (await answer.json()) as ActResult;
}

const cardsIn = (shown: Snapshot): SimMessage[] =>
  (shown.messages[CHANNEL] ?? []).filter(m => JSON.stringify(m.blocks ?? []).includes(action.approve));

describe('the demo', () => {
  it('says what is wrong before anything slow begins', async () => {
    const taken = createServer();
    const port = await freePort();
    await new Promise<void>(resolve => taken.listen(port, '127.0.0.1', resolve));
    const file = join(folder, 'file');
    await writeFile(file, '');

    const [refused, wrong, nowhere] = await Promise.all([
      run({ PORT: String(port) }),
      run({ PORT: 'many', DAYBOOK_SUMMARY_AT: 'late', LOG_LEVEL: 'loud' }),
      run({ PORT: String(await freePort()), DAYBOOK_DATA_DIR: file }),
    ]);
    for (const demo of [refused, wrong, nowhere]) expect(await demo.ended).toBe(1);
    await new Promise(resolve => taken.close(resolve));
    expect(refused.output()).toContain(`Port ${port} is in use`);
    expect(refused.output()).not.toContain('Starting');
    for (const name of ['PORT', 'DAYBOOK_SUMMARY_AT', 'LOG_LEVEL']) expect(wrong.output()).toContain(`${name} is no`);
    expect(existsSync(join(folder, 'data'))).toBe(false);
    expect(nowhere.output()).toContain(`Nothing can be kept in ${file}: choose another folder with DAYBOOK_DATA_DIR.`);
  });

  it('leaves no process behind when it is ended while it starts, and starts whole the next time', async () => {
    const demo = await run({ PORT: String(await freePort()) });
    const server = await until(() => readRecord(join(folder, 'data'))?.pid, { what: 'its database', ...LONG });
    demo.child.kill('SIGINT');
    await demo.ended;
    expect(demo.output()).toContain('Starting Daybook');
    expect(demo.output()).not.toContain('ready');
    await until(() => !isAlive(server), { what: 'its database to end' });
  });

  it('keeps messages over a kill, goes on with old cards, and ends with its folder', async () => {
    const port = await freePort();
    const first = await run({ PORT: String(port) }, ['--import', 'tsx', 'scripts/demo.ts']);
    await ready(first);
    await act(port, { as: MINJI, do: 'say', channel: CHANNEL, text: 'x' });
    expect((await act(port, { as: MINJI, do: 'say', channel: 'app', text: '출근' })).ok).toBe(true);
    await until(async () => cardsIn(await seen(port, MANAGER)).length > 0, { what: 'the card' });
    const answered = await until(
      async () => {
        const direct = Object.values((await seen(port, MINJI)).messages).flat();
        return direct.some(m => m.text === '출근') && direct.length > 1 && direct;
      },
      { what: 'the answer to 출근' },
    );
    const before = await seen(port, MANAGER);

    const second = await run({ PORT: String(await freePort()) });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain('Another demo runs on');

    // The last tenth of a second may be lost, and nothing happens in it here.
    await until(() => existsSync(join(folder, 'data', 'slack.json')), { what: 'the file of messages' });
    await new Promise(resolve => setTimeout(resolve, 200));
    first.child.kill('SIGKILL');
    await first.ended;
    const again = await run({ PORT: String(port) });
    await ready(again);
    const after = await seen(port, MANAGER);
    expect(after.messages).toEqual(before.messages);
    expect(Object.values((await seen(port, MINJI)).messages).flat()).toEqual(answered);
    expect(after.now).toBeGreaterThan(before.now);

    const [card] = cardsIn(after);
    const blocks = card?.blocks as { block_id: string; elements?: { action_id: string }[] }[];
    const block = blocks.find(b => b.elements?.some(e => e.action_id === action.approve));
    const place = { channel: CHANNEL, ts: card?.ts ?? '' };
    const open = { as: MANAGER, do: 'press' as const, place, blockId: block?.block_id ?? '', actionId: action.approve };
    expect((await act(port, open)).ok).toBe(true);
    const decided = await until(
      async () =>
        (await seen(port, MANAGER)).messages[CHANNEL]?.find(
          m => m.ts === card?.ts && !cardsIn({ ...after, messages: { [CHANNEL]: [m] } }).length,
        ),
      { what: 'the old card to be drawn again' },
    );
    expect(textsOf(decided as never)).toContain('승인');

    const server = readRecord(join(folder, 'data'))?.pid ?? 0;
    await rm(join(folder, 'data'), { recursive: true, force: true, maxRetries: 5 });
    expect(await again.ended).toBe(1);
    expect(again.output()).toContain('was deleted, so the demo ends');
    await until(() => !isAlive(server), { what: 'its database to end' });
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });
});
