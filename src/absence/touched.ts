import { isDeepStrictEqual } from 'node:util';
import type { Touched } from '../administration/points.ts';
import { requests } from '../approvals/store.ts';
import type { Calendar } from '../calendar/rules.ts';
import { leaveFormOf } from '../leave-record/form.ts';
import { countLeave, shownCount } from '../leave-record/rules.ts';
import type { Person } from '../people/rules.ts';
import { officeOn } from '../people/terms.ts';
import type { Moved } from '../settings/moved.ts';
import type { PolicyChange } from '../settings/policy.ts';
import type { Shown } from '../shared/shown.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { calendarOf } from './leaves.ts';
import { leavesMoved } from './recount-holidays.ts';
import { leavesRescheduled, recountedBy } from './recount-schedule.ts';

/** Leaves of one person that take other days by other terms. */
export async function touchedByTerms(ws: Workspace, before: Person, after: Person): Promise<Touched[]> {
  const own = await requests(ws).of(ws.team, after.user);
  const next = recountedBy(ws, before, after, own);
  return own.flatMap((r, i): Touched[] => {
    const other = next[i];
    if (!other || other === r) return [];
    const [was, is] = [r, other].map(of => {
      const form = leaveFormOf(of.form);
      return shownCount(countLeave(form, calendarOf(ws.policy, form)));
    });
    if (was === undefined || is === undefined || isDeepStrictEqual(was, is)) return [];
    return [{ user: r.user, what: 'leave', ...r.period, was, is }];
  });
}

/** Pending or approved leaves that take other days by a change, counted as the recount will. */
export async function touchedLeaves(
  ws: Workspace,
  after: Workspace,
  change: { from: string; change: PolicyChange; moved?: Moved },
): Promise<Touched[]> {
  const moved = change.moved ?? (await ws.policy.holidaysMoved(change));
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
