import type { Db } from 'mongodb';
import { REQUESTS } from '../../src/approvals/store.ts';
import { WORKDAYS } from '../../src/attendance/store.ts';
import { addDays, atLocal, datesBetween, isWorkingDay, koreanCalendar } from '../../src/calendar/rules.ts';

const MINUTE = 60_000;

/** Repeatable, so that the demo looks the same each time: a small generator of numbers in 0…1 (mulberry32). */
function numbers(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Colleague {
  user: string;
  /** usual arrival, minutes after 08:00 */
  arrives: number;
  place: 'office' | 'home';
}

/**
 * A month of a small company before `today`: workdays of everybody, decided leaves, one waiting request, somebody
 * away today, and those who came in this morning. Written once; a database that has people's days is left alone.
 */
export async function seedHistory(
  db: Db,
  o: { team: string; zone: string; now: number; today: string; colleagues: Colleague[]; administrator: string },
): Promise<boolean> {
  const workdays = db.collection<{ _id: string }>(WORKDAYS);
  if (await workdays.findOne({ team: o.team } as never)) return false;
  const calendar = koreanCalendar();
  const random = numbers(20_261_124);
  const leaves = seedLeaves(o, calendar);
  const isAway = (user: string, date: string): boolean =>
    leaves.some(l => l.user === user && l.state === 'approved' && l.period.from <= date && date <= l.period.to);
  const past = datesBetween(addDays(o.today, -31), addDays(o.today, -1)).filter(d => isWorkingDay(d, calendar));
  const days = past.flatMap(date =>
    o.colleagues.filter(c => !isAway(c.user, date)).map(c => pastDay(o, c, date, random)),
  );
  const running = isWorkingDay(o.today, calendar) ? seedToday(o, c => isAway(c.user, o.today), random) : [];
  await workdays.insertMany([...days, ...running] as never[]);
  await db.collection(REQUESTS).insertMany(leaves as never[]);
  return true;
}

type Seed = Parameters<typeof seedHistory>[1];

function pastDay(o: Seed, c: Colleague, date: string, random: () => number) {
  const start = atLocal(date, '08:00', o.zone) + (c.arrives + Math.round(random() * 24 - 12)) * MINUTE;
  const end = start + (530 + Math.round(random() * 40)) * MINUTE;
  const place = random() < 0.15 ? 'home' : c.place;
  return {
    _id: `${o.team}:${c.user}:${date}`,
    team: o.team,
    user: c.user,
    date,
    zone: o.zone,
    open: false,
    spans: [{ in: start, out: end, place, breaks: [] }],
    history: [
      { at: start, by: c.user, what: 'check-in', key: `seed:${date}:in`, place },
      { at: end, by: c.user, what: 'check-out', key: `seed:${date}:out` },
    ],
    effects: [],
    version: 2,
  };
}

/** This morning: those who have arrived by now are in; the person acting first has not, so that there is a button to press. */
function seedToday(o: Seed, away: (c: Colleague) => boolean, random: () => number) {
  return o.colleagues.slice(1).flatMap(c => {
    const start = atLocal(o.today, '08:00', o.zone) + (c.arrives + Math.round(random() * 10)) * MINUTE;
    if (away(c) || start > o.now || o.now - start > 11 * 60 * MINUTE) return [];
    return [
      {
        _id: `${o.team}:${c.user}:${o.today}`,
        team: o.team,
        user: c.user,
        date: o.today,
        zone: o.zone,
        open: true,
        spans: [{ in: start, place: c.place, breaks: [] }],
        history: [{ at: start, by: c.user, what: 'check-in', key: 'seed:today:in', place: c.place }],
        effects: [],
        version: 1,
      },
    ];
  });
}

function seedLeaves(o: Seed, calendar: ReturnType<typeof koreanCalendar>) {
  const working = (from: string, step: number, count: number): string => {
    let date = from;
    for (let found = isWorkingDay(date, calendar) ? 0 : -1; found < count; ) {
      date = addDays(date, step);
      if (isWorkingDay(date, calendar)) found++;
    }
    return date;
  };
  const sequence = new Map<string, number>();
  const leave = (
    user: string,
    form: { type: string; from: string; to: string; reason: string },
    state: 'approved' | 'rejected' | 'waiting',
    sentDaysAgo: number,
    comment?: string,
  ) => {
    const seq = (sequence.get(user) ?? 0) + 1;
    sequence.set(user, seq);
    const sentAt = o.now - sentDaysAgo * 24 * 60 * MINUTE;
    const decided = { at: sentAt + 90 * MINUTE, by: o.administrator, what: state, key: `seed:${user}:${seq}:decided` };
    return {
      _id: `seed-${user.toLowerCase()}-${seq}`,
      team: o.team,
      user,
      seq,
      submission: `seed:${user}:${seq}`,
      kind: 'leave',
      form,
      period: { from: form.from, to: form.to },
      state,
      sentAt,
      cards: {},
      history: [
        { at: sentAt, by: user, what: 'sent', key: `seed:${user}:${seq}` },
        ...(state === 'waiting' ? [] : [{ ...decided, ...(comment ? { comment } : {}) }]),
      ],
      // A waiting request owes its card: the courier posts it as soon as the app runs.
      effects:
        state === 'waiting'
          ? [{ id: `seed-card-${user}-${seq}`, kind: 'card', lane: 'card', to: 'administrators', due: 0, tries: 0 }]
          : [],
      version: 1,
    };
  };
  const [first, second, third, fourth, fifth] = o.colleagues.map(c => c.user);
  const today = working(o.today, 1, 0);
  const soon = working(o.today, 1, 4);
  const before = working(o.today, -1, 8);
  const halfDay = working(o.today, -1, 3);
  return [
    leave(first ?? '', { type: 'annual', from: before, to: before, reason: '이사' }, 'approved', 20),
    leave(first ?? '', { type: 'half-pm', from: halfDay, to: halfDay, reason: '병원 진료' }, 'approved', 8),
    leave(second ?? '', { type: 'annual', from: soon, to: working(soon, 1, 1), reason: '가족 여행' }, 'waiting', 0.1),
    leave(third ?? '', { type: 'annual', from: today, to: working(today, 1, 1), reason: '개인 사정' }, 'approved', 6),
    leave(fourth ?? '', { type: 'half-am', from: today, to: today, reason: '은행 업무' }, 'approved', 3),
    leave(
      fifth ?? '',
      { type: 'annual', from: before, to: before, reason: '여행' },
      'rejected',
      15,
      '출시 주간이라 어렵습니다',
    ),
  ];
}
