import pLimit from 'p-limit';
import { otherHolidaysMessage } from '../../blocks/calendar.ts';
import type { RequestDoc, RequestStore } from '../approvals/store.ts';
import { HOLIDAYS_RECOUNT, isOff } from '../calendar/days.ts';
import { type Calendar, datesBetween, type HolidayName } from '../calendar/rules.ts';
import { words } from '../i18n/index.ts';
import { type LeaveForm, leaveFormOf, typeCode } from '../leave-record/form.ts';
import { countLeave } from '../leave-record/rules.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { People } from '../people/actions.ts';
import { SINCE_EVER } from '../settings/check.ts';
import { placeOf } from '../settings/policy.ts';
import type { HolidaysMoved, Workplace } from '../settings/workplace.ts';
import type { Clock } from '../shared/clock.ts';
import { LEAVE } from './leaves.ts';
import { daysOn } from './recount.ts';
import { noteLeave } from './recount-note.ts';

/** Tells somebody that their leave takes other days by other holidays; data: `OtherHolidays`. */
const RECOUNTED = 'leave-other-holidays';
const FOR_EVER = '9999-12-31';
const AT_ONCE = 8;
/** Holidays that are named in one line of history; of more, how many there are. */
const NAMED = 3;

/** What other holidays do to one leave. */
export interface DaysMoved {
  /** days off now, and days that are worked again */
  off: string[];
  worked: string[];
  /** days that the leave takes more by it; less when negative */
  more: number;
}

/** Undefined: nothing. Days that the person does not work anyway are in neither list. */
export function daysMoved(
  form: LeaveForm,
  moved: Pick<HolidaysMoved, 'from' | 'before' | 'after'>,
): DaysMoved | undefined {
  const taken = datesBetween(form.from, form.to).filter(date => date >= moved.from && daysOn(form, [date]) > 0);
  const off = taken.filter(date => !isOff(moved.before, date) && isOff(moved.after, date));
  const worked = taken.filter(date => isOff(moved.before, date) && !isOff(moved.after, date));
  if (off.length + worked.length === 0) return undefined;
  return { off, worked, more: daysOn(form, worked) - daysOn(form, off) };
}

/** The names of these days in a calendar, each once. */
function namesOf(dates: readonly string[], calendar: Calendar): HolidayName {
  const found = dates.map(date => calendar.holiday(date)).filter(name => typeof name === 'object');
  const all = [...new Map(found.map(name => [name.en, name])).values()];
  const text = (language: keyof HolidayName): string => {
    const names = all.slice(0, NAMED).map(name => name[language]);
    return [...names, ...(all.length > NAMED ? [`+${all.length - NAMED}`] : [])].join(', ');
  };
  return { ko: text('ko'), en: text('en') };
}

interface OtherHolidays extends DaysMoved {
  from: string;
  was: string;
  is: string;
}

interface Parts {
  requests: RequestStore;
  people: People;
  workplace: Workplace;
  clock: Clock;
  team: () => string;
}

/** The leaves, asked for or in force, that take other days once the holidays are others. */
export async function leavesMoved(o: Pick<Parts, 'requests' | 'team'>, moved: HolidaysMoved): Promise<RequestDoc[]> {
  const found = await o.requests.occupyingIn(o.team(), LEAVE, moved.from, FOR_EVER);
  return found.filter(r => daysMoved(leaveFormOf(r.form), moved) !== undefined);
}

/** After the policy has named other holidays: each leave that they touch gets its lines of history, and its person hears of it, once. */
export function holidaysDelivery(outbox: Outbox, o: Parts): void {
  outbox.register(HOLIDAYS_RECOUNT, async (_doc, effect) => {
    const moved = await o.workplace.holidaysMoved(Number(effect.data?.version));
    if (!moved) return undefined;
    const touched = await leavesMoved(o, moved);
    const limit = pLimit(AT_ONCE);
    const noting = { requests: o.requests, outbox, clock: o.clock, team: o.team };
    await Promise.all(
      touched.map(r => limit(() => noteLeave(noting, r, `holidays:${effect.id}`, latest => noted(latest, moved)))),
    );
    return undefined;
  });

  function noted(request: RequestDoc, moved: HolidaysMoved) {
    const days = daysMoved(leaveFormOf(request.form), moved);
    if (!days) return undefined;
    const { off, worked } = days;
    const data = { ...days, from: moved.from, was: placeOf(moved.was), is: placeOf(moved.is) } satisfies OtherHolidays;
    return {
      by: moved.by,
      lines: [
        ...(off.length > 0
          ? [{ what: 'days-off' as const, days: { dates: off, name: namesOf(off, moved.after) } }]
          : []),
        ...(worked.length > 0
          ? [{ what: 'days-worked' as const, days: { dates: worked, name: namesOf(worked, moved.before) } }]
          : []),
      ],
      told: { kind: RECOUNTED, data },
    };
  }

  outbox.register(RECOUNTED, async (doc, effect, sender) => {
    const [request, person] = await Promise.all([o.requests.byId(o.team(), doc._id), o.people.person(effect.to)]);
    if (!request) return undefined;
    await o.workplace.refreshPolicy();
    const w = words(o.people.language(person));
    const { more, ...told } = effect.data as unknown as OtherHolidays;
    const form = leaveFormOf(request.form);
    const named = (dates: readonly string[]) =>
      dates.map(date => {
        const name = o.workplace.calendar.holiday(date);
        return { date, name: typeof name === 'object' ? w.holiday(name) : '' };
      });
    await sender.post(
      { channel: effect.to },
      otherHolidaysMessage(
        {
          leave: `${w.leaveType(typeCode(form))} ${w.range(form.from, form.to)}`,
          ...(told.from === SINCE_EVER ? {} : { from: told.from }),
          ...{ was: told.was, is: told.is, off: named(told.off), worked: told.worked },
          ...{ more, by: w.leave.days(Math.abs(more)), now: w.leave.days(countLeave(form, o.workplace.calendar).days) },
        },
        w,
      ),
    );
    return undefined;
  });
}
