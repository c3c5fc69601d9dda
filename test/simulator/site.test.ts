import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Changes } from '../../scripts/simulator/changes.ts';
import { MovableClock, moment } from '../../scripts/simulator/clock.ts';
import type { Act, ActResult, Snapshot } from '../../scripts/simulator/protocol.ts';
import { seedWorkspace } from '../../scripts/simulator/seed.ts';
import { actions, button, home, startWorld, type World } from './receiver.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const act = async (deed: Act): Promise<ActResult> => {
  const response = await fetch(`${world.sim.url}/sim/act`, { method: 'POST', body: JSON.stringify(deed) });
  return (await response.json()) as ActResult;
};
const state = async (as = ''): Promise<Snapshot> =>
  (await (await fetch(`${world.sim.url}/sim/state?as=${as}`)).json()) as Snapshot;

describe('the page', () => {
  it('sees what its person may see', async () => {
    const mine = await state('U0MINJI');
    expect(mine).toMatchObject({
      app: { name: 'Daybook', connected: true },
      me: { id: 'U0MINJI', realName: '이민지', isAdmin: false },
      home: null,
      modals: [],
      warning: null,
      moved: false,
    });
    expect(mine.channels.map(({ id }) => id).sort()).toEqual(['C0GENERAL', 'C0RANDOM', 'D0MINJI']);
    expect((await state()).me.id).toBe('U0MINJI');
    expect((await state('U0ADMIN')).channels.map(({ id }) => id)).toContain('C0SECRET');
    expect((await fetch(`${world.sim.url}/sim/state?as=U0NONE`)).status).toBe(404);
  });

  it('acts, and hears of a mistake', async () => {
    const said = await act({ as: 'U0MINJI', do: 'say', channel: 'C0GENERAL', text: 'hi' });
    expect(said).toMatchObject({ ok: true });
    expect((await state('U0HANA')).messages.C0GENERAL).toMatchObject([{ text: 'hi', user: 'U0MINJI' }]);
    expect(await act({ as: 'U0NONE', do: 'shortcut', callbackId: 'x' })).toMatchObject({ ok: false, status: 0 });
    const stranger = await act({ as: 'U0HANA', do: 'say', channel: 'C0SECRET', text: 'hi' });
    expect(stranger).toMatchObject({ ok: false, error: '박하나 is not in #secret' });
    expect(await act({ as: 'U0MINJI', do: 'shortcut', callbackId: 'leave' })).toMatchObject({ ok: true, status: 200 });
    expect(world.app.ofType('shortcut')).toMatchObject([{ callback_id: 'leave', user: { id: 'U0MINJI' } }]);
    await act({ as: 'U0MINJI', do: 'rate-limit', on: true });
    expect((await state()).rateLimited).toBe(true);
  });

  it('presses what it shows, though that was replaced a moment ago', async () => {
    const user_id = 'U0MINJI';
    const { block_id: _, ...unnamed } = actions('a', button('open', '휴가 신청'));
    await world.client.views.publish({ user_id, view: home(unnamed as never) });
    const { home: shown } = await state(user_id);
    await world.client.views.publish({ user_id, view: home(unnamed as never) });
    const blocks = (shown?.blocks ?? []) as Record<string, unknown>[];
    const deed = { as: user_id, do: 'press', place: { view: shown?.id ?? '' }, actionId: 'open' } as const;
    const blockId = String(blocks[0]?.block_id);
    expect(await act({ ...deed, blockId })).toMatchObject({ ok: false });
    expect(await act({ ...deed, blockId, shown: { blocks } })).toMatchObject({ ok: true, status: 200 });
    expect(world.app.ofType('block_actions')).toMatchObject([{ actions: [{ action_id: 'open', block_id: blockId }] }]);
  });

  it('hears of each change on its stream, many at once as one', async () => {
    const { sim, client } = world;
    const stop = new AbortController();
    const response = await fetch(`${sim.url}/sim/events?as=U0MINJI`, { signal: stop.signal });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const snapshots: Snapshot[] = [];
    const seen = new Changes();
    const reading = (async () => {
      const decoder = new TextDecoder();
      let text = '';
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        text += decoder.decode(chunk, { stream: true });
        const parts = text.split('\n\n');
        text = parts.pop() ?? '';
        snapshots.push(...parts.map(part => JSON.parse(part.replace(/^data: /, '')) as Snapshot));
        seen.changed();
      }
    })().catch(() => undefined);
    await seen.until(() => snapshots.length === 1);
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => client.chat.postMessage({ channel: 'U0MINJI', text: `${n}` })),
    );
    await seen.until(() => snapshots.at(-1)?.messages.D0MINJI?.length === 20);
    expect(snapshots.length).toBeLessThan(15);
    stop.abort();
    await reading;
  });

  it('comes with its files, and its html elsewhere', async () => {
    const { sim } = world;
    expect((await fetch(sim.url)).status).toBe(404);
    sim.setPage({ html: '<p>page</p>', files: { '/page.js': { type: 'text/javascript', body: 'let 가;' } } });
    const script = await fetch(`${sim.url}/page.js`);
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await script.text()).toBe('let 가;');
    expect(await (await fetch(`${sim.url}/anything`)).text()).toBe('<p>page</p>');
  });
});

describe('the clock', () => {
  it('jumps ahead, waits for who listens, and never goes back', async () => {
    const clock = new MovableClock();
    const heard: number[] = [];
    const stop = clock.onJump(now => {
      heard.push(now);
    });
    const to = Date.now() + 3_600_000;
    await clock.jump(to);
    expect(heard).toHaveLength(1);
    expect(clock.now()).toBeGreaterThanOrEqual(to);
    expect(clock.moved).toBe(true);
    await expect(clock.jump(Date.now())).rejects.toThrow(RangeError);
    stop();
    await clock.jump(to + 60_000);
    expect(heard).toHaveLength(1);
  });

  it('may begin elsewhere, without counting as moved', async () => {
    const startAt = Date.parse('2025-11-24T09:00:00+09:00');
    const clock = new MovableClock(startAt);
    expect(clock.now() - startAt).toBeLessThan(1000);
    expect(clock.moved).toBe(false);
    await clock.jump(startAt + 60_000);
    expect(clock.moved).toBe(true);
  });

  it('understands moments in the zone of the team', () => {
    const now = Date.parse('2025-11-24T10:00:00+09:00');
    const iso = (text: string) => new Date(moment(text, now, 'Asia/Seoul')).toISOString();
    expect(iso('18:30')).toBe('2025-11-24T09:30:00.000Z');
    expect(iso('9:00')).toBe('2025-11-25T00:00:00.000Z');
    expect(iso('10:00')).toBe('2025-11-25T01:00:00.000Z');
    expect(iso('tomorrow 18:30')).toBe('2025-11-25T09:30:00.000Z');
    expect(iso('+90m')).toBe('2025-11-24T02:30:00.000Z');
    expect(iso('+1d')).toBe('2025-11-25T01:00:00.000Z');
    expect(iso(String(now))).toBe('2025-11-24T01:00:00.000Z');
    expect(() => iso('noonish')).toThrow(RangeError);
  });

  it('moves by an act, and what is said afterwards is later', async () => {
    const { sim, client } = world;
    const heard: number[] = [];
    sim.clock.onJump(async now => {
      heard.push(now);
      await client.chat.postMessage({ channel: 'C0GENERAL', text: 'evening' });
    });
    const before = await client.chat.postMessage({ channel: 'C0GENERAL', text: 'morning' });
    expect(await act({ as: 'U0MINJI', do: 'clock', to: '+1d' })).toMatchObject({ ok: true });
    // The act answers only once those who listen are done.
    const evening = sim.as('U0MINJI').messages('general').at(-1);
    expect(evening?.text).toBe('evening');
    expect(Number(evening?.ts) - Number(before.ts)).toBeGreaterThan(86_000);
    expect(await state()).toMatchObject({ moved: true });
    expect(await act({ as: 'U0MINJI', do: 'clock', to: '1000000000000' })).toMatchObject({ ok: false });
  });
});

it('waits for changes, and says what it waited for in vain', async () => {
  const { sim, client } = world;
  const waiting = sim.until(() => sim.as('U0MINJI').messages('app').length === 1);
  await client.chat.postMessage({ channel: 'U0MINJI', text: 'x' });
  expect(await waiting).toBe(true);
  await expect(sim.until(() => false, 20, 'a wonder')).rejects.toThrow('Waited 20 ms in vain for a wonder');
});

it('recalls messages of the past in their order, without telling the app', () => {
  const { sim, app } = world;
  const at = sim.clock.now() - 86_400_000;
  sim.recall({ channel: 'general', user: 'U0HANA', text: 'second', at: at + 1000 });
  sim.recall({ channel: 'general', user: 'U0HANA', text: 'first', at });
  expect(
    sim
      .as('U0MINJI')
      .messages('general')
      .map(({ text }) => text),
  ).toEqual(['first', 'second']);
  expect(app.received).toEqual([]);
});

it('seeds eight people with zones and locales, and the channel of the administrators', () => {
  const { sim } = world;
  sim.connect(null);
  const seeded = seedWorkspace(sim);
  const ids = Object.values(seeded.people);
  expect(ids).toHaveLength(8);
  const users = ids.map(id => sim.users.get(id));
  expect(users.filter(user => user?.locale === 'en-US')).toHaveLength(2);
  expect(users.filter(user => user?.zone === 'America/New_York')).toHaveLength(1);
  expect(users.filter(user => user?.isOwner).map(user => user?.id)).toEqual([seeded.owner]);
  expect(users.filter(user => user?.isAdmin).map(user => user?.id)).toEqual([seeded.admin, seeded.owner]);
  expect(sim.channels.get(seeded.adminChannel)).toMatchObject({ name: '근태-관리', kind: 'private' });
  expect(sim.channels.get(seeded.adminChannel)?.members.has(sim.app.botUser)).toBe(true);
});
