import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fieldBlock, formAction } from '../../blocks/form-ids.ts';
import { action } from '../../blocks/ids.ts';
import { reminderAction, remindersInput } from '../../blocks/reminder-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import type { Daybook } from '../../src/app.ts';
import type { WorkdayDoc } from '../../src/attendance/schema.ts';
import type { PolicyChange } from '../../src/settings/policy.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { withRoute } from '../support/requests.ts';

type Who = keyof World['people'];
let world: World;
let second: Daybook;

const as = (who: Who) => world.slack.as(world.people[who]);
const people = () => world.database.db.collection('people');
const told = (who: Who) =>
  as(who)
    .messages('app')
    .filter(m => m.user !== world.people[who]);
const texts = (who: Who): string[] => told(who).map(m => textsOf(m));
const place = (who: Who, n = -1) => {
  const message = told(who).at(n);
  if (!message) throw new Error(`${who} has no message`);
  return { channel: message.channel, ts: message.ts };
};
const days = (who: Who) =>
  world.database.db.collection<WorkdayDoc>('workdays').find({ user: world.people[who] }).sort({ date: 1 }).toArray();

/** Both processes look at the same moment. */
async function tick(iso: string): Promise<void> {
  await world.slack.clock.jump(Date.parse(`${iso}+09:00`));
  await Promise.all([world.app.tick(), second.tick()]);
  await world.quiet();
}

async function press(who: Who, where: Parameters<ReturnType<typeof as>['press']>[0], id: string, options = {}) {
  await as(who).press(where, id, options);
  await world.quiet();
}

async function clock(who: Who, what: 'in' | 'out'): Promise<void> {
  await as(who).command(`/daybook ${what}`);
  await world.quiet();
}

async function policy(change: PolicyChange): Promise<void> {
  const version = { version: 1, from: '2026-01-01', change, by: world.people.owner, at: 1, key: 'test' };
  await world.database.db
    .collection('settings')
    .updateOne({ _id: world.slack.team.id as never }, { $set: { version: 1, policy: [version] } }, { upsert: true });
}

/** Days on record, each of so many hours of work from 09:00 on, with an hour of break that the formula deducts. */
async function worked(who: Who, hours: Record<string, number>): Promise<void> {
  const team = world.slack.team.id;
  const user = world.people[who];
  await world.database.db.collection('workdays').insertMany(
    Object.entries(hours).map(([date, h]) => {
      const start = Date.parse(`${date}T09:00:00+09:00`);
      return {
        ...{ _id: `${team}:${user}:${date}` as never, team, user, date, zone: 'Asia/Seoul', open: false },
        spans: [{ in: start, out: start + (h + 1) * 3_600_000, place: 'office', breaks: [] }],
        ...{ history: [], effects: [], version: 1 },
      };
    }),
  );
}

async function begin(at: string): Promise<void> {
  world = await startWorld({ at: `${at}+09:00`, reminders: true });
  second = await world.another();
  await second.idle();
}

afterEach(() => world.close());

describe('who has not come by the end of the time of arrival', () => {
  beforeEach(() => begin('2026-11-24T08:55:00'));

  it('is reminded once, though two processes look and one is started again, and never earlier', async () => {
    await clock('hana', 'in');
    await tick('2026-11-24T10:59:00');
    expect(texts('minji')).toEqual([]);
    await tick('2026-11-24T11:00:00');
    await tick('2026-11-24T11:01:00');
    const third = await world.another();
    await third.idle();
    await tick('2026-11-24T11:30:00');
    expect(texts('minji')).toHaveLength(1);
    expect(texts('minji')[0]).toContain('출근 시간대(08:00–11:00)가 지났는데 아직 출근 기록이 없습니다.');
    expect(breaches('message', told('minji')[0])).toEqual([]);
    expect(texts('hana')).toEqual([]);
    // On her own clock it is the evening before.
    expect(texts('emily')[0]).toContain('Your arrival window (18:00–21:00) has passed');
  });

  it('checks in from the message, once, and it says what was done', async () => {
    await people().updateOne({ user: world.people.minji }, { $set: { quickIn: true } });
    await tick('2026-11-24T11:00:00');
    await press('minji', place('minji'), reminderAction.checkIn, { times: 3 });
    const [day] = await days('minji');
    expect(day?.spans).toHaveLength(1);
    expect(texts('minji')).toEqual([':white_check_mark: 11:00 출근 · 사무실']);
    // The old look of it on another device changes nothing.
    const old = told('woojin')[0];
    await as('woojin').openHome();
    await press('woojin', 'home', action.checkIn);
    await as('woojin').submit();
    await world.quiet();
    expect(texts('woojin')).toEqual([':white_check_mark: 11:00 출근 · 사무실']);
    if (!old) throw new Error('not told');
    await press('woojin', place('woojin'), reminderAction.checkIn, { shown: old });
    expect((await days('woojin'))[0]?.spans).toHaveLength(1);
  });

  it('is told once, though Slack’s answer was lost', async () => {
    world.slack.faults.loseAnswer('chat.postMessage', 8);
    await tick('2026-11-24T11:00:00');
    await tick('2026-11-24T11:01:00');
    await tick('2026-11-24T11:03:00');
    for (const who of ['minji', 'hana', 'woojin', 'owner'] as const) expect(texts(who)).toHaveLength(1);
    await press('minji', place('minji'), reminderAction.checkIn);
    await as('minji').submit();
    await world.quiet();
    expect(texts('minji')).toEqual([':white_check_mark: 11:03 출근 · 사무실']);
  });

  it('has the form of Home behind the button, where they have it there', async () => {
    await tick('2026-11-24T11:00:00');
    await press('seoyeon', place('seoyeon'), reminderAction.checkIn);
    await as('seoyeon').fill('place', 'home');
    await as('seoyeon').submit();
    await world.quiet();
    expect(texts('seoyeon')).toEqual([':white_check_mark: 11:00 출근 · 재택']);
  });

  it('is left alone on leave, on a day off, before being hired and after leaving; half a day moves it', async () => {
    for (const [who, part] of [
      ['minji', undefined],
      ['hana', 'am'],
    ] as const) {
      await world.database.db.collection('requests').insertOne(withRoute(approvedLeave(who, part)));
    }
    await people().updateOne({ user: world.people.woojin }, { $set: { hiredOn: '2026-11-25' } });
    await people().updateOne({ user: world.people.seoyeon }, { $set: { lastDay: '2026-11-23' } });
    const terms = [{ from: '2026-01-01', schedule: 'mon 5:00, wed 5:00' }];
    await people().updateOne({ user: world.people.lucas }, { $set: { terms } });
    await tick('2026-11-24T11:05:00');
    for (const who of ['minji', 'hana', 'woojin', 'seoyeon', 'lucas'] as const) expect(texts(who)).toEqual([]);
    expect(texts('manager')).toHaveLength(1);
    await tick('2026-11-24T15:29:00');
    expect(texts('hana')).toEqual([]);
    await tick('2026-11-24T15:34:00');
    expect(texts('hana')[0]).toContain('12:30–15:30');
    expect(texts('minji')).toEqual([]);
    await tick('2026-11-28T11:00:00');
    await tick('2026-12-25T11:00:00');
    expect(texts('manager')).toHaveLength(1);
  });

  it('hears nothing that is more than two hours late, and no old button checks in on another day', async () => {
    await tick('2026-11-24T13:00:00');
    expect(texts('minji')).toEqual([]);
    await tick('2026-11-25T11:00:00');
    expect(texts('minji')).toHaveLength(1);
    await tick('2026-11-26T09:00:00');
    await press('minji', place('minji'), reminderAction.checkIn);
    expect(await days('minji')).toEqual([]);
    expect(texts('minji')[0]).toContain('11월 25일(수) 알림입니다');
  });

  it('hears nothing once it is switched off, by oneself or by the policy', async () => {
    await as('minji').openHome();
    await press('minji', 'home', action.openSettings);
    expect(breaches('modal', { ...as('minji').modal(), type: 'modal' }).filter(b => /block|option/.test(b))).toEqual(
      [],
    );
    await as('minji').fill(remindersInput, ['out', 'week']);
    await as('minji').submit();
    await world.quiet();
    expect((await people().findOne({ user: world.people.minji }))?.quiet).toEqual(['in']);
    await tick('2026-11-24T11:00:00');
    expect(texts('minji')).toEqual([]);
    expect(texts('hana')).toHaveLength(1);
    await policy({ reminders: { remindIn: false } });
    await tick('2026-11-25T11:00:00');
    expect(texts('hana')).toHaveLength(1);
    // What the policy has switched off is not offered, and saving leaves it as it was.
    await press('minji', 'home', action.openSettings);
    expect(textsOf(as('minji').modal())).not.toContain('출근 시간대가 지났는데');
    await as('minji').fill(remindersInput, []);
    await as('minji').submit();
    await world.quiet();
    expect((await people().findOne({ user: world.people.minji }))?.quiet).toEqual(['in', 'out', 'week']);
  });
});

describe('who is still in when the day is full', () => {
  beforeEach(() => begin('2026-11-24T08:55:00'));

  it('is reminded then, checks out from the message, and it says what was done', async () => {
    await clock('minji', 'in');
    await clock('hana', 'in');
    await tick('2026-11-24T12:00:00');
    await tick('2026-11-24T17:54:00');
    expect(texts('minji')).toEqual([]);
    await clock('hana', 'out');
    await tick('2026-11-24T17:56:00');
    await tick('2026-11-24T18:10:00');
    expect(texts('minji')).toHaveLength(1);
    expect(texts('minji')[0]).toContain('*17:55* 퇴근 예정입니다');
    expect(breaches('message', told('minji')[0])).toEqual([]);
    await press('minji', place('minji'), reminderAction.checkOut, { times: 2 });
    const [day] = await days('minji');
    expect(day).toMatchObject({ open: false });
    expect(day?.history.map(h => h.what)).toEqual(['check-in', 'check-out']);
    expect(texts('minji')).toEqual([':white_check_mark: 18:10 퇴근 · 8시간 15분 근무']);
    expect(texts('hana')).toEqual([]);
  });

  it('is reminded after the break that made the day longer, not before', async () => {
    await clock('minji', 'in');
    await as('minji').command('/daybook break');
    await tick('2026-11-24T10:55:00');
    await as('minji').command('/daybook back');
    await world.quiet();
    await tick('2026-11-24T18:00:00');
    expect(texts('minji')).toEqual([]);
    await tick('2026-11-24T18:56:00');
    expect(texts('minji')[0]).toContain('*18:55*');
  });
});

describe('a week that comes near 52 hours', () => {
  beforeEach(() => begin('2026-11-24T08:55:00'));

  it('is told at 48 and at 52 hours, once each, to the person and the manager; HR where there is none', async () => {
    await people().updateOne({ user: world.people.minji }, { $set: { manager: world.people.woojin } });
    const before = { '2026-11-23': 11, '2026-11-24': 11, '2026-11-25': 11, '2026-11-26': 11 };
    await worked('minji', before);
    await worked('hana', before);
    await people().updateOne({ user: world.people.hana }, { $set: { quiet: ['in', 'out', 'week'] } });
    await tick('2026-11-27T09:00:00');
    await clock('minji', 'in');
    await clock('hana', 'in');
    const warned = (who: Who) => texts(who).filter(t => /이번 주/.test(t));
    await tick('2026-11-27T12:59:00');
    expect(warned('minji')).toEqual([]);
    await tick('2026-11-27T13:31:00');
    expect(warned('minji')).toHaveLength(1);
    expect(warned('minji')[0]).toMatch(/:warning: 이번 주 \*48시간( 1분)?\* 근무했습니다. 주 최대 52시간까지/);
    expect(warned('woojin')).toHaveLength(1);
    expect(warned('woojin')[0]).toContain('*이민지* 님이 이번 주 *48시간');
    // She has switched her own off; HR hears all the same.
    expect(warned('hana')).toEqual([]);
    expect(warned('manager')).toHaveLength(1);
    expect(warned('manager')[0]).toContain('*박하나*');
    expect(warned('owner')).toHaveLength(1);
    await tick('2026-11-27T17:00:00');
    expect(warned('minji')).toHaveLength(1);
    await tick('2026-11-27T18:05:00');
    expect(warned('minji')).toHaveLength(2);
    expect(warned('minji')[1]).toContain(':rotating_light: 이번 주 *52시간');
    expect(breaches('message', told('woojin').at(-1))).toEqual([]);
    await tick('2026-11-28T09:00:00');
    await tick('2026-11-30T09:00:00');
    expect(warned('minji')).toHaveLength(2);
    expect(warned('woojin')).toHaveLength(2);
  });

  it('is told the same week by a process that was down, and of two limits only the higher', async () => {
    await worked('minji', { '2026-11-23': 13, '2026-11-24': 13, '2026-11-25': 13, '2026-11-26': 13 });
    await tick('2026-11-28T20:00:00');
    expect(texts('minji')).toHaveLength(1);
    expect(texts('minji')[0]).toContain('주 최대 52시간을 모두 채웠습니다.');
    expect(texts('owner').filter(t => t.includes('이민지'))).toHaveLength(1);
    await tick('2026-11-29T20:00:00');
    expect(texts('minji')).toHaveLength(1);
  });

  it('is no matter where only the settlement period counts', async () => {
    await policy({ workingTime: { arrangement: 'selective' } });
    await worked('minji', { '2026-11-23': 13, '2026-11-24': 13, '2026-11-25': 13, '2026-11-26': 13 });
    await tick('2026-11-27T20:00:00');
    expect(texts('minji')).toEqual([]);
    expect(texts('owner')).toEqual([]);
  });
});

describe('a day that ended', () => {
  beforeEach(() => begin('2026-11-24T08:55:00'));

  it('says that the legal break was missed, in one message a day', async () => {
    await policy({ workingTime: { breaks: 'recorded' } });
    await people().updateMany({}, { $set: { askOut: true } });
    await clock('minji', 'in');
    await tick('2026-11-24T14:00:00');
    await as('minji').openHome();
    await press('minji', 'home', action.checkOut);
    await as('minji').submit();
    await world.quiet();
    expect(textsOf(as('minji').modal())).toContain('기록된 휴게가 0분입니다');
    await as('minji').dismiss();
    expect(texts('minji')).toHaveLength(1);
    expect(texts('minji')[0]).toContain('법정 휴게는 30분입니다');
    await tick('2026-11-24T15:00:00');
    await clock('minji', 'in');
    await tick('2026-11-24T15:30:00');
    await clock('minji', 'out');
    expect(texts('minji')).toEqual(['*11월 24일(화) 근무* :white_check_mark: 모두 처리되었습니다.']);
  });

  it('says that overtime is not approved, and opens its form filled in', async () => {
    await policy({ workingTime: { overtimeNeedsApproval: true } });
    await worked('minji', { '2026-11-23': 9, '2026-11-24': 9, '2026-11-25': 9, '2026-11-26': 9 });
    await tick('2026-11-27T09:00:00');
    await clock('minji', 'in');
    await tick('2026-11-27T20:00:00');
    await clock('minji', 'out');
    const message = told('minji').at(-1);
    expect(textsOf(message)).toContain('승인되지 않은 연장·휴일근무가 *2시간* 있습니다');
    expect(breaches('message', message)).toEqual([]);
    await press('minji', place('minji'), formAction.write);
    const values = as('minji').modal()?.blocks as { block_id?: string; element?: Record<string, unknown> }[];
    const at = (id: string) => values.find(b => b.block_id === id)?.element;
    expect(at(fieldBlock('date'))).toMatchObject({ initial_date: '2026-11-27' });
    expect(at(fieldBlock('times', 'from'))).toMatchObject({ initial_time: '18:00' });
    expect(at(fieldBlock('times', 'to'))).toMatchObject({ initial_time: '20:00' });
    await as('minji').fill(fieldBlock('reason'), '배포');
    await as('minji').submit();
    await world.quiet();
    const request = await world.database.db.collection('requests').findOne({ kind: 'form:overtime' });
    expect(request).toMatchObject({ state: 'waiting', user: world.people.minji });
    // Once it is approved, the same message has nothing to ask for.
    const note = (): string => textsOf(told('minji').find(m => m.ts === message?.ts));
    const card = as('owner')
      .messages(world.adminChannel)
      .findLast(m => JSON.stringify(m.blocks).includes(action.approve));
    await press('owner', { channel: world.adminChannel, ts: card?.ts ?? '' }, action.approve);
    expect((await world.database.db.collection('requests').findOne({ kind: 'form:overtime' }))?.state).toBe('approved');
    expect(note()).toBe('*11월 27일(금) 근무* :white_check_mark: 모두 처리되었습니다.');
    expect(texts('minji').filter(text => text.startsWith('*11월 27일(금) 근무*'))).toHaveLength(1);
  });
});

function approvedLeave(who: Who, part: 'am' | undefined): Record<string, unknown> & { _id: never } {
  const date = '2026-11-24';
  const at = Date.parse('2026-11-20T09:00:00+09:00');
  return {
    ...{ _id: `q-${who}` as never, team: world.slack.team.id, user: world.people[who], seq: 1, submission: `s-${who}` },
    ...{ kind: 'leave', form: { type: part ? 'half-am' : 'annual', from: date, to: date, reason: '' } },
    ...{ period: { from: date, to: date }, state: 'approved', sentAt: at, cards: {} },
    ...{ history: [{ at, by: world.people.owner, what: 'approved', key: 'k' }], effects: [], version: 1 },
  };
}
