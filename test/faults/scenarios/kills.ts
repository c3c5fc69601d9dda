import type { Scenario } from '../scenario.ts';
import { verify } from '../verify.ts';
import { after, work } from '../work.ts';
import { type FaultWorld, openWorld } from '../world.ts';

const KILLS = 5;
/** so many things are answered in between */
const BETWEEN: [number, number] = [4, 14];

/** While people work, something is killed again and again, and started again at once. */
function killing(
  o: { name: string; does: string; socket?: boolean; processes?: number },
  kill: (world: FaultWorld) => Promise<void>,
): Scenario {
  const { name, does, socket = false, processes = 1 } = o;
  return {
    name,
    does,
    run: async ({ prepared, seed }) => {
      const world = await openWorld({ prepared, seed, ahead: prepared.ahead, socket });
      try {
        await Promise.all(Array.from({ length: processes }, () => world.start()));
        const working = work(world);
        for (let n = 0; n < KILLS; n++) {
          await after(world, BETWEEN);
          await kill(world);
        }
        await after(world, BETWEEN);
        await working.stop();
        return { ...(await verify(world)), struck: `${KILLS} times` };
      } finally {
        await world.close();
      }
    },
  };
}

async function killApp(world: FaultWorld): Promise<void> {
  await world.end(world.random.one(world.apps), 'kill');
  await world.start();
}

async function killBoth(world: FaultWorld): Promise<void> {
  world.killDatabase();
  await killApp(world);
}

/** One after another ends, orderly or not, and is replaced before the next one. */
async function replace(world: FaultWorld): Promise<void> {
  const oldest = world.apps[0];
  if (!oldest) throw new Error('no process runs');
  const how = world.random.one(['stop', 'stop', 'kill'] as const);
  await Promise.all([world.end(oldest, how), world.start()]);
}

async function cutLines(world: FaultWorld): Promise<void> {
  world.slack.lines.loseAnswers(world.random.from(1, 3));
  await after(world, [1, 4], 2_000);
  world.slack.lines[world.random.one(['cut', 'renew'] as const)]();
}

export const kills: Scenario[] = [
  killing({ name: 'app', does: 'the app is killed (`kill -9`) and started again' }, killApp),
  killing({ name: 'database', does: 'the database server is killed; the app starts it again' }, async world =>
    world.killDatabase(),
  ),
  killing({ name: 'both', does: 'app and database are killed at once' }, killBoth),
  killing(
    { name: 'rolling', does: 'two processes: one after another is stopped or killed, and replaced', processes: 2 },
    replace,
  ),
  killing({ name: 'socket-both', does: 'Socket Mode: app and database are killed at once', socket: true }, killBoth),
  killing(
    { name: 'socket-rolling', does: 'Socket Mode, two processes, as above', socket: true, processes: 2 },
    replace,
  ),
  killing({ name: 'socket-lines', does: 'Socket Mode: lines are cut, renewed, answers lost', socket: true }, cutLines),
];
