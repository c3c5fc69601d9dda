import { inspect } from 'node:util';
import { type Logger, LogLevel } from '@slack/logger';
import type { Log } from '../shared/log.ts';

/** Without debug lines, a JSON of each call. */
export function boltLogger(log: Log): Logger {
  const word = (part: unknown): string =>
    part instanceof Error ? part.message : typeof part === 'string' ? part : inspect(part);
  const line = (parts: unknown[]): string => parts.map(word).join(' ');
  return {
    debug: () => undefined,
    info: (...parts: unknown[]) => log.debug(line(parts)),
    warn: (...parts: unknown[]) => log.warn(line(parts)),
    error: (...parts: unknown[]) => log.error(line(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
