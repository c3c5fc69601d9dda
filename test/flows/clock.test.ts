import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adminAction } from '../../blocks/administration-ids.ts';
import { correctionAction, correctionCallback } from '../../blocks/correction-ids.ts';
import { action, callback, shortcut } from '../../blocks/ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { manifest } from '../../src/cli/manifest.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { manage } from '../support/manage.ts';

type Who = keyof World['people'];
let world: World;
beforeEach(async () => {
  world = await startWorld({ at: '2026-11-24T10:00:00+09:00' });
});
afterEach(() => world.close());

const as = (who: Who) => world.slack.as(world.people[who]);
const dayOf = async (who: Who) => world.database.db.collection('workdays').findOne({ user: world.people[who] });
const seoul = (time: string): number => Date.parse(`2026-11-24T${time}+09:00`);

/** The answer without the button that undoes it: see undo.test.ts. */
const withoutUndo = (text: string): string =>
  text.replace(/\n(?:(?:출근|퇴근) 되돌리기|Undo check-(?:in|out)) \(.*\)$/, '');

/** Says it to the app and gives the app's last answer. */
async function said(who: Who, text: string): Promise<string | undefined> {
  await as(who).say('app', text);
  await world.quiet();
  const last = as(who).messages('app').at(-1);
  return last?.user === world.people[who] ? undefined : withoutUndo(textsOf(last));
}

async function commanded(who: Who, text: string, times = 1): Promise<string> {
  await as(who).command(`/daybook ${text}`, { channel: 'general', times });
  await world.quiet();
  return withoutUndo(textsOf(as(who).ephemerals('general').at(-1)));
}

describe('words in a direct message', () => {
  it('check in at an earlier time and a place, flagged in the history, once however often the event comes', async () => {
    expect(await said('minji', '출근 09:10 재택')).toBe(
      '09:10 출근했습니다 (재택). 나중에 입력한 시각으로 기록에 표시됩니다.',
    );
    await world.slack.redeliver();
    await world.quiet();
    expect(as('minji').messages('app')).toHaveLength(2);
    expect(await dayOf('minji')).toMatchObject({
      corrected: true,
      spans: [{ in: seoul('09:10'), place: 'home' }],
      history: [{ what: 'check-in', said: seoul('09:10') }],
    });
    await world.jump('2026-11-24T19:00:00+09:00');
    expect(await said('minji', '퇴근 6:30')).toContain('오후라면 `18:30`처럼');
    expect(await said('minji', '퇴근 18:30')).toBe(
      '18:30 퇴근했습니다. 오늘 근무 8시간 20분. 나중에 입력한 시각으로 기록에 표시됩니다.',
    );
    expect((await dayOf('minji'))?.spans).toMatchObject([{ out: seoul('18:30') }]);
  });

  it('begin and end a break, and say what stands', async () => {
    expect(await said('minji', '휴식')).toBe('출근 기록이 없습니다.');
    await said('minji', '출근');
    await world.jump('2026-11-24T12:00:00+09:00');
    expect(await said('minji', '휴식')).toBe('12:00 휴게를 시작했습니다. 끝나면 `복귀`를 보내 주세요.');
    await world.slack.redeliver();
    await world.jump('2026-11-24T12:40:00+09:00');
    expect(await said('minji', '상태')).toContain('*휴게 중* · 12:00부터');
    expect(await said('minji', '휴식 끝')).toBe('휴게를 마쳤습니다: 12:00–12:40, 40분.');
    expect(await said('minji', '복귀')).toBe('휴게 중이 아닙니다.');
    // The same word begins one and ends it.
    await said('minji', '휴식');
    await world.jump('2026-11-24T13:00:00+09:00');
    expect(await said('minji', '휴식')).toBe('휴게를 마쳤습니다: 12:40–13:00, 20분.');
    expect((await dayOf('minji'))?.history.map((h: { what: string }) => h.what)).toEqual([
      'check-in',
      ...['start-break', 'end-break', 'start-break', 'end-break'],
    ]);
  });

  it('record nothing that lies ahead, lies before what is recorded, or is not understood', async () => {
    expect(await said('minji', '출근 10:30')).toContain('10:30은 아직 오지 않은 시각');
    expect(await said('minji', '출근 9시쯤')).toMatch(
      /“9시쯤” 부분을 이해하지 못해 아무것도 .*\n• `출근`\n• `출근 09:10`/s,
    );
    expect(await said('lucas', 'in the meeting')).toContain('I do not understand “the meeting”');
    expect(await dayOf('minji')).toBeNull();
    await said('minji', '출근 09:00');
    await said('minji', '퇴근 09:40');
    expect(await said('minji', '출근 09:20')).toContain('이미 기록된 시각(09:40)보다 앞입니다');
    expect((await dayOf('minji'))?.spans).toHaveLength(1);
    // What stands is said first, whatever the time.
    await said('hana', '출근');
    expect(await said('hana', '출근 08:50 출장')).toBe('이미 출근했습니다: 10:00부터, 사무실');
    expect(await said('woojin', '퇴근 09:50')).toBe('출근 기록이 없습니다.');
    expect(await said('hana', '퇴근 8:50')).not.toContain('오후라면');
  });

  it('go no further back than the policy lets people correct themselves', async () => {
    await as('owner').openHome();
    await world.quiet();
    await manage(world, as('owner'), adminAction.openPolicy);
    await world.quiet();
    await as('owner').press('modal', adminAction.changeGroup, { buttonValue: 'workingTime' });
    await world.quiet();
    await as('owner').fill('workingTime.correctOwnWithin', '2');
    await as('owner').submit();
    await world.quiet();
    await as('owner').submit();
    await world.quiet();
    await world.jump('2026-11-24T13:00:00+09:00');
    expect(await said('minji', '출근 09:10')).toContain('09:10은 2시간보다 더 지난 시각');
    // The refusal has the form in which the manager can be asked.
    const refusal = as('minji').messages('app').at(-1);
    await as('minji').press({ channel: refusal?.channel ?? '', ts: refusal?.ts ?? '' }, correctionAction.open);
    await world.quiet();
    expect(as('minji').modal()?.callbackId).toBe(correctionCallback.correct);
    expect(textsOf(as('minji').modal())).toContain('이 날짜에는 기록이 없습니다.');
    await as('minji').dismiss();
    expect(await said('minji', '출근 11:00')).toContain('11:00 출근했습니다');
  });

  it('tell the state in two lines as Home does, to nobody else where the app is mentioned', async () => {
    await said('emily', 'in 19:30 home');
    expect(await said('emily', 'status')).toBe(
      '*Working* · since 19:30 · from home · the workday of Tue 24 Nov · 30 min · done at 04:30 (1 h break included)\nThis week 30 min of 40 h · 167 h 30 m remaining this month',
    );
    await as('emily').say('general', `<@${world.slack.app.botUser}> status`);
    await world.quiet();
    expect(as('emily').messages('general').at(-1)?.user).toBe(world.people.emily);
    expect(textsOf(as('emily').ephemerals('general').at(-1))).toContain('*Working*');
  });
});

describe('/daybook', () => {
  it('does the same by the same rules, and only the person sees the answers', async () => {
    expect(await commanded('lucas', 'in 08:30 home', 2)).toContain('(Home).');
    expect((await dayOf('lucas'))?.spans).toMatchObject([{ place: 'home' }]);
    expect((await dayOf('lucas'))?.history).toHaveLength(1);
    expect(await commanded('lucas', 'in')).toContain('You are already checked in');
    expect(await commanded('lucas', 'break', 2)).toContain('Break since');
    await world.jump('2026-11-24T10:15:00+09:00');
    expect(await commanded('lucas', 'back')).toContain('15 min.');
    expect(await commanded('lucas', 'back')).toBe('You are not on a break.');
    expect(await commanded('lucas', 'status')).toMatch(/^\*Working\* .*\nThis week /);
    expect(await commanded('lucas', 'help')).toContain('`out 18:30`');
    expect(await commanded('lucas', 'out tomorrow')).toContain('Nothing was recorded');
    expect(await commanded('lucas', 'out')).toContain('Worked today');
    expect(await commanded('lucas', 'out')).toContain('You already checked out');
    expect(as('hana').ephemerals('general')).toEqual([]);
    expect((await dayOf('lucas'))?.history).toHaveLength(4);
  });
});

describe('the global shortcuts', () => {
  const sound = (who: Who) =>
    expect(breaches('modal', { ...as(who).modal(), type: 'modal' }).filter(b => /block|text|option/.test(b))).toEqual(
      [],
    );

  it('open a small modal with the state and the right buttons, which follows what is pressed', async () => {
    const minji = as('minji');
    await minji.shortcut(shortcut.clock, { times: 2 });
    await world.quiet();
    expect(minji.modals()).toHaveLength(1);
    expect(minji.warning()).toBeNull();
    expect(minji.modal()?.callbackId).toBe(callback.clock);
    expect(textsOf(minji.modal())).toContain('*아직 출근 전*');
    sound('minji');
    const old = minji.modal();
    await minji.fill(action.clockChoosePlace, 'trip');
    await minji.press('modal', action.clockIn, { times: 2 });
    await world.quiet();
    expect(textsOf(minji.modal())).toContain('*근무 중* · 10:00부터 · 출장');
    expect(textsOf(minji.modal())).not.toContain('이미');
    sound('minji');
    // The button of before, on another device.
    await minji.press('modal', action.clockIn, old ? { shown: old } : {});
    await world.quiet();
    expect(textsOf(minji.modal())).toContain('이미 출근했습니다: 10:00부터, 출장');
    await minji.press('modal', action.clockBreak);
    await world.quiet();
    expect(textsOf(minji.modal())).toContain('*휴게 중* · 10:00부터');
    expect(textsOf(minji.modal())).not.toContain('이미');
    await minji.press('modal', action.clockBack);
    await minji.press('modal', action.clockPlace, { value: 'office' });
    await world.quiet();
    expect(textsOf(minji.modal())).toContain('사무실');
    await world.jump('2026-11-24T18:00:00+09:00');
    await minji.press('modal', action.clockOut);
    await world.quiet();
    expect(textsOf(minji.modal())).toContain('*퇴근 완료*');
    expect(textsOf(minji.modal())).toContain('다시 출근');
    sound('minji');
    expect((await dayOf('minji'))?.history.map((h: { what: string }) => h.what)).toEqual([
      'check-in',
      'start-break',
      'end-break',
      'change-place',
      'check-out',
    ]);
  });

  it('open the leave form, once however often it comes', async () => {
    await as('lucas').shortcut(shortcut.leave, { times: 2 });
    await world.quiet();
    expect(as('lucas').modals()).toHaveLength(1);
    expect(as('lucas').modal()?.callbackId).toBe(callback.leave);
    expect(as('lucas').warning()).toBeNull();
  });

  it('answer Slack where nobody knows the shortcut, and tell strangers', async () => {
    expect(await as('minji').shortcut('of-an-older-manifest')).toMatchObject({ ok: true, status: 200 });
    const guest = world.slack.addUser({ realName: 'Guest', isGuest: true });
    await world.quiet();
    await world.slack.as(guest.id).shortcut(shortcut.clock);
    await world.quiet();
    expect(textsOf(world.slack.as(guest.id).modal())).toContain('이 워크스페이스의 구성원만');
  });

  it('stand in the manifest, as do all commands and events', () => {
    const { features, settings } = manifest();
    const { routes } = world.app;
    expect(features.shortcuts.map(s => s.callback_id).sort()).toEqual([...routes.shortcuts].sort());
    expect(features.slash_commands.map(c => c.command)).toEqual(routes.commands);
    // A direct message is an event of its own name there.
    const events = routes.events.map(e => (e === 'message' ? 'message.im' : e));
    expect(settings.event_subscriptions.bot_events).toEqual(expect.arrayContaining(events));
  });
});
