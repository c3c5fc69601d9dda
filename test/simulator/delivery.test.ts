import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actions, button, section, signatureOf, startWorld, type World } from './receiver.ts';

/** In place of Slack's 3 s, which a machine that is busy otherwise takes for anything, ms. */
const HANGS_MS = 60_000;
const retryDelays = [0, 20, 40];

let world: World;
beforeEach(async () => {
  world = await startWorld({ answerLimitMs: HANGS_MS, retryDelays });
});
afterEach(() => world.close());

/** A workspace that waits no longer than this for an app that does not answer. */
async function impatient(): Promise<World> {
  await world.close();
  world = await startWorld({ answerLimitMs: 600, retryDelays });
  return world;
}

const minji = () => world.sim.as('U0MINJI');
const retries = () => world.app.received.map(({ headers }) => headers['x-slack-retry-num']);

describe('events', () => {
  it('are signed as Slack signs them, in real time', async () => {
    const { sim, app } = world;
    await sim.clock.jump(sim.clock.now() + 86_400_000);
    await minji().say('app', '출근');
    const [request] = app.received;
    if (!request) throw new Error('nothing came');
    expect(request.headers['x-slack-signature']).toBe(signatureOf(request, sim.signingSecret));
    expect(Math.abs(Number(request.headers['x-slack-request-timestamp']) - Date.now() / 1000)).toBeLessThan(5);
    expect(Number(request.body.event_time)).toBeGreaterThan(Date.now() / 1000 + 80_000);
  });

  it('carry what Slack sends with a direct message', async () => {
    const { sim, app } = world;
    expect(await minji().say('app', '1 < 2 & <!channel>')).toMatchObject({ ok: true, status: 200 });
    expect(app.received[0]?.body).toMatchObject({
      type: 'event_callback',
      team_id: sim.team.id,
      api_app_id: sim.app.id,
      event_id: expect.stringMatching(/^Ev0/),
      authorizations: [{ user_id: sim.app.botUser, team_id: sim.team.id, is_bot: true }],
      event: {
        type: 'message',
        channel: 'D0MINJI',
        channel_type: 'im',
        user: 'U0MINJI',
        text: '1 &lt; 2 &amp; &lt;!channel&gt;',
      },
    });
    expect(app.received[0]?.body.event).not.toHaveProperty('bot_id');
  });

  it('leave text alone that the page has escaped already', async () => {
    const { sim, app } = world;
    const text = '&lt;b&gt; &amp; <@U0HANA> <#C0GENERAL>';
    await sim.act({ as: 'U0MINJI', do: 'say', channel: 'D0MINJI', text });
    expect(app.ofType('message')).toMatchObject([{ text }]);
  });

  it('tell of mentions in a channel, and of nothing else there', async () => {
    const { sim, app } = world;
    await minji().say('general', 'nobody is meant');
    await minji().say('random', `<@${sim.app.botUser}> is not here`);
    await minji().say('#general', `<@${sim.app.botUser}> $휴가신청\n휴가자 : 이민지`);
    await sim.settled();
    expect(app.received.map(({ body }) => (body.event as { type: string }).type)).toEqual(['app_mention']);
    expect(app.ofType('app_mention')).toMatchObject([
      { channel: 'C0GENERAL', user: 'U0MINJI', text: `<@${sim.app.botUser}> $휴가신청\n휴가자 : 이민지` },
    ]);
  });

  it('tell the app of its own direct messages, as Slack does', async () => {
    const { sim, app, client } = world;
    await client.chat.postMessage({ channel: 'U0MINJI', text: 'hi' });
    await sim.settled();
    expect(app.ofType('message')).toMatchObject([{ bot_id: sim.app.botId, user: sim.app.botUser, text: 'hi' }]);
  });

  it('carry the Home once it is published', async () => {
    const { app, client } = world;
    await minji().openHome();
    expect(app.ofType('app_home_opened')[0]).toMatchObject({ tab: 'home', channel: 'D0MINJI', user: 'U0MINJI' });
    expect(app.ofType('app_home_opened')[0]).not.toHaveProperty('view');
    await client.views.publish({ user_id: 'U0MINJI', view: { type: 'home', blocks: [section('hi')] } });
    await minji().openHome('messages');
    expect(app.ofType('app_home_opened')[1]).toMatchObject({ tab: 'messages', view: { type: 'home' } });
  });

  it('tell of people who come, change and join', async () => {
    const { sim, app } = world;
    sim.addUser({ id: 'U0NEW', realName: '새사람' });
    await sim.updateUser('U0NEW', { locale: 'en-US', deleted: true });
    await sim.join('C0ADMIN', 'U0MINJI');
    await sim.settled();
    expect(app.ofType('team_join')).toMatchObject([{ user: { id: 'U0NEW', locale: 'ko-KR' } }]);
    expect(app.ofType('user_change')).toMatchObject([{ user: { id: 'U0NEW', deleted: true } }]);
    expect(app.ofType('member_joined_channel')).toMatchObject([{ user: 'U0MINJI', channel: 'C0ADMIN' }]);
  });

  it('come again up to three times, with the same id, until they are taken', async () => {
    const { sim, app } = world;
    app.answer = () => [app.received.length <= 2 ? 500 : 200];
    expect(await minji().say('app', 'hello')).toMatchObject({ ok: false, status: 500 });
    expect(sim.snapshot('U0MINJI').warning).toContain('error (500)');
    await sim.settled();
    expect(retries()).toEqual([undefined, '1', '2']);
    expect(app.received[1]?.headers['x-slack-retry-reason']).toBe('http_error');
    expect(new Set(app.received.map(({ body }) => body.event_id)).size).toBe(1);
    // The third time it was taken: nothing to warn of any more.
    expect(minji().messages('app')[0]).not.toHaveProperty('warning');
  });

  it('give up after three retries, and the message keeps its warning', async () => {
    const { sim, app } = await impatient();
    app.answer = () => null;
    const result = await minji().say('app', 'hello');
    expect(result).toMatchObject({ ok: false, status: 0, error: 'Daybook did not respond in time.' });
    await sim.settled();
    expect(retries()).toEqual([undefined, '1', '2', '3']);
    expect(app.received[1]?.headers['x-slack-retry-reason']).toBe('http_timeout');
    expect(minji().messages('app')[0]?.warning).toBe('Daybook did not respond in time.');
    expect(sim.as('U0HANA').warning()).toBeNull();
  });

  it('come again on demand, recognisably the same', async () => {
    const { sim, app } = world;
    await minji().say('app', 'hello');
    expect(await sim.redeliver()).toMatchObject({ status: 200 });
    expect(app.received[1]?.body).toEqual(app.received[0]?.body);
    expect(retries()).toEqual([undefined, '1']);
  });

  it('reach nobody where no app listens', async () => {
    const { sim } = world;
    sim.connect(null);
    expect(await minji().openHome()).toMatchObject({ ok: false, error: 'Daybook is not running.' });
    expect(sim.snapshot('U0MINJI').app.connected).toBe(false);
  });
});

it('signs as a test asks: forged, stale, from the future', async () => {
  const { sim, app } = world;
  const stale = Math.floor(Date.now() / 1000) - 600;
  await sim.deliver({ type: 'event_callback', event: { type: 'x' } }, { kind: 'event', timestamp: stale });
  await sim.deliver({ type: 'block_actions' }, { kind: 'interaction', secret: 'forged' });
  const [first, second] = app.received;
  if (!first || !second) throw new Error('two requests were sent');
  expect(first.headers['x-slack-request-timestamp']).toBe(String(stale));
  expect(first.headers['x-slack-signature']).toBe(signatureOf(first, sim.signingSecret));
  expect(second.headers['x-slack-signature']).toBe(signatureOf(second, 'forged'));
});

it('verifies the address of an app', async () => {
  const { sim, app } = world;
  app.answer = ({ body }) => [200, { challenge: body.challenge }];
  expect(await sim.verify()).toBe(true);
  app.answer = () => [200];
  expect(await sim.verify()).toBe(false);
});

describe('commands and response URLs', () => {
  it('arrive as a form', async () => {
    const { sim, app } = world;
    await minji().command('/daybook leave 7/1 & <b>', { channel: 'general' });
    expect(app.received[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(app.received[0]?.body).toMatchObject({
      command: '/daybook',
      text: 'leave 7/1 &amp; &lt;b&gt;',
      user_id: 'U0MINJI',
      channel_id: 'C0GENERAL',
      channel_name: 'general',
      team_id: sim.team.id,
      is_enterprise_install: 'false',
      trigger_id: expect.any(String),
      response_url: expect.stringContaining(sim.url),
    });
  });

  it('are answered for one person, or for the channel', async () => {
    const { app } = world;
    app.answer = () => [200, 'only you'];
    await minji().command('/daybook');
    expect(minji().ephemerals('app')).toMatchObject([{ text: 'only you' }]);
    app.answer = () => [200, { response_type: 'in_channel', text: 'all' }];
    await minji().command('/daybook', { channel: 'general' });
    expect(world.sim.as('U0HANA').messages('general').at(-1)).toMatchObject({ text: 'all' });
    app.answer = () => [200, { blocks: [section('')] }];
    expect(await minji().command('/daybook')).toMatchObject({
      ok: false,
      error: expect.stringContaining('empty text'),
    });
    (await impatient()).app.answer = () => null;
    expect(await minji().command('/daybook')).toMatchObject({ ok: false, status: 0 });
  });

  it('can be answered later, five times', async () => {
    const { app } = world;
    await minji().command('/daybook');
    const url = String(app.received[0]?.body.response_url);
    const statuses: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      const body = JSON.stringify({ text: `answer ${n}` });
      statuses.push((await fetch(url, { method: 'POST', body })).status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    expect(minji().ephemerals('app')).toHaveLength(5);
    const unknown = await fetch(`${url}x`, { method: 'POST', body: JSON.stringify({ text: 'x' }) });
    expect(await unknown.json()).toEqual({ ok: false, error: 'expired_url' });
  });

  it('replace or delete the message whose button was pressed', async () => {
    const { app, client } = world;
    const blocks = [actions('a', button('ok', 'OK'))];
    const { channel = '', ts = '' } = await client.chat.postMessage({ channel: 'U0MINJI', text: 'card', blocks });
    await minji().press({ channel, ts }, 'ok');
    const url = String(app.ofType('block_actions')[0]?.response_url);
    const respond = (body: object) => fetch(url, { method: 'POST', body: JSON.stringify(body) });
    await respond({ replace_original: true, text: 'done' });
    expect(minji().messages('app')).toMatchObject([{ ts, text: 'done' }]);
    await respond({ text: 'psst', response_type: 'ephemeral' });
    expect(minji().ephemerals('app')).toMatchObject([{ text: 'psst' }]);
    await respond({ delete_original: true });
    expect(minji().messages('app')).toEqual([]);
  });
});
