import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPROVE_ALL, approveAllInput, tickAction } from '../../blocks/approval-ids.ts';
import { action, input, VALUE } from '../../blocks/ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import type { RequestDoc } from '../../src/approvals/store.ts';
import { words } from '../../src/i18n/index.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { withRoute } from '../support/requests.ts';
import { until } from '../support/until.ts';

describe('Approve all', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  const owner = () => world.slack.as(world.people.owner);
  const requests = () => world.database.db.collection<RequestDoc>('requests');
  const states = async () => (await requests().find({}).sort({ seq: 1 }).toArray()).map(r => r.state);
  const shown = () => textsOf(owner().modal());

  /** So many leaves without pay that wait for an administrator, of two people, a week apart. */
  async function given(count: number): Promise<void> {
    const { minji, hana } = world.people;
    const at = Date.parse('2026-11-24T08:00:00+09:00');
    const docs = Array.from({ length: count }, (_, i) => {
      const user = i % 2 === 0 ? minji : hana;
      const date = new Date(Date.UTC(2027, 0, 4 + 7 * i)).toISOString().slice(0, 10);
      return {
        ...{ _id: `q${i}`, team: world.slack.team.id, user, seq: i, submission: `s${i}`, kind: 'leave' },
        form: { type: 'unpaid', from: date, to: date, reason: '' },
        period: { from: date, to: date },
        ...{ state: 'waiting', sentAt: at + i, cards: {}, effects: [], version: 1 },
        history: [{ at: at + i, by: user, what: 'sent', key: `s${i}` }],
      };
    });
    await requests().insertMany(docs.map(withRoute));
    await owner().openHome();
  }
  async function open(): Promise<void> {
    await owner().press('home', action.openList, { buttonValue: 'waiting' });
    await world.quiet();
    await owner().press('modal', action.approveAll);
    await world.quiet();
  }
  const approvals = async () =>
    (await requests().find({}).toArray()).flatMap(r => r.history).filter(h => h.what === 'approved');

  it('answers at once, shows progress, and ends with a result: 26 on the embedded database', async () => {
    await given(26);
    await open();
    await owner().fill(approveAllInput.comment, '새해 인사');
    const { ms } = await owner().submit();
    expect(ms).toBeLessThan(3000);
    const seen = new Set<string>();
    await until(() => seen.add(shown()) && shown().includes('미승인'), { what: 'the result' });
    const counts = [...seen].flatMap(t => (/26건 중 (\d+)건/.exec(t) ? [Number(/26건 중 (\d+)건/.exec(t)?.[1])] : []));
    expect(counts[0]).toBe(0);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    await world.quiet();
    expect(shown()).toContain('승인 26건, 미승인 0건');
    expect(new Set(await states())).toEqual(new Set(['approved']));
    expect(await approvals()).toHaveLength(26);
    expect((await approvals()).every(h => h.comment === '새해 인사')).toBe(true);
    // Seen to the end, it is not told a second time.
    expect(
      owner()
        .messages('app')
        .filter(m => textsOf(m).includes('미승인')),
    ).toEqual([]);
    await owner().dismiss();
    expect(shown()).toContain(words('ko').home.nothingWaiting);
  });

  it('approves only what stays ticked, and asks for at least one', async () => {
    await given(12);
    await open();
    await owner().fill(approveAllInput.ticks(0), ['q1:1:0']);
    await owner().fill(approveAllInput.ticks(1), []);
    await owner().submit();
    await world.quiet();
    expect(await states()).toEqual(Array.from({ length: 12 }, (_, i) => (i === 1 ? 'approved' : 'waiting')));
    await owner().dismiss();
    await owner().press('modal', action.approveAll);
    await world.quiet();
    await owner().fill(approveAllInput.ticks(0), []);
    await owner().fill(approveAllInput.ticks(1), []);
    await owner().fill(approveAllInput.comment, '잠깐');
    await owner().submit();
    expect(owner().modal()?.errors).toEqual({ [approveAllInput.ticks(0)]: '신청을 한 건 이상 선택해 주세요.' });
    expect(owner().modal()?.callbackId).toBe(APPROVE_ALL);
  });

  it('rejects what is ticked with one reason, of a choice that begins with nothing ticked', async () => {
    await given(12);
    await owner().press('home', action.openList, { buttonValue: 'waiting' });
    await world.quiet();
    await owner().press('modal', action.chooseSome);
    await world.quiet();
    await owner().fill(approveAllInput.ticks(0), ['q1:1:0', 'q2:1:0']);
    await owner().fill(approveAllInput.ticks(1), ['q11:1:0']);
    await owner().fill(approveAllInput.decision, 'reject');
    await owner().submit();
    expect(owner().modal()?.errors).toEqual({ [approveAllInput.comment]: '반려 사유를 입력해 주세요.' });
    await owner().fill(approveAllInput.comment, '마감 주간');
    await owner().submit({ times: 2 });
    await world.quiet();
    expect(owner().modal()?.title).toBe('일괄 반려');
    expect(shown()).toContain('반려 3건, 미처리 0건');
    const rejected = await requests().find({ state: 'rejected' }).toArray();
    expect(rejected.map(r => r._id).sort()).toEqual(['q1', 'q11', 'q2']);
    const reasons = rejected.flatMap(r => r.history.filter(h => h.what === 'rejected').map(h => h.comment));
    expect(reasons).toEqual(Array(3).fill('마감 주간'));
  });

  it('keeps ticks over pages and restarts, ticks all of them or none, and tells what was decided meanwhile', async () => {
    await given(104);
    await owner().press('home', action.openList, { buttonValue: 'waiting' });
    await world.quiet();
    await owner().press('modal', action.chooseSome);
    await world.quiet();
    const turn = async (id: string) => {
      await owner().press('modal', id);
      await world.quiet();
      expect(
        breaches('modal', { ...owner().modal(), type: 'modal' }).filter(b => /block|text|option|metadata/.test(b)),
      ).toEqual([]);
    };
    const group = (n: number): { id: string; ticked: string[] } => {
      const blocks = (owner().modal()?.blocks ?? []) as {
        block_id?: string;
        element?: { initial_options?: { value: string }[] };
      }[];
      const block = blocks.find(b => b.block_id?.startsWith(`ticks-${n}-`));
      return { id: block?.block_id ?? '', ticked: block?.element?.initial_options?.map(o => o.value) ?? [] };
    };
    expect(shown()).toContain('승인 대기 *104건*');
    await owner().fill(group(0).id, ['q1:1:0', 'q2:1:0']);
    await turn(tickAction.pages.next);
    expect(shown()).toContain('다른 페이지에서 선택: *2건*');
    await owner().fill(group(0).id, ['q101:1:0']);
    // Another process answers from here on.
    const other = await world.another();
    world.sendTo(other);
    await turn(tickAction.pages.back);
    expect(shown()).toContain('다른 페이지에서 선택: *1건*');
    expect(group(0).ticked).toEqual(['q1:1:0', 'q2:1:0']);
    await requests().updateOne({ _id: 'q2' }, { $set: { state: 'withdrawn' } });
    await turn(tickAction.all);
    expect(shown()).toContain('그사이 처리된 신청: 1건');
    expect(group(9).ticked).toHaveLength(9);
    expect(shown()).toContain('다른 페이지에서 선택: *4건*');
    await turn(tickAction.none);
    expect(group(9).ticked).toEqual([]);
    await owner().fill(group(0).id, ['q3:1:0']);
    await turn(tickAction.pages.next);
    await owner().fill(group(0).id, ['q101:1:0']);
    // Ticked before somebody else decided: it is told.
    const withdrawn = { at: Date.now(), by: world.people.hana, what: 'withdrawn', key: 'w' };
    const push = { $set: { state: 'withdrawn' }, $push: { history: withdrawn } } as never;
    await requests().updateOne({ _id: 'q3' }, push);
    await owner().submit();
    await until(() => shown().includes('승인 1건, 미승인 1건'), { what: 'the result' });
    expect((await requests().find({ state: 'approved' }).toArray()).map(r => r._id)).toEqual(['q101']);
    // Of somebody else they are nobody's, and after a week they are gone.
    await owner().dismiss();
    await owner().press('modal', action.chooseSome);
    await world.quiet();
    await world.database.db.collection('ticks').updateMany({}, { $set: { user: world.people.minji } });
    await owner().fill(group(0).id, ['q4:1:0']);
    await owner().submit();
    expect(Object.values(owner().modal()?.errors ?? {})).toEqual([
      '선택한 내용이 더 이상 보관되어 있지 않습니다. 목록에서 다시 열어 주세요.',
    ]);
  });

  it('names those that were not approved, and why, when others decided meanwhile', async () => {
    await given(4);
    await open();
    const manager = world.slack.as(world.people.manager);
    await manager.openHome();
    await manager.press('home', action.reject, { buttonValue: 'q0:1:0' });
    await world.quiet();
    await manager.fill(input.reason, '겹칩니다');
    await manager.submit();
    await world.quiet();
    await owner().submit();
    await world.quiet();
    expect(shown()).toContain('승인 3건, 미승인 1건');
    expect(shown()).toMatch(/\*이민지\* · 무급휴가 1월 4일.*반려했습니다/);
    expect(await states()).toEqual(['rejected', 'approved', 'approved', 'approved']);
  });

  it('goes on when the modal is closed, and tells the result by direct message', async () => {
    await given(8);
    await open();
    await owner().submit();
    await owner().dismiss({ all: true });
    await world.quiet();
    expect(new Set(await states())).toEqual(new Set(['approved']));
    const results = owner()
      .messages('app')
      .filter(m => textsOf(m).includes('승인 8건, 미승인 0건'));
    expect(results).toHaveLength(1);
  });

  it('is finished by another process when one dies in the middle, and nothing is decided twice', async () => {
    await given(5);
    const { owner: me } = world.people;
    const key = 'view:V-dead';
    // The process died when it had approved two, and had not yet kept that of the second.
    for (const id of ['q0', 'q1'])
      await requests().updateOne({ _id: id }, {
        $set: { state: 'approved' },
        $push: { history: { at: 1, by: me, what: 'approved', key: `${key}:${id}`, round: 1, step: 0 } },
      } as never);
    const seen = ['q0:1:0', 'q1:1:0', 'q2:1:0', 'q3:1:0', 'q4:1:0'];
    const data = { view: 'V-dead', list: '{}', key, seen, comment: '', done: [null] };
    const effect = { id: 'e-dead', kind: APPROVE_ALL, lane: APPROVE_ALL, to: me, due: 1, tries: 0, data };
    const team = world.slack.team.id;
    await world.database.db
      .collection<{ _id: string }>('received')
      .insertOne({ _id: `${team}:${key}`, team, at: new Date(), effects: [effect] } as never);
    const other = await world.another();
    await Promise.all([world.app.tick(), other.tick()]);
    await world.quiet();
    expect(new Set(await states())).toEqual(new Set(['approved']));
    expect((await approvals()).map(h => h.key).sort()).toEqual(seen.map(s => `${key}:${s.split(':')[0]}`));
    const results = owner()
      .messages('app')
      .filter(m => textsOf(m).includes('승인 5건, 미승인 0건'));
    expect(results).toHaveLength(1);
    const [left] = await world.database.db.collection('received').find({ 'effects.kind': APPROVE_ALL }).toArray();
    expect(left).toBeUndefined();
  });

  it('opens nothing once others decided on everything', async () => {
    await given(2);
    await owner().press('home', action.openList, { buttonValue: 'waiting' });
    await world.quiet();
    await requests().updateMany({}, { $set: { state: 'withdrawn' } });
    await owner().press('modal', action.approveAll);
    await world.quiet();
    expect(owner().modals()).toHaveLength(1);
    expect(shown()).toContain(words('ko').home.nothingWaiting);
  });

  it('refuses words that are too long, beside them', async () => {
    await given(2);
    await open();
    const view = owner().modal();
    const options = [{ value: 'q0:1:0', text: { type: 'plain_text', text: 'x' } }];
    const answer = await world.slack.deliver(
      {
        type: 'view_submission',
        team: { id: world.slack.team.id },
        user: { id: world.people.owner },
        trigger_id: 't',
        view: {
          ...{ id: view?.id, hash: 'h', type: 'modal', callback_id: APPROVE_ALL, blocks: [], private_metadata: '{}' },
          state: {
            values: {
              [approveAllInput.ticks(0)]: { [VALUE]: { type: 'checkboxes', selected_options: options } },
              [approveAllInput.comment]: { [VALUE]: { type: 'plain_text_input', value: 'x'.repeat(501) } },
            },
          },
        },
      },
      { kind: 'interaction' },
    );
    expect(JSON.stringify(answer)).toContain(approveAllInput.comment);
    await world.quiet();
    expect(await states()).toEqual(['waiting', 'waiting']);
  });
});

describe('a card in a channel', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld({ language: 'ko' });
  });
  afterEach(() => world.close());

  it('asks nobody to confirm what they may not decide: the refusal is the first answer', async () => {
    const minji = world.slack.as(world.people.minji);
    await minji.openHome();
    await minji.press('home', action.openLeave);
    await world.quiet();
    await minji.submit();
    await world.quiet();
    const cards = () => minji.messages(world.adminChannel);
    expect(JSON.stringify(cards())).toContain(action.approve);
    expect(JSON.stringify(cards())).not.toContain('"confirm"');
    const at = { channel: world.adminChannel, ts: cards()[0]?.ts ?? '' };
    await world.slack.join(world.adminChannel, world.people.lucas);
    await world.slack.as(world.people.lucas).press(at, action.approve);
    await world.quiet();
    expect(world.slack.as(world.people.lucas).ephemerals().at(-1)?.text).toBe(
      'You are not an approver of this request.',
    );
    // On their own Home, where only those are asked whose turn it is, a confirm stands before it.
    await world.slack.as(world.people.owner).openHome();
    expect(JSON.stringify(world.slack.as(world.people.owner).home())).toMatch(/"confirm".*승인할까요/);
    await world.slack.as(world.people.owner).press(at, action.approve);
    await until(() => textsOf(cards()[0]).includes('승인 · '), { what: 'the decision on the card' });
    expect(JSON.stringify(cards())).not.toContain(action.approve);
  });
});
