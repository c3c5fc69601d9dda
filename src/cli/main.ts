#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
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

process.exitCode = await run(process.argv.slice(2), {
  out: text => void process.stdout.write(text),
  err: text => void process.stderr.write(text),
  read: async file => {
    try {
      return file === '-' ? await text(process.stdin) : await readFile(resolve(folder, file), 'utf8');
    } catch (error) {
      throw new UsageError(`${file} cannot be read: ${whyNot(error, resolve(folder, file))}`);
    }
  },
});
