import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { action } from '../../blocks/ids.ts';
import { seedLeaves } from '../../scripts/demo/leaves.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { addDays, atLocal, datesBetween } from '../../src/calendar/rules.ts';
import type { PolicyChange } from '../../src/settings/policy.ts';
import { defined } from '../../src/shared/defined.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { isLong } from '../support/runs.ts';

const SEOUL = 'Asia/Seoul';
type Stored = { _id: string };

/** A world whose people are given days, terms and leaves as the database keeps them. */
async function office(at: string, o: { language?: 'ko' | 'en'; policy?: PolicyChange } = {}) {
  const world = await startWorld({ at, ...defined({ language: o.language }) });
  const team = world.slack.team.id;
  const { db } = world.database;
  const id = (who: keyof World['people']): string => world.people[who];
  if (o.policy) {
    const version = { version: 1, from: '', change: o.policy, by: id('owner'), at: 0, key: 'test' };
    await db.collection<Stored>('settings').updateOne({ _id: team }, { $set: { version: 1, policy: [version] } });
    // Long enough for the policy to be read again.
    await world.slack.clock.jump(world.slack.clock.now() + 2_000);
  }
  const as = (who: keyof World['people']) => world.slack.as(id(who));
  return {
    world,
    as,
    /** what Home says to somebody */
    home: async (who: keyof World['people']): Promise<string> => {
      await as(who).openHome();
      await world.quiet();
      const view = as(who).home();
      expect(breaches('home', { type: 'home', blocks: view?.blocks })).toEqual([]);
      expect(primaries(view?.blocks)).toBeLessThanOrEqual(1);
      return textsOf(view);
    },
    primaries: (who: keyof World['people']): number => primaries(as(who).home()?.blocks),
    set: (who: keyof World['people'], facts: Record<string, unknown>) =>
      db.collection<Stored>('people').updateOne({ _id: `${team}:${id(who)}` }, { $set: facts }),
    /** a day from one time to another; past midnight the next morning's. Without an end it goes on. */
    day: async (who: keyof World['people'], date: string, from: string, to?: string): Promise<void> => {
      const begins = atLocal(date, from, SEOUL);
      const ends = to === undefined ? undefined : atLocal(to < from ? addDays(date, 1) : date, to, SEOUL);
      const step = (when: number, what: string) => ({ at: when, by: id(who), what, key: `test:${when}` });
      await db.collection<Stored>('workdays').insertOne({
        ...{ _id: `${team}:${id(who)}:${date}`, team, user: id(who), date, zone: SEOUL, open: ends === undefined },
        spans: [{ in: begins, place: 'office', breaks: [], ...defined({ out: ends }) }],
        history: [step(begins, 'check-in'), ...(ends === undefined ? [] : [step(ends, 'check-out')])],
        ...{ effects: [], version: 1 },
      } as Stored);
    },
    /** approved ones, all at once */
    leaves: (
      ...list: [who: keyof World['people'], type: 'annual' | 'half-am' | 'half-pm', from: string, to?: string][]
    ) =>
      seedLeaves(
        db,
        list.map(([who, type, from, to = from]) => ({
          ...{ user: id(who), form: { type, from, to, reason: '' }, sentAt: 1 },
          decided: { by: id('owner'), at: 2 },
        })),
        { team, seeded: { owner: id('owner'), admin: id('manager') } },
      ),
  };
}

const primaries = (blocks: unknown): number => JSON.stringify(blocks ?? []).split('"style":"primary"').length - 1;

type Office = Awaited<ReturnType<typeof office>>;
let open: Office | undefined;
afterEach(async () => {
  await open?.world.close();
  open = undefined;
});
const start = async (...args: Parameters<typeof office>): Promise<Office> => {
  open = await office(...args);
  return open;
};

describe('a day on Home', () => {
  let o: Office;
  beforeAll(async () => {
    o = await office('2026-11-24T07:30:00+09:00');
    await o.set('minji', { quickIn: true });
  });
  afterAll(() => o.world.close());
  const at = (time: string) => o.world.jump(`2026-11-24T${time}:00+09:00`);

  it('before the window: when one comes, what the day asks for, nothing else', async () => {
    const text = await o.home('minji');
    expect(text).toContain('*아직 출근 전* · 출근 시간대 08:00–11:00');
    expect(text).toContain('오늘 근무 8시간');
    expect(text).not.toMatch(/지금 출근하면|내 신청|오늘 부재|연차\n/);
    expect(text).toContain('*이번 주*\n░░░░░░░░░░\n0분 / 40시간');
    expect(text).toContain('*이번 달 남은 근무*\n░░░░░░░░░░\n168시간 · 5일 남음');
    expect(text).toContain('*주 52시간까지*\n52시간 남음');
    expect(o.primaries('minji')).toBe(1);
  });

  it('within it: when who comes now may leave', async () => {
    await at('09:30');
    expect(await o.home('minji')).toContain('지금 출근하면 18:30 이후 퇴근 가능');
  });

  it('after it: says so, and no more', async () => {
    await at('11:10');
    expect(await o.home('minji')).toContain('*아직 출근 전* · 출근 시간대 08:00–11:00 지남');
  });

  it('in: how long, and when one may leave, the break counted in', async () => {
    await o.as('minji').press('home', action.checkIn);
    await at('15:40');
    expect(await o.home('minji')).toContain(
      '*근무 중* · 11:10부터 · 사무실\n퇴근\n오늘 4시간 · 20:10 이후 퇴근 가능 (휴게 1시간 포함)',
    );
    expect(o.primaries('minji')).toBe(1);
  });

  it('on a break that grows longer, one leaves later', async () => {
    await o.as('minji').press('home', action.startBreak);
    await at('17:10');
    const text = await o.home('minji');
    expect(text).toContain('*휴게 중* · 15:40부터');
    expect(text).toContain('20:40 이후 퇴근 가능 (휴게 1시간 30분 포함)');
    await o.as('minji').press('home', action.endBreak);
  });

  it('done too early: from when to when, and what is missing', async () => {
    await at('19:40');
    await o.home('minji');
    await o.as('minji').press('home', action.checkOut);
    await o.world.quiet();
    expect(await o.home('minji')).toContain('*퇴근 완료* · 7시간\n다시 출근');
    expect(await o.home('minji')).toContain('11:10–19:40 · 1시간 부족 · 20:40까지 근무 필요 · 휴게 1시간 30분');
    expect(o.primaries('minji')).toBe(0);
  });

  it('past the time of leaving: one may go', async () => {
    await o.day('hana', '2026-11-24', '08:00');
    expect(await o.home('hana')).toContain('지금 퇴근 가능 (17:00부터)');
  });

  it('opens help', async () => {
    await o.as('minji').press('home', action.openHelp);
    await o.world.quiet();
    expect(textsOf(o.as('minji').modal())).toContain('`출근 09:10`');
    const shown = o.world.slack.calls.findLast(c => c.method === 'views.open')?.args.view;
    expect(breaches('modal', shown)).toEqual([]);
  });
});

describe('days that are not like others', () => {
  it('leave: until when, and no nagging', async () => {
    const o = await start('2026-11-24T11:30:00+09:00');
    await o.leaves(['minji', 'annual', '2026-11-23', '2026-11-25']);
    const text = await o.home('minji');
    expect(text).toContain('*휴가 중* · 연차 · 11월 25일(수)까지');
    expect(text).not.toMatch(/출근 시간대|오늘 근무/);
    expect(text).toContain('0분 / 16시간');
    expect(o.primaries('minji')).toBe(0);
  });

  it('half days move the arrival and are taken off what is owed', async () => {
    const o = await start('2026-11-24T10:00:00+09:00');
    await o.leaves(['minji', 'half-am', '2026-11-24'], ['hana', 'half-pm', '2026-11-24']);
    await o.day('hana', '2026-11-24', '09:00');
    expect(await o.home('minji')).toContain('출근 시간대 12:30–15:30\n출근\n오늘 오전 반차 · 오늘 근무 4시간');
    expect(await o.home('hana')).toContain('오늘 오후 반차 · 오늘 1시간 · 13:30 이후 퇴근 가능 (휴게 30분 포함)');
    expect(await o.home('hana')).toContain('1시간 / 36시간');
  });

  it('a day off and a holiday have their names, and may be worked on', async () => {
    const o = await start('2026-11-28T10:00:00+09:00');
    expect(await o.home('minji')).toContain('*휴무일*');
    expect(o.primaries('minji')).toBe(0);
    await o.world.jump('2026-12-25T10:00:00+09:00');
    expect(await o.home('minji')).toContain('· 공휴일');
    expect(await o.home('minji')).not.toContain('출근 시간대');
    await o.day('hana', '2026-12-25', '09:00');
    expect(await o.home('hana')).toContain('*근무 중* · 09:00부터');
  });

  it('before the first day of the employment there is nothing to press', async () => {
    const o = await start('2026-11-24T10:00:00+09:00');
    await o.set('minji', { hiredOn: '2026-12-01' });
    const text = await o.home('minji');
    expect(text).toContain('*재직 기간이 아닙니다*');
    expect(text).not.toContain('이번 주*');
    expect(o.primaries('minji')).toBe(0);
  });

  it('a shift past midnight stays the day on which it began', async () => {
    const o = await start('2026-11-25T02:00:00+09:00');
    await o.day('minji', '2026-11-24', '22:00');
    const text = await o.home('minji');
    expect(text).toContain('11월 25일 수요일');
    expect(text).toContain('*근무 중* · 22:00부터');
    expect(text).toContain('11월 24일(화) 근무 · 4시간 · 07:00 이후 퇴근 가능');
    expect(await o.home('manager')).toContain('*현황* 근무 1 · 미출근 7');
  });

  it('a missing check-out is the first line, with its question', async () => {
    const o = await start('2026-11-25T09:00:00+09:00');
    await o.day('minji', '2026-11-24', '09:00');
    await o.world.jump('2026-11-25T09:05:00+09:00');
    const text = await o.home('minji');
    expect(text.indexOf('퇴근 기록이 없습니다')).toBeLessThan(text.indexOf('아직 출근 전'));
    expect(text).toContain('다른 시각');
  });
});

describe('other arrangements', () => {
  it('fixed: the set start and end', async () => {
    const o = await start('2026-11-24T08:30:00+09:00');
    await o.set('minji', { terms: [{ from: '2000-01-01', arrangement: 'fixed', hours: '09:00' }] });
    expect(await o.home('minji')).toContain('*아직 출근 전* · 출근 시각 09:00');
    await o.world.jump('2026-11-24T09:20:00+09:00');
    expect(await o.home('minji')).toContain('출근 시각 09:00 지남');
    await o.day('minji', '2026-11-24', '09:20');
    expect(await o.home('minji')).toContain('18:00 이후 퇴근 가능');
  });

  it('part-time: their own day and week', async () => {
    const o = await start('2026-11-25T09:00:00+09:00', { language: 'en' });
    await o.set('lucas', { terms: [{ from: '2000-01-01', schedule: 'mon 5:00, wed 5:00, fri 5:00' }] });
    expect(await o.home('lucas')).toContain('Today 5 h · check in now to be done at 14:30');
    expect(await o.home('lucas')).toContain('0 min of 15 h');
    await o.world.jump('2026-11-26T09:00:00+09:00');
    expect(await o.home('lucas')).toContain('*Day off*');
  });

  it('selective: core time, the total of the period and the most of it; no week counts by itself', async () => {
    const policy = { workingTime: { arrangement: 'selective' as const, coreFrom: '10:00', coreTo: '16:00' } };
    const o = await start('2026-11-24T09:00:00+09:00', { policy });
    for (const date of datesBetween('2026-11-02', '2026-11-06')) await o.day('minji', date, '09:00', '19:00');
    const text = await o.home('minji');
    expect(text).toContain('*아직 출근 전* · 코어타임 10:00–16:00');
    // 21 working days of 8 hours, of which 45 are worked; the others are 40 and 52 × 30 / 7.
    expect(text).toContain(
      '*이번 달 남은 근무*\n▓▓░░░░░░░░\n123시간 · 5일 남음\n45시간 / 168시간\n연장 171시간 25분 초과부터 · 최대 222시간 51분',
    );
    expect(text).not.toContain('52시간까지');
    await o.day('minji', '2026-11-24', '09:00');
    await o.world.jump('2026-11-24T13:00:00+09:00');
    expect(await o.home('minji')).toContain('16:00 이후 퇴근 가능 · 18:00에 근무 시간 충족');
  });

  it('a settlement period of three months has its dates', async () => {
    const policy = { workingTime: { arrangement: 'selective' as const, settlementMonths: 3 } };
    const o = await start('2026-11-24T09:00:00+09:00', { policy });
    await o.day('minji', '2026-10-01', '09:00', '18:00');
    const text = await o.home('minji');
    expect(text).toContain('*남은 근무 (10월 1일(목)–12월 31일(목))*');
    // 63 working days without 5 and 9 October and Christmas.
    expect(text).toContain('8시간 / 504시간');
  });
});

describe('where only recorded breaks count', () => {
  it('the check-out says the same hours as Home', async () => {
    const o = await start('2026-11-24T18:00:00+09:00', { policy: { workingTime: { breaks: 'recorded' } } });
    await o.day('minji', '2026-11-24', '09:00');
    await o.set('minji', { askOut: true });
    await o.home('minji');
    await o.as('minji').press('home', action.checkOut);
    expect(textsOf(o.as('minji').modal())).toContain('*9시간*');
    await o.as('minji').submit();
    await o.world.quiet();
    expect(textsOf(o.as('minji').modal())).toContain('오늘 *9시간* 근무했습니다');
    expect(await o.home('minji')).toContain('*퇴근 완료* · 9시간');
  });
});

describe('near 52 hours', () => {
  it('warns from 48 h on, and past them says by how much; overtime that needs approval is kept apart', async () => {
    const policy = { workingTime: { overtimeNeedsApproval: true } };
    const o = await start('2026-11-27T18:30:00+09:00', { policy });
    for (const date of datesBetween('2026-11-23', '2026-11-26')) {
      await o.day('minji', date, '08:00', '21:30');
      await o.day('hana', date, '08:00', '20:00');
    }
    await o.day('hana', '2026-11-27', '13:30');
    const over = await o.home('minji');
    expect(over).toContain('50시간 / 40시간\n연장 18시간 · 미승인 18시간');
    expect(over).toContain('*주 52시간까지*\n:warning: 2시간 남음');
    expect(await o.home('hana')).toContain('*주 52시간까지*\n:warning: 3시간 30분 남음');
    await o.day('minji', '2026-11-27', '09:00', '13:00');
    expect(await o.home('minji')).toContain('*주 52시간까지*\n:rotating_light: 2시간 초과');
  });
});

describe('annual leave', () => {
  it('what is left, and what lapses first', async () => {
    const o = await start('2026-11-24T09:00:00+09:00', { language: 'en' });
    await o.set('lucas', { hiredOn: '2023-01-02' });
    expect(await o.home('lucas')).toContain('*Annual leave*\n16 days\nuse by Fri 1 Jan 2027');
    await o.leaves(['lucas', 'annual', '2026-12-03', '2026-12-04']);
    expect(await o.home('lucas')).toContain('*Annual leave*\n14 days');
  });
});

describe('names of 500 characters and a long list of requests', () => {
  it('stay within Slack’s limits for an administrator and for whoever asked', async () => {
    const o = await start('2026-11-24T09:00:00+09:00');
    const { people, database, slack } = o.world;
    await database.db.collection('people').updateMany({}, { $set: { name: '<!channel> *김😀* & '.repeat(30) } });
    const requests = datesBetween('2026-12-01', isLong ? '2027-06-18' : '2027-01-29').map((date, i) => ({
      user: people.minji,
      form: { type: 'annual' as const, from: date, to: date, reason: '사유 '.repeat(200) },
      sentAt: i + 1,
    }));
    expect(requests).toHaveLength(isLong ? 200 : 60);
    await seedLeaves(database.db, requests, {
      team: slack.team.id,
      seeded: { owner: people.owner, admin: people.manager },
    });
    expect(await o.home('manager')).toContain(`*승인 대기 ${requests.length}건*`);
    expect(await o.home('minji')).toContain('*내 신청*\n모두 보기');
  });
});
