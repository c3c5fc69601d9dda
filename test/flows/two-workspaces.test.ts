import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminAction } from '../../blocks/administration-ids.ts';
import { calendarAction } from '../../blocks/calendar-ids.ts';
import { action } from '../../blocks/ids.ts';
import type { Simulator } from '../../scripts/simulator/server.ts';
import { textsOf } from '../support/daybook.ts';
import { type SlackOfTwo, slackOfTwo, TEAMS } from '../support/slack-of-two.ts';

/** Two companies in one process and one database, whose people have the same ids. */
describe('two workspaces', () => {
  const minji = 'U0MINJI';
  const owner = 'U0OWNER';
  let world: SlackOfTwo;
  let acorn: Simulator;
  let birch: Simulator;
  let channel: string;

  const quiet = () => world.quiet();
  const docs = (name: string) => world.database.db.collection(name).find({ user: minji }).toArray();

  beforeAll(async () => {
    world = await slackOfTwo();
    ({ acorn, birch, adminChannel: channel } = world);
    for (const slack of [acorn, birch]) await slack.as(owner).install(world.installPage);
    for (const slack of [acorn, birch]) for (const user of [minji, owner]) await slack.as(user).openHome();
    await quiet();
    for (const slack of [acorn, birch]) {
      await slack.as(owner).press('home', adminAction.openSetUp);
      await quiet();
      await slack.as(owner).fill('channels.administrators', channel);
      await slack.as(owner).submit();
      await quiet();
    }
  });
  afterAll(() => world.close());

  it('keep a check-in to the one that it came from', async () => {
    await acorn.as(minji).press('home', action.checkIn);
    await quiet();
    await acorn.as(minji).submit();
    await quiet();
    expect(textsOf(acorn.as(minji).home())).toContain('근무 중');
    expect(textsOf(birch.as(minji).home())).not.toContain('근무 중');
    expect((await docs('workdays')).map(d => d.team)).toEqual([TEAMS.acorn]);
    await birch.as(owner).openHome();
    await quiet();
    expect(textsOf(birch.as(owner).home())).not.toContain('근무 1');
  });

  it('send a request to their own administrators and draw their own Homes', async () => {
    const asks = async (slack: Simulator, to: string): Promise<void> => {
      await slack.as(minji).press('home', action.openLeave);
      await quiet();
      await slack.as(minji).fill(action.leaveTo, to);
      await slack.as(minji).fill(action.leaveFrom, to);
      await slack.as(minji).submit();
      await quiet();
    };
    await asks(birch, '2026-12-02');
    await asks(acorn, '2026-12-03');
    const cards = (slack: Simulator) =>
      slack
        .as(owner)
        .messages(channel)
        .filter(m => textsOf(m).includes('이민지'));
    expect(cards(birch)).toHaveLength(1);
    expect(cards(acorn)).toHaveLength(1);
    expect((await docs('requests')).map(d => d.team).sort()).toEqual([TEAMS.acorn, TEAMS.birch]);

    const [card] = cards(birch);
    await birch.as(owner).press({ channel, ts: card?.ts ?? '' }, action.approve);
    await quiet();
    const states = Object.fromEntries((await docs('requests')).map(d => [d.team, d.state]));
    expect(states).toEqual({ [TEAMS.acorn]: 'waiting', [TEAMS.birch]: 'approved' });
    expect(birch.as(minji).messages('app').map(textsOf).join()).toContain('승인되었습니다');
    expect(acorn.as(minji).messages('app').map(textsOf).join()).not.toContain('승인되었습니다');
  });

  it('cannot decide on a request of the other one, even by its id', async () => {
    const ofAcorn = { user: minji, team: TEAMS.acorn };
    const waiting = await world.database.db.collection('requests').findOne(ofAcorn);
    const [card] = acorn.as(owner).messages(channel);
    const [, value = ''] = JSON.stringify(card).match(/"value":"(\w+:\d+:\d+)"/) ?? [];
    expect(value).toContain(String(waiting?._id));
    const [own] = birch.as(owner).messages(channel);
    await birch.deliver(
      {
        type: 'block_actions',
        user: { id: owner },
        team: { id: TEAMS.birch },
        trigger_id: 'forged',
        container: { type: 'message', channel_id: channel, message_ts: own?.ts },
        channel: { id: channel },
        message: { ts: own?.ts },
        actions: [{ action_id: action.approve, action_ts: '1', value }],
      },
      { kind: 'interaction' },
    );
    await quiet();
    const still = await world.database.db.collection('requests').findOne(ofAcorn);
    expect(still?.state).toBe('waiting');
  });

  it('answer each feed with its own calendar', async () => {
    const address = async (slack: Simulator): Promise<string> => {
      await slack.as(minji).press('home', calendarAction.openFeeds);
      await quiet();
      await slack.as(minji).press('modal', calendarAction.makeFeed, { buttonValue: 'own' });
      await quiet();
      const [, path = ''] = textsOf(slack.as(minji).modal()).match(/```(\S+)```/) ?? [];
      return path.slice(acorn.url.length);
    };
    const feed = async (path: string) => (await fetch(`http://127.0.0.1:${world.app.port}${path}`)).text();
    const [inAcorn, inBirch] = [await feed(await address(acorn)), await feed(await address(birch))];
    expect(inBirch).toContain('20261202');
    expect(inAcorn).not.toContain('20261202');
    expect(inAcorn).not.toContain('BEGIN:VEVENT');
  });

  it('post their own summary', async () => {
    await acorn.clock.jump(Date.parse('2026-11-24T18:31:00+09:00'));
    await world.app.tick();
    await quiet();
    const runs = await world.database.db.collection('runs').find({ job: 'summary' }).toArray();
    expect(runs.map(r => r.team).sort()).toEqual([TEAMS.acorn, TEAMS.birch]);
  });
});
