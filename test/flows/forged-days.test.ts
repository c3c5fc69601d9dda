import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APPROVE_ALL, approveAllInput } from '../../blocks/approval-ids.ts';
import { correctionAction, correctionCallback, correctionInput } from '../../blocks/correction-ids.ts';
import { action, callback, input, VALUE } from '../../blocks/ids.ts';
import type { WorkdayDoc } from '../../src/attendance/schema.ts';
import { atLocal } from '../../src/calendar/rules.ts';
import { createLog } from '../../src/shared/log.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';

type Stored = { _id: string };

/** Presses and forms about days, months and requests that nobody can send from what they were shown. */
describe('forged answers about days', () => {
  let world: World;
  const failed: string[] = [];
  let n = 0;

  const collection = (name: string) => world.database.db.collection<Stored>(name);
  /** All that people do; what the minute notes by itself is none of it. */
  const KEPT = { projection: { spans: 1, open: 1, history: 1, kept: 1, state: 1, form: 1, closed: 1 } };
  const everything = () =>
    Promise.all(['workdays', 'requests', 'months'].map(c => collection(c).find({}, KEPT).sort({ _id: 1 }).toArray()));
  const base = (user: string, type: string) => ({
    ...{ type, team: { id: world.slack.team.id }, user: { id: user }, trigger_id: `forged.${++n}` },
  });
  const view = (more: object) => ({
    ...{ id: `VF${n}`, hash: 'h', type: 'modal', callback_id: 'x', blocks: [], private_metadata: '' },
    ...{ state: { values: {} }, ...more },
  });
  const press = async (user: string, actionId: string, value: string, more: object = {}): Promise<void> => {
    const pressed = { type: 'button', action_id: actionId, block_id: 'b', action_ts: `1.${++n}`, value };
    const body = { ...base(user, 'block_actions'), actions: [pressed], view: view(more) };
    expect((await world.slack.deliver(body, { kind: 'interaction' })).status).toBe(200);
    await world.quiet();
  };
  const submit = async (
    user: string,
    callbackId: string,
    metadata: object | string,
    values: object,
  ): Promise<string> => {
    const private_metadata = typeof metadata === 'string' ? metadata : JSON.stringify(metadata);
    const shown = view({ callback_id: callbackId, private_metadata, state: { values } });
    const answer = await world.slack.deliver(
      { ...base(user, 'view_submission'), view: shown },
      { kind: 'interaction' },
    );
    expect(answer.status).toBe(200);
    await world.quiet();
    return answer.body;
  };
  async function changesNothing(forge: () => Promise<unknown>): Promise<void> {
    const before = await everything();
    await forge();
    expect(await everything(), `${forge}`).toEqual(before);
    expect(failed).toEqual([]);
  }
  const at = (date: string, time: string) => atLocal(date, time, 'Asia/Seoul');
  const put = (user: string, date: string, span: object, more: object = {}) =>
    collection('workdays').insertOne({
      ...{ _id: `${world.slack.team.id}:${user}:${date}`, team: world.slack.team.id, user, date, zone: 'Asia/Seoul' },
      ...{
        open: false,
        history: [],
        effects: [],
        version: 1,
        spans: [{ place: 'office', breaks: [], ...span }],
        ...more,
      },
    } as Stored);

  beforeAll(async () => {
    const log = createLog('warn', {
      destination: {
        write: line => {
          if (JSON.parse(line).level === 'error') failed.push(line);
        },
      },
    });
    world = await startWorld({ log });
    const { minji } = world.people;
    await put(minji, '2026-11-18', { in: at('2026-11-18', '09:00'), out: at('2026-11-18', '18:00') });
    await put(minji, '2026-11-23', { in: at('2026-11-23', '09:00'), forgotten: true }, { unfinished: true });
    const closed = { closed: true, closedAt: 1, history: [], effects: [], version: 1 };
    const month = { team: world.slack.team.id, month: '2026-09' };
    await collection('months').insertOne({ _id: `${month.team}:2026-09`, ...month, ...closed } as Stored);
    await world.slack.as(minji).openHome();
    await world.quiet();
  });
  afterAll(() => world.close());

  it('no time that is none ends a day', async () => {
    const { minji, lucas } = world.people;
    for (const time of [
      '',
      'x',
      'NaN',
      'Infinity',
      '-1',
      '1e999',
      '0.5',
      '9'.repeat(30),
      String(at('2026-11-25', '09:00')),
    ])
      for (const id of [correctionAction.leftAt, correctionAction.leftAtOther])
        await changesNothing(() => press(minji, id, `2026-11-23|${time}`));
    for (const date of ['', '2026-11-22', '9999-12-31', '0001-01-01', '2026-09-01', '2026-11-32'])
      await changesNothing(() => press(minji, correctionAction.leftAt, `${date}|${at('2026-11-23', '18:00')}`));
    // The day of another person is never meant: a person has only their own.
    await changesNothing(() => press(lucas, correctionAction.leftAt, `2026-11-23|${at('2026-11-23', '18:00')}`));
    await press(minji, correctionAction.leftAt, `2026-11-23|${at('2026-11-23', '18:00')}`);
    const day = await world.database.db.collection<WorkdayDoc>('workdays').findOne({ user: minji, date: '2026-11-23' });
    expect(day?.spans.at(-1)?.out ?? (await collection('requests').countDocuments({ user: minji }))).toBeTruthy();
  });

  it('nobody worked on a day to come, of a closed month, or of somebody else', async () => {
    const { minji, lucas, hana } = world.people;
    const times = (date: string) => ({
      ...{ [correctionInput.date]: { [correctionAction.date]: { selected_date: date } } },
      ...{ [input.reason]: { [VALUE]: { value: '근무했습니다' } } },
      ...Object.fromEntries(
        [0, 1].flatMap(i => [
          [
            correctionInput.in(i, date),
            { [correctionAction.time]: { selected_time: '09:00' }, [VALUE]: { value: '09:00' } },
          ],
          [
            correctionInput.out(i, date),
            { [correctionAction.time]: { selected_time: '18:00' }, [VALUE]: { value: '18:00' } },
          ],
        ]),
      ),
    });
    for (const date of [
      '2026-11-25',
      '2027-11-24',
      '9999-12-31',
      '0001-01-01',
      '0000-01-01',
      '2026-09-10',
      '2026-13-01',
    ])
      await changesNothing(async () => {
        await press(minji, correctionAction.worked, date);
        await submit(minji, correctionCallback.correct, { user: minji, date, spans: 1, breaks: 0 }, times(date));
      });
    for (const user of [hana, 'U0NOBODY', world.people.owner])
      await changesNothing(() =>
        submit(
          lucas,
          correctionCallback.correct,
          { user, date: '2026-11-20', spans: 1, breaks: 0 },
          times('2026-11-20'),
        ),
      );
    // With what would be somebody else's request, or none.
    for (const again of ['r-none', ...(await collection('requests').find({}).toArray()).map(r => r._id)])
      await changesNothing(() =>
        submit(
          lucas,
          correctionCallback.correct,
          { user: lucas, date: '2026-11-20', spans: 1, breaks: 0, again },
          times('2026-11-20'),
        ),
      );
    for (const value of ['', '2026-11-18|r-none', '2026-11-18', '9999-12-31|x'])
      await changesNothing(() => press(minji, correctionAction.keep, value));
  });

  it('no month is closed without a reason, nor opened again by whoever may not, by what a form says of itself', async () => {
    const { owner, lucas } = world.people;
    const without = { [input.reason]: { [VALUE]: { value: '  ' } } };
    const reason = { [input.reason]: { [VALUE]: { value: '마감' } } };
    const month = '2026-10';
    await put(
      world.people.minji,
      '2026-10-15',
      { in: at('2026-10-15', '09:00'), forgotten: true },
      { unfinished: true },
    );
    for (const left of [{}, { 'no-check-out': 0 }, { 'no-record': -4 }, { 'no-record': 0.5 }, { $x: 1 }])
      for (const values of [{}, without])
        await changesNothing(() => submit(owner, correctionCallback.close, { month, left }, values));
    await changesNothing(() => submit(lucas, correctionCallback.close, { month, left: {} }, reason));
    for (const other of ['2026-11', '2027-01', '9999-12', '2026-13'])
      await changesNothing(() => submit(owner, correctionCallback.close, { month: other, left: {} }, reason));
    // What the form does not say is counted, and kept with the reason.
    await submit(owner, correctionCallback.close, { month, left: {} }, reason);
    expect(await collection('months').findOne({ month } as object)).toMatchObject({
      ...{ closed: true, history: [{ reason: '마감', left: { 'no-check-out': 1 } }] },
    });
    await changesNothing(async () =>
      expect(await submit(lucas, correctionCallback.reopen, month, reason)).toContain('Only HR administrators'),
    );
    await submit(owner, correctionCallback.reopen, month, reason);
    expect(await collection('months').findOne({ month } as object)).toMatchObject({ closed: false });
  });

  it('nobody approves all, edits, asks again or withdraws what is not theirs', async () => {
    const { minji, lucas, hana, owner } = world.people;
    await submit(
      minji,
      callback.leave,
      {},
      {
        [input.type]: { [action.leaveType]: { selected_option: { value: 'annual' } } },
        [input.from]: { [action.leaveFrom]: { selected_date: '2026-12-03' } },
        [input.to]: { [action.leaveTo]: { selected_date: '2026-12-03' } },
      },
    );
    const [request] = await collection('requests')
      .find({ user: minji, kind: 'leave' } as object)
      .toArray();
    const id = request?._id ?? '';
    expect(id).not.toBe('');
    const ticks = { [approveAllInput.ticks(0)]: { [VALUE]: { selected_options: [{ value: `${id}:1:0` }] } } };
    for (const user of [lucas, hana, minji])
      await changesNothing(async () => {
        await submit(user, APPROVE_ALL, {}, ticks);
        for (const what of [action.edit, action.askAgain, action.approve])
          await press(user, what, what === action.approve ? `${id}:1:0` : id);
        if (user !== minji) await press(user, action.withdraw, id);
      });
    // What an approver ticked before it was edited, or of a step that is not there.
    for (const seen of [`${id}:2:0`, `${id}:1:1`, `${id}:0:0`, `${id}:NaN:0`, ':1:0', '$ne:1:0'])
      await changesNothing(() =>
        submit(
          owner,
          APPROVE_ALL,
          {},
          { [approveAllInput.ticks(0)]: { [VALUE]: { selected_options: [{ value: seen }] } } },
        ),
      );
    expect(textsOf(world.slack.as(lucas).home())).not.toContain('이민지 12월 3일');
  });
});
