import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/shared/log.ts';

const TOKEN = 'xoxb-123456-789012-AbCdEfGhIjKl';
const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
const URI = 'mongodb+srv://daybook:p@ss/w0rd%21@cluster.example.net/daybook?w=1';

function written(write: (log: ReturnType<typeof createLog>) => void, secrets = [SECRET]): string {
  const lines: string[] = [];
  write(createLog('trace', { secrets, destination: { write: line => lines.push(line) } }));
  for (const line of lines) JSON.parse(line);
  return lines.join('');
}

function expectClean(text: string): void {
  for (const part of ['123456-789012', 'AbCdEfGhIjKl', SECRET, 'p@ss', 'w0rd']) expect(text).not.toContain(part);
  expect(text).toContain('[redacted]');
}

describe('the log', () => {
  it.each([
    ['a message', (log: ReturnType<typeof createLog>) => log.info(`got ${TOKEN}, ${SECRET} and ${URI}`)],
    [
      'a formatted message',
      (log: ReturnType<typeof createLog>) => log.warn('got %s and %j', TOKEN, { at: URI, SECRET }),
    ],
    [
      'an object',
      (log: ReturnType<typeof createLog>) => log.info({ deep: [{ header: `Bearer ${TOKEN}` }, SECRET, URI] }),
    ],
    ['a key', (log: ReturnType<typeof createLog>) => log.info({ [TOKEN]: 1, [SECRET]: 2 })],
    ['an error', (log: ReturnType<typeof createLog>) => log.error(new Error(`${TOKEN} ${SECRET} ${URI}`))],
    [
      'an error with a cause, in a field',
      (log: ReturnType<typeof createLog>) =>
        log.error({
          error: new Error('outer', { cause: Object.assign(new Error(TOKEN), { uri: URI, body: SECRET }) }),
        }),
    ],
    ['a child', (log: ReturnType<typeof createLog>) => log.child({ SECRET, TOKEN }).info(URI)],
  ])('holds no secret in %s', (_, write) => {
    expectClean(written(write));
  });

  it('keeps the error, its stack and the host', () => {
    const line = written(log => log.error({ err: new TypeError(`cannot reach ${URI}`) }));
    expect(line).toContain('TypeError: cannot reach mongodb+srv://daybook:[redacted]@cluster.example.net');
    expect(line).toContain('log.test.ts');
  });

  it('hides fields that are secret by name, whatever they hold, and secrets in their JSON and URL spelling', () => {
    const odd = 'a"b\\c/d e+f';
    const text = written(
      log =>
        log.info({
          token: 'plain',
          client_secret: 'pl"ain',
          password: 'x',
          note: odd,
          url: encodeURIComponent(odd),
          user: 'U1',
        }),
      [odd],
    );
    expect(JSON.parse(text)).toMatchObject({
      token: '[redacted]',
      client_secret: '[redacted]',
      password: '[redacted]',
      note: '[redacted]',
      url: '[redacted]',
      user: 'U1',
    });
  });

  it('leaves other text alone: ids, hashes, addresses without a password', () => {
    const text = written(log =>
      log.info({ id: 'd41d8cd98f00b204e9800998ecf8427e', uri: 'mongodb://127.0.0.1:27017/x', box: 'xoxo' }),
    );
    expect(JSON.parse(text)).toMatchObject({
      id: 'd41d8cd98f00b204e9800998ecf8427e',
      uri: 'mongodb://127.0.0.1:27017/x',
      box: 'xoxo',
    });
  });
});
