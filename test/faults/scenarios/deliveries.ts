import { setTimeout as pause } from 'node:timers/promises';
import type { Scenario } from '../scenario.ts';
import { verify } from '../verify.ts';
import { after, work } from '../work.ts';
import { type FaultWorld, openWorld } from '../world.ts';

const ANSWERS: [number, number] = [50, 60];
const MOST_MS = 60_000;
const LATE_MS: [number, number] = [0, 600];
/** one of so many, for each of the troubles */
const ONE_IN = 8;

/** Deliveries are cut before and after they were handled, come twice at once, late, and one before another. */
const deliveries: Scenario = {
  name: 'deliveries',
  does: 'deliveries are cut (before and after the app took them), doubled, late and reordered; two processes',
  run: async ({ prepared, seed }) => {
    let troubles = 0;
    let world: FaultWorld | undefined;
    const late = async (): Promise<void> => {
      if (world && world.apps.length === 2) await pause(world.random.from(...LATE_MS));
    };
    world = await openWorld({ prepared, seed, ahead: prepared.ahead, before: late });
    const { random, gate } = world;
    try {
      await world.start();
      await world.start();
      gate.trouble = () => {
        const drawn = random.from(1, ONE_IN);
        const found = (['cut-before', 'cut-after', 'twice'] as const)[drawn - 1];
        if (found) troubles += 1;
        return found ?? 'none';
      };
      const working = work(world);
      await after(world, ANSWERS, MOST_MS);
      await working.stop();
      gate.trouble = () => 'none';
      return { ...(await verify(world)), struck: `${troubles} deliveries` };
    } finally {
      await world.close();
    }
  },
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const BETWEEN: [number, number] = [6, 14];

/** The clocks of two processes are set, each by itself; over HTTP within what Slack's signature allows. */
function clock(name: string, does: string, socket: boolean, jumps: readonly number[]): Scenario {
  return {
    name,
    does,
    run: async ({ prepared, seed }) => {
      const { ahead } = prepared;
      const world = await openWorld({ prepared, seed, ahead, socket });
      try {
        await Promise.all([world.start(), world.start()]);
        const working = work(world);
        for (const jump of jumps) {
          await after(world, BETWEEN);
          world.random.one(world.apps).setAhead(ahead + jump);
        }
        await after(world, BETWEEN);
        for (const app of world.apps) app.setAhead(ahead);
        await after(world, BETWEEN);
        await working.stop();
        return { ...(await verify(world)), struck: `${jumps.length + 1} times` };
      } finally {
        await world.close();
      }
    },
  };
}

export const troubled: Scenario[] = [
  deliveries,
  // Another try that a clock dates too late waits as long as it was wrong.
  clock('clock', 'the clocks of two processes go wrong, each by itself (−50 s to +90 s), and right again', false, [
    1.5 * MINUTE,
    -50_000,
    MINUTE,
  ]),
  clock('socket-clock', 'Socket Mode: clocks go wrong by hours, forward and back', true, [3 * HOUR, -2 * HOUR, HOUR]),
];
