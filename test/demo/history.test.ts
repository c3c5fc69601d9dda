import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seedHistory } from '../../scripts/demo/history.ts';
import { leavesAround, workingDay } from '../../scripts/demo/leaves.ts';
import { keepMoment, lastMoment, livelyMoment } from '../../scripts/demo/moment.ts';
import { placesOf } from '../../scripts/demo/organisation.ts';
import { planOf } from '../../scripts/demo/plan.ts';
import { recallTalk } from '../../scripts/demo/talk.ts';
import { type Seeded, seedWorkspace } from '../../scripts/simulator/seed.ts';
import { type Simulator, startSimulator } from '../../scripts/simulator/server.ts';
import { REQUESTS, requestStore } from '../../src/approvals/store.ts';
import { statusOf } from '../../src/attendance/rules.ts';
import { WORKDAYS, workdayStore } from '../../src/attendance/store.ts';
import {
  addDays,
  atLocal,
  isWorkingDay,
  koreanCalendar,
  localDate,
  localMinutes,
  weekday,
} from '../../src/calendar/rules.ts';
import type { ActiveLeave } from '../../src/leave-record/rules.ts';
import { problemsIn } from '../leave/problems-in.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { runs } from '../support/runs.ts';

const zone = 'Asia/Seoul';
const calendar = koreanCalendar();
const SECONDS = { min: Date.parse('2026-01-01T00:00:00Z') / 1000, max: Date.parse('2029-12-31T00:00:00Z') / 1000 };
const anyMoment = fc.integer(SECONDS).map(s => s * 1000);

let slack: Simulator;
let seeded: Seeded;
let database: TestDatabase;

beforeAll(async () => {
  [slack, database] = await Promise.all([startSimulator({ zone }), testDatabase()]);
  seeded = seedWorkspace(slack);
});

afterAll(async () => {
  await slack?.close();
  await database?.drop();
});

describe('when a demo begins', () => {
  it('is within working hours of a working day, whatever the real time, also where no holidays are known', () => {
    fc.assert(
      fc.property(anyMoment, real => {
        const at = livelyMoment(real, zone, calendar);
        const minutes = localMinutes(at, zone);
        expect(isWorkingDay(localDate(at, zone), calendar)).toBe(true);
        expect(minutes).toBeGreaterThanOrEqual(9 * 60 + 30);
        expect(minutes).toBeLessThan(17 * 60);
        expect(localDate(at, zone) >= localDate(real, zone)).toBe(true);
      }),
    );
  });

  it.each([
    ['the middle of the day', '2026-11-24T14:07:00+09:00', '2026-11-24T14:07:00+09:00'],
    ['the night before a working day', '2026-11-25T04:38:00+09:00', '2026-11-25T10:20:00+09:00'],
    ['the evening', '2026-11-24T21:00:00+09:00', '2026-11-24T10:20:00+09:00'],
    ['a Saturday', '2026-11-28T12:00:00+09:00', '2026-11-30T10:20:00+09:00'],
    ['new year', '2027-01-01T12:00:00+09:00', '2027-01-04T10:20:00+09:00'],
  ])('%s', (_, real, begins) => {
    expect(livelyMoment(Date.parse(real), zone, calendar)).toBe(Date.parse(begins));
  });
});

describe('the history of a demo', () => {
  beforeEach(async () => {
    for (const name of [WORKDAYS, REQUESTS, 'demo']) await database.db.collection(name).deleteMany({});
  });

  it('requests nothing that the leave form would refuse, whatever the day', () => {
    fc.assert(
      fc.property(anyMoment, now => {
        const today = localDate(now, zone);
        const leaves = leavesAround({ now, today, zone, seeded, calendar });
        for (const user of new Set(leaves.map(l => l.user))) {
          const active: ActiveLeave[] = [];
          for (const { form, decided } of leaves.filter(l => l.user === user)) {
            expect(problemsIn(form, { active }, [form.from, today].sort()[0] ?? today)).toEqual([]);
            if (!decided?.reason) active.push({ id: 'x', ...form });
          }
        }
      }),
      { numRuns: runs(60) },
    );
  });

  it('plans days that end on the day they began, with lunch inside', () => {
    fc.assert(
      fc.property(anyMoment, fc.constantFrom(...seeded.colleagues), (now, c) => {
        const date = localDate(now, zone);
        for (const type of ['half-am', 'half-pm', undefined] as const) {
          const plan = planOf(c, date, zone, type ? [{ type, from: date, to: date }] : []);
          expect(plan === undefined).toBe(c.user === seeded.people.emily && [5, 6, 7].includes(weekday(date)));
          if (!plan) continue;
          expect(plan.in).toBeGreaterThan(atLocal(date, '07:30', zone));
          expect(plan.out).toBeLessThan(atLocal(date, '22:00', zone));
          const { from, to } = plan.lunch ?? { from: plan.in + 1, to: plan.in + 2 };
          expect([plan.in, from, to, plan.out].every((at, i, all) => i === 0 || at > (all[i - 1] ?? 0))).toBe(true);
        }
        expect(planOf(c, date, zone, [{ type: 'annual', from: date, to: date }])).toBeUndefined();
      }),
    );
  });

  it.each(['2026-11-24T10:20:00+09:00', '2027-01-04T16:10:00+09:00', '2028-03-02T09:30:00+09:00'])(
    'is alive on %s: people in, one resting, one at home, some away, one request waiting',
    async at => {
      const now = Date.parse(at);
      const { id: team } = slack.team;
      await seedHistory(database.db, { team, zone, now, seeded, calendar });
      const today = localDate(now, zone);
      const days = await workdayStore(database.db).ofDay(team, today);
      const statuses = days.map(d => statusOf(d, now));
      const places = days.map(d => d.spans.at(-1)?.place);
      expect(statuses.filter(s => s.is === 'in').length).toBeGreaterThanOrEqual(3);
      expect(statuses.filter(s => s.is === 'break')).toHaveLength(1);
      expect(new Set(places).size).toBeGreaterThan(1);
      expect(days.find(d => d.user === seeded.people.minji)).toBeUndefined();
      const requests = requestStore(database.db);
      expect((await requests.inForceIn(team, 'leave', today, today)).map(r => r.form.type).sort()).toEqual([
        'annual',
        'half-am',
        'parental',
      ]);
      const waiting = await requests.waiting(team);
      expect(waiting.map(r => [r.user, r.effects.map(e => e.kind)])).toEqual([[seeded.people.hana, ['card']]]);
      const month = await workdayStore(database.db).between(
        team,
        seeded.people.minji,
        addDays(today, -31),
        addDays(today, -1),
      );
      expect(month.length).toBeGreaterThanOrEqual(12);
      expect(month.every(d => !d.open && d.spans.every(s => (s.out ?? 0) > s.in))).toBe(true);
    },
  );

  it('has the days of who works abroad in their zone, by their holidays, and a whole month to close', async () => {
    const now = Date.parse('2027-04-05T14:20:00+09:00');
    const { id: team } = slack.team;
    const placeOf = await placesOf(seeded, { zone, calendar });
    await seedHistory(database.db, { team, zone, now, seeded, calendar, placeOf });
    const of = async (user: string) => workdayStore(database.db).between(team, user, '2027-03-01', '2027-03-31');
    const [berlin, seoul] = [await of(seeded.people.lucas), await of(seeded.people.manager)];
    expect(new Set(berlin.map(d => d.zone))).toEqual(new Set(['Europe/Berlin']));
    expect(new Set(seoul.map(d => d.zone))).toEqual(new Set([zone]));
    // Good Friday and Easter Monday are Berlin's, the 1st is Korea's.
    const easter = ['2027-03-26', '2027-03-29'];
    expect(berlin.filter(d => easter.includes(d.date))).toEqual([]);
    expect(seoul.filter(d => easter.includes(d.date))).toHaveLength(2);
    expect([berlin[0]?.date, seoul[0]?.date]).toEqual(['2027-03-01', '2027-03-02']);
  });

  it('is written once; of a kept one only the waiting requests are posted anew', async () => {
    const o = { team: slack.team.id, zone, seeded, calendar };
    await seedHistory(database.db, { ...o, now: Date.parse('2026-11-24T10:20:00+09:00') });
    const before = await database.db.collection(WORKDAYS).find().toArray();
    const [waiting] = await requestStore(database.db).waiting(o.team);
    const cards = { administrators: { channel: 'C0', ts: '1.0' } };
    await database.db
      .collection<{ _id: string }>(REQUESTS)
      .updateOne({ _id: waiting?._id ?? '' }, { $set: { cards, effects: [] } });
    await seedHistory(database.db, { ...o, now: Date.parse('2026-11-26T10:20:00+09:00') });
    expect(await database.db.collection(WORKDAYS).find().toArray()).toEqual(before);
    const [again] = await requestStore(database.db).waiting(o.team);
    expect(again?.cards).toEqual({});
    expect(again?.effects.map(e => [e.kind, e.to])).toEqual([['card', 'administrators']]);
  });

  it('goes on from its last moment: the clock that was written down, or what people did last', async () => {
    expect(await lastMoment(database.db)).toBeUndefined();
    const now = Date.parse('2026-11-24T10:20:00+09:00');
    await seedHistory(database.db, { team: slack.team.id, zone, now, seeded, calendar });
    const stored = await lastMoment(database.db);
    expect(stored).toBeLessThanOrEqual(now);
    expect(stored).toBeGreaterThan(now - 3_600_000);
    const keep = await keepMoment(database.db, { now: () => now + 5 });
    await keep();
    expect(await lastMoment(database.db)).toBe(now + 5);
  });
});

describe('what was said before', () => {
  it('is past, in working hours, and in every channel', () => {
    fc.assert(
      fc.property(anyMoment, real => {
        const now = livelyMoment(real, zone, calendar);
        const said: { channel: string; at: number }[] = [];
        recallTalk({ recall: m => void said.push(m) as never }, { now, zone, calendar, seeded });
        expect(new Set(said.map(m => m.channel))).toEqual(new Set(Object.values(seeded.channels)));
        for (const { at } of said) {
          expect(at).toBeLessThan(now);
          expect(isWorkingDay(localDate(at, zone), calendar)).toBe(true);
        }
      }),
      { numRuns: runs(40) },
    );
  });
});

it('counts working days from a day on, and back', () => {
  expect(workingDay('2026-11-27', 0, calendar)).toBe('2026-11-27');
  expect(workingDay('2026-11-27', 1, calendar)).toBe('2026-11-30');
  expect(workingDay('2026-11-28', 0, calendar)).toBe('2026-11-30');
  expect(workingDay('2026-11-30', -1, calendar)).toBe('2026-11-27');
  expect(workingDay('2026-09-28', -1, calendar)).toBe('2026-09-23');
});
