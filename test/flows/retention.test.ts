import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminAction, adminInput } from '../../blocks/administration-ids.ts';
import { fieldBlock, formAction } from '../../blocks/form-ids.ts';
import { action } from '../../blocks/ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import type { RequestDoc } from '../../src/approvals/store.ts';
import { UNITS_PER_DAY } from '../../src/leave-record/units.ts';
import { createLog } from '../../src/shared/log.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { addGrants, grantsIn } from '../support/ledgers.ts';
import { manage } from '../support/manage.ts';

type Who = keyof World['people'];

/** Annual leave of before lapses on Monday, the 20th: its leave is needed no longer than that of its day. */
const MONDAY = '2023-11-20';
const HIRED = '2020-11-21';

describe('records past their time', () => {
  let world: World;
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  beforeAll(async () => {
    world = await startWorld({ at: `${MONDAY}T09:00:00+09:00`, log: createLog('info', { destination }) });
    for (const who of ['owner', 'manager', 'minji'] as const) await as(who).openHome();
    const { db } = world.database;
    await db.collection('people').updateMany({}, { $set: { quickIn: true } });
    await db.collection('people').updateOne({ user: world.people.minji }, { $set: { hiredOn: HIRED } });
    await world.jump(`${MONDAY}T09:01:00+09:00`);
  });
  afterAll(() => world.close());

  const as = (who: Who) => world.slack.as(world.people[who]);
  async function press(who: Who, where: 'home' | 'modal', id: string, options = {}): Promise<void> {
    await as(who).press(where, id, options);
    await world.quiet();
  }
  async function fill(who: Who, ...values: [string, unknown][]): Promise<void> {
    for (const [field, value] of values) {
      await as(who).fill(field, value);
      await world.quiet();
    }
  }
  async function sent(): Promise<RequestDoc> {
    await as('minji').submit();
    await world.quiet();
    const [request] = await requests();
    if (!request) throw new Error('nothing was sent');
    await as('minji')
      .dismiss({ all: true })
      .catch(() => undefined);
    return request;
  }
  async function leave(date: string): Promise<RequestDoc> {
    await as('minji').openHome();
    await press('minji', 'home', action.openLeave);
    await fill('minji', [action.leaveFrom, date], [action.leaveTo, date]);
    return sent();
  }
  async function overtime(date: string): Promise<RequestDoc> {
    await as('minji').openHome();
    await press('minji', 'home', formAction.choose);
    await press('minji', 'modal', formAction.write, { buttonValue: 'overtime' });
    await fill('minji', [fieldBlock('date'), date], [fieldBlock('times', 'from'), '18:00']);
    await fill('minji', [fieldBlock('times', 'to'), '20:00'], [fieldBlock('reason'), '배포']);
    return sent();
  }
  async function approve(): Promise<void> {
    const card = as('owner')
      .messages(world.adminChannel)
      .findLast(m => JSON.stringify(m.blocks).includes(action.approve));
    await as('owner').press({ channel: world.adminChannel, ts: card?.ts ?? '' }, action.approve);
    await world.quiet();
  }
  /** Comes and goes, so that there is a finished day on record. */
  async function works(date: string): Promise<void> {
    await world.jump(`${date}T09:30:00+09:00`);
    await as('minji').openHome();
    await press('minji', 'home', action.checkIn);
    await world.jump(`${date}T18:40:00+09:00`);
    await as('minji').openHome();
    await press('minji', 'home', action.checkOut);
  }
  const requests = () =>
    world.database.db.collection<RequestDoc>('requests').find({ user: world.people.minji }).sort({ seq: -1 }).toArray();
  const kept = async () => ({
    days: (await world.database.db.collection('workdays').find({}).sort({ date: 1 }).toArray()).map(d => d.date),
    requests: (await requests()).map(r => r.seq).sort(),
    grants: (await grantsIn(world.database.db)).map(g => g.id),
  });
  const home = async (): Promise<string> => {
    await as('minji').openHome();
    await world.quiet();
    return textsOf(as('minji').home());
  };
  const logged = () => lines.map(l => JSON.parse(l)).filter(l => /destroyed|would change/.test(l.msg));

  it('are made three years before', async () => {
    expect((await leave(MONDAY)).seq).toBe(1);
    await approve();
    await works('2023-11-21');
    expect((await overtime('2023-11-21')).seq).toBe(2);
    await approve();
    // It still waits for its decision three years later.
    expect((await overtime('2023-11-20')).seq).toBe(3);
    await works('2023-11-22');
    expect((await overtime('2023-11-22')).seq).toBe(4);
    await approve();
    expect((await leave('2023-11-24')).seq).toBe(5);
    await approve();
    expect((await requests()).map(r => r.state)).toEqual(['approved', 'approved', 'waiting', 'approved', 'approved']);
    expect(await kept()).toMatchObject({ days: ['2023-11-21', '2023-11-22'], requests: [1, 2, 3, 4, 5] });
  });

  it('stay as long as they have to: none of them is older than three years', async () => {
    const before = await kept();
    await world.jump('2026-11-20T09:00:00+09:00');
    const now = await kept();
    expect(now).toEqual({ ...before, grants: [...before.grants, 'annual:4', 'annual:5'] });
    expect(logged().filter(l => l.workdays + l.requests + l.grants > 0)).toEqual([]);
  });

  it('are destroyed in the night, and what is left of leave is the same', async () => {
    await world.jump('2026-11-22T02:00:00+09:00');
    const before = await kept();
    const shown = await home();
    expect(shown).toMatch(/17일|17 days/);
    const other = await world.another();
    await world.slack.clock.jump(Date.parse('2026-11-22T03:00:00+09:00'));
    await Promise.all([world.app.tick(), other.tick()]);
    await world.quiet();
    const after = await kept();
    // The leave of the 24th is of a grant that lapses a year later; what waits, waits.
    expect(after).toEqual({
      days: ['2023-11-22'],
      requests: [3, 4, 5],
      grants: before.grants.filter(id => id !== 'annual:2'),
    });
    expect(await home()).toBe(shown);
    const told = logged().filter(l => l.workdays > 0 || l.requests > 0);
    expect(told.length).toBeGreaterThan(0);
    for (const who of Object.values(world.people)) expect(JSON.stringify(told)).not.toContain(who);
    // Once more, and by both: nothing is left to be destroyed, nothing vests again.
    await world.database.db.collection('runs').deleteMany({ job: { $in: ['retention', 'vesting'] } });
    const third = await world.another();
    await third.tick();
    await world.jump('2026-11-22T03:05:00+09:00');
    expect(await kept()).toEqual(after);
    expect(await home()).toBe(shown);
    expect(logged().filter(l => /would change/.test(l.msg))).toEqual([]);
  });

  it('are destroyed to the end by another process where the first one died over it', async () => {
    const { db } = world.database;
    const before = await kept();
    const [team, user] = [world.slack.team.id, world.people.minji];
    const [run] = await db.collection('runs').find({ job: 'retention-of' }).toArray();
    if (!run) throw new Error('nothing of a person was destroyed');
    expect(run.effects).toEqual([]);
    // As it was left: its requests are gone, its grant is not.
    const old = {
      kind: 'reward' as const,
      pool: 'annual',
      id: 'by-hand:old',
      on: '2022-11-21',
      usableUntil: '2023-11-20',
      amount: UNITS_PER_DAY,
    };
    await addGrants(db, team, [{ user, grant: old }], 1);
    const data = { requests: [{ _id: 'gone', version: 3 }], grants: [old.id] };
    const effect = { kind: 'records-destroyed', lane: 'records-destroyed', to: user, data, id: 'e1', due: 1, tries: 0 };
    await db.collection('runs').updateOne({ _id: run._id }, { $set: { effects: [effect] } });
    await world.app.tick();
    await world.quiet();
    expect(await kept()).toEqual(before);
    expect((await db.collection('runs').findOne({ _id: run._id }))?.effects).toEqual([]);
  });

  it('are kept longer where the policy says so, and never less than by law', async () => {
    await world.jump('2026-11-23T09:00:00+09:00');
    const owner = as('owner');
    await owner.openHome();
    await manage(world, as('owner'), adminAction.openPolicy);
    await press('owner', 'modal', adminAction.changeGroup, { buttonValue: 'records' });
    expect(breaches('modal', { ...owner.modal(), type: 'modal' }).filter(b => /block|text|option/.test(b))).toEqual([]);
    await fill('owner', ['records.keepYears', '2']);
    await owner.submit();
    await world.quiet();
    expect(owner.modal()?.errors).toEqual({ 'records.keepYears': expect.stringContaining('제42조') });
    await fill('owner', ['records.keepYears', '4'], [adminInput.from, '2026-11-24']);
    await owner.submit();
    await world.quiet();
    expect(textsOf(owner.modal())).toMatch(/기록 보관 기간.*\n3년 → \*4년\*/);
    await owner.submit();
    await world.quiet();
    // Until that day the three years count.
    expect((await kept()).days).toEqual([]);
    const { requests: before } = await kept();
    await world.jump('2027-11-22T09:00:00+09:00');
    expect((await kept()).requests).toEqual(before);
  });

  it('are named by person before fewer years are saved, and so many go in the next night', async () => {
    const owner = as('owner');
    await owner.dismiss({ all: true });
    await owner.openHome();
    await manage(world, owner, adminAction.openPolicy);
    await press('owner', 'modal', adminAction.changeGroup, { buttonValue: 'records' });
    await fill('owner', ['records.keepYears', '3']);
    await owner.submit();
    await world.quiet();
    const told = textsOf(owner.modal());
    expect(told).toMatch(/2024년 11월 22일.* 전의 기록이 삭제되는 구성원 1명/);
    const [, requests, grants] = /이민지: 신청 (\d+)건, 휴가 부여 (\d+)건 → 삭제/.exec(told) ?? [];
    const before = await kept();
    await owner.submit();
    await world.quiet();
    expect(await kept()).toEqual(before);
    await world.jump('2027-11-23T09:00:00+09:00');
    const after = await kept();
    expect(after.requests).toEqual([3]);
    expect([requests, grants]).toEqual(
      [before.requests.length - 1, before.grants.filter(id => !after.grants.includes(id)).length].map(String),
    );
  });
});
