import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { action } from '../../blocks/ids.ts';
import type { Simulator } from '../../scripts/simulator/server.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { until } from '../support/until.ts';

describe('Socket Mode', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld({ socket: true });
    await minji().openHome();
    await world.quiet();
  });
  afterEach(() => world.close());

  const minji = () => world.slack.as(world.people.minji);
  const days = () => world.database.db.collection('workdays').find({ user: world.people.minji }).toArray();
  const connected = (count: number) =>
    until(() => world.slack.lines.count === count, { what: `${count} lines`, timeout: 20_000 });

  it('brings Home, presses, forms with their errors, commands and words', async () => {
    expect(world.slack.lines.count).toBe(2);
    expect(textsOf(minji().home())).toContain('아직 출근 전');
    await minji().press('home', action.openLeave);
    await world.quiet();
    await minji().fill(action.leaveFrom, '2026-12-10');
    await world.quiet();
    await minji().fill(action.leaveTo, '2026-12-01');
    await world.quiet();
    await minji().submit();
    await world.quiet();
    expect(Object.keys(minji().modal()?.errors ?? {})).toHaveLength(1);
    await minji().fill(action.leaveTo, '2026-12-10');
    await minji().submit();
    await world.quiet();
    expect(minji().modal()).toBeNull();
    expect(await world.database.db.collection('requests').countDocuments()).toBe(1);
    await minji().say('app', '출근');
    await world.quiet();
    expect(await days()).toMatchObject([{ open: true }]);
    await minji().command('/daybook status');
    await world.quiet();
    expect(minji().ephemerals().at(-1)?.text).toContain('근무 중');
  });

  it('keeps what was stored when the line is cut before its answer, and takes the event once', async () => {
    world.slack.lines.loseAnswers(2);
    await minji().say('app', '출근');
    await world.quiet();
    const [day] = await days();
    expect(day?.history).toHaveLength(1);
    await connected(2);
    await minji().say('app', '퇴근');
    await world.quiet();
    expect(await days()).toMatchObject([{ open: false }]);
  });

  it('takes a press once whose answer was lost, however often the person presses then', async () => {
    await minji().say('app', '출근');
    await world.quiet();
    const shown = minji().home();
    world.slack.lines.loseAnswers(1);
    await minji().press('home', action.startBreak);
    await world.quiet();
    expect(minji().warning()).not.toBeNull();
    await minji().press('home', action.startBreak, shown ? { shown } : {});
    await world.quiet();
    const [day] = await days();
    expect(day?.history.map((h: { what: string }) => h.what)).toEqual(['check-in', 'start-break']);
  });

  it('goes on while Slack renews its lines', async () => {
    const said = minji().say('app', '출근');
    world.slack.lines.renew();
    await said;
    await world.quiet();
    await until(async () => (await days()).length > 0, { what: 'the check-in' });
    expect(await days()).toMatchObject([{ open: true }]);
    await connected(2);
    await minji().openHome();
    await world.quiet();
    expect(textsOf(minji().home())).toContain('근무 중');
  });

  it('connects again by itself after the network was away', async () => {
    world.slack.faults.fail('apps.connections.open', 'internal_error', 3);
    world.slack.lines.cut();
    await connected(0);
    await connected(2);
    await minji().say('app', '출근');
    await world.quiet();
    expect(await days()).toMatchObject([{ open: true }]);
  });

  it('is not ready while no line is open', async () => {
    const ready = async () => (await fetch(`http://127.0.0.1:${world.app.port}/readyz`)).status;
    expect(await ready()).toBe(200);
    world.slack.faults.fail('apps.connections.open', 'internal_error', 1_000);
    world.slack.lines.cut();
    await until(async () => (await ready()) === 503, { what: 'not ready' });
    const { why } = (await (await fetch(`http://127.0.0.1:${world.app.port}/readyz`)).json()) as { why?: string };
    expect(why).toBe('no line to Slack is open');
    expect((await fetch(`http://127.0.0.1:${world.app.port}/slack/events`, { method: 'POST' })).status).toBe(404);
    world.slack.faults.fail('apps.connections.open', 'internal_error', 0);
  });
});

it('does not start with an app-level token that Slack refuses, says how to make one, and leaves nothing at work', async () => {
  let slack: Simulator | undefined;
  const start = startWorld({
    socket: true,
    env: { SLACK_APP_TOKEN: 'xapp-wrong' },
    before: its => {
      slack = its;
      its.faults.delay('conversations.info', 300);
    },
  });
  await expect(start).rejects.toThrow(/Slack refused SLACK_APP_TOKEN \(invalid_auth\).*connections:write/);
  expect(slack?.calls.map(c => c.method)).toContain('conversations.info');
});
