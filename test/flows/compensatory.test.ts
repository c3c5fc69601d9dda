import { afterEach, describe, expect, it } from 'vitest';
import { adminAction, adminInput } from '../../blocks/administration-ids.ts';
import { correctionAction, correctionInput } from '../../blocks/correction-ids.ts';
import { fieldBlock, formAction } from '../../blocks/form-ids.ts';
import { action, input } from '../../blocks/ids.ts';
import { ledgerAction } from '../../blocks/ledger-ids.ts';
import { monthAction } from '../../blocks/month-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import type { RequestDoc } from '../../src/approvals/store.ts';
import type { Grant } from '../../src/grants/ledger/types.ts';
import { UNITS_PER_DAY, unitsOf } from '../../src/leave-record/units.ts';
import { defined } from '../../src/shared/defined.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { grantsIn } from '../support/ledgers.ts';
import { manage } from '../support/manage.ts';

type Who = keyof World['people'];
let world: World;
afterEach(() => world.close());

const as = (who: Who) => world.slack.as(world.people[who]);
const day = (n: number): string => `2026-11-${n}`;

async function begin(at?: string): Promise<void> {
  world = await startWorld({ ...(at ? { at } : {}) });
  for (const who of ['owner', 'manager', 'minji'] as const) await as(who).openHome();
  await world.quiet();
  await world.database.db.collection('people').updateMany({}, { $set: { quickIn: true } });
}

async function press(who: Who, where: 'home' | 'modal', id: string, options = {}): Promise<void> {
  await as(who).press(where, id, options);
  await world.quiet();
}

async function policy(values: Record<string, unknown>, from?: string): Promise<void> {
  const owner = as('owner');
  await manage(world, as('owner'), adminAction.openPolicy);
  await press('owner', 'modal', adminAction.changeGroup, { buttonValue: 'compensatory' });
  const agreed = { agreedOn: '2026-01-05', ...values };
  for (const [field, value] of Object.entries(agreed)) await owner.fill(`compensatory.${field}`, value);
  if (from) await owner.fill(adminInput.from, from);
  await owner.submit();
  await world.quiet();
  expect(textsOf(owner.modal())).toContain('→');
  await owner.submit();
  await world.quiet();
  await owner.dismiss({ all: true });
}

/** Fills the form in and leaves it open. */
async function fillForm(who: Who, date: string, from: string, to: string): Promise<void> {
  await as(who).openHome();
  await press(who, 'home', formAction.choose);
  await press(who, 'modal', formAction.write, { buttonValue: 'overtime' });
  await as(who).fill(fieldBlock('date'), date);
  await world.quiet();
  await as(who).fill(fieldBlock('times', 'from'), from);
  await world.quiet();
  await as(who).fill(fieldBlock('times', 'to'), to);
  await world.quiet();
  await as(who).fill(fieldBlock('reason'), '배포');
}

async function send(who: Who, date: string, from: string, to: string): Promise<RequestDoc> {
  await fillForm(who, date, from, to);
  await as(who).submit({ times: 2 });
  await world.quiet();
  const [request] = await world.database.db.collection<RequestDoc>('requests').find({}).sort({ seq: -1 }).toArray();
  if (!request) throw new Error('nothing was sent');
  return request;
}

const cards = () => as('owner').messages(world.adminChannel);
const card = () => cards().at(-1);
/** the one that waits for a decision */
const waiting = () => cards().findLast(m => JSON.stringify(m.blocks).includes(action.approve));

async function approve(): Promise<void> {
  const shown = waiting();
  await as('owner').press({ channel: world.adminChannel, ts: shown?.ts ?? '' }, action.approve, {
    times: 3,
    ...defined({ shown }),
  });
  await world.quiet();
}

const grants = async (): Promise<Grant[]> =>
  (await grantsIn(world.database.db))
    .sort((a, b) => a.at - b.at)
    .map(({ id, kind, pool, on, usableUntil, amount, why }) => ({
      ...{ id, kind, pool, on, usableUntil, amount },
      ...defined({ why }),
    }));

const heard = (who: Who, part: string) =>
  as(who)
    .messages('app')
    .filter(m => textsOf(m).includes(part));

const sound = (who: Who): void => {
  const shown = breaches('modal', { ...as(who).modal(), type: 'modal' });
  expect(shown.filter(b => /block|text|option/.test(b))).toEqual([]);
};

async function statement(who: Who): Promise<string> {
  await as(who)
    .dismiss({ all: true })
    .catch(() => undefined);
  await as(who).openHome();
  await press(who, 'home', action.openStatement);
  if (textsOf(as(who).modal()).includes('연차 잔여'))
    await as(who)
      .fill(ledgerAction.pickPool, 'compensatory')
      .then(() => world.quiet());
  sound(who);
  return textsOf(as(who).modal());
}

/** Chooses from the menu of one's own request, on Home or, where it is over, in the list of all. */
async function mine(who: Who, wanted: RegExp): Promise<void> {
  const inList = !wanted.test(JSON.stringify(as(who).home()));
  if (inList) await press(who, 'home', action.openList, { buttonValue: 'mine' });
  const view = inList ? as(who).modal() : as(who).home();
  const value = wanted.exec(JSON.stringify(view))?.[0] ?? '';
  const block = ((view?.blocks ?? []) as { block_id?: string }[]).find(b => JSON.stringify(b).includes(value));
  if (value === '' || block?.block_id === undefined) throw new Error(`nothing of one's own is ${wanted}`);
  const menu = inList ? 'modal' : 'home';
  const single = JSON.stringify(block).includes(`"value":"${value}"`) && !JSON.stringify(block).includes('overflow');
  await press(who, menu, action.mine, { blockId: block.block_id, ...(single ? {} : { value }) });
}

async function history(who: Who, id: string): Promise<string> {
  await as(who)
    .dismiss({ all: true })
    .catch(() => undefined);
  await as(who).openHome();
  await mine(who, new RegExp(`history\\|${id}:\\d+:\\d+`));
  sound(who);
  return textsOf(as(who).modal());
}

describe('approved overtime', () => {
  it('gives nothing, and promises nothing, where the policy does not say so', async () => {
    await begin();
    await fillForm('minji', day(24), '18:00', '21:00');
    expect(textsOf(as('minji').modal())).not.toContain('보상휴가');
    await as('minji').dismiss({ all: true });
    await send('minji', day(24), '18:00', '21:00');
    await approve();
    expect(await grants()).toEqual([]);
    expect(textsOf(card())).not.toContain('Compensation');
    await world.jump(`${day(25)}T00:11:00+09:00`);
    expect(await grants()).toEqual([]);
  });

  it('gives leave for it once, however often it is approved and delivered; the person is told and sees it everywhere', async () => {
    await begin();
    await policy({ compensates: 'approved' });
    await fillForm('minji', day(24), '18:00', '21:00');
    expect(textsOf(as('minji').modal())).toContain('승인되면 보상휴가 0.5625일 (3시간 × 1.5)');
    sound('minji');
    await as('minji').submit({ times: 3 });
    await world.quiet();
    expect(textsOf(card())).toContain('Compensation: When approved: 0.5625 days of compensatory leave (3 h × 1.5)');
    await approve();
    const request = await world.database.db.collection<RequestDoc>('requests').findOne({});
    const id = request?._id ?? '';
    const given = {
      ...{ id: `compensatory:${id}`, kind: 'compensatory', pool: 'compensatory' },
      ...{ on: day(24), usableUntil: '2027-05-23', amount: unitsOf(0.5625) },
      why: '연장근무 11월 24일(화) 18:00–21:00 · 3시간 × 1.5',
    };
    expect(await grants()).toEqual([given]);

    // Delivered once more, by another process, as after a crash between the grant and the taking away of the effect.
    const other = await world.another();
    const effect = { id: 'again', kind: 'overtime-compensated', lane: 'overtime-compensated', due: 0, tries: 0 };
    await world.database.db
      .collection<RequestDoc>('requests')
      .updateOne({ _id: id }, { $push: { effects: { ...effect, to: world.people.minji } } });
    await Promise.all([world.app.tick(), other.tick()]);
    await world.quiet();
    expect((await world.database.db.collection<RequestDoc>('requests').findOne({}))?.effects).toEqual([]);
    expect(await grants()).toEqual([given]);
    expect(heard('minji', '보상휴가 *0.5625일* 부여 · 2027년 5월 23일(일)까지')).toHaveLength(1);

    expect(await statement('minji')).toContain('보상휴가 잔여 *0.5625일*');
    expect(await history('minji', id)).toContain('보상휴가 0.5625일 부여 · 2027년 5월 23일(일)까지 사용');
    expect(textsOf(as('minji').home())).toContain('*보상휴가*\n0.5625일\n2027년 5월 23일(일)까지 사용');
    // Nobody has said when she was hired, so nothing is known of her annual leave.
    expect(textsOf(as('minji').home())).not.toContain('*연차*');
  });

  it('is told at once on a clock that moves between any two looks at it', async () => {
    await begin();
    await policy({ compensates: 'approved' });
    await send('minji', day(24), '18:00', '21:00');
    let looks = 0;
    const now = world.slack.clock.now.bind(world.slack.clock);
    world.slack.clock.now = () => now() + ++looks;
    await approve();
    expect(heard('minji', '보상휴가 *0.5625일* 부여')).toHaveLength(1);
  });

  it('is told in the person’s language, to the minute and with night work', async () => {
    await begin();
    await policy({ compensates: 'approved', usableMonths: '3' });
    await as('lucas').openHome();
    await send('lucas', day(25), '20:00', '23:20');
    await approve();
    const [given] = await grants();
    expect(given).toMatchObject({
      on: day(25),
      usableUntil: '2027-02-24',
      amount: unitsOf((200 * 1.5 + 80 * 0.5) / 480),
    });
    expect(given?.why).toBe(
      'Overtime Wed 25 Nov 20:00–23:20 · 3\u00a0h\u00a020\u00a0m × 1.5 + night 1\u00a0h\u00a020\u00a0m × 0.5',
    );
    expect(heard('lucas', 'You received *0.71 days*: Compensatory leave, usable until Wed 24 Feb 2027')).toHaveLength(
      1,
    );
  });

  it('is taken back when the approval is cancelled; leave that was taken from it is overdrawn', async () => {
    await begin();
    await policy({ compensates: 'approved' });
    // A Saturday that is off: the legal break of half an hour is taken off.
    const { _id: id } = await send('minji', day(28), '10:00', '18:30');
    await approve();
    expect(await grants()).toMatchObject([{ on: day(28), amount: unitsOf(1.5) }]);
    await as('minji').openHome();
    await press('minji', 'home', action.openLeave);
    await as('minji').fill(action.leaveType, 'compensatory');
    await world.quiet();
    await as('minji').fill(action.leaveTo, '2026-12-03');
    await as('minji').fill(action.leaveFrom, '2026-12-03');
    await world.quiet();
    expect(textsOf(as('minji').modal())).toContain('보상휴가');
    await as('minji').submit();
    await world.quiet();
    expect(as('minji').modal()).toBeNull();
    await approve();
    expect(await statement('minji')).toContain('보상휴가 잔여 *0일*');
    await as('minji').dismiss({ all: true });

    await as('minji').openHome();
    await mine('minji', new RegExp(`cancel\\|${id}:1:0`));
    await as('minji').fill('reason', '일정 변경');
    await as('minji').submit();
    await world.quiet();
    // It holds until that is decided.
    expect(await grants()).toHaveLength(1);
    await approve();
    const all = await grants();
    expect(all.map(g => g.id)).toEqual([`compensatory:${id}`, `reversal:compensatory:${id}`]);
    expect(all[1]).toMatchObject({ amount: unitsOf(-1.5), on: day(24) });
    expect(heard('minji', '보상휴가 *1.5일* 부여가 취소되었습니다')).toHaveLength(1);
    // Whoever decided it hears that a leave lacks what it was to be taken from.
    expect(heard('owner', '보상휴가')).toEqual([]);
    await world.jump(`${day(24)}T09:02:00+09:00`);
    expect(heard('owner', '보상휴가')).toHaveLength(1);
    expect(await statement('minji')).toContain('1일 초과 사용');
    expect(await history('minji', id)).toContain('부여한 보상휴가를 취소했습니다');
  });

  it('of a holiday is holiday work, of the weekly one too; beyond eight hours it counts double', async () => {
    await begin('2026-12-22T09:00:00+09:00');
    await policy({ compensates: 'approved' });
    await fillForm('minji', '2026-12-25', '09:00', '20:00');
    expect(textsOf(as('minji').modal())).toContain('승인되면 보상휴가 2일 (휴일근무 8시간 × 1.5 + 2시간 × 2)');
    await as('minji').dismiss({ all: true });
    await send('minji', '2026-12-25', '09:00', '20:00');
    await approve();
    await send('minji', '2026-12-27', '09:00', '13:00');
    await approve();
    expect((await grants()).map(g => g.why)).toEqual([
      '휴일근무 12월 25일(금) 09:00–20:00 · 8시간 × 1.5 + 2시간 × 2',
      '휴일근무 12월 27일(일) 09:00–13:00 · 4시간 × 1.5',
    ]);
    expect((await grants()).map(g => g.amount / UNITS_PER_DAY)).toEqual([2, 0.75]);
    // What vests later is told so.
    expect(heard('minji', '2026년 12월 27일(일)에 0.75일 발생')).toHaveLength(1);
    expect(heard('minji', '지금 남은 휴가는')).toEqual([]);
  });

  it('follows the policy of the day of the work: a change touches only later ones', async () => {
    await begin();
    await policy({ compensates: 'approved' });
    await policy({ overtimeRate: '2' }, day(26));
    await policy({ compensates: 'none' }, day(27));
    for (const n of [25, 26, 27]) {
      await send('minji', day(n), '18:00', '20:00');
      await approve();
    }
    expect((await grants()).map(g => [g.on, (g.amount / UNITS_PER_DAY) * 480])).toEqual([
      [day(25), 180],
      [day(26), 240],
    ]);
    await world.jump('2026-11-29T10:01:00+09:00');
    expect(await grants()).toHaveLength(2);
  });

  it('is decided by who decides, not by whoever forges a promise', async () => {
    await begin();
    await policy({ compensates: 'approved' });
    const { form } = await send('minji', day(24), '18:00', '18:30');
    expect(form.notes).toEqual([
      {
        label: { ko: '보상', en: 'Compensation' },
        text: {
          ko: '승인되면 보상휴가 0.09일 (30분 × 1.5)',
          en: 'When approved: 0.09\u00a0days of compensatory leave (30\u00a0min × 1.5)',
        },
      },
    ]);
    await world.database.db
      .collection<RequestDoc>('requests')
      .updateOne({}, { $set: { 'form.notes.0.text': 'once approved, 900 days' } });
    await approve();
    expect((await grants()).map(g => g.amount)).toEqual([unitsOf(45 / 480)]);
  });
});

describe('overtime that gives what was worked', () => {
  const clockAt = async (iso: string, button: string): Promise<void> => {
    await world.jump(iso);
    await as('minji').openHome();
    await press('minji', 'home', button);
  };

  it('is known once the day is over, is the smaller of both, and follows a corrected record', async () => {
    await begin();
    await policy({ compensates: 'worked' });
    const { _id: id } = await send('minji', day(24), '18:00', '21:00');
    expect(textsOf(card())).toContain('up to 0.5625 days of compensatory leave');
    await press('minji', 'home', action.checkIn);
    await approve();
    await clockAt(`${day(24)}T20:00:00+09:00`, action.checkOut);
    expect(await grants()).toEqual([]);
    expect(await history('minji', id)).toContain('근무한 다음 날');
    await world.jump(`${day(25)}T00:11:00+09:00`);
    expect(await grants()).toMatchObject([
      {
        ...{ id: `compensatory:${id}`, on: day(25), amount: unitsOf(0.375) },
        why: '연장근무 11월 24일(화) 18:00–21:00 · 2시간 × 1.5',
      },
    ]);
    // Nobody is woken by it.
    expect(heard('minji', '보상휴가')).toEqual([]);
    await world.jump(`${day(25)}T10:01:00+09:00`);
    expect(heard('minji', '보상휴가 *0.375일* 부여')).toHaveLength(1);

    // The record was wrong: it was half past eight.
    await as('minji').openHome();
    await press('minji', 'home', monthAction.open);
    await press('minji', 'modal', monthAction.day, { buttonValue: day(24) });
    await press('minji', 'modal', correctionAction.open);
    await as('minji').fill(correctionInput.out(0, day(24)), '20:30');
    await world.quiet();
    await as('minji').fill(input.reason, '퇴근을 일찍 눌렀습니다');
    await as('minji').submit();
    await world.quiet();
    expect(textsOf(as('minji').modal())).toContain('정정했습니다');
    await as('minji').dismiss({ all: true });
    await world.jump(`${day(26)}T00:11:00+09:00`);
    const all = await grants();
    expect(all).toHaveLength(2);
    expect(all[1]).toMatchObject({ kind: 'correction', amount: unitsOf(45 / 480) });
    expect(all[1]?.why).toContain('그날의 근무 기록 변경');
    await world.jump(`${day(26)}T10:01:00+09:00`);
    expect(await statement('minji')).toContain('보상휴가 잔여 *0.47일*');
    expect(await history('minji', id)).toContain('보상휴가 0.47일 부여');
  });

  it('waits for a check-out that is missing, and for the approval; two processes give it once', async () => {
    await begin();
    await policy({ compensates: 'worked' });
    await press('minji', 'home', action.checkIn);
    await clockAt(`${day(24)}T21:30:00+09:00`, action.checkOut);
    await world.jump(`${day(25)}T09:00:00+09:00`);
    const { _id: id } = await send('minji', day(24), '18:00', '21:00');
    await approve();
    // The day is over already: given at once, from the day of the approval on.
    expect(await grants()).toMatchObject([{ id: `compensatory:${id}`, on: day(25), amount: unitsOf(0.5625) }]);
    const { _id: open } = await send('minji', day(25), '18:00', '19:00');
    await approve();
    await press('minji', 'home', action.checkIn);
    await world.jump(`${day(26)}T09:30:00+09:00`);
    await as('minji').openHome();
    await world.quiet();
    expect(await grants()).toHaveLength(1);
    expect(await history('minji', open)).toContain('아직 보상휴가를 부여하지 않았습니다');
    await as('minji').dismiss({ all: true });
    await as('minji').openHome();
    await press('minji', 'home', correctionAction.open);
    await as('minji').fill(correctionInput.out(0, day(25)), '19:00');
    await world.quiet();
    await as('minji').fill(input.reason, '퇴근을 누르지 않았습니다');
    await as('minji').submit();
    await world.quiet();
    await as('minji').dismiss({ all: true });
    const other = await world.another();
    await world.slack.clock.jump(Date.parse(`${day(27)}T00:11:00+09:00`));
    await Promise.all([world.app.tick(), other.tick()]);
    await world.quiet();
    expect((await grants()).map(g => [g.id, g.on])).toEqual([
      [`compensatory:${id}`, day(25)],
      [`compensatory:${open}`, day(27)],
    ]);
  });
});
