import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Where Daybook keeps what it can get again: `$XDG_CACHE_HOME/daybook`, else `~/.cache/daybook`. */
export function cacheDir(): string {
  const base = process.env.XDG_CACHE_HOME;
  return join(base && isAbsolute(base) ? base : join(homedir(), '.cache'), 'daybook');
}
