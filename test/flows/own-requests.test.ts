import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action, callback, input } from '../../blocks/ids.ts';
import type { RequestDoc } from '../../src/approvals/store.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';

/** The menus with a single entry anywhere in a view. */
function menusOfOne(node: unknown): unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  const { type, options } = node as { type?: string; options?: unknown[] };
  const own = type === 'overflow' && options?.length === 1 ? [node] : [];
  return [...own, ...Object.values(node).flatMap(menusOfOne)];
}

describe('one’s own requests on Home', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ at: '2026-11-24T09:30:00+09:00' });
    await world.database.db.collection('people').updateMany({}, { $set: { manager: world.people.manager } });
  });
  afterAll(() => world.close());

  const minji = () => world.slack.as(world.people.minji);
  const owner = () => world.slack.as(world.people.owner);
  const stored = () =>
    world.database.db
      .collection<RequestDoc>('requests')
      .find({ user: world.people.minji })
      .sort({ sentAt: 1 })
      .toArray();
  const home = async (): Promise<string> => {
    await minji().openHome();
    await world.quiet();
    expect(menusOfOne(minji().home()?.blocks)).toEqual([]);
    return textsOf(minji().home());
  };
  const press = async (id: string): Promise<void> => {
    await minji().press('home', id);
    await world.quiet();
  };
  const ask = async (from: string, reason: string): Promise<void> => {
    await minji().openHome();
    await press(action.openLeave);
    await minji().fill(input.from, from);
    await world.quiet();
    await minji().fill(input.reason, reason);
    await minji().submit();
    await world.quiet();
  };
  const decide = async (what: 'approve' | 'reject'): Promise<void> => {
    const card = owner().messages(world.adminChannel).at(-1);
    if (!card) throw new Error('no card');
    await owner().press({ channel: card.channel, ts: card.ts }, action[what]);
    if (what === 'reject') {
      await owner().fill(input.reason, '그날은 어렵습니다');
      await owner().submit();
    }
    await world.quiet();
  };

  it('are edited while they wait, on the same request, and the card shows what is asked now', async () => {
    await ask('2026-12-03', '치과');
    const old = owner().messages(world.adminChannel).at(-1);
    await home();
    await press(action.edit);
    expect(minji().modal()?.callbackId).toBe(callback.leave);
    expect(JSON.stringify(minji().modal()?.blocks)).toContain('"initial_value":"치과"');
    await minji().fill(input.from, '2026-12-04');
    await world.quiet();
    await minji().submit();
    await world.quiet();
    expect(await stored()).toMatchObject([
      { state: 'waiting', round: 2, period: { from: '2026-12-04' }, history: [{ what: 'sent' }, { what: 'resent' }] },
    ]);
    expect(textsOf(owner().messages(world.adminChannel).at(-1))).toContain('Fri 4 Dec');
    // Whoever still looks at the card of before decides nothing.
    if (!old) throw new Error('no card');
    await owner().press({ channel: old.channel, ts: old.ts }, action.approve, { shown: old });
    await world.quiet();
    expect(await stored()).toMatchObject([{ state: 'waiting' }]);
    await decide('approve');
    expect(await stored()).toMatchObject([{ state: 'approved' }]);
    expect(await home()).toContain('연차 12월 4일(금) · 1일');
  });

  it('are asked for again once they were rejected, filled as they were; the rejected one then leaves Home', async () => {
    await ask('2026-12-10', '이사');
    await decide('reject');
    expect(await home()).toContain('>그날은 어렵습니다');
    await press(action.askAgain);
    expect(JSON.stringify(minji().modal()?.blocks)).toMatch(/"initial_date":"2026-12-10".*"initial_value":"이사"/);
    await minji().submit();
    await world.quiet();
    expect((await stored()).slice(1)).toMatchObject([{ state: 'rejected' }, { state: 'waiting', round: 1 }]);
    expect(await home()).not.toContain('그날은 어렵습니다');
  });

  it('that are withdrawn or past are in the list of all, and Home has no heading for nothing', async () => {
    await press(action.withdraw);
    expect(await home()).not.toContain('12월 10일');
    await world.jump('2026-12-08T09:00:00+09:00');
    const text = await home();
    expect(text).not.toContain('*내 신청*');
    await press(action.openList);
    const all = textsOf(minji().modal());
    for (const shown of ['12월 4일(금)', '12월 10일(목)', '반려', '회수']) expect(all).toContain(shown);
    await minji().dismiss();
  });

  it('of somebody else are neither edited nor asked for again', async () => {
    const [first] = await stored();
    await home();
    const shown = minji().home();
    const hana = world.slack.as(world.people.hana);
    for (const id of [action.edit, action.askAgain]) {
      const forged = {
        blocks: [
          {
            type: 'actions',
            block_id: 'x',
            elements: [{ type: 'button', action_id: id, value: first?._id, text: { type: 'plain_text', text: 'x' } }],
          },
        ],
      };
      await hana.openHome();
      await hana.press('home', id, { shown: { ...shown, ...forged } as never });
      await world.quiet();
      expect(hana.modal()?.callbackId).toBe(callback.notice);
      await hana.dismiss();
    }
  });
});
