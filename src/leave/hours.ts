import { minutesOn, type Period, takesOf } from '../leave-record/days.ts';
import { UNITS_PER_DAY, unitsOfMinutes } from '../leave-record/units.ts';
import type { Person } from '../people/rules.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ArrangedDay } from '../worktime/away.ts';
import { contractIn, hoursOn } from '../worktime/contract.ts';
import { arrangedOn } from '../worktime/summary.ts';

export type Contract = Pick<Period, 'hours' | 'later' | 'offices'>;

export const contractOf = (ws: Workspace, person: Person, period: { from: string; to: string }): Contract =>
  contractIn(person, period, ws.policy);

export const isWorked = (ws: Workspace, person: Person, date: string): boolean =>
  minutesOn(date, hoursOn(person, date, ws.policy), ws.policy.of(person).calendar) > 0;

/** What a day off takes, see `takesOf`. */
export const takenOn = (ws: Workspace, person: Person, date: string): number =>
  takesOf({ from: date, to: date, hours: hoursOn(person, date, ws.policy) }, ws.policy.of(person).calendar)[0]
    ?.amount ?? 0;

/** What the shortest day of somebody's week takes; 0: they work on none. */
export function leastTaken(ws: Workspace, person: Person, date: string): number {
  const { week, fullDay } = hoursOn(person, date, ws.policy);
  const worked = week.filter(minutes => minutes > 0);
  if (worked.length === 0) return 0;
  return fullDay === undefined ? UNITS_PER_DAY : unitsOfMinutes(Math.min(...worked), fullDay);
}

export const arrangedDay = (ws: Workspace, person: Person, date: string): ArrangedDay =>
  arrangedOn({ policyOn: ws.policy.of(person).on, calendar: ws.policy.of(person).calendar, person }, date);
