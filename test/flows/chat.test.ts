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
    const before = woojin.messages('app').length;
    await world.slack.redeliver();
    await world.quiet();
    expect(woojin.messages('app')).toHaveLength(before);
    // A process that refused it and died before its answer was stored.
    await world.database.db.collection('received').deleteMany({});
    await world.slack.redeliver();
    await world.quiet();
    expect(woojin.messages('app')).toHaveLength(before + 1);
    expect(woojin.messages('app').at(-1)?.text).toBe('변경이 한꺼번에 몰려 기록하지 못했습니다. 다시 시도해 주세요.');
    expect(await world.database.db.collection('workdays').countDocuments({ user: world.people.woojin })).toBe(0);
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

  const asked = async (who: 'minji' | 'emily', text: string) => {
    const person = world.slack.as(world.people[who]);
    await person.say('app', text);
    await world.quiet();
    return person.messages('app').at(-1);
  };

  it('warn of what the form would refuse: no working day, reversed dates, an overlap, and still open the form', async () => {
    const weekend = await asked('minji', '휴가신청 / 휴가자：이민지 / 휴가일시：2026. 12. 5. ～ 12. 6. / 사유：이사');
    expect(textsOf(weekend)).toContain('이대로는 보낼 수 없으니');
    expect(textsOf(weekend)).toContain('기간에 근무일이 없습니다');
    expect(weekend?.text).toContain('기간에 근무일이 없습니다');
    expect(textsOf(await asked('minji', '휴가신청 12/10 ~ 12/9'))).toContain('빠릅니다');
    // Asked for in the thread above.
    expect(textsOf(await asked('minji', '휴가신청\n- 휴가일시: 12/4'))).toContain('이미 신청한 휴가와 겹칩니다');
    const half = await asked('minji', '휴가신청\n휴가일시: 12/10 반차');
    expect(textsOf(half)).toContain('시간대');
    const minji = world.slack.as(world.people.minji);
    await minji.press({ channel: half?.channel ?? '', ts: half?.ts ?? '' }, action.openLeave);
    await world.quiet();
    expect(minji.modal()?.callbackId).toBe(callback.leave);
    await minji.dismiss();
    // A limit that lies in another year says so.
    expect(textsOf(await asked('minji', '휴가신청 2028-01-04'))).toContain(
      '2027년 11월 24일(수)까지 신청할 수 있습니다',
    );
    const fine = textsOf(await asked('minji', '휴가신청\n휴가일시: 12/10 오후 반차'));
    expect(fine).toContain('오후 반차');
    expect(fine).toContain('0.5일');
    expect(fine).not.toContain(':warning:');
  });

  it('say at once that employees ask for nobody else’s leave, and who enters it', async () => {
    const other = textsOf(await asked('minji', '$휴가신청\n휴가자 : 박하나\n휴가일시 : 12/10\n사유 : 부탁'));
    expect(other).toContain('*박하나* 님의 휴가는 신청하지 못합니다');
    expect(other).toContain('상급자나 인사 관리자가 대신 등록할 수 있습니다');
    const mentioned = await asked('emily', `휴가신청 휴가자: <@${world.people.hana}> 휴가일시: 12/10`);
    expect(textsOf(mentioned)).toContain('I cannot request it for');
    expect(textsOf(mentioned)).toContain('their manager or HR can enter it');
    // So is it of somebody else beside the writer.
    for (const both of ['이민지, 박하나', '박하나·이민지', '이민지 / 박하나 팀장'])
      expect(textsOf(await asked('minji', `휴가신청\n휴가자: ${both}\n휴가일시: 12/10`))).toContain(
        '신청하지 못합니다',
      );
    // Nobody that Daybook knows is somebody else, too.
    expect(textsOf(await asked('emily', '휴가신청 휴가자: <@U0STRANGER> 휴가일시: 12/10'))).toContain(
      'I cannot request it for',
    );
    for (const own of ['이민지', '이 민지', '민지', '이민지 팀장', '@이민지', '본인', `<@${world.people.minji}>`])
      expect(textsOf(await asked('minji', `휴가신청 휴가자: ${own} 휴가일시: 12/10`))).toContain('이렇게 이해했습니다');
  });

  it('show links and numbers, which Slack marks up, as they were typed', async () => {
    const emily = world.slack.as(world.people.emily);
    const { channel = '' } = (await asked('emily', 'help')) ?? {};
    let n = 0;
    const delivered = async (text: string) => {
      const event = { type: 'message', channel_type: 'im', channel, user: world.people.emily, ts: '9.9', text };
      await world.slack.deliver(
        {
          ...{ type: 'event_callback', team_id: world.slack.team.id, api_app_id: 'A' },
          ...{ event_id: `EvMarked${n++}`, event_time: 1, event },
        },
        { kind: 'event' },
      );
      await world.quiet();
      return textsOf(emily.messages('app').at(-1));
    };
    const form = await delivered(
      '휴가신청\n휴가일시: 12/10\n사유: <tel:010-1234-5678|010-1234-5678> <mailto:a@b.kr|a@b.kr> <https://b.kr/?x=1&amp;y=2>',
    );
    expect(form).toContain('010-1234-5678 a@b.kr https://b.kr/?x=1&y=2');
    expect(await delivered('in <tel:010-1234-5678|010-1234-5678>')).toContain('“010-1234-5678”');
    expect(await delivered('휴가신청\n<https://b.kr|문서>\n휴가일시: 12/10')).toContain('“문서”');
  });

  it('answer the balance, in the channel only to whoever asks', async () => {
    expect(textsOf(await asked('minji', '연차'))).toContain('잔여 일수를 계산하지 않습니다');
    await world.database.db
      .collection('people')
      .updateOne({ _id: `${world.slack.team.id}:${world.people.emily}` as never }, { $set: { hiredOn: '2025-01-02' } });
    const balance = await asked('emily', 'what is my leave balance?');
    expect(textsOf(balance)).toMatch(/Annual leave: \*\d+ days\* left/);
    expect(textsOf(balance)).toContain('usable until');
    const emily = world.slack.as(world.people.emily);
    await emily.press({ channel: balance?.channel ?? '', ts: balance?.ts ?? '' }, action.openStatement);
    await world.quiet();
    expect(textsOf(emily.modal())).toContain('Annual leave');
    await emily.dismiss();
    const said = emily.messages('general').length;
    await emily.say('general', `<@${world.slack.app.botUser}> 남은 연차?`);
    await world.quiet();
    expect(emily.messages('general')).toHaveLength(said + 1);
    expect(emily.ephemerals('general').at(-1)?.text).toContain('Annual leave');
    await emily.command('/daybook balance', { channel: 'general' });
    expect(emily.ephemerals('general').at(-1)?.text).toContain('Annual leave');
  });

  it('understand a question with a blank, a sign or a polite word', async () => {
    for (const text of ['상태?', '상태 알려줘', '현황 좀 보여주세요!', 'status?'])
      expect(textsOf(await asked('minji', text))).toContain('이번 주');
  });

  it('say that a message is too long, without reading it', async () => {
    const answer = await asked('minji', `$휴가신청\n휴가일시 : 7/1${' '.repeat(12_000)}x`);
    expect(textsOf(answer)).toContain('4,000자까지 읽습니다');
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
    expect(textsOf(lucas.modal())).toContain('Start date');
    expect(lucas.warning()).toBeNull();
    await lucas.dismiss();
    await lucas.command('/daybook', { channel: 'general' });
    expect(lucas.ephemerals('general').at(-1)?.text).toContain('check in');
  });
});
