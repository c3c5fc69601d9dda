import pLimit from 'p-limit';
import { otherHolidaysMessage } from '../../blocks/calendar.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import { isOff } from '../calendar/days.ts';
import { type Calendar, datesBetween } from '../calendar/rules.ts';
import { words } from '../i18n/index.ts';
import { type LeaveForm, leaveFormOf, typeCode } from '../leave-record/form.ts';
import { countLeave, shownCount } from '../leave-record/rules.ts';
import { type HasOffice, officeOn } from '../people/terms.ts';
import { SINCE_EVER } from '../settings/check.ts';
import type { Moved } from '../settings/moved.ts';
import { placeOf } from '../settings/policy.ts';
import { everyLanguage, type Named } from '../shared/languages.ts';
import { opposite, type Shown, sizeOf } from '../shared/shown.ts';
import { handle } from '../workspace/feature.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { holidaysRecount, otherHolidays } from './effects.ts';
import { LEAVE } from './leaves.ts';
import { daysOn } from './recount.ts';
import { type Noted, noteLeave } from './recount-note.ts';
import { peopleOf } from './recount-schedule.ts';

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

/** Undefined: no change. The person's own days off are left out, and days on which they are in another office. */
export function daysMoved(
  form: LeaveForm,
  moved: Pick<Moved, 'from' | 'office' | 'before' | 'after'>,
  person: HasOffice = {},
): DaysMoved | undefined {
  const taken = datesBetween(form.from, form.to).filter(
    date => date >= moved.from && officeOn(person, date) === moved.office && sizeOf(daysOn(form, [date])) > 0,
  );
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

/** Pending or approved ones whose days change, with their people. */
export async function leavesMoved(ws: Workspace, moved: Moved): Promise<{ request: RequestDoc; person: HasOffice }[]> {
  const found = await requests(ws).occupyingIn(ws.team, LEAVE, moved.from, FOR_EVER);
  const people = await peopleOf(ws, found);
  const all = found.map(request => ({ request, person: people.get(request.user) ?? {} }));
  return all.filter(({ request, person }) => daysMoved(leaveFormOf(request.form), moved, person) !== undefined);
}

/** Each affected leave gets lines of history, and its person one message. */
export const recountHolidays = handle(holidaysRecount, async (ws, { data, id }) => {
  const moved = await ws.policy.holidaysMoved(data);
  if (!moved) return;
  const touched = await leavesMoved(ws, moved);
  const limit = pLimit(AT_ONCE);
  await Promise.all(
    touched.map(({ request, person }) =>
      limit(() => noteLeave(ws, request, `holidays:${id}`, latest => noted(latest, moved, person))),
    ),
  );
});

function noted(request: RequestDoc, moved: Moved, person: HasOffice): Noted | undefined {
  const days = daysMoved(leaveFormOf(request.form), moved, person);
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
  const { calendar } = ws.policy.of(person);
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
