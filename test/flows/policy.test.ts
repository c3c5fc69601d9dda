import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adminAction, adminCallback, adminInput } from '../../blocks/administration-ids.ts';
import { calendarAction, calendarInput } from '../../blocks/calendar-ids.ts';
import { action } from '../../blocks/ids.ts';
import { manageAction } from '../../blocks/manage-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { touchedFile } from '../../src/administration/effects.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { blockOf, manage } from '../support/manage.ts';
import { overHttp } from '../support/over-http.ts';

type Who = keyof World['people'];
let world: World;
const as = (who: Who) => world.slack.as(world.people[who]);
const settings = () => world.database.db.collection('settings').findOne({});
const sound = (who: Who) =>
  expect(breaches('modal', { ...as(who).modal(), type: 'modal' }).filter(b => /block|text|option/.test(b))).toEqual([]);

async function press(who: Who, where: 'home' | 'modal', id: string, options = {}): Promise<void> {
  await as(who).press(where, id, options);
  await world.quiet();
}

async function submit(who: Who, options = {}): Promise<void> {
  await as(who).submit(options);
  await world.quiet();
}

async function begin(env: Record<string, string> = {}): Promise<void> {
  world = await startWorld({ env });
  for (const who of ['owner', 'manager', 'minji'] as const) await as(who).openHome();
  await world.quiet();
}

async function change(who: Who, group: string, values: Record<string, unknown>, from?: string): Promise<void> {
  await manage(world, as(who), adminAction.openPolicy);
  await press(who, 'modal', adminAction.changeGroup, { buttonValue: group });
  for (const [field, value] of Object.entries(values)) await as(who).fill(`${group}.${field}`, value);
  if (from) await as(who).fill(adminInput.from, from);
  await submit(who);
}

async function askLeave(who: Who, day: string): Promise<void> {
  await press(who, 'home', action.openLeave);
  await as(who).fill(action.leaveTo, day);
  await as(who).fill(action.leaveFrom, day);
  await submit(who);
}

afterEach(() => world.close());

describe('a workspace without a channel', () => {
  beforeEach(() => begin({ DAYBOOK_ADMIN_CHANNEL: '' }));

  it('works with the defaults: requests and the summary reach each administrator directly', async () => {
    await askLeave('minji', '2026-12-03');
    for (const who of ['owner', 'manager'] as const)
      expect(textsOf(as(who).messages('app').at(-1))).toContain('*이민지* 님의 연차 신청');
    const card = as('manager').messages('app').at(-1);
    await as('manager').press({ channel: card?.channel ?? '', ts: card?.ts ?? '' }, action.approve);
    await world.quiet();
    // Both copies show the decision, and nothing more was posted.
    for (const who of ['owner', 'manager'] as const) {
      expect(as(who).messages('app')).toHaveLength(1);
      expect(textsOf(as(who).messages('app')[0])).toMatch(/김수빈 · 승인|승인 · /);
    }
    await world.jump('2026-11-24T18:30:00+09:00');
    for (const who of ['owner', 'manager'] as const)
      expect(textsOf(as(who).messages('app').at(-1))).toContain('11월 24일');
    expect(as('owner').messages(world.adminChannel)).toEqual([]);
  });

  it('is set up by its first administrator, and what waited is posted in the channel then', async () => {
    await askLeave('minji', '2026-12-03');
    expect(textsOf(as('minji').home())).not.toContain('Daybook 설정하기');
    expect(textsOf(as('manager').home())).toContain('*Daybook 설정하기*');
    await press('manager', 'home', adminAction.openSetUp);
    await press('owner', 'home', adminAction.openSetUp);
    sound('manager');
    await as('manager').fill('channels.administrators', world.adminChannel);
    await as('manager').fill('workingTime.arrangement', 'fixed');
    await submit('manager', { times: 2 });
    expect(textsOf(as('manager').modal())).toContain('설정했습니다');
    for (const who of ['owner', 'manager'] as const)
      expect(textsOf(as(who).home())).not.toContain('*Daybook 설정하기*');
    // What comes next is one press away.
    sound('manager');
    await press('manager', 'modal', adminAction.openPeople);
    expect(textsOf(as('manager').modal())).toContain('8명');
    await as('manager').dismiss();
    await press('manager', 'modal', adminAction.openImport);
    expect(textsOf(as('manager').modal())).toContain('CSV');
    const [card] = as('owner').messages(world.adminChannel);
    // The workspace's language is still English.
    expect(textsOf(card)).toContain('이민지');
    await submit('owner');
    expect(textsOf(as('owner').modal())).toContain('김수빈 님이 이미 설정했습니다');
    expect(await settings()).toMatchObject({
      version: 1,
      policy: [{ by: world.people.manager, change: { workingTime: { arrangement: 'fixed' } } }],
    });
    await as('owner').press({ channel: world.adminChannel, ts: card?.ts ?? '' }, action.approve);
    await world.quiet();
    expect(as('manager').messages('app')).toHaveLength(1);
    expect(textsOf(as('manager').messages('app')[0])).toMatch(/승인 · /);
  });

  it('asks at set-up who decides on leave, says what happens, and does it', async () => {
    const { minji, hana, manager } = world.people;
    await world.database.db.collection('people').updateOne({ user: minji }, { $set: { manager: hana } });
    await press('manager', 'home', adminAction.openSetUp);
    sound('manager');
    const form = JSON.stringify(as('manager').modal()?.blocks);
    expect(form).toContain('연장근무와 출장도 같습니다. 상급자가 없으면 관리자가 승인합니다.');
    await as('manager').fill('channels.administrators', world.adminChannel);
    await as('manager').fill(adminInput.decides, 'manager');
    await submit('manager', { times: 2 });
    const told = textsOf(as('manager').modal());
    expect(told).toContain('휴가, 연장근무, 출장 신청은 상급자가 승인합니다. 상급자가 없으면 관리자가 승인합니다.');
    // Each promise is what the policy says.
    expect(told).toMatch(/신청과 하루 요약은 \*#\u2060근태-관리\* 채널에 올립니다/);
    expect(told).toContain('하루 요약은 근무일 18:30에 보냅니다.');
    expect(told).toContain('연차는 입사일 기준으로 발생합니다.');
    expect(told).toContain('이 Slack 워크스페이스의 관리자와 소유자가 Daybook 관리자입니다.');
    await as('manager').dismiss({ all: true });
    const routes = await world.database.db.collection('routes').findOne({});
    expect(routes).toMatchObject({ version: 1, history: [{ by: manager }] });
    await manage(world, as('manager'), action.openRoutes);
    const shown = textsOf(as('manager').modal());
    for (const kind of ['휴가', '연장근무', '출장']) expect(shown).toContain(`*${kind}*\n상급자`);
    expect(shown).toContain('규칙이 없으면 근무 기록 정정은 상급자가');
    await as('manager').dismiss({ all: true });
    await askLeave('minji', '2026-12-03');
    expect(textsOf(as('hana').messages('app').at(-1))).toContain('*이민지* 님의 연차 신청');
    // Without a manager the administrators decide.
    await as('lucas').openHome();
    await askLeave('lucas', '2026-12-04');
    expect(textsOf(as('owner').messages('app').at(-1))).toContain('Lucas Moreau');
  });

  overHttp('at set-up leaves rules that are there, and says so; without a choice administrators decide', async () => {
    await press('owner', 'home', adminAction.openSetUp);
    await submit('owner');
    expect(textsOf(as('owner').modal())).toContain('휴가와 그 밖의 신청은 관리자 중 한 명이 승인합니다.');
    expect(textsOf(as('owner').modal())).toContain('관리자 각자에게 다이렉트 메시지로 보냅니다.');
    expect(await world.database.db.collection('routes').findOne({})).toBeNull();
    await world.database.db.collection('settings').deleteMany({});
    const rules = [{ kind: '*', when: [], steps: [{ approvers: [{ who: 'hr' }], need: 'any', direct: true }] }];
    await world.database.db
      .collection<{ _id: string }>('routes')
      .insertOne({ _id: world.slack.team.id, team: world.slack.team.id, version: 1, rules, history: [] } as never);
    await as('owner').dismiss({ all: true });
    const other = await world.another();
    world.sendTo(other);
    await as('owner').openHome();
    await press('owner', 'home', adminAction.openSetUp);
    expect(JSON.stringify(as('owner').modal()?.blocks)).not.toContain('radio_buttons');
    expect(textsOf(as('owner').modal())).toContain('규칙이 이미 있어 그대로 적용합니다.');
    await submit('owner');
    expect(textsOf(as('owner').modal())).toContain('규칙에 따라 승인합니다.');
    const kept = await world.database.db.collection('routes').findOne({});
    expect(kept).toMatchObject({ version: 1, rules });
  });

  it('says of a channel that the app is not in how to invite it, until it is', async () => {
    await press('owner', 'home', adminAction.openSetUp);
    await as('owner').fill('channels.administrators', 'C0RANDOM');
    await submit('owner');
    expect(textsOf(as('owner').modal())).toContain('Daybook이 #\u2060random 채널에 없어');
    expect(textsOf(as('owner').modal())).toContain('/invite @Daybook');
    expect(textsOf(as('manager').home())).toContain('Daybook이 #\u2060random 채널에 없어');
    await world.slack.join('C0RANDOM', world.slack.app.botUser);
    await as('manager').openHome();
    await world.quiet();
    expect(textsOf(as('manager').home())).not.toContain('채널에 없어');
  });
});

describe('the policy', () => {
  beforeEach(() => begin());

  it('changes from a day: what is in force today stays, and the difference is seen before it is saved', async () => {
    await change('owner', 'reports', { dailyAt: '19:00' }, '2026-11-25');
    sound('owner');
    expect(textsOf(as('owner').modal())).toContain('적용 시작일: *2026년 11월 25일(수)*');
    expect(textsOf(as('owner').modal())).toContain('*하루 요약 시각*\n18:30 → *19:00*');
    expect((await settings())?.policy).toBeUndefined();
    await submit('owner', { times: 2 });
    expect(textsOf(as('owner').modal())).toContain('저장했습니다');
    await as('owner').dismiss();
    sound('owner');
    expect(textsOf(as('owner').modal())).toMatch(
      /하루 요약 시각: \*18:30\*[\s\S]*11월 25일\(수\)부터 · 최도현[\s\S]*19:00/,
    );
    await press('owner', 'modal', adminAction.openPolicyHistory);
    expect(textsOf(as('owner').modal())).toMatch(/2026년 11월 25일\(수\)부터\* · 최도현/);
    const posted = () => as('owner').messages(world.adminChannel).length;
    await world.jump('2026-11-24T18:31:00+09:00');
    expect(posted()).toBe(1);
    await world.jump('2026-11-25T18:45:00+09:00');
    expect(posted()).toBe(1);
    await world.jump('2026-11-25T19:00:00+09:00');
    expect(posted()).toBe(2);
  });

  it('shows whose annual leave another basis changes, and sends all of it as a file', async () => {
    const { minji, hana } = world.people;
    const people = world.database.db.collection('people');
    await people.updateOne({ user: minji }, { $set: { hiredOn: '2024-03-11', employeeNo: '007' } });
    await people.updateOne({ user: hana }, { $set: { hiredOn: '2026-01-05' } });
    await change('owner', 'leave', { basis: 'fiscal-year' });
    sound('owner');
    const shown = textsOf(as('owner').modal());
    expect(shown).toContain('부여되는 연차가 달라지는 구성원 2명');
    // Hired 2024-03-11: 16 days on 2027-03-11 by the hire date; the fiscal year gives for the days that follow them.
    expect(shown).toMatch(/이민지: 16일 → [\d.]+일 \(다음 부여 2027년 3월 11일\(목\) 16일 → /);
    expect(shown).toContain('오늘 연차 잔여가 달라지는 구성원은 없습니다.');
    await press('owner', 'modal', adminAction.touchedFile);
    expect(textsOf(as('owner').modal())).toContain('다이렉트 메시지로 파일을 보냅니다');
    const [file, ...more] = as('owner')
      .messages('app')
      .flatMap(m => m.files ?? []);
    expect(more).toEqual([]);
    const csv = await (await fetch(new URL(file?.url ?? '', world.slack.url))).text();
    expect(csv).toMatch(/007,이민지,부여 예정 연차,2026-11-24,2027-11-23,16,[\d.]+,/);
    const log = world.database.db.collection('log');
    expect(await log.countDocuments({ what: 'files.export', by: world.people.owner })).toBe(1);
    expect((await settings())?.policy).toBeUndefined();
    // The right is asked again when the file is delivered.
    await as('owner').dismiss();
    world.slack.faults.fail('conversations.open', 'internal_error');
    await press('owner', 'modal', adminAction.touchedFile);
    await people.updateOne({ user: world.people.owner }, { $set: { role: 'employee' } });
    await world.jump('2026-11-24T12:00:00+09:00');
    expect(
      as('owner')
        .messages('app')
        .flatMap(m => m.files ?? []),
    ).toHaveLength(1);
    const owing = await world.database.db.collection('received').countDocuments({ 'effects.kind': touchedFile.kind });
    expect(owing).toBe(0);
  });

  it('names every value that cannot be, beside its field, and a day that has passed', async () => {
    await change('owner', 'workingTime', { windowFrom: '11:00', windowTo: '09:00' });
    expect(as('owner').modal()?.errors).toEqual({ 'workingTime.windowTo': '시작보다 늦어야 합니다.' });
    await as('owner').fill('workingTime.windowTo', '12:00');
    await as('owner').fill(adminInput.from, '2026-11-23');
    await submit('owner');
    expect(as('owner').modal()?.errors.from).toContain('오늘부터');
    expect((await settings())?.policy).toBeUndefined();
  });

  it('of two administrators at once shows the second what theirs would do now', async () => {
    await change('owner', 'reports', { dailyAt: '19:00' });
    await change('manager', 'reports', { dailyAt: '20:00' });
    await submit('owner');
    await submit('manager');
    expect(textsOf(as('manager').modal())).toContain('그사이 다른 사람이 설정을 변경했습니다');
    expect(textsOf(as('manager').modal())).toContain('19:00 → *20:00*');
    await submit('manager');
    expect(await settings()).toMatchObject({ version: 2 });
    await world.jump('2026-11-24T19:30:00+09:00');
    expect(as('owner').messages(world.adminChannel)).toEqual([]);
    await world.jump('2026-11-24T20:00:00+09:00');
    expect(as('owner').messages(world.adminChannel)).toHaveLength(1);
  });

  it('gives company days off, another zone and language, and another channel of reports', async () => {
    await manage(world, as('owner'), calendarAction.openDays);
    await press('owner', 'modal', calendarAction.addDay);
    await as('owner').fill(calendarInput.kind, 'company');
    await as('owner').fill(calendarInput.from, '2026-12-24');
    await as('owner').fill(calendarInput.name, '종무일');
    await submit('owner');
    await submit('owner');
    await as('owner').dismiss({ all: true });
    await press('minji', 'home', action.openLeave);
    await as('minji').fill(action.leaveTo, '2026-12-28');
    await as('minji').fill(action.leaveFrom, '2026-12-23');
    await world.quiet();
    // The 24th is the company's, the 25th everybody's, then a weekend.
    expect(textsOf(as('minji').modal())).toContain('2일');
    expect(textsOf(as('minji').modal())).toContain('종무일');
    await change('owner', 'people', { language: 'ko' });
    await submit('owner');
    await as('owner').dismiss({ all: true });
    await change('owner', 'channels', { reports: 'C0GENERAL' });
    await submit('owner');
    await as('owner').dismiss({ all: true });
    await change('owner', 'workingTime', { zone: 'Asia/Tokyo' });
    await submit('owner');
    await world.jump('2026-11-24T18:30:00+09:00');
    expect(as('owner').messages(world.adminChannel)).toEqual([]);
    expect(textsOf(as('owner').messages('C0GENERAL').at(-1))).toContain('11월 24일');
    await world.jump('2026-12-24T18:45:00+09:00');
    expect(as('owner').messages('C0GENERAL')).toHaveLength(1);
  });

  it('reaches another process within seconds', async () => {
    const other = await world.another();
    await change('owner', 'reports', { daily: 'no' });
    await submit('owner');
    await world.slack.clock.jump(Date.parse('2026-11-24T18:31:00+09:00'));
    await other.tick();
    await world.quiet();
    expect(as('owner').messages(world.adminChannel)).toEqual([]);
  });

  it('gives a shorter day from tomorrow, and a full one until then', async () => {
    await change('owner', 'workingTime', { dayLength: '7' }, '2026-11-25');
    await submit('owner');
    await as('minji').openHome();
    await world.quiet();
    // Monday and Tuesday have eight hours, the other three seven.
    expect(textsOf(as('minji').home())).toContain('오늘 근무 8시간');
    expect(textsOf(as('minji').home())).toContain('/ 37시간');
    await world.jump('2026-11-25T09:00:00+09:00');
    await as('minji').openHome();
    await world.quiet();
    expect(textsOf(as('minji').home())).toContain('오늘 근무 7시간');
  });

  it('can take the administrators of Slack their power here', async () => {
    await change('owner', 'people', { slackAdmins: 'no' });
    await submit('owner');
    await as('manager').openHome();
    await world.quiet();
    expect(JSON.stringify(as('manager').home())).not.toContain(manageAction.open);
    expect(JSON.stringify(as('owner').home())).toContain(manageAction.open);
  });

  it('is not for others to change, whatever they forge', async () => {
    const before = await settings();
    const forged = async (user: string, callbackId: string, metadata: string, values: object = {}) => {
      const view = {
        id: 'VF',
        hash: 'h',
        type: 'modal',
        blocks: [],
        callback_id: callbackId,
        private_metadata: metadata,
      };
      const payload = {
        ...{ type: 'view_submission', team: { id: world.slack.team.id }, user: { id: user }, trigger_id: 'forged' },
        view: { ...view, state: { values } },
      };
      return JSON.stringify(await world.slack.deliver(payload, { kind: 'interaction' }));
    };
    const { minji, owner } = world.people;
    const wanted = JSON.stringify({ from: '2026-11-25', seen: 0, change: { reports: { daily: false } } });
    const channel = { 'channels.administrators': { value: { selected_conversation: 'C0RANDOM' } } };
    expect(await forged(minji, adminCallback.policyDifference, wanted)).toContain('인사 관리자만');
    expect(await forged(minji, adminCallback.setUp, '', channel)).toContain('인사 관리자만');
    expect(await forged(minji, adminCallback.policyGroup, '{"group":"reports"}')).toContain('인사 관리자만');
    // Metadata that Daybook did not write, and a day in the past, are refused to everybody.
    expect(await forged(owner, adminCallback.policyDifference, '{"from":1}')).toContain('이 워크스페이스에 없는');
    expect(await forged(owner, adminCallback.policyGroup, 'x')).toContain('이 워크스페이스에 없는');
    expect(await forged(owner, adminCallback.policyDifference, wanted.replace('11-25', '11-20'))).toContain('오늘부터');
    await as('owner').press('home', manageAction.open);
    await world.quiet();
    const shown = as('owner').modal();
    if (!shown) throw new Error('the owner has no hub');
    await as('owner').dismiss({ all: true });
    for (const id of [adminAction.openPolicy, adminAction.openPeople]) {
      await as('minji').press('home', id, { shown, blockId: blockOf(shown, id) });
      await world.quiet();
      expect(textsOf(as('minji').modal())).toContain('인사 관리자만');
      await as('minji').dismiss();
    }
    expect(await settings()).toEqual(before);
  });
});
