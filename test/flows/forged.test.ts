import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminCallback } from '../../blocks/administration-ids.ts';
import { formAction } from '../../blocks/form-ids.ts';
import { action, callback, input } from '../../blocks/ids.ts';
import { leaveAction, leaveCallback } from '../../blocks/leave-ids.ts';
import { promotionAction, promotionCallback } from '../../blocks/promotion-ids.ts';
import { delegateInput } from '../../blocks/routes.ts';
import { createLog } from '../../src/shared/log.ts';
import { startWorld, type World } from '../support/daybook.ts';
import { isLong, someOf } from '../support/runs.ts';

/** What nobody can press who presses only what they see: refused, logged, and nothing changes. */
describe('forged payloads', () => {
  let world: World;
  const logged: Record<string, unknown>[] = [];
  let mine = '';
  let n = 0;

  const collection = (name: string) => world.database.db.collection<{ _id: string }>(name);
  const KEPT = ['requests', 'routes', 'forms', 'settings', 'leaveTypes', 'leaveBlocked', 'ledgers', 'runs'];
  /** All that a forged payload might change; of people what is decided by. A job takes the mark `uncounted` off meanwhile. */
  async function everything(): Promise<unknown> {
    const people = await collection('people')
      .find({}, { projection: { role: 1, factsVersion: 1, delegations: 1, deleted: 1 } })
      .sort({ _id: 1 })
      .toArray();
    return [
      people,
      ...(await Promise.all(
        KEPT.map(name =>
          collection(name)
            .find({}, { projection: { uncounted: 0 } })
            .sort({ _id: 1 })
            .toArray(),
        ),
      )),
    ];
  }

  const base = (user: string) => ({
    team: { id: world.slack.team.id },
    user: { id: user, team_id: world.slack.team.id },
    api_app_id: world.slack.app.id,
    trigger_id: `forged.${++n}`,
  });
  const view = (more: object) => ({ id: `VF${n}`, hash: 'h', type: 'home', blocks: [], callback_id: 'home', ...more });
  const press = (user: string, actionId: string, value: string) =>
    world.slack.deliver(
      {
        ...{ ...base(user), type: 'block_actions' },
        actions: [{ type: 'button', action_id: actionId, block_id: 'b', action_ts: `1.${n}`, value }],
        view: view({ private_metadata: '', state: { values: {} } }),
      },
      { kind: 'interaction' },
    );
  const submit = (user: string, callbackId: string, metadata: unknown, values: object = {}) =>
    world.slack.deliver(
      {
        ...{ ...base(user), type: 'view_submission' },
        view: view({
          ...{ type: 'modal', callback_id: callbackId },
          ...{ private_metadata: JSON.stringify(metadata), state: { values } },
        }),
      },
      { kind: 'interaction' },
    );

  async function refused(user: string, forge: () => Promise<unknown>): Promise<void> {
    const before = await everything();
    logged.length = 0;
    await forge();
    await world.quiet();
    expect(await everything()).toEqual(before);
    expect(
      logged.filter(l => l.msg === 'refused').map(l => l.user ?? l.actor),
      `${forge}`,
    ).toContain(user);
  }

  beforeAll(async () => {
    const log = createLog('warn', { destination: { write: line => void logged.push(JSON.parse(line)) } });
    world = await startWorld({ log });
    const minji = world.slack.as(world.people.minji);
    await minji.openHome();
    await minji.press('home', action.openLeave);
    await world.quiet();
    await minji.fill(action.leaveTo, '2026-12-03');
    await minji.fill(action.leaveFrom, '2026-12-03');
    await minji.submit();
    await world.quiet();
    mine = (await collection('requests').findOne({ user: world.people.minji }))?._id ?? '';
    // A request of another workspace in the same database, and a delegation of somebody.
    const [own] = await collection('requests').find({}).toArray();
    await collection('requests').insertOne({ ...own, _id: 'r-elsewhere', team: 'T0ELSEWHERE' } as never);
    await collection('people').updateOne(
      { _id: `${world.slack.team.id}:${world.people.owner}` },
      { $set: { delegations: [delegation()] } },
    );
  });
  afterAll(() => world.close());

  const delegation = () => ({
    ...{ to: world.people.hana, first: '2026-11-20', last: '2026-12-20', by: world.people.owner },
  });
  const reason = { [input.reason]: { value: { value: '몰래' } } };

  it('with another person’s request', async () => {
    const { lucas, minji } = world.people;
    const seen = `${mine}:1:0`;
    for (const [id, value] of [
      [action.approve, seen],
      [action.reject, seen],
      [action.withdraw, mine],
      [action.edit, mine],
      [action.more, `send-back|${seen}`],
      [action.mine, `history|${seen}`],
      [action.mine, `cancel|${seen}`],
    ] as const)
      await refused(lucas, () => press(lucas, id, value));
    for (const what of ['approve', 'reject', 'send-back', 'ask-cancel'])
      await refused(lucas, () => submit(lucas, callback.decide, { do: what, seen }, reason));
    // Nor on one's own.
    await refused(minji, () => submit(minji, callback.decide, { do: 'approve', seen }));
  });

  it('with a request of another workspace, also by an owner', async () => {
    const { owner } = world.people;
    for (const [id, value] of [
      [action.approve, 'r-elsewhere:1:0'],
      [action.reject, 'r-elsewhere:1:0'],
      [action.more, 'history|r-elsewhere:1:0'],
    ] as const)
      await refused(owner, () => press(owner, id, value));
    await refused(owner, () => submit(owner, callback.decide, { do: 'reject', seen: 'r-elsewhere:1:0' }, reason));
    await refused(owner, () => submit(owner, adminCallback.person, { user: 'U0ELSEWHERE', shown: {}, withRole: true }));
  });

  it('with delegations of others, named or ended', async () => {
    const { lucas, owner, hana } = world.people;
    const d = delegation();
    await refused(lucas, () => press(lucas, action.endDelegation, [owner, d.to, d.first, d.last, d.by].join('|')));
    const values = {
      [delegateInput.from]: { value: { selected_user: owner } },
      [delegateInput.to]: { value: { selected_user: lucas } },
      [delegateInput.first]: { value: { selected_date: '2026-11-24' } },
      [delegateInput.last]: { value: { selected_date: '2026-12-24' } },
    };
    await refused(lucas, () => submit(lucas, callback.delegate, {}, values));
    await refused(hana, () => submit(hana, callback.delegate, {}, values));
  });

  it('with an old button or modal after a role was lost', async () => {
    const { manager } = world.people;
    const people = collection('people');
    const _id = `${world.slack.team.id}:${manager}`;
    await people.updateOne({ _id }, { $set: { role: 'employee' } });
    for (const [id, value] of [
      [action.approve, `${mine}:1:0`],
      [action.openSearch, ''],
      [action.removeRoute, '0:0'],
      [action.addRoute, ''],
      [formAction.archive, 'purchase'],
      [leaveAction.openTypes, ''],
      [leaveAction.switchOff, 'annual'],
      [leaveAction.removeBlocked, '0:x'],
      [promotionAction.send, ''],
      [promotionAction.evidence, ''],
    ] as const)
      await refused(manager, () => press(manager, id, value));
    await refused(manager, () => submit(manager, leaveCallback.type, { seen: 0 }));
    await refused(manager, () => submit(manager, leaveCallback.typeCheck, { id: 'annual', seen: 0, off: true }));
    await refused(manager, () => submit(manager, leaveCallback.blocked, 0));
    await refused(manager, () => submit(manager, promotionCallback.exclude, { id: 'p' }));
    await refused(manager, () => submit(manager, promotionCallback.designate, { id: 'p' }));
    const change = { from: '2026-11-25', seen: 0, change: { reports: { daily: false } } };
    await refused(manager, () => submit(manager, adminCallback.policyDifference, change));
    await refused(manager, () => submit(manager, adminCallback.policyGroup, { group: 'reports' }));
    await refused(manager, () => submit(manager, callback.route, {}));
    await refused(manager, () => submit(manager, callback.decide, { do: 'reject', seen: `${mine}:1:0` }, reason));
    await people.updateOne({ _id }, { $unset: { role: '' } });
  });

  it('is shown nothing but the refusal, whatever button was forged', async () => {
    const { lucas, minji, owner } = world.people;
    const shapes = [
      ['', ''],
      [minji, JSON.stringify({ user: minji, month: '2026-11', pool: 'annual', page: 1 })],
      ['prepared', JSON.stringify({ tab: 'prepared', page: 1 })],
      ['workingTime', JSON.stringify({ from: '2026-01-01', to: '2026-12-31', group: 'workingTime' })],
      ['2026-10', JSON.stringify({ query: '', filter: 'here', page: 1, month: '2026-10' })],
      [`history|${mine}:1:0`, JSON.stringify({ list: 'now', page: 1 })],
      ['0:0', JSON.stringify({ steps: 1 })],
      ['team:디자인', JSON.stringify({ id: 'p', rows: 1, user: minji, mark: 'm' })],
      [`${owner}|2026-11-23`, JSON.stringify({ user: owner, date: '2026-11-23', spans: 1, breaks: 0 })],
      [`${mine}:1:0`, JSON.stringify({ kind: 'leave', urgent: false, page: 1, seen: [`${mine}:1:0`] })],
    ];
    let refusals = 0;
    const before = await everything();
    const of = 5;
    for (const [i, id] of [...world.app.routes.actions].entries())
      for (const [value = '', metadata] of someOf(shapes, i, of)) {
        const calls = world.slack.calls.length;
        logged.length = 0;
        await world.slack.deliver(
          {
            ...{ ...base(lucas), type: 'block_actions' },
            actions: [{ type: 'button', action_id: id, block_id: 'b', action_ts: `1.${n}`, value }],
            view: view({ type: 'modal', callback_id: 'x', private_metadata: metadata, state: { values: {} } }),
          },
          { kind: 'interaction' },
        );
        await world.quiet();
        if (!logged.some(l => l.msg === 'refused')) continue;
        refusals++;
        const drawn = world.slack.calls.slice(calls).filter(c => /^views\./.test(c.method));
        const others = drawn.filter(c => !JSON.stringify(c.args).includes(callback.notice));
        expect(
          others.map(c => c.method),
          `${id} ${value} ${metadata}`,
        ).toEqual([]);
      }
    expect(await everything()).toEqual(before);
    expect(refusals).toBeGreaterThan(isLong ? 200 : 200 / of);
  }, 240_000);

  it('by somebody who left, whatever they may have been', async () => {
    const { manager } = world.people;
    await world.slack.updateUser(manager, { deleted: true });
    await world.quiet();
    await refused(manager, () => press(manager, action.approve, `${mine}:1:0`));
    await refused(manager, () => submit(manager, callback.decide, { do: 'approve', seen: `${mine}:1:0` }));
    await refused(manager, () => press(manager, action.checkIn, ''));
  });
});
