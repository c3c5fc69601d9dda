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
const CHILD = 'dist/bench/scripts/bench/support/child.js';

/** Where `--profile DIR` wants the app's CPU profiles. */
const PROFILES = process.argv.includes('--profile') ? process.argv[process.argv.indexOf('--profile') + 1] : undefined;

/** A process that is measured, see `child.ts`. */
export interface Child {
  port: number;
  ask(what: Ask): Promise<Answer>;
  stop(): Promise<void>;
}

export async function child(start: Start): Promise<Child> {
  const profiled = PROFILES && start.what === 'daybook' ? ['--cpu-prof', `--cpu-prof-dir=${PROFILES}`] : [];
  const process_: ChildProcess = spawn(process.execPath, ['--expose-gc', ...profiled, CHILD, JSON.stringify(start)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  process_.setMaxListeners(0);
  const answered = async (): Promise<Answer> => {
    const [answer] = await Promise.race([
      once(process_, 'message'),
      once(process_, 'exit').then(([code]) => {
        throw new Error(`${start.what} ended with ${code}`);
      }),
    ]);
    return answer as Answer;
  };
  const { port } = await answered();
  // One question at a time.
  let last: Promise<unknown> = Promise.resolve();
  const ask = (what: Ask): Promise<Answer> => {
    const next = last.then(() => {
      const answer = answered();
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
