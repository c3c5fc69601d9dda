import type { Touched } from '../administration/points.ts';
import { requests } from '../approvals/store.ts';
import type { Calendar } from '../calendar/rules.ts';
import { leaveFormOf } from '../leave-record/form.ts';
import { countLeave, shownCount } from '../leave-record/rules.ts';
import { officeOn } from '../people/terms.ts';
import type { PolicyChange } from '../settings/policy.ts';
import type { Shown } from '../shared/shown.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { calendarOf } from './leaves.ts';
import { leavesMoved } from './recount-holidays.ts';
import { leavesRescheduled } from './recount-schedule.ts';

/** Pending or approved leaves that take other days by a change, counted as the recount will. */
export async function touchedLeaves(
  ws: Workspace,
  after: Workspace,
  change: { from: string; change: PolicyChange },
): Promise<Touched[]> {
  const moved = await ws.policy.holidaysMoved(change);
  const byHolidays = moved ? await leavesMoved(ws, moved) : [];
  const bySchedule = new Map(
    (await leavesRescheduled(ws, after, change)).map(({ request, next }) => [request._id, next]),
  );
  const others = [...bySchedule.keys()].filter(id => !byHolidays.some(m => m.request._id === id));
  const rest = (await Promise.all(others.map(id => requests(ws).byId(ws.team, id)))).filter(r => r !== undefined);
  const all = [...byHolidays, ...rest.map(request => ({ request, person: {} }))];
  return all.map(({ request, person }) => {
    const form = leaveFormOf(request.form);
    const now = calendarOf(ws.policy, form);
    const calendar: Calendar = {
      holiday: date =>
        moved && date >= moved.from && officeOn(person, date) === moved.office
          ? moved.after.holiday(date)
          : now.holiday(date),
    };
    const next = bySchedule.get(request._id) ?? form;
    const counted = (leave: typeof form, by: Calendar): Shown => shownCount(countLeave(leave, by));
    const { from, to } = form;
    return { user: request.user, what: 'leave', from, to, was: counted(form, now), is: counted(next, calendar) };
  });
}
