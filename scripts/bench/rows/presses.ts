import { action } from '../../../blocks/ids.ts';
import { crowdUser } from '../crowd.ts';
import type { Bench } from '../support/bench.ts';
import type { Child } from '../support/children.ts';
import { median, type Row, spread, timed } from '../support/figures.ts';
import { openHome, press } from '../support/slack.ts';

/** Until the program runs as fast as it will, requests. */
const WARM = 400;

type Act = (target: Child, user: string) => Promise<void>;

/** CPU of a Home and of a press with its Home beside bare Bolt's, round by round. */
export async function presses(bench: Bench): Promise<Row[]> {
  const [rounds, each] = bench.quick ? [3, 30] : [7, 80];
  const company = await bench.company(200, 40);
  const [app, bare] = [await bench.daybook(company), await bench.bare()];
  const home: Act = async (target, user) => {
    const drawn = bench.slack.published(user);
    await openHome(target.port, user);
    await drawn;
  };
  const out = new Set<string>();
  const click: Act = async (target, user) => {
    const drawn = bench.slack.published(user);
    await press(target.port, user, out.has(user) ? action.checkOut : action.checkIn);
    if (target === app) out.has(user) ? out.delete(user) : out.add(user);
    await drawn;
  };
  const cpuOf = async (target: Child, act: Act, count: number = each): Promise<{ cpu: number; ms: number }> => {
    const before = (await target.ask('idle')).cpu;
    const times: number[] = [];
    for (let i = 0; i < count; i++) times.push(await timed(() => act(target, crowdUser(i % 200))));
    return { cpu: ((await target.ask('idle')).cpu - before) / count, ms: median(times) };
  };
  const rows: Row[] = [];
  for (const { name, act, goal } of [
    { name: 'Home', act: home, goal: 2.5 },
    { name: 'press with its Home', act: click, goal: 3 },
  ]) {
    const own: number[] = [];
    const peer: number[] = [];
    const ratio: number[] = [];
    const time: number[] = [];
    for (const target of [bare, app]) await cpuOf(target, act, WARM);
    for (let round = 0; round < rounds; round++) {
      const [b, a] = [await cpuOf(bare, act), await cpuOf(app, act)];
      own.push(a.cpu);
      peer.push(b.cpu);
      ratio.push(a.cpu / b.cpu);
      time.push(a.ms);
    }
    rows.push({
      what: `${name}: CPU of the app, to bare Bolt`,
      goal: `≤ ${goal} ×`,
      measured: `${spread(ratio, 2)} ×; ${spread(own)} ms beside ${spread(peer)} ms; drawn in ${spread(time)} ms`,
      met: median(ratio) <= goal,
    });
  }
  await app.stop();
  await bare.stop();
  return rows;
}

/** Home's CPU in larger workspaces beside one of ten. */
export async function sizes(bench: Bench): Promise<Row[]> {
  const all = bench.quick ? [10, 300] : [10, 1_000, 10_000];
  const [rounds, each] = bench.quick ? [3, 20] : [7, 60];
  const apps: Child[] = [];
  for (const people of all) apps.push(await bench.daybook(await bench.company(people, 3)));
  const cpu = all.map((): number[] => []);
  for (let round = -1; round < rounds; round++)
    for (const [i, app] of apps.entries()) {
      const before = (await app.ask('idle')).cpu;
      for (let n = 0; n < (round < 0 && !bench.quick ? WARM : each); n++) {
        const user = crowdUser(n % 10);
        const drawn = bench.slack.published(user);
        await openHome(app.port, user);
        await drawn;
      }
      const spent = ((await app.ask('idle')).cpu - before) / each;
      if (round >= 0) cpu[i]?.push(spent);
    }
  for (const app of apps) await app.stop();
  const [least = [], ...larger] = cpu;
  const ratios = larger.map(list => list.map((ms, round) => ms / (least[round] ?? ms)));
  return [
    {
      what: `Home's CPU with ${all.slice(1).join(' and ')} people, to ${all[0]}, where one in ten leads the others`,
      goal: '≤ 1.2 ×',
      measured: `${ratios.map(r => `${spread(r, 2)} ×`).join(' and ')}; ${spread(least)} ms with ${all[0]}`,
      met: ratios.every(r => median(r) <= 1.2),
    },
  ];
}
