import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action, callback } from '../../blocks/ids.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';

describe('the ways of the first version', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  const days = () => world.database.db.collection('workdays').find({}).toArray();

  it('check in and out by word, once however often the event comes', async () => {
    const minji = world.slack.as(world.people.minji);
    await minji.say('app', '출근');
    await world.slack.redeliver();
    await world.quiet();
    const answers = () => minji.messages('app').filter(m => m.user !== world.people.minji);
    expect(answers().map(m => m.text)).toEqual(['09:00 출근했습니다 (사무실).']);
    expect(await days()).toMatchObject([{ spans: [{ place: 'office' }], history: [{ what: 'check-in' }] }]);
    await minji.say('app', '출근');
    await world.quiet();
    expect(answers().at(-1)?.text).toBe('이미 출근했습니다: 09:00부터, 사무실');
    await world.jump('2026-11-24T18:00:00+09:00');
    await minji.say('app', '퇴근');
    await world.quiet();
    expect(answers().at(-1)?.text).toBe('18:00 퇴근했습니다. 오늘 근무 8시간.');
  });

  it('does not do later what was refused: a late retry of a refused word', async () => {
    const woojin = world.slack.as(world.people.woojin);
    await woojin.say('app', '퇴근');
    await world.quiet();
    expect(woojin.messages('app').at(-1)?.text).toBe('출근 기록이 없습니다.');
    // The person checks in meanwhile, through another door; then Slack sends the old event again.
    await world.another().then(async other => {
      expect(other.team).toBe(world.slack.team.id);
    });
    const before = world.slack.as(world.people.woojin).messages('app').length;
    const late = world.slack.redeliver();
    await late;
    await world.quiet();
    expect(woojin.messages('app')).toHaveLength(before);
  });

  it('answer 휴가신청 with a button that opens the form', async () => {
    const minji = world.slack.as(world.people.minji);
    await minji.say('app', '휴가신청');
    await world.quiet();
    const offer = minji.messages('app').at(-1);
    await minji.press({ channel: offer?.channel ?? '', ts: offer?.ts ?? '' }, action.openLeave);
    await world.quiet();
    expect(minji.modal()?.callbackId).toBe(callback.leave);
    await minji.dismiss();
  });

  it('read the text form in a channel, answer in its thread, and open the form filled, for its writer alone', async () => {
    const minji = world.slack.as(world.people.minji);
    const bot = world.slack.app.botUser;
    await minji.say(
      'general',
      `<@${bot}> $휴가신청\n휴가자 : 이민지\n휴가일시 : 12/3 ~ 12/4\n사유 : 가족 <!channel> 여행`,
    );
    await world.quiet();
    const [asked, answer, ...more] = minji.messages('general');
    expect(more).toEqual([]);
    expect(answer?.threadTs).toBe(asked?.ts);
    expect(textsOf(answer)).toContain('2026년 12월 3일(목)–4일(금)');
    expect(JSON.stringify(answer?.blocks)).not.toContain('mrkdwn","text":"가족');
    const at = { channel: answer?.channel ?? '', ts: answer?.ts ?? '' };
    await world.slack.as(world.people.hana).press(at, action.openLeave);
    await world.quiet();
    expect(world.slack.as(world.people.hana).modal()).toBeNull();
    expect(world.slack.as(world.people.hana).ephemerals('general')[0]?.text).toContain('다른 사람의 양식');
    await minji.press(at, action.openLeave);
    await world.quiet();
    expect(textsOf(minji.modal())).toContain('*2일* 사용');
    await minji.submit();
    await world.quiet();
    expect(await world.database.db.collection('requests').findOne({})).toMatchObject({
      user: world.people.minji,
      form: { type: 'annual', from: '2026-12-03', to: '2026-12-04', reason: '가족 <!channel> 여행' },
    });
  });

  it('say which line could not be read, and show the form', async () => {
    const emily = world.slack.as(world.people.emily);
    await emily.say(
      'general',
      `<@${world.slack.app.botUser}> $휴가신청\n휴가자 : Emily\n휴가일시 : someday\n사유 : trip`,
    );
    await world.quiet();
    const answer = emily.messages('general').at(-1);
    expect(textsOf(answer)).toContain('I could not read this line: “휴가일시 :⁠ someday”');
    expect(textsOf(answer)).toContain('$휴가신청');
  });

  it('give a short help for anything else, and say nothing to edits and to bots', async () => {
    const lucas = world.slack.as(world.people.lucas);
    await lucas.say('app', 'what can you do?');
    await world.quiet();
    expect(lucas.messages('app').at(-1)?.text).toContain('check in');
    const before = lucas.messages('app').length;
    const base = { channel: lucas.messages('app')[0]?.channel, channel_type: 'im', ts: '9.9', text: 'in' };
    const events = [
      { ...base, type: 'message', subtype: 'message_changed' },
      { ...base, type: 'message', bot_id: 'B1', user: world.people.lucas },
    ];
    for (const [i, event] of events.entries())
      await world.slack.deliver(
        {
          type: 'event_callback',
          team_id: world.slack.team.id,
          api_app_id: 'A',
          event_id: `EvX${i}`,
          event_time: 1,
          event,
        },
        { kind: 'event' },
      );
    await world.quiet();
    expect(lucas.messages('app')).toHaveLength(before);
  });

  it('/daybook does the same, and answers only the person', async () => {
    const lucas = world.slack.as(world.people.lucas);
    await lucas.command('/daybook in', { channel: 'general', times: 2 });
    await world.quiet();
    expect(lucas.ephemerals('general').at(-1)?.text).toBe('Checked in at 18:00 (Office).');
    expect((await days()).filter(d => d.user === world.people.lucas)).toMatchObject([{ spans: [{ place: 'office' }] }]);
    await lucas.command('/daybook leave', { channel: 'general', times: 2 });
    await world.quiet();
    expect(lucas.modal()?.callbackId).toBe(callback.leave);
    expect(textsOf(lucas.modal())).toContain('First day');
    expect(lucas.warning()).toBeNull();
    await lucas.dismiss();
    await lucas.command('/daybook', { channel: 'general' });
    expect(lucas.ephemerals('general').at(-1)?.text).toContain('check in');
  });
});
