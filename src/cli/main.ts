#!/usr/bin/env node
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { loadEnvFile } from '../config.ts';
import { UsageError } from './command.ts';
import { run } from './run.ts';

/** npm runs a script in the project's folder, and says where it was called. */
const folder = (process.env.npm_lifecycle_event === 'daybook' && process.env.INIT_CWD) || process.cwd();

const whyNot = (error: unknown, path: string): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return `there is no ${path}`;
  if (code === 'EISDIR') return 'it is a folder, give a file';
  return error instanceof Error ? error.message : String(error);
};

loadEnvFile(resolve(folder, '.env'));

/** Lines of standard input, of a terminal or a file. */
let lines: AsyncIterator<string> | undefined;
async function ask(question: string): Promise<string> {
  process.stdout.write(question);
  lines ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const { done, value } = await lines.next();
  if (done) throw new UsageError('the input ended before everything was answered');
  return value.trim();
}

process.exitCode = await run(process.argv.slice(2), {
  out: text => void process.stdout.write(text),
  err: text => void process.stderr.write(text),
  ask,
  env: process.env,
  write: async (file, content) => {
    try {
      await writeFile(resolve(folder, file), content, { mode: 0o600 });
    } catch (error) {
      throw new UsageError(`${file} cannot be written: ${whyNot(error, resolve(folder, file))}`);
    }
  },
  read: async file => {
    try {
      return file === '-' ? await text(process.stdin) : await readFile(resolve(folder, file), 'utf8');
    } catch (error) {
      throw new UsageError(`${file} cannot be read: ${whyNot(error, resolve(folder, file))}`);
    }
  },
});
process.stdin.unref?.();
