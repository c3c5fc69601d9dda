import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminAction, adminInput } from '../../blocks/administration-ids.ts';
import { logAction } from '../../blocks/manage-ids.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { manage, sendFacts } from '../support/manage.ts';

interface Entry {
  _id: string;
  at: number;
  what: string;
  by: string;
  people: string[];
}

describe('the log', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    for (const user of [world.people.owner, world.people.manager, world.people.minji])
      await world.slack.as(user).openHome();
  });
  afterAll(() => world.close());

  const entries = () => world.database.db.collection<Entry>('log');

  it('has a change of facts once, with both values and the time of the change', async () => {
    const { manager, minji } = world.people;
    const hr = world.slack.as(manager);
    await manage(world, hr, adminAction.openPeople);
    await world.quiet();
    await hr.press('modal', adminAction.openPerson, { buttonValue: minji });
    await world.quiet();
    await hr.press('modal', adminAction.editPerson);
    await world.quiet();
    await hr.fill(adminInput.hiredOn, '2024-03-02');
    await sendFacts(world, hr);
    const found = await entries().find().toArray();
    const person = await world.database.db
      .collection<{ factsHistory: { at: number }[]; _id: string }>('people')
      .findOne({ _id: `${world.slack.team.id}:${minji}` });
    expect(found).toMatchObject([
      {
        ...{ at: person?.factsHistory[0]?.at, what: 'people.facts', by: manager, people: [manager, minji] },
        ...{ about: [minji], was: {}, now: { hiredOn: '2024-03-02' } },
      },
    ]);
  });

  it('is not changed by a second delivery', async () => {
    const [entry] = await entries().find().toArray();
    const id = entry?._id.split(':')[1] ?? '';
    const { minji } = world.people;
    const effect = {
      ...{ id, kind: 'log', lane: 'log', due: world.slack.clock.now(), tries: 0, to: entry?.by ?? '' },
      data: { what: 'people.facts', by: entry?.by, about: [minji], now: { hiredOn: '2024-03-02' } },
    };
    const person = { _id: `${world.slack.team.id}:${minji}` };
    const people = world.database.db.collection<{ _id: string; effects: unknown[] }>('people');
    await people.updateOne(person, { $push: { effects: effect } });
    await world.app.tick();
    await world.quiet();
    expect((await people.findOne(person))?.effects).toEqual([]);
    expect(await entries().find().toArray()).toEqual([entry]);
  });

  it('is read by HR in words, by person and kind, and comes as a file; nobody else sees it', async () => {
    const { manager, minji } = world.people;
    const hr = world.slack.as(manager);
    await hr.dismiss({ all: true });
    await manage(world, hr, logAction.open);
    expect(textsOf(hr.modal())).toContain('1건');
    expect(textsOf(hr.modal())).toContain('*구성원 정보 변경* · 이민지\n> 입사일 – → 2024-03-02');
    await hr.fill(logAction.kind, 'leave');
    await world.quiet();
    expect(textsOf(hr.modal())).toContain('0건');
    await hr.fill(logAction.kind, 'people');
    await hr.fill(logAction.person, minji);
    await world.quiet();
    expect(textsOf(hr.modal())).toContain('1건');
    const shown = hr.modal();
    if (!shown) throw new Error('no log');
    await hr.press('modal', logAction.file, { times: 2 });
    await world.quiet();
    expect(await entries().countDocuments({ what: 'files.export', by: manager })).toBe(1);
    expect(JSON.stringify(hr.messages('app'))).toContain('변경이력-2026-11-24.csv');
    expect(textsOf(hr.modal())).toContain('다이렉트 메시지로 파일을 보내 드립니다');
    const other = world.slack.as(minji);
    await other.press('home', logAction.file, { shown });
    await world.quiet();
    expect(textsOf(other.modal())).toContain('인사 관리자만');
    expect(await entries().countDocuments({ by: minji })).toBe(0);
  });
});
