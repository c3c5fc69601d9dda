import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const here = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);

/** Runs `script` in a process of its own that logs as Daybook does; its lines and its exit code. */
function run(script: string): Promise<{ code: number | null; lines: Record<string, unknown>[]; text: string }> {
  const program = `
    import { createLog } from ${here('../../src/shared/log.ts')};
    import { lastResort } from ${here('../../src/shared/last-resort.ts')};
    lastResort(createLog('info'), async code => process.exit(code));
    ${script}`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program]);
  let text = '';
  child.stdout.on('data', d => {
    text += d;
  });
  child.stderr.on('data', d => {
    text += d;
  });
  return new Promise(resolve =>
    child.on('exit', code => {
      const lines = text.split('\n').filter(l => l !== '');
      resolve({ code, text, lines: lines.map(l => JSON.parse(l) as Record<string, unknown>) });
    }),
  );
}

describe('what nothing caught', () => {
  it('a rejection is logged with an id, and the process goes on', async () => {
    const { code, lines } = await run(`
      void Promise.reject(new Error('lost'));
      setTimeout(() => { void Promise.reject(undefined); }, 20);
      setTimeout(() => process.exit(7), 100);`);
    expect(code).toBe(7);
    expect(lines.map(l => [l.level, l.msg])).toEqual(Array(2).fill(['error', 'a rejection was not handled']));
    expect(lines[0]).toMatchObject({ id: expect.stringMatching(/^x/), err: { message: 'lost' } });
  });

  it('an exception is logged with an id before the process ends with code 1', async () => {
    const { code, lines } = await run(`setTimeout(() => { throw new Error('broken'); }, 1);`);
    expect(code).toBe(1);
    expect(lines).toMatchObject([{ level: 'fatal', id: expect.stringMatching(/^x/), err: { message: 'broken' } }]);
  });

  it('a warning of Node.js is a line of the log', async () => {
    const { lines } = await run(`process.emitWarning('old', 'DeprecationWarning', 'DEP0');`);
    expect(lines).toMatchObject([{ level: 'warn', err: { message: 'old' } }]);
  });
});
