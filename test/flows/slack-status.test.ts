import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { correctionAction, correctionInput } from '../../blocks/correction-ids.ts';
import { action, callback, input } from '../../blocks/ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { builtinType } from '../../src/leave-record/types/builtin.ts';
import { snapshotOf } from '../../src/leave-record/types/definition.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { withRoute } from '../support/requests.ts';
import { until } from '../support/until.ts';

type Who = keyof World['people'];
let world: World;
const as = (who: Who) => world.slack.as(world.people[who]);
const consentOf = (who: Who) => world.database.db.collection('consents').findOne({ user: world.people[who] });
const settingCalls = () => world.slack.calls.filter(c => c.method === 'users.profile.set');
const ko = (text: string, emoji: string) => ({ text, emoji });
const NONE = { text: '', emoji: '' };

async function settings(who: Who): Promise<string> {
  await as(who).openHome();
  await as(who).press('home', action.openSettings);
  await world.quiet();
  return textsOf(as(who).modal());
}

/** The link of the button, as the modal shows it. */
function link(who: Who): string {
  const found = /"url":"([^"]+)"/.exec(JSON.stringify(as(who).modal()?.blocks));
  return found?.[1] ?? '';
}

async function allow(who: Who): Promise<void> {
  await settings(who);
  expect(await as(who).consent(link(who))).toMatchObject({ status: 200 });
  await as(who).dismiss();
  await world.quiet();
}

async function said(who: Who, text: string): Promise<void> {
  await as(who).say('app', text);
  await world.quiet();
}

describe('the Slack status', () => {
  beforeEach(async () => {
    world = await startWorld({ status: true });
  });
  afterEach(() => world.close());

  it('is never touched without the person’s own consent', async () => {
    await allow('hana');
    await as('minji').setStatus({ text: '집중', emoji: ':headphones:' });
    for (const text of ['출근 재택', '휴식', '복귀', '퇴근']) await said('minji', text);
    expect(settingCalls()).toEqual([]);
    expect(as('minji').status()).toMatchObject(ko('집중', ':headphones:'));
    expect(await consentOf('minji')).toBeNull();
    const docs = await world.database.db.collection('workdays').find({ user: world.people.minji }).toArray();
    expect(docs).toHaveLength(1);
  });

  it('follows the day of somebody who allowed it, until they check out', async () => {
    expect(await settings('minji')).toContain('*Slack 상태 자동 설정* · 꺼짐');
    expect(breaches('modal', { ...as('minji').modal(), type: 'modal' }).filter(b => /block|text|url/.test(b))).toEqual(
      [],
    );
    const page = await as('minji').consent(link('minji'));
    expect(page.text).toContain('이제 Slack 상태가 근무에 맞춰 바뀝니다');
    await as('minji').dismiss();
    await said('minji', '출근 재택');
    expect(as('minji').status()).toMatchObject(ko('재택근무 중', ':house_with_garden:'));
    // Eight hours of work and the legal hour of rest.
    const until = as('minji').status().expiration * 1000 - Date.parse('2026-11-24T18:00:00+09:00');
    expect(until).toBeGreaterThanOrEqual(0);
    expect(until).toBeLessThan(60_000);
    await said('minji', '휴식');
    expect(as('minji').status()).toMatchObject(ko('휴게 중', ':coffee:'));
    await said('minji', '복귀');
    await as('minji').press('home', action.changePlace);
    await as('minji').fill(input.place, 'trip');
    await as('minji').submit();
    await world.quiet();
    expect(as('minji').status()).toMatchObject(ko('출장 중', ':luggage:'));
    await said('minji', '퇴근');
    expect(as('minji').status()).toMatchObject(NONE);
  });

  it('begins at once for somebody who is in, in their language, and is kept sealed', async () => {
    await said('lucas', 'in');
    await allow('lucas');
    expect(as('lucas').status()).toMatchObject({ text: 'At the office', emoji: ':office:' });
    const doc = await consentOf('lucas');
    expect(doc).toMatchObject({ on: true, history: [{ what: 'given' }], effects: [] });
    expect(JSON.stringify(doc)).not.toContain('xoxp');
    expect(world.slack.tokensOf(world.people.lucas)).toBe(1);
  });

  it('leaves a status that the person chose meanwhile', async () => {
    await allow('minji');
    await said('minji', '출근');
    await as('minji').setStatus({ text: '회의', emoji: ':calendar:' });
    await said('minji', '휴식');
    expect(as('minji').status()).toMatchObject(ko('회의', ':calendar:'));
    await said('minji', '퇴근');
    expect(as('minji').status()).toMatchObject(ko('회의', ':calendar:'));
    // The next check-in says where they are.
    await said('minji', '출근');
    expect(as('minji').status()).toMatchObject(ko('사무실 근무 중', ':office:'));
  });

  it('ends with the consent: what Daybook set goes, and the token is given back', async () => {
    await allow('minji');
    await said('minji', '출근');
    expect(await settings('minji')).toContain('*Slack 상태 자동 설정* · 켜짐');
    await as('minji').press('modal', action.endStatus, { times: 2 });
    await world.quiet();
    expect(textsOf(as('minji').modal())).toContain('꺼짐');
    expect(as('minji').status()).toMatchObject(NONE);
    expect(world.slack.tokensOf(world.people.minji)).toBe(0);
    expect(await consentOf('minji')).toMatchObject({ on: false, token: '', effects: [] });
    const before = settingCalls().length;
    await said('minji', '휴식');
    expect(settingCalls()).toHaveLength(before);
    // It can be given again.
    await as('minji').dismiss();
    await allow('minji');
    expect(as('minji').status()).toMatchObject(ko('휴게 중', ':coffee:'));
  });

  it('ends when Slack takes the token no more, and the person is told once', async () => {
    await allow('minji');
    await said('minji', '출근');
    await world.slack.revokeTokens(world.people.minji, { silent: true });
    await said('minji', '휴식');
    await said('minji', '복귀');
    const told = () =>
      as('minji')
        .messages('app')
        .filter(m => m.text.includes('자동 설정을 껐습니다'));
    expect(told()).toHaveLength(1);
    expect(await consentOf('minji')).toMatchObject({ on: false, token: '' });
    // Slack's own word of it comes late, and twice.
    await world.slack.revokeTokens(world.people.minji);
    await world.slack.redeliver();
    await world.quiet();
    expect(told()).toHaveLength(1);
    expect(await settings('minji')).toContain('꺼짐');
  });

  it('hears of a revoked token from Slack, before it needs it', async () => {
    await allow('minji');
    await world.slack.revokeTokens(world.people.minji);
    await world.quiet();
    expect(await consentOf('minji')).toMatchObject({ on: false, history: [{ what: 'given' }, { what: 'revoked' }] });
    expect(as('minji').messages('app').at(-1)?.text).toContain('자동 설정을 껐습니다');
  });

  it('is set later where Slack is over its limit, as things stand then', async () => {
    await allow('minji');
    world.slack.faults.rateLimit('users.profile.set', true, { retryAfter: 1 });
    await said('minji', '출근');
    await said('minji', '휴식');
    expect(as('minji').status()).toMatchObject(NONE);
    expect(await consentOf('minji')).toMatchObject({ on: true });
    world.slack.faults.clear();
    await world.jump('2026-11-24T09:05:00+09:00');
    expect(as('minji').status()).toMatchObject(ko('휴게 중', ':coffee:'));
  });

  it('goes with a correction that ends the day, also from the question about a missing check-out', async () => {
    await allow('minji');
    await said('minji', '출근 재택');
    await world.jump('2026-11-24T17:00:00+09:00');
    expect(as('minji').status()).toMatchObject(ko('재택근무 중', ':house_with_garden:'));
    // She left at 16:30, and says so in the form that the refusal of a time before her check-in offers.
    await said('minji', '퇴근 08:00');
    const refusal = as('minji').messages('app').at(-1);
    await as('minji').press({ channel: refusal?.channel ?? '', ts: refusal?.ts ?? '' }, correctionAction.open);
    await world.quiet();
    await as('minji').fill(correctionInput.out(0, '2026-11-24'), '16:30');
    await as('minji').fill(input.reason, '퇴근을 누르지 않았습니다');
    await as('minji').submit();
    await world.quiet();
    await as('minji').dismiss();
    expect(as('minji').status()).toMatchObject(NONE);
    // The next evening she is asked; her status was to stand until midnight, since she had a late break.
    await world.jump('2026-11-25T09:00:00+09:00');
    await said('minji', '출근');
    await world.jump('2026-11-25T20:30:00+09:00');
    const question = as('minji').messages('app').at(-1);
    await said('minji', '휴식');
    await said('minji', '복귀');
    expect(as('minji').status()).toMatchObject(ko('사무실 근무 중', ':office:'));
    await world.jump('2026-11-25T21:00:00+09:00');
    await as('minji').press({ channel: question?.channel ?? '', ts: question?.ts ?? '' }, correctionAction.open);
    await world.quiet();
    await as('minji').fill(correctionInput.out(0, '2026-11-25'), '20:45');
    await as('minji').fill(input.reason, '잊었습니다');
    await as('minji').submit();
    await world.quiet();
    expect(as('minji').status()).toMatchObject(NONE);
  });

  it('says on long leave that somebody is, until it ends; of a private type only that they are away', async () => {
    const { minji, hana } = world.people;
    for (const who of ['minji', 'hana'] as const) {
      await allow(who);
      await as(who).press('home', action.openLeave);
      await world.quiet();
      await as(who).fill(action.leaveType, 'official');
      await as(who).fill(action.leaveFrom, '2026-12-01');
      await world.quiet();
      await as(who).fill(action.leaveTo, '2026-12-31');
      await world.quiet();
      await as(who).submit();
      await world.quiet();
    }
    await world.database.db.collection('requests').updateOne({ user: hana }, { $set: { 'form.as.private': true } });
    await world.jump('2026-11-30T23:00:00+09:00');
    expect(settingCalls()).toEqual([]);
    await world.jump('2026-12-01T00:10:00+09:00');
    const until = Date.parse('2027-01-01T00:00:00+09:00') / 1000;
    expect(as('minji').status()).toMatchObject({ ...ko('휴직 중', ':seedling:'), expiration: until });
    expect(as('hana').status()).toMatchObject(ko('부재 중', ':palm_tree:'));
    const calls = settingCalls().length;
    await world.jump('2026-12-02T00:10:00+09:00');
    expect(settingCalls()).toHaveLength(calls);
    // Ended early, it goes the next night.
    await world.database.db.collection('requests').updateOne({ user: minji }, { $set: { state: 'cancelled' } });
    await world.jump('2026-12-03T00:10:00+09:00');
    expect(as('minji').status()).toMatchObject(NONE);
  });

  it('goes by itself at the planned end, or with the day', async () => {
    await allow('minji');
    await said('minji', '출근');
    await world.jump('2026-11-24T18:01:10+09:00');
    expect(as('minji').status()).toMatchObject(NONE);
    // Somebody who goes on working says so again, until midnight.
    await said('minji', '휴식');
    expect(as('minji').status().expiration * 1000).toBe(Date.parse('2026-11-25T00:00:00+09:00'));
  });
});

describe('the Slack status of leave', () => {
  beforeEach(async () => {
    world = await startWorld({ status: true });
  });
  afterEach(() => world.close());

  /** Approved by the owner; the form is filled in the order in which it redraws itself. */
  async function leave(who: Who, from: string, o: { to?: string; type?: string; fill?: [string, string][] } = {}) {
    await as(who).openHome();
    await as(who).press('home', action.openLeave);
    await world.quiet();
    if (o.type) await as(who).fill(action.leaveType, o.type);
    await world.quiet();
    await as(who).fill(action.leaveFrom, from);
    await world.quiet();
    if (o.to) await as(who).fill(action.leaveTo, o.to);
    for (const [id, value] of o.fill ?? []) await as(who).fill(id, value);
    await as(who).submit();
    await world.quiet();
    const ts = as('owner').messages(world.adminChannel).at(-1)?.ts ?? '';
    await as('owner').press({ channel: world.adminChannel, ts }, action.approve);
    await world.quiet();
  }

  async function allowDnd(who: Who): Promise<void> {
    await allow(who);
    await settings(who);
    expect((await as(who).consent(link(who))).text).toContain('알림이 울리지 않습니다');
    await as(who).dismiss();
    await world.quiet();
  }

  const at = (iso: string) => Date.parse(iso);

  /** Checks in on a day of leave, where a word only asks. */
  async function back(who: Who): Promise<void> {
    await said(who, '출근');
    const { channel = '', ts = '' } = as(who).messages('app').at(-1) ?? {};
    await as(who).press({ channel, ts }, action.checkInAnyway);
    await world.quiet();
  }

  it('says so at once and until it ends, through a weekend, and goes when it is cancelled', async () => {
    await allow('minji');
    await leave('minji', '2026-11-24', { to: '2026-11-30' });
    expect(as('minji').status()).toMatchObject({
      ...ko('휴가 중', ':palm_tree:'),
      expiration: at('2026-12-01T00:00:00+09:00') / 1000,
    });
    const calls = settingCalls().length;
    await world.jump('2026-11-28T00:10:00+09:00');
    expect(settingCalls()).toHaveLength(calls);
    await world.database.db.collection('requests').updateMany({}, { $set: { state: 'cancelled' } });
    await world.jump('2026-11-29T00:10:00+09:00');
    expect(as('minji').status()).toMatchObject(NONE);
  });

  it('says on a holiday of one’s schedule that it is one, and leaves a status of one’s own', async () => {
    await allow('minji');
    await allow('hana');
    await world.jump('2026-12-24T23:00:00+09:00');
    await as('hana').setStatus({ text: '출장', emoji: ':airplane:' });
    await world.jump('2026-12-25T00:10:00+09:00');
    expect(as('minji').status()).toMatchObject({
      ...ko('휴일 · 성탄절', ':calendar:'),
      expiration: at('2026-12-26T00:00:00+09:00') / 1000,
    });
    expect(as('hana').status()).toMatchObject(ko('출장', ':airplane:'));
  });

  it('says of hours from their start to their end, and then where the person works again', async () => {
    await allow('minji');
    await world.database.db.collection('requests').insertOne(
      withRoute({
        ...{ _id: 'q1', team: world.slack.team.id, user: world.people.minji, seq: 1, submission: 's', kind: 'leave' },
        ...{ period: { from: '2026-11-25', to: '2026-11-25' }, state: 'approved', sentAt: 1, cards: {} },
        form: {
          ...{ type: 'hours', from: '2026-11-25', to: '2026-11-25', reason: '' },
          time: { from: '14:00', to: '16:00' },
          as: snapshotOf(builtinType('hours') as never),
        },
        history: [{ at: 1, by: world.people.owner, what: 'approved', key: 'k' }],
        ...{ effects: [], version: 1 },
      }) as never,
    );
    await world.jump('2026-11-25T00:10:00+09:00');
    expect(as('minji').status()).toMatchObject(NONE);
    await world.jump('2026-11-25T09:00:00+09:00');
    await said('minji', '출근');
    await world.jump('2026-11-25T13:59:00+09:00');
    expect(as('minji').status()).toMatchObject(ko('사무실 근무 중', ':office:'));
    await world.jump('2026-11-25T14:00:30+09:00');
    expect(as('minji').status()).toMatchObject({
      ...ko('시간 연차', ':partly_sunny:'),
      expiration: at('2026-11-25T16:00:00+09:00') / 1000,
    });
    await world.jump('2026-11-25T16:00:30+09:00');
    expect(as('minji').status()).toMatchObject(ko('사무실 근무 중', ':office:'));
    expect((await consentOf('minji'))?.effects).toEqual([]);
  });

  it('pauses notifications with a second consent, until the person is back', async () => {
    await allowDnd('minji');
    expect(await settings('minji')).toContain('*휴가 중 방해 금지* · 켜짐');
    await as('minji').dismiss();
    await leave('minji', '2026-11-24', { to: '2026-11-26' });
    // At most a day ahead, renewed each night.
    expect(as('minji').snoozedUntil()).toBe(
      at('2026-11-25T09:00:00+09:00') + ((as('minji').snoozedUntil() ?? 0) % 60_000),
    );
    await world.jump('2026-11-25T00:10:00+09:00');
    expect(as('minji').snoozedUntil()).toBeGreaterThanOrEqual(at('2026-11-26T00:10:00+09:00'));
    await world.jump('2026-11-26T00:10:00+09:00');
    expect(Math.floor((as('minji').snoozedUntil() ?? 0) / 60_000)).toBe(at('2026-11-27T00:00:00+09:00') / 60_000);
    await world.jump('2026-11-26T10:00:00+09:00');
    await back('minji');
    expect(as('minji').snoozedUntil()).toBeUndefined();
    expect(as('minji').status()).toMatchObject(ko('사무실 근무 중', ':office:'));
  });

  it('pauses them although Slack broke down at the first try, and once where only its answer was lost', async () => {
    await allowDnd('minji');
    await allowDnd('hana');
    world.slack.faults.fail('dnd.setSnooze', { status: 500 });
    await leave('minji', '2026-11-24');
    await until(() => as('minji').snoozedUntil(), { what: 'the pause, by the second try' });
    world.slack.faults.breakAfter('dnd.setSnooze', { error: 'fatal_error' });
    await leave('hana', '2026-11-24');
    const asked = async () => (await consentOf('hana'))?.snooze?.unanswered;
    expect(await asked()).toBe(true);
    await until(async () => !(await asked()), { what: 'the second try' });
    expect(world.slack.calls.filter(c => c.method === 'dnd.setSnooze')).toHaveLength(3);
  });

  it('neither ends nor replaces a pause of one’s own, and does not ask twice for one that was ended', async () => {
    await allowDnd('minji');
    await allowDnd('hana');
    await as('minji').setSnooze(at('2026-11-24T12:00:00+09:00'));
    await leave('minji', '2026-11-24');
    await leave('hana', '2026-11-24');
    expect(as('minji').snoozedUntil()).toBe(at('2026-11-24T12:00:00+09:00'));
    await back('minji');
    expect(as('minji').snoozedUntil()).toBe(at('2026-11-24T12:00:00+09:00'));
    await as('hana').setSnooze(0);
    await back('hana');
    await said('hana', '퇴근');
    expect(as('hana').status()).toMatchObject(ko('휴가 중', ':palm_tree:'));
    expect(world.slack.calls.filter(c => c.method === 'dnd.endSnooze')).toEqual([]);
  });

  it('is not paused any more once that is switched off', async () => {
    await allowDnd('minji');
    await leave('minji', '2026-11-24');
    expect(as('minji').snoozedUntil()).toBeDefined();
    await settings('minji');
    await as('minji').press('modal', action.endDnd, { times: 2 });
    await world.quiet();
    expect(as('minji').snoozedUntil()).toBeUndefined();
    expect(textsOf(as('minji').modal())).toContain('*휴가 중 방해 금지* · 꺼짐');
    expect(as('minji').status()).toMatchObject(ko('휴가 중', ':palm_tree:'));
    expect(await consentOf('minji')).toMatchObject({ on: true, dnd: false });
  });
});

describe('the way to Slack’s consent and back', () => {
  beforeEach(async () => {
    world = await startWorld({ status: true });
  });
  afterEach(() => world.close());

  it('keeps nothing where it was refused, given as somebody else, forged, or too old', async () => {
    await settings('minji');
    const url = link('minji');
    expect((await as('minji').consent(url, 'cancel')).text).toContain('허용하지 않아');
    expect(await as('hana').consent(url)).toMatchObject({
      status: 400,
      text: expect.stringContaining('다른 사람으로'),
    });
    expect(world.slack.tokensOf(world.people.hana)).toBe(0);
    const forged = new URL(url);
    forged.searchParams.set('state', `${'A'.repeat(40)}.${'B'.repeat(43)}`);
    expect(await as('minji').consent(forged.href)).toMatchObject({
      status: 400,
      text: expect.stringContaining('not one of'),
    });
    await world.jump('2026-11-24T10:05:00+09:00');
    expect((await as('minji').consent(url)).text).toContain('오래된 링크');
    expect(await world.database.db.collection('consents').countDocuments()).toBe(0);
    expect(as('minji').modal()?.callbackId).toBe(callback.settings);
  });

  it('gives one consent for one code', async () => {
    await settings('minji');
    const answer = await fetch(link('minji'), {
      method: 'POST',
      body: new URLSearchParams({ user: world.people.minji, answer: 'allow' }),
      redirect: 'manual',
    });
    const back = answer.headers.get('location') ?? '';
    expect((await fetch(back)).status).toBe(200);
    expect((await fetch(back)).status).toBe(400);
    expect(await consentOf('minji')).toMatchObject({ on: true, history: [{ what: 'given' }] });
  });
});

describe('a Daybook without the client’s secret', () => {
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  it('offers nothing', async () => {
    expect(await settings('minji')).not.toContain('Slack 상태');
    expect((await fetch(`http://127.0.0.1:${world.app.port}/slack/oauth/callback`)).status).toBe(404);
  });
});
