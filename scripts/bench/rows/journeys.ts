import { action } from '../../../blocks/ids.ts';
import { addDays, localDate, weekday } from '../../../src/calendar/rules.ts';
import { seedWorkspace } from '../../simulator/seed.ts';
import { startSimulator } from '../../simulator/server.ts';
import { crowdUser } from '../crowd.ts';
import { type Bench, ZONE } from '../support/bench.ts';
import type { Answer } from '../support/children.ts';
import { median, type Row } from '../support/figures.ts';
import { openHome, press } from '../support/slack.ts';

type Commands = Answer['commands'];

/** The most commands of which each was sent after the answer to the one before. */
function waits(commands: Commands): number {
  let [count, end] = [0, 0];
  for (const { from, to } of commands.toSorted((a, b) => a.to - b.to)) if (from >= end) [count, end] = [count + 1, to];
  return count;
}

const told = (list: readonly number[]): string => {
  const [least, most] = [Math.min(...list), Math.max(...list)];
  return least === most ? `${least}` : `${median(list)} (${least}–${most})`;
};

/** Commands of a Home and of a press with its Home, and how many of them follow one another before the answer. */
export async function ownCommands(bench: Bench): Promise<Row[]> {
  const app = await bench.daybook(await bench.company(50, 40), { counted: true });
  const commandsOf = async (user: string, work: () => Promise<void>): Promise<Commands> => {
    await app.ask('commands');
    const drawn = bench.slack.published(user);
    await work();
    await drawn;
    await app.ask('idle');
    return (await app.ask('commands')).commands;
  };
  const homes: number[] = [];
  const presses: number[] = [];
  const before: number[] = [];
  for (let n = 1; n < 20; n++) {
    const user = crowdUser(n);
    const home = () => openHome(app.port, user);
    await commandsOf(user, home);
    homes.push((await commandsOf(user, home)).length);
    const sent = await commandsOf(user, () => press(app.port, user, action.checkIn));
    presses.push(sent.length);
    const write = sent.find(c => c.what === 'workdays.insert');
    before.push(waits(sent.filter(c => c.to <= (write?.to ?? 0))));
  }
  await app.stop();
  return [
    { what: 'commands for a Home', goal: '≤ 5', measured: told(homes), met: median(homes) <= 5 },
    { what: 'commands for a press with its Home', goal: '≤ 8', measured: told(presses), met: median(presses) <= 8 },
    {
      what: 'waits one after another before a press is answered',
      goal: '≤ 2',
      measured: told(before),
      met: median(before) <= 2,
    },
  ];
}

/** Commands for leave, with both Homes, the card and the message, at the stand-in of Slack. */
export async function leaveCommands(bench: Bench): Promise<Row[]> {
  const slack = await startSimulator();
  const { people, adminChannel } = seedWorkspace(slack);
  const company = await bench.company(0, 0);
  const app = await bench.daybook(company, {
    ...{ counted: true, api: slack.apiUrl, secret: slack.signingSecret, token: slack.token, channel: adminChannel },
  });
  slack.connect(`http://127.0.0.1:${app.port}/slack/events`);
  const [minji, owner] = [slack.as(people.minji), slack.as(people.owner)];
  await company.database.db.collection('people').updateMany({}, { $set: { hiredOn: '2020-03-02' } });
  const quiet = async (): Promise<void> => {
    do {
      await slack.settled(60_000);
      await app.ask('idle');
    } while (!slack.isSettled());
  };
  const count = async (work: () => Promise<unknown>): Promise<number> => {
    await quiet();
    await app.ask('commands');
    await work();
    await quiet();
    return (await app.ask('commands')).commands.length;
  };
  for (const who of [minji, owner]) await count(() => who.openHome());
  let day = addDays(localDate(Date.now(), ZONE), 10);
  const opened: number[] = [];
  const sent: number[] = [];
  const approved: number[] = [];
  for (let n = 0; n < 4; n++) {
    do day = addDays(day, 1);
    while (weekday(day) > 5);
    const open = await count(() => minji.press('home', action.openLeave));
    await minji.fill(action.leaveTo, day);
    await minji.fill(action.leaveFrom, day);
    const submit = await count(() => minji.submit());
    const ts = owner.messages(adminChannel).at(-1)?.ts ?? '';
    const approve = await count(() => owner.press({ channel: adminChannel, ts }, action.approve));
    // The first one reads what is kept from then on.
    if (n === 0) continue;
    opened.push(open);
    sent.push(submit);
    approved.push(approve);
  }
  await app.stop();
  await slack.close();
  return [
    { what: 'commands for the leave form opened', goal: '≤ 8', measured: told(opened), met: median(opened) <= 8 },
    {
      what: 'commands for leave sent, with both Homes and card',
      goal: '≤ 15',
      measured: told(sent),
      met: median(sent) <= 15,
    },
    {
      what: 'commands for leave approved, with Homes, card and message',
      goal: '≤ 16',
      measured: told(approved),
      met: median(approved) <= 16,
    },
  ];
}
