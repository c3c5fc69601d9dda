import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../src/shared/log.ts';
import { startWorld, type World } from '../support/daybook.ts';

describe('Slack over HTTP', () => {
  let world: World;
  const logged: { level: string }[] = [];
  beforeAll(async () => {
    const log = createLog('warn', { destination: { write: line => void logged.push(JSON.parse(line)) } });
    world = await startWorld({ log, socket: false });
  });
  afterAll(() => world.close());

  const url = (path: string) => `http://127.0.0.1:${world.app.port}${path}`;
  const now = () => Math.floor(Date.now() / 1000);
  const checkIn = () => ({
    type: 'event_callback',
    team_id: world.slack.team.id,
    api_app_id: world.slack.app.id,
    event_id: 'EvForged',
    event_time: now(),
    event: { type: 'message', channel_type: 'im', channel: 'D1', user: world.people.minji, text: '출근', ts: '1.1' },
  });
  const recorded = () => world.database.db.collection('workdays').countDocuments();

  it('answers url_verification', async () => {
    expect(await world.slack.verify()).toBe(true);
  });

  it.each([
    ['forged', { secret: 'another-secret-0000' }],
    ['stale', { timestamp: now() - 301 }],
    ['from the future', { timestamp: now() + 3600 }],
    ['from the near future', { timestamp: now() + 120 }],
  ])('refuses a signature that is %s', async (_what, o) => {
    const answer = await world.slack.deliver(checkIn(), { kind: 'event', ...o });
    expect(answer.status).toBe(401);
    expect(await recorded()).toBe(0);
  });

  it('refuses what is not signed at all, and another workspace’s payload', async () => {
    const bare = await fetch(url('/slack/events'), { method: 'POST', body: JSON.stringify(checkIn()) });
    expect(bare.status).toBe(401);
    for (const path of [
      '/slack/events/',
      '//slack/events',
      '/slack/events?x=1',
      '/slack/%65vents',
      '/slack/../slack/events',
    ])
      expect((await fetch(url(path), { method: 'POST', body: JSON.stringify(checkIn()) })).status).toBeOneOf([
        401, 404,
      ]);
    const foreign = await world.slack.deliver({ ...checkIn(), team_id: 'TOTHER' }, { kind: 'event' });
    expect(foreign.status).toBeGreaterThanOrEqual(400);
    expect(await recorded()).toBe(0);
  });

  it('refuses a body that is too large, and a method or path that is not there', async () => {
    const body = JSON.stringify({ ...checkIn(), filler: 'x'.repeat(3_000_000) });
    const stamp = String(now());
    const signature = `v0=${createHmac('sha256', world.slack.signingSecret).update(`v0:${stamp}:${body}`).digest('hex')}`;
    const headers = {
      connection: 'close',
      'content-type': 'application/json',
      'x-slack-signature': signature,
      'x-slack-request-timestamp': stamp,
    };
    const answer = await fetch(url('/slack/events'), { method: 'POST', headers, body });
    expect(answer.status).toBe(413);
    expect((await fetch(url('/nowhere'))).status).toBe(404);
    expect((await fetch(url('/slack/events'))).status).toBe(404);
  });

  /** As a program sends it that minds no rules: no client would let these paths pass. */
  const bare = (line: string): Promise<string> =>
    new Promise((resolve, reject) => {
      let answer = '';
      const socket = connect(world.app.port, '127.0.0.1', () =>
        socket.write(`${line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`),
      );
      socket.setEncoding('utf8').on('data', chunk => {
        answer += chunk;
      });
      socket.on('close', () => resolve(answer.split('\r\n')[0] ?? '')).on('error', reject);
    });

  it.each([
    ...['//', '///', '/\\', 'http://[', 'http://', '//[', '/%', '/%zz', '/slack/events', '/slack/events/%', '*'],
    ...['/calendar/', '/calendar/%', '/calendar/x.ics', '/calendar//', '//calendar/x.ics', '/calendar/../readyz/x'],
    ...['/slack/oauth/callback', '/healthz/x', '/?x=//', '/constructor', '/__proto__'],
  ])('GET %s is 404, without an error in the log', async path => {
    logged.length = 0;
    expect(await bare(`GET ${path}`)).toMatch(/^HTTP\/1\.1 404/);
    expect(logged).toEqual([]);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'POST'])('%s of what is not there is 404', async method => {
    logged.length = 0;
    for (const path of ['/', '//', '/nowhere', 'http://[']) expect(await bare(`${method} ${path}`)).toMatch(/ 404 /);
    expect(logged).toEqual([]);
  });

  it('says that it is alive and ready', async () => {
    expect((await fetch(url('/healthz'))).status).toBe(200);
    const ready = await fetch(url('/readyz'));
    expect([ready.status, await ready.json()]).toEqual([200, { ok: true }]);
    for (const path of ['/healthz', '/readyz']) expect(await bare(`HEAD ${path}`)).toMatch(/ 200 /);
  });

  it('answers what nobody handles, instead of letting it time out', async () => {
    const payload = {
      type: 'block_actions',
      team: { id: world.slack.team.id },
      user: { id: world.people.minji },
      trigger_id: 't',
      actions: [{ type: 'button', action_id: 'gone.long-ago', block_id: 'b', action_ts: '1.1' }],
    };
    expect((await world.slack.deliver(payload, { kind: 'interaction' })).status).toBe(200);
  });
});
