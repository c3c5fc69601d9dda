import { afterEach, expect, it } from 'vitest';
import { correctionAction, correctionCallback } from '../../blocks/correction-ids.ts';
import { action, callback, input } from '../../blocks/ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import type { RequestDoc } from '../../src/approvals/store.ts';
import type { WorkdayDoc } from '../../src/attendance/schema.ts';
import { atLocal } from '../../src/calendar/rules.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';

const SEOUL = 'Asia/Seoul';
type Stored = { _id: string };
type Who = keyof World['people'];

let world: World;
afterEach(() => world.close());

async function office(at: string) {
  world = await startWorld({ at });
  const team = world.slack.team.id;
  const { db } = world.database;
  const as = (who: Who) => world.slack.as(world.people[who]);
  await db.collection<Stored>('people').updateMany({}, { $set: { manager: world.people.manager } });
  return {
    as,
    /** A stored day; without an end its check-out was forgotten. */
    day: (who: Who, date: string, from: string, to?: string) => {
      const begins = atLocal(date, from, SEOUL);
      const ends = to === undefined ? { forgotten: true } : { out: atLocal(date, to, SEOUL) };
      return db.collection<Stored>('workdays').insertOne({
        ...{ _id: `${team}:${world.people[who]}:${date}`, team, user: world.people[who], date, zone: SEOUL },
        ...{ open: false, ...(to === undefined ? { unfinished: true } : {}), history: [], effects: [], version: 1 },
        spans: [{ in: begins, place: 'office', breaks: [], ...ends }],
      } as Stored);
    },
    home: async (who: Who): Promise<string> => {
      await as(who).openHome();
      await world.quiet();
      expect(breaches('home', { type: 'home', blocks: as(who).home()?.blocks })).toEqual([]);
      return textsOf(as(who).home());
    },
    /** Presses, on Home unless told, and waits for what comes of it. */
    press: async (who: Who, id: string, where: 'home' | 'modal' = 'home', o: { blockId?: string } = {}) => {
      await as(who).press(where, id, o);
      await world.quiet();
    },
    send: async (who: Who) => {
      await as(who).submit();
      await world.quiet();
    },
    requests: (who: Who) =>
      db.collection<RequestDoc>('requests').find({ user: world.people[who] }).sort({ seq: 1 }).toArray(),
    recorded: (who: Who, date: string) =>
      db.collection<WorkdayDoc>('workdays').findOne({ user: world.people[who], date }),
    /** What the card sent to the manager last is decided as. */
    reject: async (reason: string) => {
      const card = as('manager').messages('app').at(-1);
      if (!card) throw new Error('no card');
      await as('manager').press({ channel: card.channel, ts: card.ts }, action.reject);
      await as('manager').fill(input.reason, reason);
      await as('manager').submit();
      await world.quiet();
    },
  };
}

it('a working day without a record is answered by the form with its likely times, or by leave', async () => {
  const o = await office('2026-11-24T09:00:00+09:00');
  for (const date of ['2026-11-17', '2026-11-18', '2026-11-19']) await o.day('minji', date, '09:20', '18:20');
  await o.day('minji', '2026-11-23', '09:00', '18:00');
  const asked = '*11월 20일(금)* 근무 기록이 없습니다. 근무하셨나요?';
  expect(await o.home('minji')).toContain(asked);
  // The weekend lies between: nobody asks about it, nor about days before the first record.
  expect(await o.home('minji')).not.toMatch(/11월 2[12]일|11월 16일|확인이 필요한 날/);

  await o.press('minji', correctionAction.worked);
  expect(o.as('minji').modal()?.callbackId).toBe(correctionCallback.correct);
  const form = textsOf(o.as('minji').modal());
  expect(form).toContain('*출퇴근*  없음 → 09:20–18:20');
  await o.send('minji');
  const [request] = await o.requests('minji');
  expect(request).toMatchObject({ kind: 'correction', state: 'waiting', period: { from: '2026-11-20' } });
  expect(await o.home('minji')).not.toContain(asked);

  // Nothing of hers that is withdrawn stays on Home; the question comes back.
  await o.as('minji').dismiss();
  await o.press('minji', action.withdraw);
  expect(await o.home('minji')).toContain(asked);
  expect(await o.home('minji')).not.toContain('근무 기록 정정 11월 20일');
  await o.press('minji', action.openLeave, 'home', { blockId: blockOf(o.as('minji').home(), '2026-11-20') });
  expect(o.as('minji').modal()?.callbackId).toBe(callback.leave);
  await o.as('minji').fill(input.reason, '가족 행사');
  await o.send('minji');
  expect((await o.requests('minji')).at(-1)).toMatchObject({
    ...{ kind: 'leave', state: 'waiting', period: { from: '2026-11-20', to: '2026-11-20' } },
    form: { type: 'annual' },
  });
  expect(await o.home('minji')).not.toContain(asked);
});

it('a rejected correction asks until it is asked for again or its day is left as it is', async () => {
  const o = await office('2026-11-25T09:00:00+09:00');
  await o.day('hana', '2026-11-24', '09:00', '18:00');
  await o.day('hana', '2026-11-18', '09:00', '18:00');
  await o.day('hana', '2026-11-19', '09:00', '18:00');
  await o.day('hana', '2026-11-20', '09:00', '18:00');
  await o.home('hana');
  await o.press('hana', correctionAction.worked);
  await o.send('hana');
  await o.as('hana').dismiss();
  await o.reject('출입 기록이 없습니다');
  const rejected = '*11월 23일(월)* 근무 기록 정정을 김수빈 님이 반려했습니다.';
  expect(await o.home('hana')).toContain(rejected);
  expect(await o.home('hana')).toContain('>출입 기록이 없습니다');
  await o.press('hana', action.askAgain);
  expect(textsOf(o.as('hana').modal())).toContain('*출퇴근*  없음 → 09:00–18:00');
  await o.send('hana');
  await o.as('hana').dismiss();
  expect(await o.requests('hana')).toMatchObject([{ state: 'rejected' }, { state: 'waiting' }]);
  expect(await o.home('hana')).not.toContain(rejected);

  // A day that counts as it is may be left so.
  const card = o.as('manager').messages('app').at(-1);
  if (!card) throw new Error('no card');
  await o.as('manager').press({ channel: card.channel, ts: card.ts }, action.approve);
  await world.quiet();
  await world.jump('2026-11-26T09:00:00+09:00');
  await o.day('hana', '2026-11-25', '09:00', '18:00');
  await o.home('hana');
  await o.press('hana', action.openHelp);
  await o.as('hana').dismiss();
  await world.database.db.collection<Stored>('requests').updateOne(
    { 'period.from': '2026-11-23', state: 'approved' } as object,
    {
      $set: {
        state: 'rejected',
        history: [{ at: world.slack.clock.now(), by: world.people.manager, what: 'rejected', key: 'x', round: 1 }],
      },
    } as object,
  );
  expect(await o.home('hana')).toContain(rejected);
  await o.press('hana', correctionAction.keep);
  expect(await o.home('hana')).not.toContain(rejected);
  expect((await o.recorded('hana', '2026-11-23'))?.kept).toHaveLength(1);
});

it('days stay however old they are, may be asked about, and go when their month is closed', async () => {
  const o = await office('2026-11-24T09:00:00+09:00');
  await o.day('woojin', '2026-09-30', '09:00', '18:00');
  // Of October one day is worked and one has no check-out; the others have nothing.
  await o.day('woojin', '2026-10-01', '09:00', '18:00');
  await o.day('woojin', '2026-10-02', '09:00');
  const text = await o.home('woojin');
  expect(text).toMatch(/확인이 필요한 날이 \d+일 더 있습니다/);
  await o.press('woojin', action.openList, 'home', { blockId: blockOf(o.as('woojin').home(), 'answers') });
  const list = textsOf(o.as('woojin').modal());
  expect(list.indexOf('*10월 2일(금)* 퇴근 기록이 없습니다 (09:00 출근)')).toBeGreaterThan(-1);
  expect(list.indexOf('*10월 7일(수)* 근무 기록이 없습니다')).toBeGreaterThan(list.indexOf('10월 2일(금)'));
  // Foundation Day, its substitute and Hangul Day are no working days.
  expect(list).not.toMatch(/10월 [3459]일/);

  // Further back than corrections lie, and later than people correct themselves: it is asked for, and the list shows it.
  const worked = blockOf(o.as('woojin').modal(), '"2026-10-07"');
  await o.press('woojin', correctionAction.worked, 'modal', { blockId: worked });
  await o.send('woojin');
  expect(await o.requests('woojin')).toMatchObject([{ state: 'waiting', period: { from: '2026-10-07' } }]);
  await o.as('woojin').dismiss();
  expect(textsOf(o.as('woojin').modal())).not.toContain('10월 7일');
  const left = blockOf(o.as('woojin').modal(), '2026-10-02|');
  await o.press('woojin', correctionAction.leftAt, 'modal', { blockId: left });
  expect((await o.requests('woojin')).at(-1)).toMatchObject({ state: 'waiting', period: { from: '2026-10-02' } });
  expect(textsOf(o.as('woojin').modal())).not.toContain('10월 2일');
  const onLeave = blockOf(o.as('woojin').modal(), '"2026-10-12"');
  await o.press('woojin', action.openLeave, 'modal', { blockId: onLeave });
  await o.send('woojin');
  expect((await o.requests('woojin')).at(-1)).toMatchObject({ kind: 'leave', period: { from: '2026-10-12' } });
  // The list beneath the form is drawn again.
  expect(textsOf(o.as('woojin').modal())).not.toContain('10월 12일');
  await o.as('woojin').dismiss();

  await world.database.db.collection<Stored>('months').insertOne({
    ...{
      _id: `${world.slack.team.id}:2026-10`,
      team: world.slack.team.id,
      month: '2026-10',
      closed: true,
      closedAt: 1,
    },
    ...{ history: [], effects: [], version: 1 },
  } as Stored);
  await o.home('woojin');
  await o.press('woojin', action.openList, 'home', { blockId: blockOf(o.as('woojin').home(), 'answers') });
  const after = textsOf(o.as('woojin').modal());
  expect(after).toContain('*11월 2일(월)* 근무 기록이 없습니다');
  expect(after).not.toContain('10월');
});

/** The block of a view that holds a text in any of its parts. */
function blockOf(view: { blocks?: unknown[] } | null, text: string): string {
  const blocks = (view?.blocks ?? []) as { block_id?: string; type: string }[];
  const found = blocks.find(b => JSON.stringify(b).replaceAll('\\"', '"').includes(text));
  if (!found?.block_id) throw new Error(`no block says ${text}`);
  return found.block_id;
}
