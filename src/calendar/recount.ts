import pLimit from 'p-limit';
import { recountedMessage, unknownYearMessage } from '../../blocks/calendar.ts';
import { cardLane, routeEffect } from '../approvals/route/effects.ts';
import { occupies } from '../approvals/route/view.ts';
import { REQUESTS, type RequestDoc, type RequestStore } from '../approvals/store.ts';
import type { Courier } from '../delivery/courier.ts';
import { type Words, words } from '../i18n/index.ts';
import { usesOf } from '../leave/days.ts';
import { type LeaveForm, leaveFormOf, typeCode } from '../leave/form.ts';
import { shownDays } from '../leave/ledger/units.ts';
import { countLeave } from '../leave/rules.ts';
import { LEAVE } from '../leave/uses.ts';
import type { People } from '../people/actions.ts';
import type { Clock } from '../shared/clock.ts';
import { type Owed, owe } from '../shared/effects.ts';
import { RECOUNT, type Recount, recountSchema, UNKNOWN_YEAR } from './days.ts';
import type { Calendar } from './rules.ts';

const WORKED: Calendar = { holiday: () => undefined };

/** What a leave takes of these dates where none of them is a holiday, in days: what a new holiday gives back, and an old one no longer does. */
export function daysOn(form: LeaveForm, dates: readonly string[]): number {
  // Such a leave takes every day of the calendar, holidays too.
  if (form.as.calendarDays) return 0;
  const inside = dates.filter(date => form.from <= date && date <= form.to);
  const uses = inside.flatMap(date => usesOf({ ...form, from: date, to: date }, WORKED));
  return shownDays(uses.reduce((sum, use) => sum + use.amount, 0));
}

/** Tells somebody that their leave takes a different number of days; data: the recount, and `days` that it is about. */
const RECOUNTED = 'leave-recounted';
const ROUNDS = 5;
const AT_ONCE = 8;

interface Parts {
  requests: RequestStore;
  people: People;
  calendar: Calendar;
  clock: Clock;
  team: () => string;
}

/** After a change of the calendar: each leave that it touches gets a line in its history, and its person hears of it, once. */
export function recountDelivery(courier: Courier, o: Parts): void {
  courier.register(RECOUNT, async (_doc, effect) => {
    const recount = recountSchema.parse(effect.data);
    const [from = '', to = from] = [recount.dates[0], recount.dates.at(-1)];
    const touched = await o.requests.occupyingIn(o.team(), LEAVE, from, to);
    const limit = pLimit(AT_ONCE);
    await Promise.all(touched.map(r => limit(() => note(r, recount, `calendar:${effect.id}`))));
    return undefined;
  });

  /** `key` recognises the change when its effect is delivered again. */
  async function note(found: RequestDoc, recount: Recount, key: string): Promise<void> {
    let request: RequestDoc | undefined = found;
    for (let round = 0; request && round < ROUNDS; round++) {
      const form = leaveFormOf(request.form);
      const days = daysOn(form, recount.dates);
      if (days === 0 || !occupies(request) || request.history.some(h => h.key === key)) return;
      const now = o.clock.now();
      const effects = owe(owedBy(request, { ...recount, days }), now);
      const dates = recount.dates.filter(date => form.from <= date && date <= form.to);
      const what = recount.off ? ('days-off' as const) : ('days-worked' as const);
      const entry = { at: now, by: recount.by, what, key, round: request.round, days: { dates, name: recount.name } };
      if (await o.requests.note(request, entry, effects)) return courier.wake(REQUESTS, request._id, effects);
      request = await o.requests.byId(o.team(), request._id);
    }
    if (request) throw new Error(`a leave changed too often to be counted anew: ${request._id}`);
  }

  courier.register(RECOUNTED, async (doc, effect, sender) => {
    const request = await o.requests.byId(o.team(), doc._id);
    if (!request) return undefined;
    const { days, ...recount } = effect.data as unknown as Recount & { days: number };
    const person = await o.people.person(effect.to);
    const w = words(o.people.language(person));
    await sender.post(
      { channel: effect.to },
      recountedMessage(modelOf(leaveFormOf(request.form), recount, days, w), w),
    );
    return undefined;
  });

  function modelOf(form: LeaveForm, recount: Recount, days: number, w: Words) {
    const now = countLeave(form, o.calendar).days;
    return {
      leave: `${w.leaveType(typeCode(form))} ${w.range(form.from, form.to)}`,
      dates: recount.dates.filter(date => form.from <= date && date <= form.to),
      name: w.holiday(recount.name),
      off: recount.off,
      by: w.leave.days(days),
      now: w.leave.days(now),
      none: now === 0,
    };
  }

  courier.register(UNKNOWN_YEAR, async (_doc, effect, sender) => {
    const person = await o.people.person(effect.to);
    const w = words(o.people.language(person));
    await sender.post({ channel: effect.to }, unknownYearMessage(String(effect.data?.year), w));
    return undefined;
  });
}

/** A card that still waits for a decision shows the days as they are now; what was decided stands as it was decided. */
function owedBy(request: RequestDoc, data: Recount & { days: number }): Owed[] {
  const { user, asked, state } = request;
  const copies = asked.map(to => ({ kind: routeEffect.card, lane: cardLane(request, to), to }));
  const cards = [{ kind: routeEffect.card, lane: 'card', to: 'administrators' }, ...copies];
  return [
    { kind: RECOUNTED, lane: RECOUNTED, to: user, data: { ...data } },
    { kind: routeEffect.home, lane: `home:${user}`, to: user },
    ...(state === 'waiting' ? cards : []),
  ];
}
