#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { access, chmod, constants, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { ConfigError, loadEnvFile } from '../config.ts';
import { given, UsageError } from './command.ts';
import { run } from './run.ts';

// npm runs a script in the project's folder, and says where it was called: there are its files, also a database.
if (process.env.npm_lifecycle_event === 'daybook' && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);

const whyNot = (error: unknown, path: string): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return `there is no ${path}`;
  if (code === 'EISDIR') return 'it is a folder, give a file';
  return error instanceof Error ? error.message : String(error);
};

try {
  loadEnvFile(resolve('.env'));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`daybook: ${error.message}\n`);
  process.exit(2);
}

/** Lines of standard input, of a terminal or a file. */
let lines: AsyncIterator<string> | undefined;
async function ask(question: string): Promise<string> {
  process.stdout.write(question);
  lines ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const { done, value } = await lines.next();
  if (done) throw new UsageError('the input ended before everything was answered');
  return value.trim();
}

/** Says of a file why it cannot be read or written. */
async function told<T>(file: string, what: 'read' | 'written', work: (path: string) => Promise<T>): Promise<T> {
  const path = resolve(file);
  try {
    return await work(path);
  } catch (error) {
    throw new UsageError(`${file} cannot be ${what}: ${whyNot(error, path)}`);
  }
}

process.exitCode = await run(process.argv.slice(2), {
  out: text => void process.stdout.write(text),
  err: text => void process.stderr.write(text),
  ask,
  env: given(process.env),
  write: (file, content) =>
    told(file, 'written', async path => {
      await writeFile(path, content, { mode: 0o600 });
      // One that was there keeps its mode.
      await chmod(path, 0o600);
    }),
  read: file => told(file, 'read', path => (file === '-' ? text(process.stdin) : readFile(path, 'utf8'))),
  kept: async file => {
    const path = resolve(file);
    const isThere = existsSync(path);
    const content = isThere ? await told(file, 'read', () => readFile(path, 'utf8')) : undefined;
    await told(file, 'written', () => access(isThere ? path : dirname(path), constants.W_OK));
    return content;
  },
});
process.stdin.unref?.();
