import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action, callback, input } from '../../blocks/ids.ts';
import { leaveAction, leaveInput } from '../../blocks/leave-ids.ts';
import { requestUses } from '../../src/absence/leaves.ts';
import type { RequestDoc } from '../../src/approvals/store.ts';
import { koreanCalendar, workingDays } from '../../src/calendar/rules.ts';
import { UNITS_PER_DAY, unitsOf } from '../../src/leave-record/units.ts';
import type { PolicyChange } from '../../src/settings/policy.ts';
import { policyStore } from '../../src/settings/store.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { addGrants } from '../support/ledgers.ts';
import { manage } from '../support/manage.ts';
import { isLong } from '../support/runs.ts';

const FIRST = '2026-11-01';
const calendar = koreanCalendar();

/** What HR would do in other modals, done at once. */
function office(world: World) {
  const { db } = world.database;
  let n = 0;
  return {
    grant: (user: string, days: number, pool = 'annual', on = FIRST) =>
      addGrants(db, world.app.team, [
        {
          user,
          grant: { id: `hand:${++n}`, kind: 'reward', pool, on, usableUntil: '2027-10-31', amount: unitsOf(days) },
        },
      ]),
    policy: async (change: PolicyChange) => {
      const store = policyStore(db);
      const { version } = await store.get(world.app.team);
      await store.add(world.app.team, version, { from: FIRST, change, by: 'U', at: 0, key: `k${version}` });
      await world.jump(new Date(world.slack.clock.now() + 2_000).toISOString());
    },
    team: (users: string[], teamId: string) =>
      db.collection('people').updateMany({ user: { $in: users } }, { $set: { teamId } }),
    requests: (user: string) => db.collection<RequestDoc>('requests').find({ user }).sort({ seq: 1 }).toArray(),
  };
}

/** Opens the form and fills it, a field at a time as people do. */
async function filled(world: World, user: string, fields: [string, unknown][]) {
  const person = world.slack.as(user);
  await person.openHome();
  await person.press('home', action.openLeave);
  await world.quiet();
  for (const [id, value] of fields) {
    await person.fill(id, value);
    await world.quiet();
  }
  return person;
}

/** Presses what the menu of one's own request on Home offers. */
async function chooseMine(world: World, user: string, what: string, id: string) {
  const person = world.slack.as(user);
  const value = `${what}|${id}:1:0`;
  const blocks = (person.home()?.blocks ?? []) as { block_id?: string }[];
  const block = blocks.find(b => JSON.stringify(b).includes(JSON.stringify(value)));
  await person.press('home', action.mine, { value, blockId: block?.block_id ?? '' });
  await world.quiet();
  return person;
}

const cardFor = (world: World, n = -1) => {
  const card = world.slack.as(world.people.owner).messages(world.adminChannel).at(n);
  if (!card) throw new Error('no card');
  return { channel: world.adminChannel, ts: card.ts };
};

describe('a leave against the balance', () => {
  let world: World;
  let hr: ReturnType<typeof office>;
  beforeAll(async () => {
    world = await startWorld();
    hr = office(world);
    await hr.grant(world.people.minji, 1.5);
    await hr.policy({ leave: { smallestUnit: 'hour' } });
  });
  afterAll(() => world.close());

  it('shows what is taken, what is left and from where, as the form is filled', async () => {
    const minji = await filled(world, world.people.minji, [[action.leaveFrom, '2026-12-03']]);
    expect(textsOf(minji.modal())).toContain('*1일* 사용');
    expect(textsOf(minji.modal())).toContain('남은 연차 *1.5일* → 신청 후 *0.5일*');
    expect(textsOf(minji.modal())).toContain(
      '포상휴가(2026년 11월 1일(일))에서 1일 (2027년 10월 31일(일)까지 사용 가능)',
    );
    await minji.fill(action.leaveType, 'hours');
    await world.quiet();
    expect(textsOf(minji.modal())).toMatch(/(^|\n)시작과 종료 시각을 선택해 주세요./);
    await minji.fill(leaveAction.timeFrom, '14:00');
    await world.quiet();
    await minji.fill(leaveAction.timeTo, '15:30');
    await world.quiet();
    expect(textsOf(minji.modal())).toContain('*1시간 30분 = 0.1875일* 사용');
    expect(textsOf(minji.modal())).toContain('신청 후 *1.3125일*');
    await minji.fill(action.leaveType, 'sick');
    await world.quiet();
    expect(textsOf(minji.modal())).toContain('유급 · 연차에서 차감하지 않습니다');
    expect(textsOf(minji.modal())).toContain('동료에게는 ‘부재’로만 보입니다.');
    await minji.dismiss({ all: true });
  });

  it('is refused in numbers, and sent once it fits', async () => {
    const minji = await filled(world, world.people.minji, [
      [action.leaveFrom, '2026-12-03'],
      [action.leaveTo, '2026-12-04'],
    ]);
    expect(textsOf(minji.modal())).toContain('남은 일수가 부족합니다. 2일이 필요한데 1.5일 남았습니다.');
    expect(textsOf(minji.modal())).not.toContain('신청 후');
    await minji.submit();
    const errors = Object.entries(minji.modal()?.errors ?? {});
    expect(errors).toEqual([
      [expect.stringMatching(/^to/), '남은 일수가 부족합니다. 2일이 필요한데 1.5일 남았습니다.'],
    ]);
    await minji.fill(action.leaveTo, '2026-12-03');
    await world.quiet();
    await minji.submit();
    await world.quiet();
    expect(minji.modal()).toBeNull();
  });

  it('leaves people without a ledger alone', async () => {
    const hana = await filled(world, world.people.hana, [
      [action.leaveTo, '2026-12-10'],
      [action.leaveFrom, '2026-12-03'],
    ]);
    expect(textsOf(hana.modal())).toContain('*6일* 사용');
    expect(textsOf(hana.modal())).not.toContain('남은 연차');
    await hana.dismiss({ all: true });
  });

  it('lets days beside each other stand up to a whole day', async () => {
    const day: [string, unknown] = [action.leaveFrom, '2026-12-10'];
    const morning = await filled(world, world.people.hana, [[action.leaveType, 'half'], day]);
    await morning.submit();
    const hours = [[action.leaveType, 'hours'], day, [leaveAction.timeFrom, '12:00'], [leaveAction.timeTo, '17:00']];
    const hana = await filled(world, world.people.hana, hours as [string, unknown][]);
    await hana.submit();
    // Her hours are flexible: a morning off is four hours at no certain time, and five more are over the day.
    expect(hana.modal()?.errors?.from).toContain('오전 반차 12월 10일(목)');
    await hana.fill(leaveAction.timeFrom, '13:00');
    await hana.fill(leaveAction.timeTo, '14:00');
    await hana.submit();
    await world.quiet();
    expect(hana.modal()).toBeNull();
    expect((await hr.requests(world.people.hana)).map(r => r.form)).toMatchObject([
      { type: 'half', part: 'am', as: { unit: 'half', pool: 'annual' } },
      { type: 'hours', time: { from: '13:00', to: '14:00' } },
    ]);
    expect(textsOf(hana.home())).toContain('시간 연차 12월 10일(목) 13:00–14:00 · 0.125일');
  });

  it('takes the document of a leave by law, which may follow, and links it on the card', async () => {
    const lucas = await filled(world, world.people.lucas, [
      [action.leaveType, 'paternity'],
      [action.leaveTo, '2026-12-04'],
      [action.leaveFrom, '2026-12-03'],
      ['due:new', '2026-12-20'],
    ]);
    expect(textsOf(lucas.modal())).toContain('It may follow later');
    const file = await lucas.upload('birth.pdf', 'x');
    await lucas.fill(leaveInput.files, [file]);
    await lucas.submit();
    await world.quiet();
    expect(lucas.modal()).toBeNull();
    expect(textsOf(world.slack.as(world.people.owner).messages(world.adminChannel).at(-1))).toContain('birth.pdf');
  });

  it('gives family events their days by occasion', async () => {
    const emily = await filled(world, world.people.emily, [
      [action.leaveType, 'family-event'],
      [action.leaveTo, '2026-12-04'],
      [action.leaveFrom, '2026-12-03'],
    ]);
    await emily.submit();
    expect(emily.modal()?.errors).toEqual({ [leaveInput.occasion]: 'Please complete this required field.' });
    await emily.fill(leaveAction.occasion, 'child-wedding');
    await world.quiet();
    expect(textsOf(emily.modal())).toContain('At most 1 day a request; this makes 2 days.');
    await emily.fill(leaveAction.occasion, 'own-wedding');
    await world.quiet();
    await emily.submit();
    await world.quiet();
    expect(textsOf(emily.home())).toContain('Family event (Own wedding) Thu 3 – Fri 4 Dec');
  });
});

describe('seven days left', () => {
  it('and many requests of one day at once: seven stand', { timeout: 120_000 }, async () => {
    const world = await startWorld();
    const hr = office(world);
    const user = world.people.woojin;
    await hr.grant(user, 7);
    await world.slack.as(user).openHome();
    await world.quiet();
    const days = workingDays('2026-12-01', '2027-10-30', calendar).slice(0, isLong ? 100 : 30);
    const chosen = (value: string) => ({ type: 'static_select', selected_option: { value } });
    const picked = (date: string) => ({ type: 'datepicker', selected_date: date });
    const values = (day: string) => ({
      [input.type]: { [action.leaveType]: chosen('annual') },
      [input.from]: { [action.leaveFrom]: picked(day) },
      [input.to]: { [action.leaveTo]: picked(day) },
      [input.reason]: { value: { type: 'plain_text_input', value: '' } },
    });
    await Promise.all(
      days.map((day, i) =>
        world.slack.deliver(
          {
            ...{ type: 'view_submission', team: { id: world.slack.team.id }, api_app_id: world.slack.app.id },
            user: { id: user, team_id: world.slack.team.id },
            view: {
              ...{ id: `V${i}`, hash: 'h', type: 'modal', callback_id: callback.leave, private_metadata: '' },
              ...{ blocks: [], state: { values: values(day) } },
            },
          },
          { kind: 'interaction' },
        ),
      ),
    );
    await world.quiet();
    const requests = await hr.requests(user);
    expect(requests.map(r => r.seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const uses = requestUses(requests, calendar);
    expect(uses.reduce((sum, use) => sum + use.amount, 0)).toBe(unitsOf(7));
    await world.close();
  });
});

describe('what stands against an approval', () => {
  let world: World;
  let hr: ReturnType<typeof office>;
  beforeAll(async () => {
    world = await startWorld();
    hr = office(world);
    const { minji, hana, woojin } = world.people;
    await world.slack.as(world.people.owner).openHome();
    for (const user of [minji, hana, woojin]) await world.slack.as(user).openHome();
    await hr.team([minji, hana, woojin], '개발팀');
    await hr.policy({ leave: { awayLimit: 1 } });
  });
  afterAll(() => world.close());

  it('warns of a team’s limit when it is sent, and asks the approver once more', async () => {
    const { minji, hana, owner } = world.people;
    const day: [string, unknown][] = [[action.leaveFrom, '2026-12-03']];
    await (await filled(world, hana, day)).submit();
    await world.quiet();
    const asking = await filled(world, minji, day);
    expect(textsOf(asking.modal())).toContain('같은 팀에서 이미 1명이 부재입니다. 최대 1명입니다.');
    await asking.submit();
    await world.quiet();
    expect(asking.modal()).toBeNull();
    const approver = world.slack.as(owner);
    await approver.press(cardFor(world), action.approve);
    await world.quiet();
    expect((await hr.requests(minji))[0]?.state).toBe('waiting');
    expect(textsOf(approver.modal())).toContain('같은 팀에서 이미 1명이 부재입니다');
    expect(textsOf(approver.modal())).toContain('그래도 승인하시겠어요?');
    await approver.submit();
    await world.quiet();
    expect(approver.modal()).toBeNull();
    expect((await hr.requests(minji))[0]?.state).toBe('approved');
  });

  it('refuses beyond the limit where the policy says so', async () => {
    await hr.policy({ leave: { beyondAwayLimit: 'refuse' } });
    const woojin = await filled(world, world.people.woojin, [[action.leaveFrom, '2026-12-03']]);
    await woojin.submit();
    expect(woojin.modal()?.errors.from).toContain('최대 1명입니다.');
    await woojin.dismiss({ all: true });
  });

  it('tells the approver of work that was recorded meanwhile', async () => {
    const { lucas, owner } = world.people;
    await (await filled(world, lucas, [])).submit();
    await world.quiet();
    const person = world.slack.as(lucas);
    await person.press('home', action.checkIn);
    await world.quiet();
    if (person.modal()) await person.submit();
    await world.quiet();
    await world.jump('2026-11-24T09:30:00+09:00');
    const approver = world.slack.as(owner);
    await approver.press(cardFor(world), action.approve);
    await world.quiet();
    expect(textsOf(approver.modal())).toContain('11월 24일(화)의 그 시간에 근무 기록이 있습니다.');
    await approver.dismiss({ all: true });
    expect((await hr.requests(lucas))[0]?.state).toBe('waiting');
  });

  it('refuses days without leave with their reason, also those set after the request was sent', async () => {
    const { emily, hana, owner } = world.people;
    await (await filled(world, emily, [[action.leaveFrom, '2026-12-31']])).submit();
    await world.quiet();
    const card = cardFor(world);
    const admin = world.slack.as(owner);
    const add = async (): Promise<void> => {
      await manage(world, admin, 'policy.open');
      await world.quiet();
      await admin.press('modal', leaveAction.openBlocked);
      await world.quiet();
      await admin.fill(input.to, '2026-12-31');
      await admin.fill(input.from, '2026-12-28');
      await admin.fill(input.reason, '연말 결산');
      await admin.submit();
      await world.quiet();
    };
    await add();
    expect(textsOf(admin.modal())).toContain('연말 결산');
    await admin.dismiss({ all: true });
    await add();
    expect(admin.modal()?.errors).toEqual({ from: '이미 있는 제한일입니다.' });
    await admin.dismiss({ all: true });
    await admin.press(card, action.approve);
    await world.quiet();
    expect(admin.ephemerals(world.adminChannel).at(-1)?.text).toContain('지금은 승인할 수 없습니다');
    expect((await hr.requests(emily))[0]?.state).toBe('waiting');
    const asking = await filled(world, hana, [[action.leaveFrom, '2026-12-28']]);
    await asking.submit();
    expect(asking.modal()?.errors.from).toContain('휴가를 쓸 수 없습니다: 연말 결산');
    // Who falls ill then may say so; those who decide are told.
    await asking.fill(action.leaveType, 'sick');
    await world.quiet();
    expect(textsOf(asking.modal())).toContain('12월 28일(월)–31일(목)은 휴가 제한일입니다');
    await asking.submit();
    await world.quiet();
    expect(asking.modal()).toBeNull();
  });

  it('lets only administrators set them', async () => {
    const person = world.slack.as(world.people.hana);
    await world.slack.deliver(
      {
        ...{ type: 'view_submission', team: { id: world.slack.team.id }, api_app_id: world.slack.app.id },
        user: { id: world.people.hana, team_id: world.slack.team.id },
        view: {
          ...{ id: 'VX', hash: 'h', type: 'modal', callback_id: 'leave.blocked', private_metadata: '0' },
          blocks: [{ type: 'input', block_id: 'reason' }],
          state: { values: {} },
        },
      },
      { kind: 'interaction' },
    );
    await world.quiet();
    expect(person.modal()).toBeNull();
    const stored = await world.database.db.collection('leaveBlocked').findOne({});
    expect(stored?.periods).toHaveLength(1);
  });
});

describe('an approved leave', () => {
  let world: World;
  let hr: ReturnType<typeof office>;
  const user = () => world.people.minji;
  const left = async () =>
    3 - requestUses(await hr.requests(user()), calendar).reduce((sum, use) => sum + use.amount, 0) / UNITS_PER_DAY;
  beforeAll(async () => {
    world = await startWorld();
    hr = office(world);
    await hr.grant(user(), 3);
    await world.slack.as(world.people.owner).openHome();
    const minji = await filled(world, user(), [
      [action.leaveTo, '2026-12-09'],
      [action.leaveFrom, '2026-12-07'],
    ]);
    await minji.submit();
    await world.quiet();
    await world.slack.as(world.people.owner).press(cardFor(world), action.approve);
    await world.quiet();
  });
  afterAll(() => world.close());

  async function openChange() {
    const [request] = (await hr.requests(user())).filter(r => r.state === 'approved');
    return chooseMine(world, user(), 'change', request?._id ?? '');
  }

  it('is shortened: it stands until the change is approved, then its days are back', async () => {
    expect(await left()).toBe(0);
    const minji = await openChange();
    expect(textsOf(minji.modal())).toContain('승인되면 *연차 12월 7일(월)–9일(수)* 대신 적용됩니다.');
    await minji.submit();
    expect(minji.modal()?.errors).toEqual({ from: '바뀐 내용이 없습니다.' });
    await minji.fill(action.leaveTo, '2026-12-07');
    await world.quiet();
    expect(textsOf(minji.modal())).toContain('남은 연차 *0일* → 신청 후 *2일*');
    await minji.submit();
    await world.quiet();
    expect((await hr.requests(user())).map(r => r.state)).toEqual(['approved', 'waiting']);
    expect(await left()).toBe(0);
    const card = world.slack.as(world.people.owner).messages(world.adminChannel).at(-1);
    expect(textsOf(card)).toContain('Replaces: Annual leave Mon 7 – Wed 9 Dec · 3 days');
    expect(textsOf(card)).toContain('Annual leave (change)');
    expect(textsOf(minji.home())).toContain('연차 변경 12월 7일(월) · 1일 · 승인 대기');
    await world.slack.as(world.people.owner).press(cardFor(world), action.approve);
    await world.quiet();
    expect((await hr.requests(user())).map(r => r.state)).toEqual(['cancelled', 'approved']);
    expect(await left()).toBe(2);
    // She asked for it: nobody is said to have cancelled anything.
    await minji.press('home', action.openList, { buttonValue: 'mine' });
    await world.quiet();
    const list = textsOf(minji.modal());
    await minji.dismiss();
    expect(list).toContain('연차 12월 7일(월)–9일(수) · 3일 · 변경으로 대체됨');
  });

  it('is moved and made longer, validated without itself', async () => {
    const minji = await openChange();
    await minji.fill(action.leaveTo, '2026-12-16');
    await world.quiet();
    await minji.fill(action.leaveFrom, '2026-12-14');
    await world.quiet();
    expect(textsOf(minji.modal())).toContain('신청 후 *0일*');
    await minji.submit();
    await world.quiet();
    // A second change of the same leave waits its turn.
    const again = await openChange();
    await again.submit();
    await world.quiet();
    expect(again.modal()?.errors.from).toContain('이미 변경을 신청했습니다');
    await again.dismiss({ all: true });
    await world.slack.as(world.people.owner).press(cardFor(world), action.approve);
    await world.quiet();
    expect((await hr.requests(user())).map(r => r.state)).toEqual(['cancelled', 'cancelled', 'approved']);
    expect(await left()).toBe(0);
  });

  it('comes back exactly when it is cancelled, and a change of somebody else’s is refused', async () => {
    const requests = await hr.requests(user());
    const id = requests.at(-1)?._id ?? '';
    const hana = world.slack.as(world.people.hana);
    await hana.openHome();
    await world.slack.deliver(
      {
        ...{ type: 'block_actions', team: { id: world.slack.team.id }, api_app_id: world.slack.app.id },
        ...{ user: { id: world.people.hana, team_id: world.slack.team.id }, trigger_id: 'forged.1' },
        actions: [
          {
            ...{ type: 'overflow', action_id: action.mine, block_id: 'b', action_ts: '1.1' },
            selected_option: { value: `change|${id}:1:0` },
          },
        ],
        view: { ...{ id: 'V1', hash: 'h', type: 'home', callback_id: 'home' }, private_metadata: '', blocks: [] },
      },
      { kind: 'interaction' },
    );
    await world.quiet();
    expect(hana.modal()).toBeNull();
    const minji = await chooseMine(world, user(), 'cancel', id);
    await minji.fill(input.reason, '일정 변경');
    await minji.submit();
    await world.quiet();
    await world.slack.as(world.people.owner).press(cardFor(world), action.approve);
    await world.quiet();
    expect(await left()).toBe(3);
  });
});

describe('a private type', () => {
  it('is only “away” for colleagues and in the summary, and told in full to those who decide', async () => {
    const world = await startWorld();
    const { minji, hana, owner } = world.people;
    await world.slack.as(hana).openHome();
    await (await filled(world, minji, [[action.leaveType, 'sick']])).submit();
    await world.quiet();
    const approver = world.slack.as(owner);
    await approver.openHome();
    expect(textsOf(approver.messages(world.adminChannel).at(-1))).toContain('requests Sick leave');
    await approver.press(cardFor(world), action.approve);
    await world.quiet();
    await world.slack.as(hana).openHome();
    await world.quiet();
    expect(textsOf(world.slack.as(hana).home())).toContain('이민지 (부재)');
    expect(textsOf(world.slack.as(hana).home())).not.toContain('병가');
    expect(textsOf(world.slack.as(minji).home())).toContain('병가');
    // HR may know.
    await approver.openHome();
    await world.quiet();
    expect(textsOf(approver.home())).not.toContain('이민지 (부재)');
    expect(textsOf(approver.home())).toContain('이민지 (휴가)');
    await world.jump('2026-11-24T20:00:00+09:00');
    const summary = textsOf(approver.messages(world.adminChannel).at(-1));
    expect(summary).toContain('Away: 이민지');
    expect(summary).not.toContain('Sick');
    await world.close();
  });
});

describe('types of leave', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    await world.slack.as(world.people.owner).openHome();
  });
  afterAll(() => world.close());

  async function openTypes() {
    const admin = world.slack.as(world.people.owner);
    await manage(world, admin, 'policy.open');
    await world.quiet();
    await admin.press('modal', leaveAction.openTypes);
    await world.quiet();
    return admin;
  }

  it('are listed, and one of one’s own is made once and asked for', async () => {
    const admin = await openTypes();
    expect(textsOf(admin.modal())).toContain('*반반차*\n신청 불가');
    await admin.press('modal', leaveAction.addType);
    await world.quiet();
    await admin.fill('name', '연차');
    await admin.fill('occasions', '첫 번째');
    await admin.submit();
    expect(admin.modal()?.errors).toEqual({
      name: '같은 이름의 종류가 있습니다.',
      occasions: '이 줄을 읽지 못했습니다: “첫 번째”. 이름 뒤에 일수를 입력해 주세요.',
    });
    await admin.fill('name', '리프레시 휴가');
    await admin.fill('occasions', '');
    await admin.fill('most', '3');
    await admin.fill('span', 'year');
    await admin.submit({ times: 2 });
    await world.quiet();
    expect(textsOf(admin.modal())).toContain('*리프레시 휴가*\n하루 · 유급 · 차감하지 않음 · 한 해에 최대 3일');
    await admin.dismiss({ all: true });
    const minji = await filled(world, world.people.minji, [[action.leaveType, '리프레시 휴가 · 3일 남음']]);
    await minji.submit();
    await world.quiet();
    expect(textsOf(minji.home())).toContain('리프레시 휴가 11월 24일(화) · 1일');
    expect(await world.database.db.collection('leaveTypes').countDocuments()).toBe(1);
  });

  it('are switched off, and what was asked for stays readable', async () => {
    const admin = await openTypes();
    const [stored] = await world.database.db.collection<{ _id: string; id: string }>('leaveTypes').find().toArray();
    await admin.press('modal', leaveAction.editType, { buttonValue: stored?.id ?? '' });
    await world.quiet();
    await admin.fill('most', '2');
    await admin.submit();
    await world.quiet();
    expect(textsOf(admin.modal())).toMatch(/남은 일수가 달라지는 구성원[\s\S]*이민지: 2일 → 1일/);
    const versions = () => world.database.db.collection('leaveTypes').distinct('version');
    expect(await versions()).toEqual([1]);
    await admin.submit({ times: 2 });
    await world.quiet();
    expect(await versions()).toEqual([2]);
    await admin.press('modal', leaveAction.editType, { buttonValue: stored?.id ?? '' });
    await world.quiet();
    await admin.press('modal', leaveAction.switchOff, { times: 2 });
    await world.quiet();
    expect(textsOf(admin.modal())).toMatch(/더 이상 신청할 수 없습니다[\s\S]*이민지: 1일 → 0일/);
    expect(await versions()).toEqual([2]);
    await admin.submit({ times: 2 });
    await world.quiet();
    await admin.press('modal', leaveAction.editType, { buttonValue: stored?.id ?? '' });
    await world.quiet();
    expect(textsOf(admin.modal())).toContain('다시 사용');
    await admin.fill('name', '재충전 휴가');
    await admin.submit();
    await world.quiet();
    expect(textsOf(admin.modal())).toContain('*재충전 휴가*\n사용 안 함');
    const log = await world.database.db.collection('log').find({ what: 'leave.type' }).sort({ at: 1 }).toArray();
    expect(log.map(l => [l.by, l.now.change])).toEqual(
      ['made', 'changed', 'switched-off', 'changed'].map(change => [world.people.owner, change]),
    );
    await admin.dismiss({ all: true });
    const minji = world.slack.as(world.people.minji);
    await minji.openHome();
    await minji.press('home', action.openLeave);
    await world.quiet();
    await expect(minji.fill(action.leaveType, '재충전 휴가')).rejects.toThrow();
    expect(textsOf(minji.home())).toContain('리프레시 휴가 11월 24일(화) · 1일');
  });

  it('are no business of employees, whatever is forged', async () => {
    const minji = world.slack.as(world.people.minji);
    await minji.dismiss({ all: true });
    await world.slack.deliver(
      {
        ...{ type: 'block_actions', team: { id: world.slack.team.id }, api_app_id: world.slack.app.id },
        ...{ user: { id: world.people.minji, team_id: world.slack.team.id }, trigger_id: 'forged.1' },
        actions: [
          { type: 'button', action_id: leaveAction.switchOff, block_id: 'b', action_ts: '1.1', value: 'annual' },
        ],
        view: { ...{ id: 'V1', hash: 'h', type: 'home', callback_id: 'home' }, private_metadata: '', blocks: [] },
      },
      { kind: 'interaction' },
    );
    await world.quiet();
    expect(await world.database.db.collection('leaveTypes').countDocuments({ id: 'annual' })).toBe(0);
  });
});
