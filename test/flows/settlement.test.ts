import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminAction, adminInput } from '../../blocks/administration-ids.ts';
import { action, input } from '../../blocks/ids.ts';
import { ledgerAction } from '../../blocks/ledger-ids.ts';
import { settlementAction, settlementCallback } from '../../blocks/settlement-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { koreanCalendar } from '../../src/calendar/rules.ts';
import { UNITS_PER_DAY } from '../../src/leave-record/units.ts';
import type { People } from '../../src/people/actions.ts';
import { peopleStore } from '../../src/people/store.ts';
import { policyDefaults } from '../../src/settings/policy.ts';
import type { PolicyInForce } from '../../src/settings/policy-in-force.ts';
import { leaverOf, settle } from '../../src/settlement/actions.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { grantsIn, ledgersIn } from '../support/ledgers.ts';
import { manage, sendFacts } from '../support/manage.ts';
import { testWorkspace } from '../support/workspace.ts';

type Who = keyof World['people'];

describe('moving in and leaving', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    for (const who of ['minji', 'hana', 'owner', 'manager'] as const) await as(who).openHome();
  });
  afterAll(() => world.close());

  const as = (who: Who) => world.slack.as(world.people[who]);
  const sound = (who: Who): string => {
    const modal = as(who).modal();
    expect(breaches('modal', { ...modal, type: 'modal' }).filter(b => /block|text|option/.test(b))).toEqual([]);
    return textsOf(modal);
  };
  const grantsOf = async (who: Who) => {
    const docs = await grantsIn(world.database.db, { user: world.people[who] });
    return docs.map(d => [d.id, d.amount / UNITS_PER_DAY] as const);
  };
  async function did(...deeds: (() => Promise<unknown>)[]): Promise<void> {
    for (const deed of deeds) {
      await deed();
      await world.quiet();
    }
  }
  const closed = (who: Who) =>
    as(who)
      .dismiss({ all: true })
      .catch(() => undefined);
  async function checked(csv: string): Promise<string> {
    const owner = as('owner');
    const file = await owner.upload('people.csv', csv);
    await did(
      () => closed('owner'),
      () => owner.openHome(),
      () => manage(world, owner, adminAction.openPeople),
      () => owner.press('modal', adminAction.openImport),
      () => owner.fill(adminInput.file, { id: file.id }),
      () => owner.submit(),
    );
    return sound('owner');
  }
  async function statement(who: Who): Promise<string> {
    await did(
      () => closed(who),
      () => as(who).openHome(),
      () => as(who).press('home', action.openStatement),
    );
    return textsOf(as(who).modal());
  }

  const CSV = [
    '이메일,입사일,이관 잔여,잔여 기준일,사용 기한',
    'minji@acorn.example,2023-07-15,7.25,2026-11-24,',
    'hana@acorn.example,2024-03-15,15,2026-11-24,2027-03-14',
  ];

  it('opening balances are shown beside what the policy computes, and nothing is taken while a line is bad', async () => {
    const text = await checked([...CSV, 'woojin@acorn.example,2025-01-06,3,2026-12-24,', ''].join('\n'));
    expect(text).toContain('4번째 줄 · 잔여 기준일 “2026-12-24”: 오늘이나 그 전 날짜 기준의 잔여만');
    expect(text).toContain('이관 잔여 7.25일 (2026년 11월 24일(화) 기준, 2027년 7월 14일(수)까지 사용)');
    expect(text).toContain('정책 계산 16일, 차이 −8.75일');
    expect(text).toContain('정책 계산 15일, 차이 없음');
    expect(text).toContain('이관 잔여 2건 중 1건이 정책 계산과 다름');
    await did(() => as('owner').submit());
    expect(await grantsOf('minji')).toEqual([]);
  });

  it('the policy’s number is left to stand where that is chosen', async () => {
    await checked(CSV.join('\n'));
    await did(
      () => as('owner').fill(adminInput.takeOpening, 'policy'),
      () => as('owner').submit(),
    );
    expect(textsOf(as('owner').modal())).toContain('2명의 정보를 변경했습니다');
    expect(await grantsOf('minji')).toEqual([]);
    expect(await statement('minji')).toContain('연차 잔여 *16일*');
  });

  it('the file’s number is what is left from its day on; the same file again changes nothing', async () => {
    await checked(CSV.join('\n'));
    await did(() => as('owner').submit({ times: 2 }));
    expect(textsOf(as('owner').modal())).toContain('이관 잔여 2건을 저장했습니다');
    expect(await grantsOf('minji')).toEqual([['opening:2026-11-24', 7.25]]);
    expect(await statement('minji')).toContain('연차 잔여 *7.25일*');
    const again = await checked(CSV.join('\n'));
    expect(again).toContain('변경 *0* · 그대로 *2*');
    expect(again).toContain('가져올 내용이 없습니다');
    // What vests later vests beside it.
    await world.jump('2026-11-25T00:06:00+09:00');
    expect(await grantsOf('minji')).toHaveLength(1);
  });

  it('HR does not bring in their own balance', async () => {
    const [email] = [world.slack.users.get(world.people.owner)?.email];
    const text = await checked(`이메일,입사일,이관 잔여,잔여 기준일\n${email},2020-01-02,20,2026-11-24\n`);
    expect(text).toContain('본인 기록에는 할 수 없습니다');
  });

  const setLastDay = (date: string | null) =>
    did(
      () => closed('owner'),
      () => as('owner').openHome(),
      () => manage(world, as('owner'), adminAction.openPeople),
      () => as('owner').press('modal', adminAction.openPerson, { buttonValue: world.people.hana }),
      () => as('owner').press('modal', adminAction.editPerson),
      () => as('owner').fill(adminInput.lastDay, date),
      () => sendFacts(world, as('owner')),
    );
  const openSettlement = () => did(() => as('owner').press('modal', settlementAction.open));

  it('who leaves has their grants, use and what is unpaid settled; leave after the last day is cancelled', async () => {
    await did(
      () => closed('hana'),
      () => as('hana').openHome(),
      () => as('hana').press('home', action.openLeave),
      () => as('hana').fill(input.from, '2026-12-28'),
      () => as('hana').fill(action.leaveTo, '2026-12-28'),
      () => as('hana').submit(),
    );
    await setLastDay('2026-12-18');
    await openSettlement();
    const text = sound('owner');
    expect(text).toContain('입사일 기준: *41일*');
    expect(text).toContain('회계연도 기준');
    expect(text).toContain('미사용 · 수당 지급 대상: 15일');
    expect(text).toContain('퇴사일 이후의 휴가: 1건');
    await did(() => as('owner').press('modal', settlementAction.cancelAfter));
    expect(sound('owner')).toContain('휴가 1건을 취소했습니다');
    expect(sound('owner')).not.toContain('퇴사일 이후의 휴가');
    const heard = as('hana').messages('app').at(-1);
    expect(textsOf(heard)).toContain('퇴사일(2026년 12월 18일(금)) 이후에 시작하는 휴가여서 취소되었습니다');
    await did(() => as('owner').submit({ times: 3 }));
    expect(sound('owner')).toContain('님이 정산');
    const [doc] = await ledgersIn(world.database.db, { user: world.people.hana });
    expect(doc?.current.settlement).toMatchObject({
      settledFor: '2026-12-18',
      history: [{ what: 'settled', pay: 15 * UNITS_PER_DAY }],
    });
  });

  it('comes out as a file, of one and of all who leave in a time', async () => {
    await did(() => as('owner').press('modal', settlementAction.file));
    expect(sound('owner')).toContain('파일을 보내 드립니다');
    await did(
      () => closed('owner'),
      () => as('owner').openHome(),
      () => manage(world, as('owner'), adminAction.openPeople),
      () => as('owner').press('modal', settlementAction.openLeavers),
    );
    expect(sound('owner')).toContain('박하나* · 정산 완료');
    await did(() => as('owner').fill(settlementAction.to, '2026-11-30'));
    expect(sound('owner')).toContain('이 기간에 퇴사하는');
    await did(
      () => as('owner').fill(settlementAction.to, '2026-12-31'),
      () => as('owner').press('modal', settlementAction.leaversFile),
    );
    expect(sound('owner')).toContain('파일을 보내 드립니다');
    expect(JSON.stringify(as('owner').messages('app'))).toMatch(/연차정산-2026-12-18\.csv[\s\S]*연차정산-2026-11-01/);
  });

  it('comes once where Slack’s answer is lost, and on a later try where Slack refused it', async () => {
    const files = () =>
      as('owner')
        .messages('app')
        .flatMap(m => m.files ?? []);
    const owing = () => world.database.db.collection('received').countDocuments({ 'effects.kind': 'settlement-file' });
    const later = () => world.jump(new Date(world.slack.clock.now() + 60_000).toISOString());
    const before = files().length;
    world.slack.faults.loseAnswer('files.completeUploadExternal');
    await did(() => as('owner').press('modal', settlementAction.leaversFile));
    expect([files().length - before, await owing()]).toEqual([1, 1]);
    await later();
    expect([files().length - before, await owing()]).toEqual([1, 0]);
    world.slack.faults.fail('files.getUploadURLExternal', 'internal_error');
    await did(() => as('owner').press('modal', settlementAction.leaversFile, { times: 3 }));
    expect(files().length - before).toBe(1);
    await later();
    expect([files().length - before, await owing()]).toEqual([2, 0]);
  });

  it('is taken back once the final day changes', async () => {
    await setLastDay('2026-12-24');
    await world.app.tick();
    await world.quiet();
    const [doc] = await ledgersIn(world.database.db, { user: world.people.hana });
    expect(doc?.current.settlement.settledFor).toBe('');
    expect(doc?.current.settlement.history.map(h => h.what)).toEqual(['settled', 'reopened']);
    await openSettlement();
    expect(sound('owner')).toContain('퇴사일이 바뀌어 정산 취소');
  });

  it('leaves whoever is hired again on the same account with the days of the new employment alone', async () => {
    await setLastDay('2026-11-24');
    await openSettlement();
    await did(() => as('owner').submit());
    const [left] = await ledgersIn(world.database.db, { user: world.people.hana });
    await world.jump('2027-01-04T09:00:00+09:00');
    await did(
      () => closed('owner'),
      () => as('owner').openHome(),
      () => manage(world, as('owner'), adminAction.openPeople),
      () => as('owner').press('modal', adminAction.openPerson, { buttonValue: world.people.hana }),
      () => as('owner').press('modal', adminAction.editPerson),
      () => as('owner').fill(adminInput.hiredOn, '2027-01-04'),
      () => sendFacts(world, as('owner')),
    );
    expect(await statement('hana')).toContain('연차 잔여 *0일*');
    await world.jump('2028-01-04T09:00:00+09:00');
    // Eleven of the first year have lapsed the day before.
    const text = await statement('hana');
    expect(text).toContain('연차 잔여 *15일*');
    expect(text.match(/\+1일/g)).toHaveLength(11);
    const [again] = await ledgersIn(world.database.db, { user: world.people.hana });
    expect(again?.current.grants.map(g => g.amount / UNITS_PER_DAY).reduce((a, b) => a + b)).toBe(11 + 15);
    expect(again?.current).toMatchObject({ hiredOn: '2027-01-04', settlement: { settledFor: '', history: [] } });
    expect(again?.earlier).toEqual([{ ...left?.current, lastDay: '2026-11-24' }]);
    await did(() => as('hana').fill(ledgerAction.pickEmployment, '0'));
    expect(sound('hana')).toContain('2024-03-15–2026-11-24 재직');
    expect(textsOf(as('hana').modal())).toContain('이관 잔여');
    await world.jump('2028-01-05T09:00:00+09:00');
  });

  it('is nobody’s to settle who may not, and not one’s own, whatever they forge', async () => {
    const forged = async (by: Who, about: Who) => {
      const view = {
        ...{ id: 'VF', hash: 'h', type: 'modal', blocks: [], callback_id: settlementCallback.settle },
        private_metadata: JSON.stringify({ user: world.people[about], mark: 'x' }),
        state: { values: {} },
      };
      const body = { type: 'view_submission', team: { id: world.slack.team.id }, user: { id: world.people[by] } };
      const answer = await world.slack.deliver({ ...body, trigger_id: 'forged', view }, { kind: 'interaction' });
      return JSON.stringify(answer);
    };
    expect(await forged('minji', 'hana')).toContain('인사 관리자만');
    expect(await forged('hana', 'hana')).toContain('본인 기록에는 할 수 없습니다');
    expect(await forged('owner', 'owner')).toContain('본인 기록에는 할 수 없습니다');
  });
});

describe('leaving by the company’s year', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ language: 'ko' });
  });
  afterAll(() => world.close());

  it('grants the difference once, however many press, and takes it back when the final day changes', async () => {
    const db = world.database.db;
    const { hana, owner } = world.people;
    const team = world.slack.team.id;
    const person = { hiredOn: '2024-07-15', lastDay: '2026-11-24' };
    for (const user of [hana, owner]) await world.slack.as(user).openHome();
    await world.quiet();
    const people = db.collection<{ _id: string }>('people');
    await people.updateOne({ _id: `${team}:${hana}` }, { $set: person });
    const all = policyDefaults({ timeZone: 'Asia/Seoul', language: 'ko', summaryAt: '18:30' });
    const fiscal = { ...all, leave: { ...all.leave, basis: 'fiscal-year' as const } };
    const store = peopleStore(db);
    const policy = {
      language: 'ko' as const,
      on: () => fiscal,
      now: () => fiscal,
      today: () => '2026-11-24',
      changes: [''],
      calendar: koreanCalendar(),
    };
    // Another process: its effects are left to the poll of this one.
    const ws = testWorkspace({
      db,
      team,
      clock: world.slack.clock,
      policy: { ...policy, of: () => policy } as unknown as PolicyInForce,
      people: { some: users => store.some(team, users) } as Partial<People> as People,
    });
    const found = await leaverOf(ws, hana);
    if (!found.ok) throw new Error(JSON.stringify(found));
    // 11 + 15 + 15 by the hire date; 11 + 7 + 15 by the year.
    expect(found.leaver.settlement.difference).toBe(8 * UNITS_PER_DAY);
    const presses = Array.from({ length: 20 }, (_, i) => settle(ws, owner, hana, found.leaver.mark, `k${i}`));
    const done = await Promise.all(presses);
    expect(done.every(d => d.ok)).toBe(true);
    const [doc] = await ledgersIn(db, { user: hana });
    expect(doc?.current.settlement.history.filter(h => h.what === 'settled')).toHaveLength(1);
    await world.slack.clock.jump(world.slack.clock.now() + 60_000);
    await world.app.tick();
    await waitFor(async () => (await grantsIn(db, { user: hana })).some(g => g.id === 'settlement:2026-11-24'), world);
    await people.updateOne({ _id: `${team}:${hana}` }, { $set: { lastDay: '2026-12-30' } });
    await world.app.tick();
    await waitFor(
      async () => (await grantsIn(db, { user: hana })).some(g => g.reverses === 'settlement:2026-11-24'),
      world,
    );
  });
});

/** What the outbox's poll takes up by itself. */
async function waitFor(is: () => Promise<boolean>, world: World): Promise<void> {
  await expect
    .poll(
      async () => {
        await world.quiet();
        return is();
      },
      { timeout: 60_000, interval: 200 },
    )
    .toBe(true);
}
