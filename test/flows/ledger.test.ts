import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action } from '../../blocks/ids.ts';
import { ledgerAction, ledgerCallback, ledgerInput } from '../../blocks/ledger-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { UNITS_PER_DAY } from '../../src/leave-record/units.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { grantsIn, ledgersIn } from '../support/ledgers.ts';

describe('a person’s leave, from the hire to the statement', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    const hired: Partial<Record<Who, string>> = { minji: '2025-12-10', hana: '2024-03-15' };
    for (const [who, hiredOn] of Object.entries(hired))
      await world.database.db
        .collection<{ _id: string }>('people')
        .updateOne({ _id: `${world.slack.team.id}:${world.people[who as Who]}` }, { $set: { hiredOn } });
    for (const user of [world.people.minji, world.people.hana, world.people.owner, world.people.lucas])
      await world.slack.as(user).openHome();
  });
  afterAll(() => world.close());

  type Who = keyof World['people'];
  const as = (who: Who) => world.slack.as(world.people[who]);
  const statement = async (who: Who, about?: Who): Promise<string> => {
    await as(who)
      .dismiss({ all: true })
      .catch(() => undefined);
    await as(who).openHome();
    await as(who).press('home', action.openStatement);
    await world.quiet();
    if (about) {
      await as(who).fill(ledgerAction.pickPerson, world.people[about]);
      await world.quiet();
    }
    const modal = as(who).modal();
    expect(breaches('modal', { ...modal, type: 'modal' }).filter(b => /block|text|option/.test(b))).toEqual([]);
    return textsOf(modal);
  };
  const grantsOf = async (who: Who) => {
    const docs = await grantsIn(world.database.db, { user: world.people[who] });
    return docs.map(d => [d.id, d.amount / UNITS_PER_DAY] as const);
  };

  it('is shown before anything is stored, and not to colleagues', async () => {
    const text = await statement('minji');
    expect(text).toContain('연차 잔여 *11일*');
    expect(text).toContain('11일은 2026년 12월 9일(수)까지 사용');
    expect(text).toContain('2026년 12월 10일(목)에 15일 발생');
    expect(await statement('lucas')).toContain('there is no hire date and no grant');
    expect(
      as('lucas')
        .modal()
        ?.blocks.some(b => JSON.stringify(b).includes('users_select')),
    ).toBe(false);
    expect(await statement('owner', 'minji')).toMatch(/\*이민지\* 님\n.*\n연차 잔여 \*11일\*/);
  });

  it('is stored in the night, once by two processes, and news of monthly days is not told', async () => {
    const other = await world.another();
    await world.slack.clock.jump(Date.parse('2026-11-25T00:06:00+09:00'));
    await Promise.all([world.app.tick(), other.tick()]);
    await world.quiet();
    const grants = await grantsOf('minji');
    expect(grants.map(([id]) => id)).toEqual(Array.from({ length: 11 }, (_, i) => `monthly:${i + 1}`));
    expect((await grantsOf('hana')).map(([id]) => id)).toEqual(['annual:2']);
    expect(as('minji').messages('app')).toEqual([]);
  });

  it('warns once at each step before it lapses, also after a restart', async () => {
    await world.jump('2026-11-25T10:00:00+09:00');
    const first = as('minji').messages('app');
    expect(first).toHaveLength(1);
    expect(textsOf(first[0])).toContain(
      '남은 휴가 *11일* · 2026년 12월 9일(수)까지 쓸 수 있습니다. 소멸까지 14일 남았습니다.',
    );
    await world.another();
    await world.jump('2026-11-26T10:01:00+09:00');
    expect(as('minji').messages('app')).toHaveLength(1);
    await world.jump('2026-12-03T10:01:00+09:00');
    expect(as('minji').messages('app')).toHaveLength(2);
    expect(textsOf(as('minji').messages('app')[1])).toContain('6일 남았습니다');
  });

  it('passes the first anniversary: what is left lapses, 15 days vest and are told', async () => {
    await world.jump('2026-12-10T00:06:00+09:00');
    expect((await grantsOf('minji')).at(-1)).toEqual(['annual:1', 15]);
    // In the morning: nobody is woken by it.
    expect(as('minji').messages('app')).toHaveLength(2);
    await world.jump('2026-12-10T10:01:00+09:00');
    expect(as('minji').messages('app')).toHaveLength(3);
    const heard = as('minji').messages('app').at(-1);
    expect(textsOf(heard)).toContain('새 연차 *15일* · 2027년 12월 9일(목)까지 쓸 수 있습니다.');
    await as('minji').press({ channel: 'app', ts: heard?.ts ?? '' }, action.openStatement);
    await world.quiet();
    const text = textsOf(as('minji').modal());
    expect(text).toContain('연차 잔여 *15일*');
    expect(text).toContain('*+15일*  연차 · 2026년 12월 10일(목)\n2027년 12월 9일(목)까지 사용 가능 · 잔여 15일');
    expect(text).toContain('*−11일*  소멸 · 2026년 12월 9일(수)\n잔여 0일');
  });

  async function give(kind: string, days: string, until: string | undefined, why: string): Promise<void> {
    const owner = as('owner');
    await statement('owner', 'minji');
    await owner.press('modal', ledgerAction.openGive);
    await world.quiet();
    await owner.fill(ledgerInput.kind, kind);
    await owner.fill(ledgerInput.days, days);
    if (until) await owner.fill(ledgerInput.usableUntil, until);
    await owner.fill(ledgerInput.why, why);
    await owner.submit();
    await world.quiet();
  }

  it('is given by hand once it was shown what it does, however often that is confirmed', async () => {
    await give('extra', '0.125', undefined, '출시');
    expect(as('owner').modal()?.errors).toEqual({ days: '소수점 둘째 자리까지 쓸 수 있습니다.' });
    await give('extra', '2.5', '2027-03-31', '*출시* <!channel>');
    const owner = as('owner');
    expect(textsOf(owner.modal())).toContain('잔여 15일 → *17.5일*');
    await owner.submit({ times: 3 });
    await world.quiet();
    expect((await grantsOf('minji')).filter(([id]) => id.startsWith('hand:'))).toHaveLength(1);
    expect(textsOf(owner.modal())).toContain('연차 잔여 *17.5일*');
    const heard = as('minji')
      .messages('app')
      .filter(m => m.text.includes('추가 부여'));
    expect(heard).toHaveLength(1);
    expect(textsOf(heard[0])).toContain('추가 부여 *2.5일* 부여 · 2027년 3월 31일(수)까지 쓸 수 있습니다.');
    expect(textsOf(heard[0])).toContain('지금 남은 휴가는 17.5일입니다.');
    expect(JSON.stringify(heard[0]?.blocks)).not.toContain('<!channel>');
  });

  it('is taken back as a whole, and both stay in the statement', async () => {
    await statement('owner', 'minji');
    const owner = as('owner');
    const [hand] = (await grantsOf('minji')).filter(([id]) => id.startsWith('hand:'));
    await owner.press('modal', ledgerAction.openReverse, { blockId: `grant ${hand?.[0]}`, value: hand?.[0] });
    await world.quiet();
    await owner.fill(ledgerInput.why, '잘못 부여');
    await owner.submit({ times: 2 });
    await world.quiet();
    expect((await grantsOf('minji')).filter(([id]) => id.startsWith('reversal:'))).toHaveLength(1);
    const text = await statement('minji');
    expect(text).toContain('연차 잔여 *15일*');
    expect(text).toContain('*−2.5일*  부여 취소');
    expect(text).toContain('*+2.5일*  추가 부여');
    expect(as('minji').messages('app').at(-1)?.text).toContain('추가 부여 *2.5일* 부여가 취소되었습니다.');
  });

  it('corrects what vested when HR says that a month was not attended', async () => {
    const owner = as('owner');
    await statement('owner', 'hana');
    await owner.press('modal', ledgerAction.openAttended);
    await world.quiet();
    await owner.fill(ledgerInput.lowYears, '2; 6');
    await owner.fill(ledgerInput.why, '장기 결근');
    await owner.submit();
    expect(owner.modal()?.errors.lowYears).toContain('한 줄에 하나씩');
    await owner.fill(ledgerInput.lowYears, '2: 6');
    await owner.submit({ times: 2 });
    await world.quiet();
    expect((await grantsOf('hana')).filter(([id]) => id.startsWith('attended:'))).toEqual([
      ['attended:annual:2:1', -9],
    ]);
    expect(await statement('owner', 'hana')).toContain('연차 잔여 *6일*');
    expect(as('hana').messages('app').at(-1)?.text).toContain('−9일');
  });

  it('is asked for within what is left, and comes back when it is withdrawn', async () => {
    const hana = as('hana');
    await hana.dismiss({ all: true }).catch(() => undefined);
    await hana.openHome();
    await hana.press('home', action.openLeave);
    await world.quiet();
    await hana.fill(action.leaveTo, '2026-12-24');
    await hana.fill(action.leaveFrom, '2026-12-14');
    await world.quiet();
    await hana.submit();
    await world.quiet();
    // Nine working days, six left.
    expect(hana.modal()?.errors).not.toEqual({});
    await hana.fill(action.leaveTo, '2026-12-16');
    await world.quiet();
    await hana.submit();
    await world.quiet();
    expect(hana.modal()).toBeNull();
    const text = await statement('hana');
    expect(text).toContain('연차 잔여 *3일*');
    expect(text).toContain('*−3일*  연차 · 2026년 12월 14일(월)–16일(수)\n승인 대기 · 잔여 3일');
    await hana.dismiss({ all: true });
    const request = await world.database.db
      .collection<{ _id: string }>('requests')
      .findOne({ user: world.people.hana });
    await hana.openHome();
    await hana.press('home', action.withdraw, { buttonValue: request?._id ?? '' });
    await world.quiet();
    expect(await statement('hana')).toContain('연차 잔여 *6일*');
  });

  it('shows a person whose account was not read yet', async () => {
    const lucas = `${world.slack.team.id}:${world.people.lucas}`;
    await world.database.db.collection<{ _id: string }>('people').deleteOne({ _id: lucas });
    expect(await statement('owner', 'lucas')).toContain('Lucas');
  });

  it('is given by nobody but HR, and by nobody to themselves', async () => {
    await as('owner').dismiss({ all: true });
    await statement('owner');
    expect(textsOf(as('owner').modal())).not.toContain('휴가 부여·조정');
    const before = await ledgersIn(world.database.db);
    const forged = (user: string, actionId: string, value: string, n: number) =>
      world.slack.deliver(
        {
          ...{ type: 'block_actions', team: { id: world.slack.team.id }, api_app_id: world.slack.app.id },
          user: { id: user, team_id: world.slack.team.id },
          trigger_id: `forged.${n}`,
          actions: [{ type: 'button', action_id: actionId, block_id: 'b', action_ts: `1.${n}`, value }],
          view: {
            ...{ id: 'V1', hash: 'h', type: 'modal', callback_id: 'x', blocks: [], state: { values: {} } },
            private_metadata: JSON.stringify({ user: world.people.hana, pool: 'annual', page: 1 }),
          },
        },
        { kind: 'interaction' },
      );
    await forged(world.people.lucas, ledgerAction.pickPerson, world.people.minji, 1);
    await forged(world.people.lucas, ledgerAction.openGive, world.people.minji, 2);
    await forged(world.people.owner, ledgerAction.openGive, world.people.owner, 3);
    await forged(world.people.lucas, ledgerAction.openReverse, 'annual:2', 4);
    await forged(world.people.lucas, action.openStatement, world.people.minji, 5);
    await world.quiet();
    const filled = { kind: 'extra', days: '3', on: '2026-11-24', usableUntil: '', why: '포상' };
    const forms = {
      [ledgerCallback.giveCheck]: { key: 'k', filled },
      [ledgerCallback.reverse]: { id: 'annual:2' },
      [ledgerCallback.attended]: {},
    };
    const submitted = async (by: Who, about: Who, callback: string, more: object) => {
      const view = {
        ...{ id: 'V2', hash: 'h', type: 'modal', blocks: [], callback_id: callback, state: { values: {} } },
        private_metadata: JSON.stringify({ user: world.people[about], ...more }),
      };
      const body = { type: 'view_submission', team: { id: world.slack.team.id }, user: { id: world.people[by] } };
      const answer = await world.slack.deliver({ ...body, trigger_id: 'forged', view }, { kind: 'interaction' });
      return JSON.stringify(answer);
    };
    for (const [callback, more] of Object.entries(forms)) {
      expect(await submitted('minji', 'hana', callback, more)).toContain('인사 관리자만');
      expect(await submitted('owner', 'owner', callback, more)).toContain('본인 기록에는 할 수 없습니다');
    }
    await world.quiet();
    expect(await ledgersIn(world.database.db)).toEqual(before);
  });
});
