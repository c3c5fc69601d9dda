import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { correctionAction } from '../../blocks/correction-ids.ts';
import { action, input } from '../../blocks/ids.ts';
import { leaveAction } from '../../blocks/leave-ids.ts';
import type { SimMessage } from '../../scripts/simulator/protocol.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import type { RequestDoc } from '../../src/approvals/store.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';

type Name = keyof World['people'];

describe('A message whose button opened a form', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ language: 'ko' });
  });
  afterAll(() => world.close());

  const as = (name: Name) => world.slack.as(world.people[name]);
  const placeOf = ({ channel, ts }: SimMessage) => ({ channel, ts });
  const buttons = (message: SimMessage | undefined): string[] =>
    [...JSON.stringify(message?.blocks ?? []).matchAll(/"action_id":"([^"]+)"/g)].map(m => m[1] ?? '');
  const at = (channel: string, place: { ts: string }): SimMessage | undefined =>
    as('minji')
      .messages(channel)
      .find(m => m.ts === place.ts);
  const last = (name: Name, channel = 'app'): SimMessage => {
    const found = as(name).messages(channel).at(-1);
    if (!found) throw new Error('no message');
    return found;
  };
  const request = async (): Promise<RequestDoc> => {
    const found = await world.database.db.collection<RequestDoc>('requests').find({}).sort({ sentAt: -1 }).next();
    if (!found) throw new Error('no request');
    return found;
  };
  const say = async (name: Name, channel: string, text: string): Promise<SimMessage> => {
    await as(name).say(channel, text);
    await world.quiet();
    return last(name, channel);
  };
  const openAndSend = async (name: Name, message: SimMessage, fill: () => Promise<unknown> = async () => undefined) => {
    await as(name).press(placeOf(message), action.openLeave);
    await world.quiet();
    await fill();
    await world.quiet();
    await as(name).submit();
    await world.quiet();
  };
  const afternoon = (date: string) => async () => {
    await as('minji').fill(action.leaveType, 'half');
    await world.quiet();
    await as('minji').fill(leaveAction.part, 'pm');
    await as('minji').fill(action.leaveFrom, date);
  };
  const decide = async (what: string): Promise<void> => {
    const { _id } = await request();
    const card = as('owner')
      .messages(world.adminChannel)
      .find(m => JSON.stringify(m.blocks).includes(_id));
    if (!card) throw new Error('no card');
    await as('owner').press(placeOf(card), what);
    await world.quiet();
  };

  it('says what was sent instead of its button, and can withdraw it; nobody else can', async () => {
    const offer = await say('minji', 'app', '휴가신청');
    await openAndSend('minji', offer, afternoon('2026-12-10'));
    const shown = () => at('app', offer);
    expect(shown()?.text).toBe(':hourglass_flowing_sand: 오후 반차 12월 10일(목) 신청 · 승인 대기');
    expect(buttons(shown())).toEqual([action.edit, action.withdraw]);
    expect(breaches('message', shown())).toEqual([]);
    // Sent once, shown once: no second copy was posted.
    expect(
      as('minji')
        .messages('app')
        .filter(m => m.text.includes('오후 반차')),
    ).toHaveLength(1);
    // A forged press of somebody else, with the same button.
    const message = shown();
    await world.slack.deliver(
      {
        type: 'block_actions',
        team: { id: world.slack.team.id },
        user: { id: world.people.hana },
        trigger_id: 'forged',
        container: { type: 'message', channel_id: message?.channel, message_ts: message?.ts },
        channel: { id: message?.channel },
        actions: [{ action_id: action.withdraw, action_ts: '1.1', type: 'button', value: (await request())._id }],
      },
      { kind: 'interaction' },
    );
    await world.quiet();
    expect((await request()).state).toBe('waiting');
    await as('minji').press(placeOf(offer), action.withdraw);
    await world.quiet();
    expect((await request()).state).toBe('withdrawn');
    expect(shown()?.text).toBe(':leftwards_arrow_with_hook: 오후 반차 12월 10일(목) 신청 · 회수');
    expect(buttons(shown())).toEqual([]);
  });

  it('follows the request to its decision', async () => {
    const offer = await say('minji', 'app', '휴가신청');
    await openAndSend('minji', offer, afternoon('2026-12-11'));
    await decide(action.approve);
    expect(at('app', offer)?.text).toContain(':white_check_mark: 오후 반차 12월 11일(금) 신청 · 최도현 님이 승인');
    expect(buttons(at('app', offer))).toEqual([]);
  });

  it('in a channel belongs to who wrote, and somebody else’s request leaves it alone', async () => {
    const bot = world.slack.app.botUser;
    const offer = await say('minji', 'general', `<@${bot}> 휴가신청`);
    await openAndSend('hana', offer);
    expect((await request()).user).toBe(world.people.hana);
    expect(buttons(at('general', offer))).toEqual([action.openLeave]);
    await openAndSend('minji', offer, afternoon('2026-12-14'));
    expect(at('general', offer)?.text).toContain('오후 반차 12월 14일(월) 신청 · 승인 대기');
    await as('hana').press(placeOf(offer), action.withdraw);
    await world.quiet();
    expect((await request()).state).toBe('waiting');
    expect(as('hana').ephemerals('general').at(-1)?.text).toBe('다른 사람의 신청입니다.');
  });

  it('of a text form under a mention says so in its thread', async () => {
    const bot = world.slack.app.botUser;
    await as('minji').say('general', `<@${bot}> $휴가신청\n휴가일시 : 12/16 ~ 12/17\n사유 : 여행`);
    await world.quiet();
    const answer = last('minji', 'general');
    await openAndSend('minji', answer);
    expect(at('general', answer)?.text).toBe(':hourglass_flowing_sand: 연차 12월 16일(수)–17일(목) 신청 · 승인 대기');
    expect(textsOf(at('general', answer))).not.toContain('여행');
  });

  it('that only its person sees says so once, and the copy that follows comes by direct message', async () => {
    await as('minji').command('/daybook help', { channel: 'general' });
    await world.quiet();
    const help = as('minji').ephemerals('general').at(-1);
    if (!help) throw new Error('no answer');
    await openAndSend('minji', help, afternoon('2026-12-18'));
    const answer = as('minji').ephemerals('general').at(-1);
    expect(answer?.ts).toBe(help.ts);
    expect(textsOf(answer)).toContain('오후 반차 12월 18일(금) 신청 · 승인 대기');
    expect(buttons(answer)).toEqual([]);
    const copy = last('minji');
    expect(copy.text).toContain('오후 반차 12월 18일(금) 신청 · 승인 대기');
    await as('minji').press(placeOf(copy), action.withdraw);
    await world.quiet();
    expect(at('app', copy)?.text).toContain('신청 · 회수');
  });

  it('that sends back a request shows it once it was sent again', async () => {
    const offer = await say('minji', 'app', '휴가신청');
    await openAndSend('minji', offer, afternoon('2026-12-21'));
    const { _id, round, at: step } = await request();
    const card = as('owner')
      .messages(world.adminChannel)
      .find(m => JSON.stringify(m.blocks).includes(_id));
    if (!card) throw new Error('no card');
    await as('owner').press(placeOf(card), action.more, { value: `send-back|${_id}:${round}:${step}` });
    await world.quiet();
    await as('owner').fill(input.reason, '날짜를 확인해 주세요');
    await as('owner').submit();
    await world.quiet();
    const notice = last('minji');
    expect(buttons(at('app', offer))).toEqual([action.edit, action.withdraw]);
    await as('minji').press(placeOf(notice), action.edit);
    await world.quiet();
    await as('minji').fill(action.leaveFrom, '2026-12-22');
    await world.quiet();
    await as('minji').submit();
    await world.quiet();
    for (const place of [offer, notice])
      expect(at('app', place)?.text).toBe(':hourglass_flowing_sand: 오후 반차 12월 22일(화) 신청 · 승인 대기');
  });

  it('asks about a missing check-out: it says that its answer waits, and can withdraw that', async () => {
    await as('woojin').say('app', '출근');
    await world.quiet();
    await world.jump('2026-11-24T21:30:00+09:00');
    const question = as('woojin')
      .messages('app')
      .findLast(m => buttons(m).includes(correctionAction.open));
    if (!question) throw new Error('no question');
    await world.jump('2026-11-28T09:30:00+09:00');
    const shown = () =>
      as('woojin')
        .messages('app')
        .find(m => m.ts === question.ts);
    await as('woojin').press(placeOf(question), correctionAction.leftAt);
    await world.quiet();
    expect((await request()).kind).toBe('correction');
    expect(buttons(shown())).toEqual([action.withdraw]);
    await as('woojin').press(placeOf(question), action.withdraw);
    await world.quiet();
    expect((await request()).state).toBe('withdrawn');
    // Nothing waits any more: it asks again.
    expect(buttons(shown())).toContain(correctionAction.leftAt);
  });
});
