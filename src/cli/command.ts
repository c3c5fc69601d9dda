import type { ParseArgsConfig } from 'node:util';

export type Values = Readonly<Record<string, unknown>>;

export interface Streams {
  out(text: string): void;
  err(text: string): void;
  /** The text of a file, of standard input for `-`. Throws `UsageError` when it cannot be read. */
  read(file: string): Promise<string>;
  /** The same of a file that may be absent, and that can be written then. */
  kept(file: string): Promise<string | undefined>;
  /** Throws `UsageError` when it cannot be written. */
  write(file: string, text: string): Promise<void>;
  /** A line that somebody types; throws `UsageError` when there are no more. */
  ask(question: string): Promise<string>;
  /** none is empty */
  env: Readonly<Record<string, string | undefined>>;
}

/** An empty variable counts as absent. */
export const given = (env: Streams['env']): Record<string, string> =>
  Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])));

export interface Command {
  /** such as `attendance count` */
  name: string;
  summary: string;
  help: readonly (readonly [option: string, meaning: string])[];
  options: NonNullable<ParseArgsConfig['options']>;
  /** Answers the exit code where that is not 0. */
  run(values: Values, streams: Streams): Promise<number | void>;
}

/** The message says how to correct the command line or its input. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export function required(values: Values, option: string, example: string): string {
  const value = values[option];
  if (typeof value !== 'string' || value === '')
    throw new UsageError(`--${option} is missing: add --${option} ${example}`);
  return value;
}

export function optional(values: Values, option: string): string | undefined {
  const value = values[option];
  return typeof value === 'string' ? value : undefined;
}

/** Rows under a heading; the columns in `numbers` (from 0) are aligned to the right. */
export function table(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: ReadonlySet<number>,
): string {
  const all = [heading, ...rows];
  const widths = heading.map((_, i) => Math.max(...all.map(row => (row[i] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => (numbers.has(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return `${all.map(line).join('\n')}\n`;
}

/** JSON on one line, with a space after each colon and comma. */
export const oneLine = (value: unknown): string =>
  JSON.stringify(value, null, 1)
    .replace(/,\n\s*/g, ', ')
    .replace(/\n\s*/g, '');
