import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action } from '../../blocks/ids.ts';
import { ledgerAction, ledgerCallback, ledgerInput } from '../../blocks/ledger-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import type { RequestDoc } from '../../src/approvals/store.ts';
import { requestStore } from '../../src/approvals/store.ts';
import { addDays } from '../../src/calendar/rules.ts';
import { unitsOf } from '../../src/leave-record/units.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { addGrants, grantsIn } from '../support/ledgers.ts';
import { isLong } from '../support/runs.ts';

/** Each with other pauses between the two. */
const ROUNDS = isLong ? 16 : 6;
/** No write is on its way for longer. */
const SETTLED_MS = 61_000;

describe('a grant that is taken back while a leave is sent', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ language: 'ko' });
    for (const who of ['hana', 'minji', 'owner'] as const) await world.slack.as(world.people[who]).openHome();
  });
  afterAll(() => world.close());

  const team = () => world.slack.team.id;
  const requests = () => world.database.db.collection<RequestDoc>('requests');
  const give = (user: string, id: string, days: number) =>
    addGrants(
      world.database.db,
      team(),
      [
        {
          user,
          grant: {
            ...{ id, kind: 'reward', pool: 'annual', on: '2026-11-24', usableUntil: '2027-12-31' },
            amount: unitsOf(days),
          },
        },
      ],
      world.slack.clock.now(),
    );
  /** The owner's modal of taking back, sent; what comes back as text. */
  const takeBack = async (user: string, id: string, n: number): Promise<string> => {
    const view = {
      ...{ id: `VB${n}`, hash: 'h', type: 'modal', blocks: [], callback_id: ledgerCallback.reverse },
      private_metadata: JSON.stringify({ user, id }),
      state: { values: {} },
    };
    const body = { type: 'view_submission', team: { id: team() }, user: { id: world.people.owner } };
    const answer = await world.slack.deliver({ ...body, trigger_id: `forged.${n}`, view }, { kind: 'interaction' });
    return JSON.stringify(answer);
  };
  const leaveForm = async (user: string, from: string, to: string) => {
    const person = world.slack.as(user);
    await person.dismiss({ all: true }).catch(() => undefined);
    await person.openHome();
    await person.press('home', action.openLeave);
    await world.quiet();
    await person.fill(action.leaveTo, to);
    await world.quiet();
    await person.fill(action.leaveFrom, from);
    await world.quiet();
    return person;
  };
  const heard = () =>
    world.slack
      .as(world.people.owner)
      .messages('app')
      .filter(m => m.text.includes('모자랍니다'));
  const settle = () => world.jump(new Date(world.slack.clock.now() + SETTLED_MS).toISOString());

  it('is never overdrawn in silence, in whichever order the two come', { timeout: 180_000 }, async () => {
    const user = world.people.hana;
    for (let n = 0; n < ROUNDS; n++) {
      const id = `hand:R${n}`;
      await give(user, id, 3);
      const from = addDays('2026-11-30', 7 * n);
      const hana = await leaveForm(user, from, addDays(from, 2));
      const before = heard().length;
      const [answer] = await Promise.all([
        pause((n % 8) * 6).then(() => takeBack(user, id, n)),
        pause((n % 3) * 8).then(() => hana.submit()),
      ]);
      await world.quiet();
      const back = (await grantsIn(world.database.db, { user })).some(g => g.reverses === id);
      const sent = await requests().findOne({ user, 'period.from': from });
      await settle();
      const told = heard().slice(before);
      // One of them came first; where both stand, whoever took it back is told at once or a minute later.
      expect([back, sent !== null]).not.toEqual([false, false]);
      if (back && sent) {
        expect(told).toHaveLength(1);
        expect(textsOf(told[0])).toMatch(/박하나 님의 \*포상휴가 .*모자랍니다[\s\S]*연차 · .*승인 대기/);
        expect(breaches('message', told[0])).toEqual([]);
      } else {
        expect(told).toEqual([]);
        expect(answer.includes('사이에')).toBe(false);
        if (!back) expect(answer).toContain('사용 중입니다');
        else expect(hana.modal()?.errors).not.toEqual({});
      }
      if (sent) await requests().updateOne({ _id: sent._id }, { $set: { state: 'withdrawn' } });
      if (!back) expect(await takeBack(user, id, 100 + n)).not.toContain('사용 중');
      await settle();
    }
  });

  it('tells a minute later of a leave that was validated before and came in after', async () => {
    const user = world.people.minji;
    await give(user, 'hand:late', 2);
    const minji = await leaveForm(user, '2027-01-12', '2027-01-13');
    await minji.submit();
    await world.quiet();
    // The same request as it was sent, put aside and stored anew once the grant is gone: its check was before.
    const request = await requests().findOneAndDelete({ user });
    if (!request) throw new Error('no request');
    expect(await takeBack(user, 'hand:late', 500)).not.toContain('모자랍니다');
    const before = heard().length;
    const { state, purpose, at, round, ruled, asked, marks, steps } = request;
    const change = {
      set: { state, purpose, at, round, ruled, asked, marks, steps },
      history: request.history,
    };
    const { _id, submission, kind, form, period, sentAt } = request;
    const stored = { _id, team: team(), user, submission, kind, form, period, sentAt };
    expect(await requestStore(world.database.db).insert(stored, change, 1, [])).toBe(true);
    await world.quiet();
    expect(heard()).toHaveLength(before);
    await settle();
    const told = heard().slice(before);
    expect(told).toHaveLength(1);
    expect(textsOf(told[0])).toContain('휴가가 신청되어 *2일이* 모자랍니다');
    // It opens that person's statement, and is told once.
    await world.slack.as(world.people.owner).press({ channel: 'app', ts: told[0]?.ts ?? '' }, action.openStatement);
    await world.quiet();
    expect(textsOf(world.slack.as(world.people.owner).modal())).toContain('*이민지* 님');
    await settle();
    expect(heard()).toHaveLength(before + 1);
  });

  it('is told nobody where no leave needs it', async () => {
    const owner = world.slack.as(world.people.owner);
    await give(world.people.lucas, 'hand:free', 2);
    await owner.dismiss({ all: true }).catch(() => undefined);
    await owner.openHome();
    await owner.press('home', action.openStatement);
    await world.quiet();
    await owner.fill(ledgerAction.pickPerson, world.people.lucas);
    await world.quiet();
    await owner.press('modal', ledgerAction.openReverse, { blockId: 'grant hand:free', value: 'hand:free' });
    await world.quiet();
    await owner.fill(ledgerInput.why, '잘못 부여');
    const before = heard().length;
    await owner.submit();
    await world.quiet();
    expect(textsOf(owner.modal())).toContain('부여 취소');
    await settle();
    expect(heard()).toHaveLength(before);
  });
});
