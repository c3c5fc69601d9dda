import { setTimeout as pause } from 'node:timers/promises';
import { action } from '../../../blocks/ids.ts';
import { within } from '../../../src/shared/within.ts';
import { crowdUser } from '../crowd.ts';
import type { Bench } from '../support/bench.ts';
import { median, percentile, type Row, timed } from '../support/figures.ts';
import { openHome, press } from '../support/slack.ts';

const SLACK_MS = 150;
const A_SECOND = 20;
const ms = (n: number): string => `${n.toFixed(0)} ms`;

/** What a press took to be answered; Bolt gives up after 3 s, and Slack then shows a warning. */
async function answer(port: number, user: string, id: string): Promise<number> {
  const from = performance.now();
  await press(port, user, id).catch(() => undefined);
  return performance.now() - from;
}

/** Check-ins that come whether or not those before were answered, then fifty at once; in a workspace of ten thousand. */
export async function nineOClock(bench: Bench): Promise<Row[]> {
  const people = bench.quick ? 300 : 10_000;
  const seconds = bench.quick ? 10 : 60;
  const app = await bench.daybook(await bench.company(people, 3));
  bench.slack.delay = SLACK_MS;
  const answers: number[] = [];
  const homes: number[] = [];
  const one = async (user: string): Promise<void> => {
    const from = performance.now();
    const drawn = bench.slack.published(user).then(() => homes.push(performance.now() - from));
    answers.push(await answer(app.port, user, action.checkIn));
    await drawn;
  };
  const cpu = async () => ({ app: (await app.ask('idle')).cpu, server: bench.serverCpu() });
  for (let n = 0; n < 20; n++) await one(crowdUser(people - 1 - n));
  answers.length = 0;
  homes.length = 0;
  const running: Promise<void>[] = [];
  const before = await cpu();
  const begun = performance.now();
  for (let n = 0; n < seconds * A_SECOND; n++) {
    const wait = begun + (n * 1000) / A_SECOND - performance.now();
    if (wait > 0) await pause(wait);
    running.push(one(crowdUser(n)));
  }
  await Promise.all(running);
  const after = await cpu();
  const each = (what: 'app' | 'server'): string => ms((after[what] - before[what]) / running.length);
  const late = answers.filter(a => a > 3_000).length;
  const p95 = percentile(answers, 0.95);
  const open: Row = {
    what: `open loop: ${A_SECOND} check-ins a second for ${seconds} s, Slack taking ${SLACK_MS} ms, ${people} people`,
    goal: 'none over 3 s, p95 ≤ 300 ms',
    measured: `answers: median ${ms(median(answers))}, p95 ${ms(p95)}, most ${ms(Math.max(...answers))}, ${late} over 3 s; Homes: median ${ms(median(homes))}, p95 ${ms(percentile(homes, 0.95))}; CPU of each: app ${each('app')}, server ${each('server')}`,
    met: late === 0 && p95 <= 300,
  };
  bench.slack.delay = 0;
  const rounds: number[] = [];
  const drawn: number[] = [];
  for (let round = 0; round < (bench.quick ? 2 : 5); round++) {
    answers.length = 0;
    const first = seconds * A_SECOND + round * 50;
    drawn.push(await timed(() => Promise.all(Array.from({ length: 50 }, (_, n) => one(crowdUser(first + n))))));
    rounds.push(Math.max(...answers));
    await app.ask('idle');
  }
  await app.stop();
  return [
    open,
    {
      what: '50 presses at once',
      goal: 'all answered under 1 s',
      measured: `the last answer after ${ms(median(rounds))} (${ms(Math.min(...rounds))}–${ms(Math.max(...rounds))}), the last Home after ${ms(median(drawn))}`,
      met: median(rounds) < 1_000,
    },
  ];
}

/** Homes faster than Slack takes them, and forms that are opened meanwhile. */
export async function slackRate(bench: Bench): Promise<Row[]> {
  const [homes, rate] = bench.quick ? [150, 5] : [3_000, 15];
  const app = await bench.daybook(await bench.company(homes + 10, 3));
  const { slack } = bench;
  await openHome(app.port, crowdUser(homes));
  slack.rate = rate;
  slack.refused = 0;
  const ideal = (homes / rate) * 1000;
  const opens: number[] = [];
  let isOver = false;
  const opening = (async () => {
    for (let n = 0; !isOver; n++) {
      const opened = slack.opened();
      const from = performance.now();
      await press(app.port, crowdUser(homes + (n % 10)), action.openLeave);
      await opened;
      opens.push(performance.now() - from);
      await pause(1_000);
    }
  })();
  let missing = homes;
  const spent = await timed(async () => {
    const drawn: Promise<void>[] = [];
    for (let n = 0; n < homes; n++) {
      drawn.push(slack.published(crowdUser(n)).then(() => void missing--));
      // Faster than Slack takes them, by a half.
      if (n % 15 === 14) await pause(1_000 * (15 / (rate * 1.5)));
      void answer(app.port, crowdUser(n), action.checkIn);
    }
    await within(3 * ideal, Promise.all(drawn));
  });
  isOver = true;
  await within(10_000, opening);
  const { refused } = slack;
  slack.rate = Number.POSITIVE_INFINITY;
  await app.stop();
  const share = refused / (homes + refused);
  const slowest = Math.max(...opens);
  return [
    {
      what: `${homes} Homes at Slack's rate (${rate} a second here), presses coming half as fast again`,
      goal: 'within 1.10 of the ideal time, refusals ≤ 2 %, forms never delayed',
      measured: `${(spent / ideal).toFixed(2)} of the ideal time, ${(share * 100).toFixed(1)} % refused${missing > 0 ? `, ${missing} never drawn` : ''}; forms opened in ${ms(median(opens))}, at most ${ms(slowest)}`,
      met: missing === 0 && spent / ideal <= 1.1 && share <= 0.02 && slowest < 1_000,
    },
  ];
}

/** A run of all rows stops the presses then; `--only memory` makes them all. */
const HURRIED_MS = 9 * 60_000;

/** What stays in memory after many presses. */
export async function memory(bench: Bench): Promise<Row[]> {
  const [most, first, people] = bench.quick ? [1_000, 400, 100] : [50_000, 10_000, 2_500];
  const app = await bench.daybook(await bench.company(people, 5));
  const begun = performance.now();
  const isOver = (): boolean => bench.hurried && performance.now() - begun > HURRIED_MS;
  let [made, missing] = [0, 0];
  const turn = async (to: number): Promise<void> => {
    const worker = async (): Promise<void> => {
      while (made < to && !isOver()) {
        const n = made++;
        const user = crowdUser(n % people);
        const drawn = bench.slack.published(user);
        await answer(app.port, user, Math.floor(n / people) % 2 === 0 ? action.checkIn : action.checkOut);
        if (
          !(await within(
            10_000,
            drawn.then(() => true),
          ))
        )
          missing += 1;
      }
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    await app.ask('idle');
  };
  await turn(first);
  const [before, server] = [await app.ask('collected'), bench.serverCpu()];
  await turn(most);
  const after = await app.ask('collected');
  const presses = made - first;
  const each = (cpu: number): string => ms(cpu / presses);
  await app.stop();
  const mb = (n: number): string => `${(n / 1024 / 1024).toFixed(0)} MB`;
  const growth = after.rss / before.rss - 1;
  return [
    {
      what: `memory after ${made} presses, to after ${first}`,
      goal: 'growth under 10 % (after 50000)',
      measured: `${mb(before.rss)} → ${mb(after.rss)} (${(growth * 100).toFixed(1)} %); heap ${mb(before.heap)} → ${mb(after.heap)}; CPU of each: app ${each(after.cpu - before.cpu)}, server ${each(bench.serverCpu() - server)}${missing > 0 ? `; ${missing} Homes did not come` : ''}`,
      met: growth < 0.1 && missing < made / 100,
    },
  ];
}
