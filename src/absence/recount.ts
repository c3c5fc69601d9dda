import pLimit from 'p-limit';
import { recountedMessage, unknownYearMessage } from '../../blocks/calendar.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import type { Recount } from '../calendar/days.ts';
import type { Calendar } from '../calendar/rules.ts';
import { words } from '../i18n/index.ts';
import { hoursAt, takesOf } from '../leave-record/days.ts';
import { type LeaveForm, leaveFormOf, typeCode } from '../leave-record/form.ts';
import { countLeave, shownCount } from '../leave-record/rules.ts';
import { shown } from '../leave-record/units.ts';
import { officeOn } from '../people/terms.ts';
import { type Shown, sizeOf } from '../shared/shown.ts';
import { handle } from '../workspace/feature.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { leaveRecounted, recount, unknownYear } from './effects.ts';
import { calendarOf, LEAVE } from './leaves.ts';
import { type Noted, noteLeave } from './recount-note.ts';

const WORKED: Calendar = { holiday: () => undefined };

/** What new holidays give back, and removed ones take. */
export function daysOn(form: LeaveForm, dates: readonly string[]): Shown {
  // Such leave takes holidays, too.
  if (form.as.calendarDays) return 0;
  const inside = dates.filter(date => form.from <= date && date <= form.to);
  const uses = inside.flatMap(date => takesOf({ ...form, from: date, to: date }, WORKED));
  const { fullDay } = hoursAt(form, form.from);
  return shown(
    uses.reduce((sum, use) => sum + use.amount, 0),
    fullDay,
  );
}

const AT_ONCE = 8;

/** Each affected leave gets a line of history, and its person one message. */
export const recountOnce = handle(recount, async (ws, { doc, data, id }) => {
  const touched = await touchedBy(ws, doc.office, data.dates);
  const limit = pLimit(AT_ONCE);
  const note = (r: RequestDoc, dates: string[]) =>
    noteLeave(ws, r, `calendar:${id}`, latest => noted(latest, { ...data, dates }));
  await Promise.all(touched.map(({ request, dates }) => limit(() => note(request, dates))));
});

/** Pending or approved leaves of people in that office on one of these dates; absent: the first office. */
export async function touchedBy(
  ws: Workspace,
  office: string | undefined,
  all: readonly string[],
): Promise<{ request: RequestDoc; dates: string[] }[]> {
  const [from = '', to = from] = [all[0], all.at(-1)];
  const found = await requests(ws).occupyingIn(ws.team, LEAVE, from, to);
  const people = new Map((await ws.people.some([...new Set(found.map(r => r.user))])).map(p => [p.user, p]));
  return found.flatMap(request => {
    const person = people.get(request.user) ?? {};
    const dates = all.filter(date => officeOn(person, date) === office);
    return sizeOf(daysOn(leaveFormOf(request.form), dates)) > 0 ? [{ request, dates }] : [];
  });
}

function noted(request: RequestDoc, change: Recount): Noted | undefined {
  const form = leaveFormOf(request.form);
  const days = daysOn(form, change.dates);
  if (sizeOf(days) === 0) return undefined;
  const dates = change.dates.filter(date => form.from <= date && date <= form.to);
  const what = change.off ? ('days-off' as const) : ('days-worked' as const);
  return {
    by: change.by,
    lines: [{ what, days: { dates, name: change.name } }],
    message: leaveRecounted.owed({ to: request.user, lane: leaveRecounted.kind, data: { ...change, days } }),
    more: !change.off,
  };
}

export const tellRecounted = handle(leaveRecounted, async (ws, { doc, to, data }, sender) => {
  const request = await requests(ws).byId(ws.team, doc._id);
  if (!request) return;
  const person = await ws.people.person(to);
  const w = words(ws.people.language(person));
  const form = leaveFormOf(request.form);
  const now = shownCount(countLeave(form, calendarOf(ws.policy, form)));
  const model = {
    leave: `${w.leaveType(typeCode(form))} ${w.range(form.from, form.to)}`,
    dates: data.dates.filter(date => form.from <= date && date <= form.to),
    name: w.holiday(data.name),
    off: data.off,
    by: w.leave.days(data.days),
    now: w.leave.days(now),
    none: sizeOf(now) === 0,
  };
  await sender.post({ channel: to }, recountedMessage(model, w));
});

export const tellUnknownYear = handle(unknownYear, async (ws, { to, data }, sender) => {
  const w = words(ws.people.language(await ws.people.person(to)));
  await sender.post(
    { channel: to },
    unknownYearMessage(data.year, w, ws.policy.offices.find(o => o.id === data.office)?.name),
  );
});
