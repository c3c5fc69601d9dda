import pLimit from 'p-limit';
import { otherHolidaysMessage } from '../../blocks/calendar.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import { isOff } from '../calendar/days.ts';
import { type Calendar, datesBetween } from '../calendar/rules.ts';
import { words } from '../i18n/index.ts';
import { type LeaveForm, leaveFormOf, typeCode } from '../leave-record/form.ts';
import { countLeave, shownCount } from '../leave-record/rules.ts';
import { SINCE_EVER } from '../settings/check.ts';
import { placeOf } from '../settings/policy.ts';
import type { HolidaysMoved } from '../settings/policy-in-force.ts';
import { everyLanguage, type Named } from '../shared/languages.ts';
import { opposite, type Shown, sizeOf } from '../shared/shown.ts';
import { handle } from '../workspace/feature.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { holidaysRecount, otherHolidays } from './effects.ts';
import { LEAVE } from './leaves.ts';
import { daysOn } from './recount.ts';
import { type Noted, noteLeave } from './recount-note.ts';

const FOR_EVER = '9999-12-31';
const AT_ONCE = 8;
/** Holidays named in one line of history; more are counted. */
const NAMED = 3;

export interface DaysMoved {
  off: string[];
  worked: string[];
  /** less when negative */
  more: Shown;
}

/** Undefined: no change. The person's own days off are left out. */
export function daysMoved(
  form: LeaveForm,
  moved: Pick<HolidaysMoved, 'from' | 'before' | 'after'>,
): DaysMoved | undefined {
  const taken = datesBetween(form.from, form.to).filter(date => date >= moved.from && sizeOf(daysOn(form, [date])) > 0);
  const off = taken.filter(date => !isOff(moved.before, date) && isOff(moved.after, date));
  const worked = taken.filter(date => isOff(moved.before, date) && !isOff(moved.after, date));
  if (off.length + worked.length === 0) return undefined;
  const [plus, minus] = [daysOn(form, worked), daysOn(form, off)];
  const more = sizeOf(plus) - sizeOf(minus);
  return { off, worked, more: typeof plus === 'number' ? more : { minutes: more } };
}

/** Each once. */
function namesOf(dates: readonly string[], calendar: Calendar): Named {
  const found = dates.map(date => calendar.holiday(date)).filter(name => typeof name === 'object');
  const all = [...new Map(found.map(name => [name.en, name])).values()];
  return everyLanguage(language => {
    const names = all.slice(0, NAMED).map(name => name[language]);
    return [...names, ...(all.length > NAMED ? [`+${all.length - NAMED}`] : [])].join(', ');
  });
}

/** Pending or approved ones whose days change. */
export async function leavesMoved(ws: Workspace, moved: HolidaysMoved): Promise<RequestDoc[]> {
  const found = await requests(ws).occupyingIn(ws.team, LEAVE, moved.from, FOR_EVER);
  return found.filter(r => daysMoved(leaveFormOf(r.form), moved) !== undefined);
}

/** Each affected leave gets lines of history, and its person one message. */
export const recountHolidays = handle(holidaysRecount, async (ws, { data, id }) => {
  const moved = await ws.policy.holidaysMoved(data.version);
  if (!moved) return;
  const touched = await leavesMoved(ws, moved);
  const limit = pLimit(AT_ONCE);
  await Promise.all(touched.map(r => limit(() => noteLeave(ws, r, `holidays:${id}`, latest => noted(latest, moved)))));
});

function noted(request: RequestDoc, moved: HolidaysMoved): Noted | undefined {
  const days = daysMoved(leaveFormOf(request.form), moved);
  if (!days) return undefined;
  const { off, worked } = days;
  const line = (what: 'days-off' | 'days-worked', dates: string[], by: Calendar) =>
    dates.length > 0 ? [{ what, days: { dates, name: namesOf(dates, by) } }] : [];
  const data = { ...days, from: moved.from, was: placeOf(moved.was), is: placeOf(moved.is) };
  return {
    by: moved.by,
    lines: [...line('days-off', off, moved.after), ...line('days-worked', worked, moved.before)],
    message: otherHolidays.owed({ to: request.user, lane: otherHolidays.kind, data }),
    more: sizeOf(days.more) > 0,
  };
}

export const tellOtherHolidays = handle(otherHolidays, async (ws, { doc, to, data }, sender) => {
  const [request, person] = await Promise.all([requests(ws).byId(ws.team, doc._id), ws.people.person(to)]);
  if (!request) return;
  await ws.policy.refreshPolicy();
  const { calendar } = ws.policy;
  const w = words(ws.people.language(person));
  const form = leaveFormOf(request.form);
  const named = (dates: readonly string[]) =>
    dates.map(date => {
      const name = calendar.holiday(date);
      return { date, name: typeof name === 'object' ? w.holiday(name) : '' };
    });
  const { from, was, is, off, worked, more } = data;
  const model = {
    leave: `${w.leaveType(typeCode(form))} ${w.range(form.from, form.to)}`,
    ...(from === SINCE_EVER ? {} : { from }),
    was,
    is,
    off: named(off),
    worked,
    more: sizeOf(more),
    by: w.leave.days(sizeOf(more) < 0 ? opposite(more) : more),
    now: w.leave.days(shownCount(countLeave(form, calendar))),
  };
  await sender.post({ channel: to }, otherHolidaysMessage(model, w));
});
