import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';

/** Of a tick of /proc, ms. */
const TICK = 10;

/** What all cores did since they started, ms. */
const busy = (): number => cpus().reduce((all, { times: t }) => all + t.user + t.nice + t.sys + t.irq, 0);

/** What a process did, and those that it waited for, ms. */
function taken(pid: number | string): { parent: number; ms: number } | undefined {
  try {
    // After the name of the program, which may have spaces: state, parent, …
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return { parent: Number(fields[1]), ms: [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i]), 0) * TICK };
  } catch {
    // It has ended, or this is not Linux.
    return undefined;
  }
}

export const cpuOf = (pid: number | undefined): number => (pid === undefined ? 0 : (taken(pid)?.ms ?? 0));

/** What this process and all that it started did, ended ones included, ms. */
function ours(): number {
  const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name));
  const all = new Map(pids.map(pid => [Number(pid), taken(pid)]));
  const isOurs = (pid: number): boolean => pid === process.pid || (pid > 1 && isOurs(all.get(pid)?.parent ?? 0));
  return [...all].reduce((sum, [pid, found]) => sum + (found && isOurs(pid) ? found.ms : 0), 0);
}

/** From now on: how many cores others kept busy meanwhile, of how many. Only Linux tells. */
export function others(): () => string {
  if (process.platform !== 'linux') return () => '–';
  const [from, all, own] = [performance.now(), busy(), ours()];
  return () => {
    const cores = (busy() - all - (ours() - own)) / (performance.now() - from);
    return `${Math.max(0, cores).toFixed(1)} of ${availableParallelism()}`;
  };
}
