import { readdirSync, readFileSync } from 'node:fs';
import { until } from './until.ts';

/** Stops a process as a partition would, connections open and nothing answered; resolves once each of its threads stands. */
export async function standStill(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  await until(() => states(pid).every(state => state === 'T'), { what: 'the process to stand still' });
}

/** The state letter of each thread; empty where the system has no `/proc`. */
function states(pid: number): string[] {
  const tasks = `/proc/${pid}/task`;
  try {
    return readdirSync(tasks).map(thread =>
      readFileSync(`${tasks}/${thread}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .charAt(0),
    );
  } catch {
    return [];
  }
}
