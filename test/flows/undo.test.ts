import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action, shortcut } from '../../blocks/ids.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';

type Name = keyof World['people'];

describe('A press by mistake', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ language: 'ko', status: true });
    await world.database.db.collection('people').updateMany({}, { $set: { quickIn: true } });
  });
  afterAll(() => world.close());

  const as = (name: Name) => world.slack.as(world.people[name]);
  const day = (name: Name) => world.database.db.collection('workdays').findOne({ user: world.people[name] });
  const home = (name: Name): string => textsOf(as(name).home());
  const answer = (name: Name) => {
    const found = as(name).messages('app').at(-1);
    if (!found) throw new Error('no message');
    return { ...found, place: { channel: found.channel, ts: found.ts } };
  };

  it('on Home is undone with one press, however often that comes, and both stay in the history', async () => {
    await as('minji').openHome();
    await world.quiet();
    await as('minji').press('home', action.checkIn);
    await world.quiet();
    expect(home('minji')).toContain('출근 되돌리기 (09:05까지)');
    const shown = as('minji').home();
    if (!shown) throw new Error('no home');
    await as('minji').press('home', action.undo, { times: 3 });
    await world.quiet();
    expect(await day('minji')).toMatchObject({
      spans: [],
      open: false,
      history: [{ what: 'check-in' }, { what: 'undo' }],
    });
    expect(home('minji')).toContain('아직 출근 전');
    expect(home('minji')).not.toContain('되돌리기');
    // The same button on another device: there is nothing to undo any more.
    await as('minji').press('home', action.undo, { shown });
    await world.quiet();
    expect(textsOf(as('minji').modal())).toContain('그사이 기록이 변경되어');
    await as('minji').dismiss();
    expect((await day('minji'))?.history).toHaveLength(2);
    await as('minji').press('home', action.checkIn);
    await world.quiet();
    expect(await day('minji')).toMatchObject({ open: true, history: [{}, {}, { what: 'check-in' }] });
  });

  it('is not undone after five minutes', async () => {
    const shown = as('minji').home();
    if (!shown) throw new Error('no home');
    await world.jump('2026-11-24T09:06:00+09:00');
    await as('minji').press('home', action.undo, { shown });
    await world.quiet();
    expect(textsOf(as('minji').modal())).toContain('5분이 지나');
    await as('minji').dismiss();
    expect(await day('minji')).toMatchObject({ open: true });
  });

  it('in chat says so in place of the answer, and only to who pressed it', async () => {
    await as('woojin').say('app', '출근 재택');
    await world.quiet();
    await world.jump('2026-11-24T18:00:00+09:00');
    await as('woojin').say('app', '퇴근');
    await world.quiet();
    const out = answer('woojin');
    expect(textsOf(out)).toContain('퇴근 되돌리기 (18:05까지)');
    await as('woojin').press(out.place, action.undo);
    await world.quiet();
    expect(answer('woojin').text).toBe('퇴근 기록을 되돌렸습니다.');
    expect(answer('woojin').ts).toBe(out.ts);
    expect(await day('woojin')).toMatchObject({ open: true, spans: [{ place: 'home', breaks: [] }] });
    expect((await day('woojin'))?.spans[0]).not.toHaveProperty('out');
    await as('woojin').say('app', '퇴근');
    await world.quiet();
    expect(await day('woojin')).toMatchObject({ open: false });
  });

  it('by the slash command is undone in its answer, and by the shortcut in its modal', async () => {
    await as('lucas').command('/daybook in', { channel: 'general' });
    await world.quiet();
    const said = as('lucas').ephemerals('general').at(-1);
    if (!said) throw new Error('no answer');
    await as('lucas').press({ channel: said.channel, ts: said.ts }, action.undo);
    await world.quiet();
    expect(as('lucas').ephemerals('general').at(-1)?.text).toBe('The check-in was undone.');
    expect(await day('lucas')).toMatchObject({ spans: [], open: false });
    await as('lucas').shortcut(shortcut.clock);
    await world.quiet();
    await as('lucas').press('modal', action.clockIn);
    await world.quiet();
    await as('lucas').press('modal', action.undo);
    await world.quiet();
    expect(await day('lucas')).toMatchObject({ spans: [], open: false });
    expect(JSON.stringify(as('lucas').modal()?.blocks)).toContain(action.clockIn);
  });
});

describe('A rest day', () => {
  let world: World;
  beforeAll(async () => {
    // Christmas, a Friday.
    world = await startWorld({ language: 'ko', at: '2026-12-25T09:00:00+09:00' });
    await world.database.db.collection('people').updateMany({}, { $set: { quickIn: true } });
  });
  afterAll(() => world.close());

  const as = (name: Name) => world.slack.as(world.people[name]);
  const days = () => world.database.db.collection('workdays').countDocuments({});
  const confirmOf = (view: unknown, id: string): string =>
    JSON.stringify(view).match(
      new RegExp(`\\{[^{}]*"action_id":"${id}".*?"confirm":\\{.*?"title":\\{[^}]*"text":"([^"]+)"`),
    )?.[1] ?? '';

  it('asks before it checks in with one click, on Home and in the shortcut', async () => {
    await as('minji').openHome();
    await world.quiet();
    expect(confirmOf(as('minji').home(), action.checkIn)).toContain('오늘은 공휴일입니다');
    await as('minji').shortcut(shortcut.clock);
    await world.quiet();
    expect(confirmOf(as('minji').modal(), action.clockIn)).toContain('오늘은 공휴일입니다');
    await as('minji').dismiss();
    // Saturday is off by the schedule.
    await world.jump('2026-12-26T09:00:00+09:00');
    await as('hana').openHome();
    await world.quiet();
    expect(confirmOf(as('hana').home(), action.checkIn)).toBe('오늘은 휴무일입니다');
  });

  it('asks who writes 출근, and checks in with what was said once they press; nobody else’s press does', async () => {
    const before = await days();
    await as('woojin').say('general', `<@${world.slack.app.botUser}> 출근 재택`);
    await world.quiet();
    const asked = as('woojin').messages('general').at(-1);
    if (!asked) throw new Error('no question');
    expect(asked.text).toContain('오늘은 휴무일입니다. 그래도 출근하시겠습니까?');
    expect(await days()).toBe(before);
    const place = { channel: asked.channel, ts: asked.ts };
    await as('hana').press(place, action.checkInAnyway);
    await world.quiet();
    expect(await days()).toBe(before);
    await as('woojin').press(place, action.checkInAnyway, { times: 2 });
    await world.quiet();
    expect(await days()).toBe(before + 1);
    expect(await world.database.db.collection('workdays').findOne({ user: world.people.woojin })).toMatchObject({
      open: true,
      spans: [{ place: 'home' }],
    });
    expect(
      as('woojin')
        .messages('general')
        .find(m => m.ts === asked.ts)?.text,
    ).toBe('09:00 출근했습니다 (재택).');
    // Who is in already hears that, and is not asked.
    await as('woojin').say('app', '출근');
    await world.quiet();
    expect(as('woojin').messages('app').at(-1)?.text).toContain('이미 출근했습니다');
  });

  it('asks in the answer of the slash command, too', async () => {
    await as('seoyeon').command('/daybook in', { channel: 'general' });
    await world.quiet();
    const asked = as('seoyeon').ephemerals('general').at(-1);
    if (!asked) throw new Error('no question');
    await as('seoyeon').press({ channel: asked.channel, ts: asked.ts }, action.checkInAnyway);
    await world.quiet();
    expect(as('seoyeon').ephemerals('general').at(-1)?.text).toContain('출근했습니다');
  });
});
