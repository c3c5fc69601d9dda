import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { actions, button, clientOf, input, refusal, section, startWorld, type World } from './receiver.ts';

interface Listed {
  messages?: { text: string }[];
  members?: { id: string; locale: string }[];
}

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => world.sim.faults.clear());

describe('who may call', () => {
  it('knows its token only', async () => {
    const { sim, client } = world;
    expect(await client.auth.test()).toMatchObject({ ok: true, user_id: sim.app.botUser, team_id: sim.team.id });
    expect(await refusal(clientOf(sim, 'xoxb-other').auth.test())).toBe('invalid_auth');
    const bare = await fetch(`${sim.apiUrl}auth.test`, { method: 'POST' });
    expect(await bare.json()).toEqual({ ok: false, error: 'not_authed' });
    expect(await refusal(client.apiCall('chat.sing'))).toBe('unknown_method');
  });

  it('takes forms and JSON, the token in the header or the body', async () => {
    const { sim } = world;
    const json = await fetch(`${sim.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${sim.token}` },
      body: JSON.stringify({ channel: 'C0GENERAL', text: 'json', blocks: [section('json')] }),
    });
    expect(await json.json()).toMatchObject({ ok: true, message: { text: 'json', blocks: [{ type: 'section' }] } });
    const form = await fetch(`${sim.apiUrl}users.info`, {
      method: 'POST',
      body: new URLSearchParams({ token: sim.token, user: 'U0MINJI', include_locale: 'true' }),
    });
    expect(await form.json()).toMatchObject({
      ok: true,
      user: { locale: 'ko-KR', tz: 'Asia/Seoul', tz_offset: 32400 },
    });
    const broken = await fetch(`${sim.apiUrl}auth.test`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(await broken.json()).toEqual({ ok: false, error: 'invalid_json' });
    const test = await fetch(`${sim.apiUrl}api.test?foo=bar`);
    expect(await test.json()).toEqual({ ok: true, args: { foo: 'bar' } });
  });
});

describe('messages', () => {
  it.each([
    ['no such channel', { channel: 'C0NONE', text: 'x' }, 'channel_not_found'],
    ['a private channel without the app', { channel: 'C0SECRET', text: 'x' }, 'channel_not_found'],
    ['a public one without the app', { channel: 'C0RANDOM', text: 'x' }, 'not_in_channel'],
    ['nothing to say', { channel: 'C0GENERAL', text: '' }, 'no_text'],
    ['too much to say', { channel: 'C0GENERAL', text: 'x'.repeat(40_001) }, 'msg_too_long'],
    ['no thread', { channel: 'C0GENERAL', text: 'x', thread_ts: '1.000001' }, 'thread_not_found'],
  ])('refuses %s', async (_name, args, error) => {
    expect(await refusal(world.client.chat.postMessage(args))).toBe(error);
  });

  it('refuses an archived channel', async () => {
    const { sim, client } = world;
    sim.addChannel({ id: 'C0OLD', name: 'old', members: [sim.app.botUser], archived: true });
    expect(await refusal(client.chat.postMessage({ channel: 'C0OLD', text: 'x' }))).toBe('is_archived');
  });

  it('names each breach of blocks that Slack would not take', async () => {
    const error = await world.client.chat
      .postMessage({ channel: 'C0GENERAL', text: 't', blocks: [section('')] })
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      data: {
        error: 'invalid_blocks',
        response_metadata: { messages: ['[ERROR] blocks[0].text.text: empty text'] },
      },
    });
  });

  it('posts by id, by name and to a person, each with a ts of its own', async () => {
    const { sim, client } = world;
    const posted = await Promise.all(
      ['C0GENERAL', '#general', 'U0MINJI'].map(channel => client.chat.postMessage({ channel, text: '<!channel> hi' })),
    );
    expect(new Set(posted.map(({ ts }) => ts)).size).toBe(3);
    expect(posted.map(({ channel }) => channel)).toEqual(['C0GENERAL', 'C0GENERAL', 'D0MINJI']);
    expect(sim.as('U0MINJI').messages('app').at(-1)?.text).toBe('<!channel> hi');
    expect(sim.as('U0HANA').messages('app')).toEqual([]);
  });

  it('keeps metadata, and gives it only to those who ask', async () => {
    const { client } = world;
    const metadata = { event_type: 'effect', event_payload: { effect: 'e1' } };
    const { ts } = await client.chat.postMessage({ channel: 'C0ADMIN', text: 'card', metadata });
    const plainly = await client.conversations.history({ channel: 'C0ADMIN', limit: 1 });
    expect(plainly.messages?.[0]).toMatchObject({ ts, bot_id: 'B0DAYBOOK' });
    expect(plainly.messages?.[0]).not.toHaveProperty('metadata');
    const all = await client.conversations.history({ channel: 'C0ADMIN', include_all_metadata: true });
    expect(all.messages?.[0]).toMatchObject({ metadata });
  });

  it('rewrites and deletes its own messages only', async () => {
    const { sim, client } = world;
    const blocks = [section('card'), actions('a', button('ok', 'OK'))];
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0GENERAL', text: 'card', blocks });
    await client.chat.update({ channel: 'C0GENERAL', ts, text: 'done', blocks: [section('done')] });
    const shown = () =>
      sim
        .as('U0MINJI')
        .messages('general')
        .find(message => message.ts === ts);
    expect(shown()).toMatchObject({ text: 'done', blocks: [{ type: 'section' }] });
    expect(shown()).not.toHaveProperty('editedAt');
    await client.chat.update({ channel: 'C0GENERAL', ts, text: 'bare' });
    expect(shown()).toMatchObject({ text: 'bare', editedAt: expect.any(String) });
    expect(shown()).not.toHaveProperty('blocks');

    await sim.as('U0MINJI').say('general', 'mine');
    const theirs = { channel: 'C0GENERAL', ts: sim.as('U0MINJI').messages('general').at(-1)?.ts ?? '' };
    expect(await refusal(client.chat.update({ ...theirs, text: 'x' }))).toBe('cant_update_message');
    expect(await refusal(client.chat.delete(theirs))).toBe('cant_delete_message');
    const none = { channel: 'C0GENERAL', ts: '1.000001' };
    expect(await refusal(client.chat.update({ ...none, text: 'x' }))).toBe('message_not_found');
    await client.chat.delete({ channel: 'C0GENERAL', ts });
    expect(shown()).toBeUndefined();
  });

  it('shows an ephemeral message to one person, and to no history', async () => {
    const { sim, client } = world;
    await client.chat.postEphemeral({ channel: 'C0GENERAL', user: 'U0HANA', text: 'psst' });
    expect(sim.as('U0HANA').ephemerals('general')).toMatchObject([{ text: 'psst', ephemeralTo: 'U0HANA' }]);
    expect(sim.as('U0MINJI').ephemerals()).toEqual([]);
    const { messages = [] } = await client.conversations.history({ channel: 'C0GENERAL' });
    expect(messages.map(({ text }) => text)).not.toContain('psst');
    const out = { channel: 'C0GENERAL', user: 'U0ADMIN', text: 'x' };
    expect(await refusal(client.chat.postEphemeral(out))).toBe('user_not_in_channel');
  });

  it('keeps threads apart from the channel', async () => {
    const { client } = world;
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0ADMIN', text: 'parent' });
    const reply = await client.chat.postMessage({ channel: 'C0ADMIN', text: 'reply', thread_ts: ts });
    await client.chat.postMessage({ channel: 'C0ADMIN', text: 'reply 2', thread_ts: reply.ts ?? '' });
    const { messages = [] } = await client.conversations.history({ channel: 'C0ADMIN' });
    expect(messages[0]).toMatchObject({ text: 'parent', reply_count: 2, thread_ts: ts });
    const thread = await client.conversations.replies({ channel: 'C0ADMIN', ts });
    expect(thread.messages?.map(({ text }) => text)).toEqual(['parent', 'reply', 'reply 2']);
  });

  it('links to messages and reacts once', async () => {
    const { client } = world;
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0GENERAL', text: 'look' });
    const link = await client.chat.getPermalink({ channel: 'C0GENERAL', message_ts: ts });
    expect(link.permalink).toContain(`/archives/C0GENERAL/p${ts.replace('.', '')}`);
    const reaction = { channel: 'C0GENERAL', timestamp: ts, name: 'tada' };
    await client.reactions.add(reaction);
    expect(await refusal(client.reactions.add(reaction))).toBe('already_reacted');
    expect(await refusal(client.reactions.add({ ...reaction, timestamp: '1.0' }))).toBe('message_not_found');
  });
});

describe('channels and people', () => {
  it('pages through a history, newest first, within bounds', async () => {
    const { sim, client } = world;
    sim.addChannel({ id: 'C0LONG', name: 'long', members: [sim.app.botUser] });
    const sent: string[] = [];
    for (let n = 0; n < 7; n += 1)
      sent.push((await client.chat.postMessage({ channel: 'C0LONG', text: String(n) })).ts ?? '');
    const seen: string[] = [];
    for await (const part of client.paginate('conversations.history', { channel: 'C0LONG', limit: 3 }))
      seen.push(...((part as Listed).messages ?? []).map(({ text }) => text));
    expect(seen).toEqual(['6', '5', '4', '3', '2', '1', '0']);
    const between = { channel: 'C0LONG', oldest: sent[1] ?? '', latest: sent[4] ?? '' };
    const inner = await client.conversations.history(between);
    expect(inner.messages?.map(({ text }) => text)).toEqual(['3', '2']);
    const outer = await client.conversations.history({ ...between, inclusive: true });
    expect(outer.messages?.map(({ text }) => text)).toEqual(['4', '3', '2', '1']);
    expect(await refusal(client.conversations.history({ channel: 'C0LONG', cursor: 'bogus' }))).toBe('invalid_cursor');
    expect(await refusal(client.conversations.history({ channel: 'C0RANDOM' }))).toBe('not_in_channel');
  });

  it('lists people in pages, with the locale only when asked, Slackbot among them', async () => {
    const { client } = world;
    const first = await client.users.list({ limit: 2 });
    expect(first.members).toHaveLength(2);
    expect(first.members?.[1]).not.toHaveProperty('locale');
    const ids: string[] = [];
    for await (const part of client.paginate('users.list', { limit: 2, include_locale: true }))
      for (const user of (part as Listed).members ?? []) {
        expect(user.locale).toMatch(/-/);
        ids.push(user.id);
      }
    expect(ids).toEqual(['U0DAYBOOK', 'U0MINJI', 'U0HANA', 'U0ADMIN', 'USLACKBOT']);
    expect(await refusal(client.users.info({ user: 'U0NONE' }))).toBe('user_not_found');
    const found = await client.users.lookupByEmail({ email: 'U0MINJI@acorn.example' });
    expect(found.user).toMatchObject({ id: 'U0MINJI', is_admin: false, is_bot: false });
    expect(await refusal(client.users.lookupByEmail({ email: 'x@y.z' }))).toBe('users_not_found');
  });

  it('tells the app of channels as far as it may know them', async () => {
    const { client } = world;
    const list = async (types?: string) =>
      (await client.conversations.list(types ? { types } : {})).channels?.map(({ name }) => name);
    expect(await list()).toEqual(expect.arrayContaining(['general', 'random']));
    expect(await list('private_channel')).toEqual(['근태-관리']);
    expect(await refusal(client.conversations.list({ types: 'secret' }))).toBe('invalid_types');
    const mine = await client.users.conversations({ types: 'public_channel,private_channel' });
    expect(mine.channels?.map(({ name }) => name)).not.toContain('random');
    const info = await client.conversations.info({ channel: 'C0GENERAL', include_num_members: true });
    expect(info.channel).toMatchObject({ is_member: true, is_private: false, num_members: 3 });
    expect(await refusal(client.conversations.info({ channel: 'C0SECRET' }))).toBe('channel_not_found');
    const members = await client.conversations.members({ channel: 'C0GENERAL', limit: 2 });
    expect(members.members).toEqual(['U0MINJI', 'U0HANA']);
    expect(members.response_metadata?.next_cursor).not.toBe('');
  });

  it('opens direct messages and joins public channels', async () => {
    const { sim, client } = world;
    expect(await client.conversations.open({ users: 'U0MINJI' })).toMatchObject({ channel: { id: 'D0MINJI' } });
    expect(await refusal(client.conversations.open({ users: 'U0NONE' }))).toBe('user_not_found');
    sim.addChannel({ id: 'C0JOIN', name: 'join' });
    await client.conversations.join({ channel: 'C0JOIN' });
    expect(await client.chat.postMessage({ channel: 'C0JOIN', text: 'here' })).toMatchObject({ ok: true });
    expect(await refusal(client.conversations.join({ channel: 'C0ADMIN' }))).toBe(
      'method_not_supported_for_channel_type',
    );
  });

  it('knows the team, the bot and no user groups', async () => {
    const { client } = world;
    expect(await client.team.info()).toMatchObject({ team: { id: 'T0ACORN', name: '도토리 스튜디오' } });
    expect(await client.bots.info({ bot: 'B0DAYBOOK' })).toMatchObject({ bot: { user_id: 'U0DAYBOOK' } });
    expect(await client.usergroups.list()).toMatchObject({ usergroups: [] });
  });
});

describe('files', () => {
  it('takes an upload in three steps and serves it', async () => {
    const { sim, client } = world;
    await client.filesUploadV2({
      channel_id: 'C0GENERAL',
      file: Buffer.from('a,b\n1,2\n'),
      filename: '근태.csv',
      initial_comment: '이번 달',
    });
    const message = sim.as('U0MINJI').messages('general').at(-1);
    expect(message).toMatchObject({ text: '이번 달', files: [{ name: '근태.csv', size: 8 }] });
    const file = message?.files?.[0];
    expect(await (await fetch(sim.url + file?.url)).text()).toBe('a,b\n1,2\n');
    expect(await client.files.info({ file: file?.id ?? '' })).toMatchObject({ file: { mimetype: 'text/csv' } });
    expect(await refusal(client.files.info({ file: 'F0NONE' }))).toBe('file_not_found');
    const done = { files: [{ id: 'F0NONE' }] as [{ id: string }] };
    expect(await refusal(client.files.completeUploadExternal(done))).toBe('file_not_found');
  });
});

describe('faults', () => {
  it('limits the rate of one method or all', async () => {
    const { sim, client } = world;
    sim.faults.rateLimit('auth.test', true, { retryAfter: 7, times: 1 });
    const error = await client.auth.test().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 7 });
    expect(await client.auth.test()).toMatchObject({ ok: true });
    sim.faults.rateLimit('all', true);
    const refused = await fetch(`${sim.apiUrl}users.list`, { method: 'POST' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect(await refused.json()).toEqual({ ok: false, error: 'ratelimited' });
    expect(sim.snapshot('U0MINJI').rateLimited).toBe(true);
  });

  it('does what is asked and loses the answer, so often', async () => {
    const { sim, client } = world;
    const before = sim.as('U0MINJI').messages('general').length;
    sim.faults.loseAnswer('chat.postMessage', 1);
    expect(await refusal(client.chat.postMessage({ channel: 'C0GENERAL', text: 'lost' }))).not.toBe('accepted');
    expect(await refusal(client.chat.postMessage({ channel: 'C0GENERAL', text: 'lost' }))).toBe('accepted');
    expect(sim.as('U0MINJI').messages('general')).toHaveLength(before + 2);
  });

  it('fails with a given error without doing anything, and waits', async () => {
    const { sim, client } = world;
    const before = sim.as('U0MINJI').messages('general').length;
    sim.faults.fail('chat.postMessage', 'fatal_error', 2);
    const post = () => refusal(client.chat.postMessage({ channel: 'C0GENERAL', text: 'x' }));
    expect([await post(), await post(), await post()]).toEqual(['fatal_error', 'fatal_error', 'accepted']);
    expect(sim.as('U0MINJI').messages('general')).toHaveLength(before + 1);
    sim.faults.delay('api.test', 120, 1);
    const start = performance.now();
    await client.api.test();
    expect(performance.now() - start).toBeGreaterThanOrEqual(115);
  });

  it('remembers the calls, without tokens', async () => {
    const { sim, client } = world;
    await refusal(client.chat.postMessage({ channel: 'C0NONE', text: 'x' }));
    const call = sim.calls.at(-1);
    expect(call).toMatchObject({
      method: 'chat.postMessage',
      args: { channel: 'C0NONE', text: 'x' },
      ok: false,
      error: 'channel_not_found',
    });
    expect(JSON.stringify(sim.calls)).not.toContain(sim.token);
  });
});

it('refuses an input in a message', async () => {
  const blocks = [input('why', { type: 'plain_text_input' })] as never;
  expect(await refusal(world.client.chat.postMessage({ channel: 'C0GENERAL', text: 't', blocks }))).toBe(
    'invalid_blocks',
  );
});
