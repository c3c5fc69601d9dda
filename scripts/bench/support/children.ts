import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Start {
  what: 'bare' | 'daybook';
  api: string;
  secret: string;
  token: string;
  /** of the administrators */
  channel: string;
  database: { uri: string; name: string };
  /** whether commands are told: costs a little of each */
  counted: boolean;
}

export type Ask = 'cpu' | 'idle' | 'collected' | 'commands' | 'stop';

export interface Answer {
  port: number;
  /** ms */
  cpu: number;
  rss: number;
  heap: number;
  /** ended ones, ms since the epoch */
  commands: { what: string; from: number; to: number }[];
}

/** As it is built for production (`run.ts`). */
const BUILT = 'dist/bench/scripts/bench';

/** Where `--profile DIR` wants the app's CPU profiles. */
const PROFILES = process.argv.includes('--profile') ? process.argv[process.argv.indexOf('--profile') + 1] : undefined;

const running = new Set<ChildProcess>();

/** Those that nobody has stopped. */
export function endChildren(): void {
  for (const each of running) each.kill('SIGKILL');
}

/** A process that is measured, see `child.ts`. */
export interface Child {
  port: number;
  ask(what: Ask): Promise<Answer>;
  stop(): Promise<void>;
}

/** Runs a built program, which says things about itself; none outlives this process. */
export function startBuilt(file: string, args: readonly string[], o: { node?: string[] } = {}): ChildProcess {
  const started = spawn(process.execPath, [...(o.node ?? []), `${BUILT}/${file}`, ...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  running.add(started);
  started.once('exit', () => running.delete(started));
  return started;
}

/** What it says next. */
export async function said<T>(by: ChildProcess): Promise<T> {
  const over = new AbortController();
  const { signal } = over;
  try {
    const ended = once(by, 'exit', { signal }).then(([code, sign]) => {
      throw new Error(`what is measured ended with ${code ?? sign}`);
    });
    const [message] = await Promise.race([once(by, 'message', { signal }), ended]);
    return message as T;
  } finally {
    over.abort();
  }
}

export async function child(start: Start): Promise<Child> {
  const profiled = PROFILES && start.what === 'daybook' ? ['--cpu-prof', `--cpu-prof-dir=${PROFILES}`] : [];
  const process_ = startBuilt('support/child.js', [JSON.stringify(start)], { node: ['--expose-gc', ...profiled] });
  const { port } = await said<Answer>(process_);
  // One question at a time.
  let last: Promise<unknown> = Promise.resolve();
  const ask = (what: Ask): Promise<Answer> => {
    const next = last.then(() => {
      const answer = said<Answer>(process_);
      process_.send(what);
      return answer;
    });
    last = next.catch(() => undefined);
    return next;
  };
  return {
    port,
    ask,
    stop: async () => {
      const ended = once(process_, 'exit');
      await ask('stop');
      await ended;
    },
  };
}
