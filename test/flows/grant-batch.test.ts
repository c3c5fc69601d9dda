import readSheets from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batchAction, batchCallback, batchInput } from '../../blocks/batch-ids.ts';
import { action, input } from '../../blocks/ids.ts';
import { scopeInput } from '../../blocks/inputs.ts';
import { ledgerInput } from '../../blocks/ledger-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { BATCHES, type BatchDoc } from '../../src/balances/batch/store.ts';
import { unitsOf } from '../../src/leave-record/units.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { grantsIn } from '../support/ledgers.ts';
import { manage } from '../support/manage.ts';

describe('leave granted to several people', () => {
  let world: World;
  type Who = keyof World['people'];
  const as = (who: Who) => world.slack.as(world.people[who]);
  const shown = (who: Who): string => {
    const modal = as(who).modal();
    expect(breaches('modal', { ...modal, type: 'modal' }).filter(b => /block|text|option/.test(b))).toEqual([]);
    return textsOf(modal);
  };
  const heard = (who: Who): string[] =>
    as(who)
      .messages('app')
      .map(m => m.text);
  const batches = () => world.database.db.collection<BatchDoc>(BATCHES).find({}).sort({ at: 1 }).toArray();
  const rewards = async () =>
    (await grantsIn(world.database.db))
      .filter(g => g.pool === 'reward')
      .map(g => [g.user, g.amount / unitsOf(1)] as const);
  const setFacts = (who: Who, set: object) =>
    world.database.db
      .collection<{ _id: string }>('people')
      .updateOne({ _id: `${world.slack.team.id}:${world.people[who]}` }, { $set: set });

  beforeAll(async () => {
    world = await startWorld();
    await setFacts('minji', { hiredOn: '2024-03-15' });
    await setFacts('lucas', { hiredOn: '2026-12-07' });
    await setFacts('hana', { hiredOn: '2024-01-02', lastDay: '2026-11-20' });
    for (const who of ['minji', 'owner', 'emily'] as const) await as(who).openHome();
  });
  afterAll(() => world.close());

  async function fill(more: () => Promise<unknown> = async () => undefined): Promise<void> {
    await manage(world, world.people.owner, batchAction.open);
    const owner = as('owner');
    await owner.fill(ledgerInput.kind, 'reward');
    await owner.fill(ledgerInput.days, '2');
    await owner.fill(ledgerInput.usableUntil, '2027-06-30');
    await owner.fill(ledgerInput.why, '창립 기념');
    await more();
    await owner.submit();
    await world.quiet();
  }

  it('is shown before: who gets what, who is left out and why', async () => {
    await fill();
    const text = shown('owner');
    expect(text).toContain('*5명에게 부여합니다*');
    expect(text).toMatch(/\*\+2일\* · 5명\n.*이민지/);
    expect(text).toContain('발생일에 아직 입사 전 · 1명\nLucas Moreau');
    expect(text).toContain('발생일 전에 퇴사 · 1명\n박하나');
    expect(text).toContain('본인 · 1명');
    expect(await batches()).toEqual([]);
  });

  it('is given once however often it is confirmed, and each person is told once', async () => {
    const owner = as('owner');
    await owner.submit({ times: 3 });
    await world.quiet();
    expect(shown('owner')).toContain('5명에게 부여했습니다');
    expect((await batches()).map(b => [b.state, b.done, b.gives.length])).toEqual([['given', 5, 5]]);
    const given = await rewards();
    expect(given.map(([, n]) => n)).toEqual(Array(5).fill(2));
    expect(new Set(given.map(([user]) => user)).size).toBe(5);
    expect(heard('minji').filter(t => t.includes('포상휴가 *2일* 부여'))).toHaveLength(1);
    await owner.dismiss({ all: true });
  });

  it('leaves out who has it already', async () => {
    await fill(() => as('owner').fill(scopeInput.people, [world.people.minji, world.people.emily]));
    expect(shown('owner')).toContain('부여 대상이 없습니다');
    expect(shown('owner')).toContain('이미 같은 부여가 있음 · 2명');
    expect(as('owner').modal()?.submit).toBeUndefined();
    await as('owner').dismiss({ all: true });
  });

  it('is taken back by one press from whoever took nothing of it', async () => {
    const minji = as('minji');
    await minji.openHome();
    await minji.press('home', action.openLeave);
    await world.quiet();
    await minji.fill(action.leaveType, 'reward');
    await world.quiet();
    await minji.fill(input.reason, '휴식');
    await minji.submit();
    await world.quiet();
    expect(minji.modal()).toBeNull();
    await manage(world, world.people.owner, batchAction.list);
    await as('owner').press('modal', batchAction.undo, { times: 2 });
    await world.quiet();
    const [batch] = await batches();
    expect(batch).toMatchObject({ state: 'undone', kept: [{ user: world.people.minji, why: 'taken' }] });
    // Of the others both the grant and its reversal stay.
    const all = await rewards();
    expect(all.filter(([, n]) => n === -2)).toHaveLength(4);
    expect(all.filter(([user]) => user === world.people.minji)).toEqual([[world.people.minji, 2]]);
    expect(shown('owner')).toContain('취소, 1명 유지');
    // Meanwhile the list says how far it is.
    const drawn = world.slack.calls.filter(c => c.method === 'views.update');
    expect(JSON.stringify(drawn.map(c => c.args.view))).toContain('취소하는 중: 0/5명');
    expect(drawn.filter(c => !c.args.view_id)).toEqual([]);
    expect(heard('owner').at(-1)).toContain('부여를 취소했습니다');
    expect(heard('emily').filter(t => t.includes('2'))).toHaveLength(2);
    await as('owner').dismiss({ all: true });
  });

  it('comes from a file, whose lines that are not read are said', async () => {
    const csv = '이름,일수,사유\n이민지,1,우수 사원\nEmily Carter,1.5,\n없는이,2,\n';
    await fill(async () => {
      await as('owner').fill(ledgerInput.days, '');
      const file = await as('owner').upload('rewards.csv', csv);
      await as('owner').fill(batchInput.file, { id: file.id });
    });
    const text = shown('owner');
    expect(text).toContain('*2명에게 부여합니다*');
    expect(text).toMatch(/\*\+1\.5일\* · 1명\nEmily Carter/);
    expect(text).toContain('4번째 줄 없는이: 없는 구성원입니다');
    await as('owner').press('modal', batchAction.unread);
    await world.quiet();
    await as('owner').dismiss();
    const file = as('owner')
      .messages('app')
      .flatMap(m => m.files ?? [])
      .at(-1);
    const response = await fetch(new URL(file?.url ?? '', world.slack.url));
    expect((await readSheets(Buffer.from(await response.arrayBuffer())))[0]?.data).toEqual([
      ['이름', '일수', '사유', '오류'],
      ['없는이', '2', null, '없는 구성원입니다'],
    ]);
    await as('owner').submit();
    await world.quiet();
    const last = (await grantsIn(world.database.db)).filter(g => g.pool === 'reward' && g.amount > 0).slice(-2);
    expect(last.map(g => [g.amount / unitsOf(1), g.why]).sort()).toEqual([
      [1, '우수 사원'],
      [1.5, '창립 기념'],
    ]);
    await as('owner').dismiss({ all: true });
  });

  it('goes on in another process where the first one died', async () => {
    await fill(() => as('owner').fill(ledgerInput.why, '연말'));
    const before = (await rewards()).length;
    const { db } = world.database;
    // The process that stored it delivers nothing.
    await as('owner').submit();
    await world.quiet();
    const all = await batches();
    const last = all.at(-1) as BatchDoc;
    const { _id, effects: _, ...doc } = last;
    const effect = {
      ...{ id: 'e-again', kind: 'grant-batch', lane: 'batch', due: 0, tries: 0, to: world.people.owner },
      data: { do: 'give', view: 'V0GONE' },
    };
    await db.collection<BatchDoc>(BATCHES).replaceOne({ _id }, { ...doc, state: 'giving', done: 2, effects: [effect] });
    await world.jump(new Date(world.slack.clock.now() + 60_000).toISOString());
    expect((await batches()).at(-1)).toMatchObject({ state: 'given', done: 5, effects: [] });
    expect((await rewards()).length).toBe(before + 5);
    expect(heard('owner').at(-1)).toContain('5명에게 부여했습니다');
  });

  it('is refused to who may not', async () => {
    const deliver = (payload: Record<string, unknown>) => world.slack.deliver(payload, { kind: 'interaction' });
    const user = { id: world.people.minji, team_id: world.slack.team.id };
    const base = { team: { id: world.slack.team.id }, user, api_app_id: world.slack.app.id };
    const [first] = await batches();
    const before = await batches();
    await deliver({
      ...{ ...base, type: 'block_actions', trigger_id: 'forged.1' },
      actions: [
        { type: 'button', action_id: batchAction.undo, block_id: 'b', action_ts: '1.9', value: first?._id ?? '' },
      ],
      view: {
        id: 'VF',
        hash: 'h',
        type: 'modal',
        blocks: [],
        callback_id: 'x',
        private_metadata: '',
        state: { values: {} },
      },
    });
    const metadata = {
      filled: { kind: 'reward', days: '5', on: '2026-11-24', usableUntil: '', why: 'x' },
      ...{ scope: { of: 'all' }, longLeave: false, tell: false, digest: '' },
    };
    await deliver({
      ...{ ...base, type: 'view_submission', trigger_id: 'forged.2' },
      view: {
        ...{ id: 'VF2', hash: 'h', type: 'modal', blocks: [], callback_id: batchCallback.check },
        ...{ private_metadata: JSON.stringify(metadata), state: { values: {} } },
      },
    });
    await world.quiet();
    expect(await batches()).toEqual(before);
  });
});
