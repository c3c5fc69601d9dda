import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adminAction } from '../../blocks/administration-ids.ts';
import type { Simulator } from '../../scripts/simulator/server.ts';
import { words } from '../../src/i18n/index.ts';
import { textsOf } from '../support/daybook.ts';
import { overHttp } from '../support/over-http.ts';
import { type SlackOfTwo, slackOfTwo, TEAMS } from '../support/slack-of-two.ts';

const [ko, en] = [words('ko').install, words('en').install];
let world: SlackOfTwo;
const installations = () => world.database.db.collection('installations');
const stored = (team: string) => installations().findOne({ team });
const install = async (slack: Simulator, who: keyof SlackOfTwo['people'] = 'owner') => {
  const answer = await slack.as(world.people[who]).install(world.installPage);
  await world.quiet();
  return answer;
};
const home = async (slack: Simulator, who: keyof SlackOfTwo['people'] = 'owner') => {
  await slack.as(world.people[who]).openHome();
  await world.quiet();
  return textsOf(slack.as(world.people[who]).home());
};
const messages = (slack: Simulator, who: keyof SlackOfTwo['people'] = 'owner') =>
  slack.as(world.people[who]).messages('app');

describe('installing', () => {
  beforeEach(async () => {
    world = await slackOfTwo();
  });
  afterEach(() => world.close());

  it('opens a workspace while the process runs, and tells whoever did it what comes next', async () => {
    expect(world.app.teams()).toEqual([]);
    expect(await install(world.acorn)).toMatchObject({ status: 200 });
    const { text } = await install(world.birch, 'minji');
    expect(text).toContain(ko.done.title('자작 &#60;b&#62;상사&#60;/b&#62;'));
    expect(world.app.teams().sort()).toEqual(Object.values(TEAMS));

    const doc = await stored(TEAMS.birch);
    expect(doc).toMatchObject({ on: true, history: [{ what: 'installed', by: world.people.minji }], effects: [] });
    expect(JSON.stringify(doc)).not.toContain('xoxb');
    expect(await home(world.birch)).toContain('설정하기');

    const [greeting] = messages(world.acorn);
    expect(greeting?.text).toContain(ko.welcome.title);
    await world.acorn.as(world.people.owner).press({ channel: 'app', ts: greeting?.ts ?? '' }, adminAction.openSetUp);
    await world.quiet();
    expect(world.acorn.as(world.people.owner).modal()?.title).toBe(words('ko').policy.setUpTitle);
    // An employee cannot begin, and reads who can.
    const [told] = messages(world.birch, 'minji');
    expect(told?.text).toContain(ko.welcome.askAdmin('설정하기'));
    expect(told?.blocks).toHaveLength(1);
  });

  it('stores nothing where it was cancelled, came back twice, or was never begun here', async () => {
    const owner = world.acorn.as(world.people.owner);
    const cancelled = await owner.install(world.installPage, { answer: 'cancel', language: 'en-GB,en;q=0.9' });
    expect(cancelled).toMatchObject({ status: 200, text: expect.stringContaining(en.page.denied.title) });

    const begun = await fetch(world.installPage, { redirect: 'manual' });
    const cookie = begun.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    const asks = new URL(begun.headers.get('location') ?? '');
    expect(asks.searchParams.get('scope')).toContain('chat:write');
    const [value = ''] = cookie.split(';');
    const state = asks.searchParams.get('state') ?? '';
    const back = async (query: Record<string, string>, sent = value) => {
      const url = `${world.acorn.url}/slack/oauth_redirect?${new URLSearchParams(query)}`;
      const page = await fetch(url, { headers: { cookie: sent, 'accept-language': 'ko' } });
      return [page.status, await page.text()] as const;
    };
    const expired = [400, expect.stringContaining(ko.page.expired.title)];
    expect(await back({ code: 'code-1', state }, '')).toEqual(expired);
    expect(await back({ code: 'code-1', state: `${state}x` })).toEqual(expired);
    expect(await back({ code: 'code-1', state: 'forged' }, 'slack-app-oauth-state=forged')).toEqual(expired);
    expect(await back({ code: 'code-1' })).toEqual(expired);
    // Slack does not know the code, and the state is used up by that.
    expect(await back({ code: 'code-1', state })).toEqual([400, expect.stringContaining(ko.page.failed.title)]);
    expect(await back({ code: 'code-2', state })).toEqual(expired);
    expect(await back({ state, error: 'access_denied' })).toEqual([200, expect.stringContaining(ko.page.denied.title)]);
    world.acorn.faults.fail('oauth.v2.access', 'ratelimited');
    const again = await install(world.acorn);
    expect(again.status).toBeGreaterThanOrEqual(400);
    // The app's tokens expire: none is stored, and the one that was given is given back.
    world.acorn.rotateTokens();
    const { status, text } = await install(world.acorn);
    expect([status, text]).toEqual([400, expect.stringContaining(ko.page.rotating.title)]);
    expect(world.acorn.token).toBe('');
    expect(await installations().countDocuments()).toBe(0);
    expect(world.app.teams()).toEqual([]);
  });

  it('is over when the app is uninstalled: tokens go, data stay, and a new installation goes on with them', async () => {
    await install(world.acorn);
    await install(world.birch);
    await home(world.acorn, 'minji');
    await world.acorn.as(world.people.minji).say('app', '출근');
    await world.quiet();
    const days = () => world.database.db.collection('workdays').countDocuments({ team: TEAMS.acorn });
    expect(await days()).toBe(1);

    await world.acorn.uninstall();
    await world.quiet();
    expect(world.app.teams()).toEqual([TEAMS.birch]);
    expect(await stored(TEAMS.acorn)).toMatchObject({ on: false, token: '' });
    expect(await days()).toBe(1);
    expect(await home(world.birch, 'minji')).not.toContain('근무 중');

    const greetings = messages(world.acorn).length;
    await install(world.acorn);
    expect(await home(world.acorn, 'minji')).toContain('근무 중');
    expect(messages(world.acorn)).toHaveLength(greetings + 1);
    expect((await stored(TEAMS.acorn))?.history.map((h: { what: string }) => h.what)).toEqual([
      'installed',
      expect.stringMatching(/uninstalled|revoked/),
      'installed-again',
    ]);
    // Slack's word of the first time comes late.
    await world.acorn.clock.jump(world.acorn.clock.now() + 10 * 60_000);
    await install(world.acorn);
    await world.acorn.deliver(
      {
        type: 'event_callback',
        team_id: TEAMS.acorn,
        event_id: 'Ev0LATE',
        event_time: Math.floor(world.acorn.clock.now() / 1000) - 300,
        event: { type: 'app_uninstalled' },
      },
      { kind: 'event' },
    );
    await world.quiet();
    expect(world.app.teams().sort()).toEqual(Object.values(TEAMS));
  });

  overHttp('reaches every other process: by a request, by its job, and where Slack’s word came to nobody', async () => {
    const other = await world.start();
    await install(world.acorn);
    await install(world.birch);
    expect(other.teams()).toEqual([]);
    // A request of a workspace that it does not know yet.
    world.birch.connect(`http://127.0.0.1:${other.port}/slack/events`);
    expect(await home(world.birch)).toContain('설정하기');
    await other.tick();
    expect(other.teams().sort()).toEqual(Object.values(TEAMS));

    await world.acorn.uninstall();
    await world.quiet();
    await other.tick();
    expect(other.teams()).toEqual([TEAMS.birch]);

    await world.birch.uninstall({ silent: true });
    await world.birch.clock.jump(world.birch.clock.now() + 3_600_000);
    await other.tick();
    expect(other.teams()).toEqual([]);
    expect(await stored(TEAMS.birch)).toMatchObject({ on: false, token: '' });
  });

  it('goes on after a restart, and not with another key', async () => {
    await install(world.acorn);
    const again = await world.start();
    expect(again.teams()).toEqual([TEAMS.acorn]);
    const foreign = await world.start({ DAYBOOK_TOKEN_KEY: Buffer.alloc(32, 8).toString('base64') });
    expect(foreign.teams()).toEqual([]);
    const both = [8, 7].map(n => Buffer.alloc(32, n).toString('base64')).join(',');
    expect((await world.start({ DAYBOOK_TOKEN_KEY: both })).teams()).toEqual([TEAMS.acorn]);
  });
});

it('a whole organisation is refused, and leaves no token behind', async () => {
  world = await slackOfTwo({ enterprise: true });
  try {
    const page = await world.acorn.as(world.people.owner).install(world.installPage, { wide: true });
    expect(page).toMatchObject({ status: 400, text: expect.stringContaining(ko.page.wholeOrganisation.title) });
    expect(world.acorn.token).toBe('');
    expect(await installations().countDocuments()).toBe(0);
    // One workspace of the organisation may.
    expect(await install(world.acorn)).toMatchObject({ status: 200 });
    expect(await home(world.acorn)).toContain('설정하기');
  } finally {
    await world.close();
  }
});

it('Socket Mode serves many workspaces over the same lines', async () => {
  world = await slackOfTwo({ socket: true });
  try {
    for (const slack of [world.acorn, world.birch]) await install(slack);
    await world.birch.as(world.people.minji).say('app', '출근');
    await world.quiet();
    expect(await home(world.birch, 'minji')).toContain('근무 중');
    expect(await home(world.acorn, 'minji')).not.toContain('근무 중');
    await world.birch.uninstall();
    await world.quiet();
    expect(world.app.teams()).toEqual([TEAMS.acorn]);
    expect(await home(world.acorn)).toContain('설정하기');
  } finally {
    await world.close();
  }
});
