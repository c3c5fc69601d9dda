import pLimit from 'p-limit';
import { recountedMessage, unknownYearMessage } from '../../blocks/calendar.ts';
import type { RequestDoc, RequestStore } from '../approvals/store.ts';
import { RECOUNT, type Recount, recountSchema, UNKNOWN_YEAR } from '../calendar/days.ts';
import type { Calendar } from '../calendar/rules.ts';
import { type Words, words } from '../i18n/index.ts';
import { usesOf } from '../leave-record/days.ts';
import { type LeaveForm, leaveFormOf, typeCode } from '../leave-record/form.ts';
import { countLeave } from '../leave-record/rules.ts';
import { shownDays } from '../leave-record/units.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { People } from '../people/actions.ts';
import type { Clock } from '../shared/clock.ts';
import { LEAVE } from './leaves.ts';
import { type Noted, noteLeave } from './recount-note.ts';

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
const AT_ONCE = 8;

interface Parts {
  requests: RequestStore;
  people: People;
  calendar: Calendar;
  clock: Clock;
  team: () => string;
}

/** After a change of the calendar: each leave that it touches gets a line in its history, and its person hears of it, once. */
export function recountDelivery(outbox: Outbox, o: Parts): void {
  outbox.register(RECOUNT, async (_doc, effect) => {
    const recount = recountSchema.parse(effect.data);
    const [from = '', to = from] = [recount.dates[0], recount.dates.at(-1)];
    const touched = await o.requests.occupyingIn(o.team(), LEAVE, from, to);
    const limit = pLimit(AT_ONCE);
    const noting = { requests: o.requests, outbox, clock: o.clock, team: o.team };
    await Promise.all(
      touched.map(r => limit(() => noteLeave(noting, r, `calendar:${effect.id}`, latest => noted(latest, recount)))),
    );
    return undefined;
  });

  function noted(request: RequestDoc, recount: Recount): Noted | undefined {
    const form = leaveFormOf(request.form);
    const days = daysOn(form, recount.dates);
    if (days === 0) return undefined;
    const dates = recount.dates.filter(date => form.from <= date && date <= form.to);
    const what = recount.off ? ('days-off' as const) : ('days-worked' as const);
    return {
      by: recount.by,
      lines: [{ what, days: { dates, name: recount.name } }],
      told: { kind: RECOUNTED, data: { ...recount, days } },
    };
  }

  outbox.register(RECOUNTED, async (doc, effect, sender) => {
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

  outbox.register(UNKNOWN_YEAR, async (_doc, effect, sender) => {
    const person = await o.people.person(effect.to);
    const w = words(o.people.language(person));
    await sender.post({ channel: effect.to }, unknownYearMessage(String(effect.data?.year), w));
    return undefined;
  });
}
