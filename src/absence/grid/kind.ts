import { inForce } from '../../approvals/route/view.ts';
import { REQUESTS, requests } from '../../approvals/store.ts';
import { addDays, datesBetween, isWorkingDay, mondayOf, monthBounds } from '../../calendar/rules.ts';
import { FEW, figuresOf } from '../../figures/actions.ts';
import type { FigureKind } from '../../figures/kinds.ts';
import { type LeaveForm, leaveFormOf } from '../../leave-record/form.ts';
import type { ListedPerson } from '../../people/store.ts';
import { FEW_OF_MANY } from '../../shared/portions.ts';
import { ofMany } from '../../workspace/looks.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { arrangedOn } from '../../worktime/summary.ts';
import { LEAVE } from '../leaves.ts';
import { type DayKind, daysAway, rowOf } from './present.ts';

export const monthOf = (date: string): string => date.slice(0, 7);

/** Of each of these people, the days of the month on which they are away, by `daysAway`. */
export const absenceKind: FigureKind<string> = {
  name: 'absences',
  as: 1,
  from: [REQUESTS],
  // Of what is planned ahead, and of today.
  periods: ({ policy }) => {
    const month = monthOf(policy.today());
    return [monthOf(addDays(monthBounds(`${month}-01`).last, 1)), month];
  },
  // Nothing in it goes by the day.
  day: ({ policy }) => mondayOf(policy.today()),
  count: async (ws, people, months) => {
    const bounds = months.map(month => ({ month, ...monthBounds(`${month}-01`) }));
    const inOrder = bounds.toSorted((a, b) => (a.first < b.first ? -1 : 1));
    const leaves = await leavesOf(ws, people, inOrder[0]?.first ?? '', inOrder.at(-1)?.last ?? '');
    const awayIn = (p: ListedPerson, { first, last }: { first: string; last: string }): string => {
      const own = (leaves.get(p.user) ?? []).filter(l => l.from <= last && l.to >= first);
      const dates = datesBetween(first, last);
      return own.length === 0 ? '' : daysAway(rowOf(p, dates, own, { dayOf: (_, date) => dayKind(ws, p, date) }));
    };
    return new Map(
      people.map(p => [p.user, new Map(bounds.map(({ month, ...of }) => [month, { figures: awayIn(p, of) }]))]),
    );
  },
};

/** Of few as they are counted, of many as they are kept. */
export const absencesIn = (ws: Workspace, people: readonly ListedPerson[], month: string) =>
  people.length > FEW
    ? ofMany(people.length, () => keptAbsences(ws, people, month))
    : countedAbsences(ws, people, month);

export const keptAbsences = (ws: Workspace, people: readonly ListedPerson[], month: string) =>
  figuresOf(ws, absenceKind, people, month);

export async function countedAbsences(ws: Workspace, people: readonly ListedPerson[], month: string) {
  const found = await absenceKind.count(ws, people, [month]);
  return new Map([...found].map(([user, of]) => [user, of.get(month)?.figures ?? '']));
}

async function leavesOf(ws: Workspace, people: readonly ListedPerson[], from: string, to: string) {
  const users = people.map(p => p.user);
  const all =
    users.length > FEW_OF_MANY
      ? await requests(ws).inForceIn(ws.team, LEAVE, from, to)
      : [...(await requests(ws).ofMany(ws.team, users, { from, to })).values()].flat();
  const found = new Map<string, LeaveForm[]>();
  for (const r of all)
    if (r.kind === LEAVE && inForce(r)) found.set(r.user, [...(found.get(r.user) ?? []), leaveFormOf(r.form)]);
  return found;
}

/** A person's own day by their office and schedule. */
export function dayKind(ws: Workspace, person: ListedPerson | undefined, date: string): DayKind {
  if (!person) return 'off';
  const { on: policyOn, calendar } = ws.policy.of(person);
  const { off } = arrangedOn({ policyOn, calendar, person }, date);
  if (!off) return 'work';
  return off.is === 'holiday' ? 'holiday' : 'off';
}

/** The workplace's. */
export function usualKind(ws: Workspace, date: string): DayKind {
  if (isWorkingDay(date, ws.policy.calendar)) return 'work';
  const holiday = ws.policy.calendar.holiday(date);
  return holiday === undefined || holiday === 'unknown' ? 'off' : 'holiday';
}
