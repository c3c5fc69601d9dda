import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPROVE_ALL, approveAllInput, WAITING, waitingAction } from '../../blocks/approval-ids.ts';
import { APPROVE_ALL_MOST, approveAllModal, approvedAllMessage, approvedAllModal } from '../../blocks/approve-all.ts';
import { action, callback, input } from '../../blocks/ids.ts';
import { WAITING_PAGE, type WaitingListModel, waitingModal } from '../../blocks/waiting.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import type { RequestDoc } from '../../src/approvals/store.ts';
import { words } from '../../src/i18n/index.ts';
import { defined } from '../../src/shared/defined.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { withRoute } from '../support/requests.ts';

describe('what waits for somebody', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  const owner = () => world.slack.as(world.people.owner);
  const shown = () => textsOf(owner().modal());
  const requests = () => world.database.db.collection<RequestDoc>('requests');
  const decided = async () =>
    (
      await requests()
        .find({ state: { $ne: 'waiting' } })
        .toArray()
    )
      .map(r => r._id)
      .sort((a, b) => +a.slice(1) - +b.slice(1));

  /** Purchases, and leaves of two people if wanted: the second begins tomorrow, the twelfth today. */
  async function given(count: number, leaves = true): Promise<void> {
    const { minji, hana } = world.people;
    const at = Date.parse('2026-11-24T08:00:00+09:00');
    const docs = Array.from({ length: count }, (_, i) => {
      const purchase = !leaves || i % 3 === 0;
      const date = i === 1 ? '2026-11-25' : i === 11 ? '2026-11-24' : `2027-0${1 + (i % 9)}-1${i % 7}`;
      const answers = [{ field: 'amount', label: '금액', type: 'money', value: 1000 + i }];
      return {
        ...{ _id: `q${i}`, team: world.slack.team.id, user: i % 2 === 0 ? minji : hana, seq: i, submission: `s${i}` },
        kind: purchase ? 'form:purchase' : 'leave',
        form: purchase
          ? { id: 'purchase', version: 0, name: '구매', sentOn: '2026-11-24', answers }
          : { type: 'unpaid', from: date, to: date, reason: '' },
        period: purchase ? { from: '2026-11-24', to: '2026-11-24' } : { from: date, to: date },
        ...{ state: 'waiting', sentAt: at + i, cards: {}, effects: [], version: 1 },
        history: [{ at: at + i, by: i % 2 === 0 ? minji : hana, what: 'sent', key: `s${i}` }],
      };
    });
    await requests().insertMany(docs.map(withRoute));
    await owner().openHome();
    await owner().press('home', action.openList, { buttonValue: 'waiting' });
    await world.quiet();
  }
  async function filter(id: string, value?: unknown): Promise<void> {
    await owner().press('modal', id, defined({ value }));
    await world.quiet();
  }
  /** What *Approve all* has ticked, by its options' values. */
  const ticked = (): string[] =>
    ((owner().modal()?.blocks ?? []) as { element?: { initial_options?: { value: string }[] } }[]).flatMap(
      b => b.element?.initial_options?.map(each => each.value) ?? [],
    );
  /** The requests in the order in which they stand, by the buttons that decide on them. */
  const drawn = (): string[] =>
    ((owner().modal()?.blocks ?? []) as { elements?: { action_id?: string; value?: string }[] }[])
      .flatMap(b => b.elements ?? [])
      .flatMap(e => (e.action_id === action.reject ? [e.value?.split(':')[0] ?? ''] : []));

  it('is filtered by kind, person and urgency, and *Approve all* ticks what fits and approves what was ticked', async () => {
    await given(24);
    expect(shown()).toContain('*24건*');
    await filter(waitingAction.kind, 'leave');
    expect(shown()).toContain('*16건*');
    await filter(waitingAction.person, world.people.hana);
    expect(shown()).toContain('*8건*');
    expect(shown()).not.toContain('이민지');
    await filter(waitingAction.which, 'urgent');
    expect(drawn()).toEqual(['q1', 'q11']);
    await owner().press('modal', action.approveAll);
    await world.quiet();
    expect(ticked()).toEqual(['q1:1:0', 'q11:1:0']);
    await requests().updateOne(
      { _id: 'q3' },
      { $set: { kind: 'leave', form: { type: 'unpaid', from: '2026-11-23', to: '2026-11-23', reason: '' } } },
    );
    await owner().submit({ times: 2 });
    await world.quiet();
    expect(await decided()).toEqual(['q1', 'q11']);
    expect(shown()).toContain('승인 2건, 미승인 0건');
    await owner().dismiss();
    // The filters stand, and what came meanwhile is seen before it is decided.
    expect(drawn()).toEqual(['q3']);
    await filter(waitingAction.anybody);
    await filter(waitingAction.which, 'all');
    await filter(waitingAction.kind, 'form:purchase');
    expect(shown()).toContain('*7건*');
    expect(shown()).toContain('구매');
  });

  it('keeps the filters after a decision, also one that asks for words, and says when nothing fits', async () => {
    await given(6);
    await filter(waitingAction.kind, 'form:purchase');
    expect(drawn()).toEqual(['q0', 'q3']);
    await owner().press('modal', action.approve, { buttonValue: 'q0:1:0' });
    await world.quiet();
    expect(drawn()).toEqual(['q3']);
    await owner().press('modal', action.reject, { buttonValue: 'q3:1:0' });
    await world.quiet();
    expect(owner().modal()?.callbackId).toBe(callback.decide);
    await owner().fill(input.reason, '예산이 없습니다');
    await owner().submit({ times: 2 });
    await world.quiet();
    expect(
      owner()
        .modals()
        .map(m => m.callbackId),
    ).toEqual([WAITING]);
    expect(await decided()).toEqual(['q0', 'q3']);
    expect(shown()).toContain('조건에 맞는 신청이 없습니다');
    await filter(waitingAction.kind, 'any');
    expect(shown()).toContain('*4건*');
  });

  it('comes in pages for 300, each within Slack’s limits, and *Approve all* has them in pages of a hundred', async () => {
    await given(300, false);
    expect(shown()).toContain('8쪽 중 1쪽');
    expect(breaches('modal', { ...owner().modal(), type: 'modal' }).filter(b => /blocks/.test(b))).toEqual([]);
    await filter(waitingAction.pages.next);
    expect(shown()).toContain('8쪽 중 2쪽');
    expect(drawn()[0]).toBe('q40');
    await filter(action.approveAll);
    expect(ticked()).toEqual(Array.from({ length: APPROVE_ALL_MOST }, (_, i) => `q${i}:1:0`));
    expect(shown()).toContain('승인 대기 *300건*. 선택은 페이지를 넘겨도');
    expect(shown()).toContain('3쪽 중 1쪽');
    expect(breaches('modal', { ...owner().modal(), type: 'modal' }).filter(b => /blocks/.test(b))).toEqual([]);
  });

  it('approves nothing of others: forged ticks are refused, and say nothing of the requests', async () => {
    await given(4);
    const options = ['q0:1:0', 'q1:1:0', 'nothing', ''].map(value => ({
      value,
      text: { type: 'plain_text', text: 'x' },
    }));
    const answer = await world.slack.deliver(
      {
        type: 'view_submission',
        team: { id: world.slack.team.id },
        user: { id: world.people.lucas },
        trigger_id: 'forged',
        view: {
          ...{ id: 'VF', hash: 'h', type: 'modal', callback_id: APPROVE_ALL, blocks: [], private_metadata: '{}' },
          state: {
            values: { [approveAllInput.ticks(0)]: { value: { type: 'checkboxes', selected_options: options } } },
          },
        },
      },
      { kind: 'interaction' },
    );
    expect(JSON.stringify(answer)).toContain('0 of 4');
    await world.quiet();
    expect(await decided()).toEqual([]);
    const told = world.slack.as(world.people.lucas).messages('app').at(-1);
    expect(textsOf(told)).toContain('0 approved, 4 not');
    expect(textsOf(told)).not.toContain('이민지');
  });

  it('keeps within Slack’s limits with long names and many kinds', () => {
    const long = '가😀'.repeat(250);
    const row = {
      ...{ id: 'r'.repeat(22), round: 12, step: 3, who: long, what: long.slice(0, 200), when: 'y'.repeat(60) },
      ...{
        amount: 'z'.repeat(60),
        state: 'waiting' as const,
        cancels: true,
        mayCancel: false,
        alsoAway: Array.from({ length: 99 }, () => '&'.repeat(40)),
      },
      ...{ urgent: true, reason: long },
    };
    const rows = Array.from({ length: WAITING_PAGE }, () => row);
    const kinds = Array.from({ length: 200 }, (_, i) => ({ kind: `form:${i}`, name: long }));
    const model: WaitingListModel = {
      ...{ kind: 'form:3', person: 'U1', urgent: true, page: 2, pages: 8, count: 300, all: 300, kinds, rows },
    };
    const hundred = Array.from({ length: APPROVE_ALL_MOST }, (_, i) => ({ ...row, id: `${'r'.repeat(22)}${i}` }));
    const not = hundred.map(r => ({ who: r.who, what: r.what, when: r.when, why: long }));
    for (const language of ['ko', 'en'] as const) {
      const w = words(language);
      expect(breaches('modal', waitingModal(model, w))).toEqual([]);
      const pages = { page: 2, pages: 3, count: 1000, elsewhere: 200, gone: 3, drawn: '-2-9999' };
      const all = { ticked: () => true, title: 'all', rows: hundred, all: 3000, list: '{}', pages } as const;
      expect(breaches('modal', approveAllModal(all, w))).toEqual([]);
      expect(breaches('modal', approvedAllModal({ decision: 'approve', approved: 0, not }, w))).toEqual([]);
      expect(breaches('message', approvedAllMessage({ decision: 'reject', approved: 0, not }, w))).toEqual([]);
    }
  });
});
