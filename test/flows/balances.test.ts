import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminAction } from '../../blocks/administration-ids.ts';
import { balancesAction } from '../../blocks/balances-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import type { Grant } from '../../src/grants/ledger/types.ts';
import { ko } from '../../src/i18n/ko/index.ts';
import { unitsOf } from '../../src/leave-record/units.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { approvedLeave } from '../support/leaves.ts';
import { addGrants } from '../support/ledgers.ts';
import { manage } from '../support/manage.ts';

describe('balances of all', () => {
  let world: World;
  type Who = keyof World['people'];
  const as = (who: Who) => world.slack.as(world.people[who]);
  const shown = (who: Who): string => {
    const modal = as(who).modal();
    expect(breaches('modal', { ...modal, type: 'modal' }).filter(b => /block|text|option/.test(b))).toEqual([]);
    return textsOf(modal);
  };

  beforeAll(async () => {
    world = await startWorld();
    const hired: Partial<Record<Who, string>> = { minji: '2024-03-15', hana: '2026-01-05' };
    for (const [who, hiredOn] of Object.entries(hired))
      await world.database.db
        .collection<{ _id: string }>('people')
        .updateOne({ _id: `${world.slack.team.id}:${world.people[who as Who]}` }, { $set: { hiredOn } });
    await world.database.db
      .collection<{ _id: string }>('people')
      .updateOne({ _id: `${world.slack.team.id}:${world.people.minji}` }, { $set: { manager: world.people.lucas } });
    const grant: Grant = {
      ...{ id: 'hand:1', kind: 'reward', pool: 'reward', on: '2026-11-01', usableUntil: '2026-12-31' },
      amount: unitsOf(2),
    };
    await addGrants(world.database.db, world.slack.team.id, [{ user: world.people.minji, grant }]);
    for (const who of ['minji', 'owner', 'lucas'] as const) await as(who).openHome();
  });
  afterAll(() => world.close());

  it('open from Home in two presses, with every pool of a person', async () => {
    await manage(world, world.people.owner, balancesAction.open);
    const text = shown('owner');
    // Hired 2024-03-15: the second yearly grant of 15 days. Hired 2026-01-05: ten months, ten days.
    expect(text).toMatch(
      /\*이민지\*.*\n부여 15일 · 사용 0일 · \*잔여 15일\*\n15일은 2027년 3월 14일.*\n그 외 잔여: 포상휴가 2일/,
    );
    expect(text).toMatch(/\*박하나\*.*\n부여 10일 · 사용 0일 · \*잔여 10일\*/);
    expect(text).toContain('합계 2명: 부여 25일 · 사용 0일 · *잔여 25일*');
    expect(text).toContain('잔여를 계산하지 않습니다');
  });

  it('are filtered, sorted and searched, and a row opens the person', async () => {
    const owner = as('owner');
    await owner.fill(balancesAction.filter, 'without');
    await world.quiet();
    expect(shown('owner')).not.toContain('*이민지*');
    await owner.fill(balancesAction.filter, 'unused');
    await world.quiet();
    expect(shown('owner')).toContain('*2명*');
    await owner.fill(balancesAction.sort, 'left-least');
    await world.quiet();
    expect(shown('owner').indexOf('*박하나*')).toBeLessThan(shown('owner').indexOf('*이민지*'));
    await owner.fill(balancesAction.pool, 'reward');
    await world.quiet();
    expect(shown('owner')).toContain('합계 1명: 부여 2일 · 사용 0일 · *잔여 2일*');
    await owner.fill(balancesAction.pool, 'annual');
    await world.quiet();
    await owner.fill(balancesAction.query, '하나');
    await owner.submit();
    await world.quiet();
    expect(shown('owner')).toContain('*1명*');
    await owner.press('modal', adminAction.openPerson, { buttonValue: world.people.hana });
    await world.quiet();
    expect(shown('owner')).toMatch(/^\*박하나\*[\s\S]*연차 잔여 \*10일\*/);
    await owner.dismiss({ all: true });
  });

  const fileOf = async (who: Who): Promise<string> => {
    const file = as(who)
      .messages('app')
      .flatMap(m => m.files ?? [])
      .at(-1);
    // Lucas reads English.
    expect(file?.name).toBe(`${who === 'lucas' ? 'balances' : '휴가잔여'}-2026-11-24.csv`);
    return (await fetch(new URL(file?.url ?? '', world.slack.url))).text();
  };

  it('come as a file, with the right of whoever asked for it', async () => {
    await manage(world, world.people.owner, balancesAction.open);
    await as('owner').press('modal', balancesAction.csv);
    await world.quiet();
    const lines = (await fileOf('owner')).split('\r\n');
    expect(lines[0]).toContain('사번,이름,팀,입사일,휴가,단위,부여,사용,승인 대기,잔여,소멸 예정,사용 기한');
    expect(lines.some(l => l.includes('이민지') && l.endsWith('연차,일,15,0,0,15,15,2027-03-14'))).toBe(true);
    expect(lines.some(l => l.includes('이민지') && l.endsWith('포상휴가,일,2,0,0,2,2,2026-12-31'))).toBe(true);
    await as('owner').dismiss({ all: true });
  });

  it('come as a picture of the year, with the numbers as text, or say that nobody took leave', async () => {
    const asked = async () => {
      await manage(world, world.people.owner, balancesAction.open);
      await as('owner').press('modal', balancesAction.chart);
      await world.quiet();
      await as('owner').dismiss({ all: true });
      return as('owner').messages('app').at(-1);
    };
    const none = await asked();
    expect(none?.text).toBe(ko.common.emptyChart('2026년 월별 휴가 · 연차'));
    expect(none?.files ?? []).toEqual([]);
    await as('hana').openHome();
    await approvedLeave(world, 'hana', '2026-12-03', '2026-12-03');
    const message = await asked();
    expect(message?.files?.map(f => f.name)).toEqual(['휴가-2026.png']);
    expect(message?.text).toMatch(/^2026년 월별 휴가 · 연차 \(일\)\n1월: –\n[\s\S]*12월: .*1/);
  });

  it('are of a manager their own team only, and of others themselves, whatever is forged', async () => {
    const forged = async (who: Who): Promise<string> => {
      const id = world.people[who];
      const team = { id: world.slack.team.id };
      await world.slack.deliver(
        {
          ...{ type: 'block_actions', team, user: { id, team_id: team.id }, api_app_id: world.slack.app.id },
          trigger_id: `forged.${who}`,
          actions: [{ type: 'button', action_id: balancesAction.csv, block_id: 'b', action_ts: '1.1', value: '' }],
          view: {
            ...{ id: 'VF1', hash: 'h', type: 'modal', blocks: [], callback_id: 'x' },
            ...{ private_metadata: '', state: { values: {} } },
          },
        },
        { kind: 'interaction' },
      );
      await world.quiet();
      return fileOf(who);
    };
    const team = await forged('lucas');
    expect(team).toContain('이민지');
    expect(team).not.toContain('박하나');
    const own = await forged('minji');
    expect(own).toContain('이민지');
    expect(own).not.toContain('박하나');
  });
});
