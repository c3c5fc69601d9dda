import type { Db } from 'mongodb';
import { LEAVE } from '../../src/absence/leaves.ts';
import { drawCard } from '../../src/approvals/effects.ts';
import { DEFAULT_STEPS } from '../../src/approvals/route/choose.ts';
import { owedAsk } from '../../src/approvals/route/effects.ts';
import { begin, decide } from '../../src/approvals/route/machine.ts';
import type { RouteContext, RouteDecision } from '../../src/approvals/route/types.ts';
import { REQUESTS, type RequestDoc, requestStore, routeFactsOf } from '../../src/approvals/store.ts';
import { yearsAfter } from '../../src/calendar/civil.ts';
import { addDays, atLocal, type Calendar, isWorkingDay } from '../../src/calendar/rules.ts';
import type { Hours } from '../../src/leave-record/days.ts';
import type { LeaveEvent } from '../../src/leave-record/events.ts';
import { builtinType } from '../../src/leave-record/types/builtin.ts';
import { type Snapshot, snapshotOf } from '../../src/leave-record/types/definition.ts';
import { defined } from '../../src/shared/defined.ts';
import { type Effect, type Owed, owe } from '../../src/shared/effects.ts';
import { portions } from '../../src/shared/portions.ts';
import { drawHome } from '../../src/workspace/home.ts';
import type { Seeded } from '../simulator/seed.ts';
import { eitherOff, type Places } from './organisation.ts';
import { type Colleague, hoursOf, MINUTE, numbers, planOf } from './plan.ts';

/** Documents in one command. */
export const WRITTEN = 500;

/** A leave as it was asked for before types were data: that is read as what it meant. */
interface LeaveForm {
  type: 'annual' | 'half-am' | 'half-pm' | 'parental';
  from: string;
  to: string;
  reason: string;
  as?: Snapshot;
  hours?: Hours;
}

interface PastLeave {
  user: string;
  form: LeaveForm;
  sentAt: number;
  /** told, not decided */
  stands?: true;
  /** without either the request still waits */
  decided?: { by: string; at: number; reason?: string };
}

/** The n-th working day: 0 is the first one from `from` on, −1 the last one before it. */
export function workingDay(from: string, n: number, calendar: Calendar): string {
  const step = n < 0 ? -1 : 1;
  let left = n < 0 ? -n - 1 : n;
  for (let date = n < 0 ? addDays(from, -1) : from; ; date = addDays(date, step))
    if (isWorkingDay(date, calendar) && left-- === 0) return date;
}

/** What was asked for around `today`: decided leaves, two people away today, one request that waits. */
export function leavesAround(o: {
  now: number;
  today: string;
  zone: string;
  seeded: Pick<Seeded, 'people' | 'owner' | 'admin' | 'colleagues'>;
  calendar: Calendar;
  placeOf?: Places;
}): PastLeave[] {
  const { people, owner, admin } = o.seeded;
  // Who works elsewhere takes days that both have.
  const calendar = eitherOff(o.calendar, o.placeOf?.(people.lucas).calendar ?? o.calendar);
  const day = (n: number): string => workingDay(o.today, n, calendar);
  /** sent some working days before the leave (and before today), decided the same day */
  const past = (user: string, form: LeaveForm, ahead: number, by: string, reason?: string): PastLeave => {
    const [first = o.today] = [form.from, o.today].sort();
    const sentAt = atLocal(workingDay(first, -ahead, o.calendar), '10:12', o.zone);
    return { user, form, sentAt, decided: { by, at: sentAt + 95 * MINUTE, ...(reason ? { reason } : {}) } };
  };
  const leave = (type: LeaveForm['type'], first: number, last: number, reason: string): LeaveForm => ({
    type,
    from: day(first),
    to: day(last),
    reason,
  });
  const partTimers = o.seeded.colleagues.flatMap(c => {
    // Of two working days in a row one is theirs.
    const [n] = [-6, -7].filter(back => planOf(c, day(back), o.zone, []));
    const hours = hoursOf(c);
    if (!hours || n === undefined) return [];
    return [past(c.user, { ...leave('annual', n, n, 'Moving house'), hours }, 3, admin)];
  });
  return [
    ...partTimers,
    past(people.minji, leave('annual', -8, -8, '이사'), 5, owner),
    past(people.minji, leave('half-pm', -3, -3, '병원 진료'), 2, admin),
    past(people.woojin, leave('annual', 0, 1, '개인 사정'), 4, owner),
    past(people.lucas, leave('half-am', 0, 0, 'Immigration office'), 2, admin),
    past(people.lucas, leave('annual', -8, -8, 'Visiting my parents'), 6, owner, '출시 주간이라 어렵습니다'),
    past(people.lucas, leave('annual', 4, 4, 'Visa appointment'), 3, admin),
    { user: people.hana, form: leave('annual', 4, 5, '가족 여행'), sentAt: o.now - 25 * MINUTE },
  ];
}

/** Of a larger company: some leaves in the last ten weeks and ahead, about one in twenty today, a few that still wait. */
export function leavesOfStaff(o: {
  now: number;
  today: string;
  zone: string;
  seeded: Pick<Seeded, 'admin'>;
  staff: readonly Colleague[];
  calendar: Calendar;
}): PastLeave[] {
  // Each day once for all of them.
  const days = new Map<number, string>();
  const day = (n: number): string => {
    const found = days.get(n) ?? workingDay(o.today, n, o.calendar);
    days.set(n, found);
    return found;
  };
  const sent = (date: string): number => atLocal(date, '10:12', o.zone);
  return o.staff.flatMap(c => {
    const random = numbers(`leaves ${c.user}`);
    const hours = hoursOf(c);
    const form = (n: number, length: number): LeaveForm => ({
      type: !hours && random() < 0.3 ? 'half-pm' : 'annual',
      ...{ from: day(n), to: day(n + length), reason: '' },
      ...defined({ hours }),
    });
    const whole = ({ type, ...f }: LeaveForm): LeaveForm => ({ ...f, type: f.from === f.to ? type : 'annual' });
    const isHired = (l: PastLeave): boolean => c.hiredOn === undefined || l.form.from > c.hiredOn;
    const decided = (f: LeaveForm, sentAt: number): PastLeave => ({
      ...{ user: c.user, form: whole(f), sentAt },
      decided: { by: o.seeded.admin, at: sentAt + 95 * MINUTE },
    });
    const leaves: PastLeave[] = [];
    for (let n = -45 + Math.floor(random() * 12); n < -2; n += 12 + Math.floor(random() * 30))
      leaves.push(decided(form(n, random() < 0.3 ? 1 : 0), sent(day(n - 4))));
    if (random() < 0.05) leaves.push(decided(form(0, random() < 0.5 ? 1 : 0), sent(day(-5))));
    if (random() < 0.15) leaves.push(decided(form(5 + Math.floor(random() * 20), 1), sent(day(-3))));
    if (random() < 0.02)
      leaves.push({
        user: c.user,
        form: whole(form(24 + Math.floor(random() * 30), 1)),
        sentAt: o.now - Math.floor(random() * 3_000) * MINUTE,
      });
    return leaves.filter(isHired);
  });
}

/** A year of parental leave that began ten weeks ago, after the maternity leave, told 35 days ahead. */
export function parentalLeave(o: { today: string; zone: string; seeded: Pick<Seeded, 'people'> }): PastLeave {
  const from = addDays(o.today, -70);
  const to = addDays(yearsAfter(from, 1), -1);
  const sentAt = atLocal(addDays(from, -35), '11:20', o.zone);
  const event: LeaveEvent = { id: 'seed-child', kind: 'birth', on: addDays(from, -60), at: sentAt };
  const type = builtinType('parental');
  if (!type) throw new Error('there is no parental leave');
  const form: LeaveForm & { event: LeaveEvent } = {
    type: 'parental',
    from,
    to,
    reason: '',
    as: snapshotOf(type),
    event,
  };
  return { user: o.seeded.people.seoyeon, form, sentAt, stands: true };
}

/** Writes them as the approvals' own rules make them. What past decisions owed was delivered then; a waiting one owes its card. */
export async function seedLeaves(
  db: Db,
  leaves: readonly PastLeave[],
  o: { team: string; seeded: Pick<Seeded, 'owner' | 'admin'> },
): Promise<void> {
  const context = (actor: string, now: number, key: string): RouteContext => ({
    actor,
    now,
    key,
    today: '',
    delegations: [],
    onLeave: () => false,
    hasHome: () => false,
    staff: {
      active: () => true,
      managerOf: () => undefined,
      headOf: () => undefined,
      leadOf: () => undefined,
      isPassedOver: () => false,
      hr: [],
      administrators: [o.seeded.owner, o.seeded.admin],
    },
  });
  const numbers = new Map<string, number>();
  const docs = leaves.map(({ user, form, sentAt, stands, decided }, i): RequestDoc => {
    const seq = (numbers.get(user) ?? 0) + 1;
    numbers.set(user, seq);
    const { _id, key } = { _id: `seed-${i}`, key: `seed:${i}` };
    const sent = granted(begin(DEFAULT_STEPS, context(user, sentAt, key), defined({ stands })));
    const request = { _id, team: o.team, user, seq, submission: key, kind: LEAVE, form: { ...form }, sentAt };
    const period = { from: form.from, to: form.to };
    const effects = decided || stands ? [] : dueNow(sent.effects);
    const { set, history } = sent.change;
    const stored: RequestDoc = { ...request, period, ...set, cards: {}, history, effects, version: 1 };
    if (!decided) return stored;
    const seen = { round: stored.round, step: stored.at };
    const { by, at, reason } = decided;
    const command = reason ? { do: 'reject' as const, seen, reason } : { do: 'approve' as const, seen };
    const { change } = granted(decide(routeFactsOf(stored), command, context(by, at, `${key}:decided`)));
    return { ...stored, ...change.set, history: [...history, ...change.history], version: 2 };
  });
  const requests = db.collection<RequestDoc>(REQUESTS);
  for (const some of portions(docs, WRITTEN)) await requests.insertMany(some);
}

function granted(decision: RouteDecision): Extract<RouteDecision, { ok: true }> {
  if (!decision.ok) throw new Error(`the demo's history was refused: ${decision.refusal.code}`);
  return decision;
}

const dueNow = (owed: readonly Owed[]): Effect[] =>
  owe(
    owed.filter(e => e.kind !== drawHome.kind),
    0,
  ).map(e => ({ ...e, due: 1 }));

/** Where the stand-in's file of messages is missing, requests that wait get their cards again. */
export async function owedCardsAgain(db: Db, team: string): Promise<void> {
  const requests = db.collection<{ _id: string; effects: Effect[] }>(REQUESTS);
  for (const r of await requestStore(db).waiting(team)) {
    const owed = [drawCard.owed({ lane: 'card', to: 'administrators' }), ...r.asked.map(user => owedAsk(r, { user }))];
    await requests.updateOne({ _id: r._id }, { $set: { cards: {} }, $push: { effects: { $each: dueNow(owed) } } });
  }
}
