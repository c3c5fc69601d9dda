import type { Db } from 'mongodb';
import type { WorkdayDoc } from '../../src/attendance/schema.ts';
import { WORKDAYS } from '../../src/attendance/store.ts';
import {
  addDays,
  atLocal,
  type Calendar,
  datesBetween,
  isWorkingDay,
  localDate,
  monthBounds,
} from '../../src/calendar/rules.ts';
import { portions } from '../../src/shared/portions.ts';
import type { Seeded } from '../simulator/seed.ts';
import { leavesAround, leavesOfStaff, owedCardsAgain, parentalLeave, seedLeaves, WRITTEN } from './leaves.ts';
import type { Places } from './organisation.ts';
import { type Colleague, type DayPlan, MINUTE, planOf } from './plan.ts';
import { mishap } from './staff.ts';

interface Seed {
  team: string;
  zone: string;
  now: number;
  seeded: Seeded;
  calendar: Calendar;
  /** where somebody works; everybody in `zone` unless told */
  placeOf?: Places;
  /** of a larger company, beside those who are seeded */
  staff?: readonly Colleague[];
  /** calendar days of history; unless told 31, of a small company since the month before began, so that it can be closed */
  days?: number;
  /** the stand-in knows its messages of an earlier run */
  kept?: boolean;
}

/** Beside the eight. */
const SMALL = 100;

/** On a break when the demo begins, for so long, ms. */
const BREAK_BEFORE = 8 * MINUTE;

/**
 * A month of a small company before today: everybody's workdays, decided leaves, one waiting request, and those who came in this
 * morning. Written once; a database that has people's days keeps them, and where the messages are lost its waiting requests are posted again.
 */
export async function seedHistory(db: Db, o: Seed): Promise<void> {
  const workdays = db.collection<WorkdayDoc>(WORKDAYS);
  if (await workdays.findOne({ team: o.team })) return o.kept ? undefined : owedCardsAgain(db, o.team);
  const { staff = [] } = o;
  const placeOf = o.placeOf ?? (() => o);
  const today = localDate(o.now, o.zone);
  const leaves = [
    ...leavesAround({ ...o, placeOf, today }),
    parentalLeave({ ...o, today }),
    ...leavesOfStaff({ ...o, staff, today }),
  ];
  const inForce = new Map<string, (typeof leaves)[number]['form'][]>();
  for (const { user, form, stands, decided } of leaves)
    if (stands || (decided && !decided.reason)) inForce.set(user, [...(inForce.get(user) ?? []), form]);
  const plan = (c: Colleague, date: string): DayPlan | undefined => {
    const { zone, calendar } = placeOf(c.user);
    return isWorkingDay(date, calendar) ? planOf(c, date, zone, inForce.get(c.user) ?? []) : undefined;
  };
  const days =
    o.days ??
    (staff.length > SMALL ? 31 : Number(today.slice(8)) - 1 + monthBounds(addDays(monthBounds(today).first, -1)).days);
  const past = datesBetween(addDays(today, -days), addDays(today, -1));
  const mishaps = new Set(staff.map(c => c.user));
  const everybody = [...o.seeded.colleagues, ...staff];
  for (const date of past) {
    const days = everybody.flatMap(c => {
      const planned = plan(c, date);
      const wrong = mishaps.has(c.user) ? mishap(c.user, date) : undefined;
      if (!planned || wrong === 'no-check-in') return [];
      const { zone } = placeOf(c.user);
      return [(wrong ? unfinishedDay : pastDay)({ ...o, zone }, c, date, planned)];
    });
    for (const some of portions(days, WRITTEN)) await workdays.insertMany(some);
  }
  // The one who acts first has not come in yet, so that there is a button to press.
  const running = everybody.slice(1).flatMap(c => {
    const planned = plan(c, today);
    return planned && planned.in <= o.now && !(mishaps.has(c.user) && mishap(c.user, today))
      ? [runningDay({ ...o, zone: placeOf(c.user).zone }, c, today, planned)]
      : [];
  });
  for (const some of portions(running, WRITTEN)) await workdays.insertMany(some);
  await seedLeaves(db, leaves, o);
}

const step = (c: Colleague, at: number, what: WorkdayDoc['history'][number]['what']) => ({
  at,
  by: c.user,
  what,
  key: `seed:${at}:${what}`,
});

function workday(o: Seed, c: Colleague, date: string): Omit<WorkdayDoc, 'spans' | 'history' | 'open' | 'version'> {
  return { _id: `${o.team}:${c.user}:${date}`, team: o.team, user: c.user, date, zone: o.zone, effects: [] };
}

function pastDay(o: Seed, c: Colleague, date: string, plan: DayPlan): WorkdayDoc {
  const { lunch, place } = plan;
  const history = [
    { ...step(c, plan.in, 'check-in'), place },
    ...(lunch ? [step(c, lunch.from, 'start-break'), step(c, lunch.to, 'end-break')] : []),
    step(c, plan.out, 'check-out'),
  ];
  const spans = [{ in: plan.in, out: plan.out, place, breaks: lunch ? [lunch] : [] }];
  return { ...workday(o, c, date), open: false, spans, history, version: history.length };
}

/** Nobody checked out, and the day was given up. */
function unfinishedDay(o: Seed, c: Colleague, date: string, plan: DayPlan): WorkdayDoc {
  const history = [
    { ...step(c, plan.in, 'check-in'), place: plan.place },
    step(c, atLocal(addDays(date, 1), '09:00', o.zone), 'unfinished'),
  ];
  const spans = [{ in: plan.in, place: plan.place, breaks: [] }];
  return { ...workday(o, c, date), open: false, unfinished: true, spans, history, version: history.length };
}

/** This morning: at the latest check-in somebody is on a break. */
function runningDay(o: Seed, c: Colleague, date: string, plan: DayPlan): WorkdayDoc {
  const { place, lunch } = plan;
  const pauses = [];
  if (lunch && lunch.to < o.now) pauses.push(lunch);
  const begun = o.now - BREAK_BEFORE;
  const rests =
    c.user === o.seeded.people.hana && begun > Math.max(plan.in, lunch && lunch.from < o.now ? lunch.to : 0);
  const breaks = [...pauses, ...(rests ? [{ from: begun }] : [])];
  const history = [
    { ...step(c, plan.in, 'check-in'), place },
    ...pauses.flatMap(p => [step(c, p.from, 'start-break'), step(c, p.to, 'end-break')]),
    ...(rests ? [step(c, begun, 'start-break')] : []),
  ];
  return {
    ...workday(o, c, date),
    open: true,
    spans: [{ in: plan.in, place, breaks }],
    history,
    version: history.length,
  };
}
