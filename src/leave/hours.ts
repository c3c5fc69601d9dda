import { FULL_TIME, type Hours, minutesOf, minutesOn } from '../leave-record/days.ts';
import type { Person } from '../people/rules.ts';
import { termsOn } from '../people/terms.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ArrangedDay } from '../worktime/away.ts';
import { arrangedOn } from '../worktime/summary.ts';

/** By own terms and that day's policy; undefined: the usual day. */
export function hoursOn(
  person: Pick<Person, 'terms' | 'arrangement'>,
  date: string,
  policy: { start: string; dayLength: number },
): Hours | undefined {
  const { workingTime, week } = termsOn(person, date);
  const day = policy.dayLength;
  const hours = {
    begins: minutesOf(workingTime.start ?? policy.start),
    week: week ? [...week] : [day, day, day, day, day, 0, 0],
  };
  return JSON.stringify(hours) === JSON.stringify(FULL_TIME) ? undefined : hours;
}

export const hoursOf = (ws: Workspace, person: Person, date: string): Hours | undefined =>
  hoursOn(person, date, ws.policy.on(date).workingTime);

export const isWorked = (ws: Workspace, person: Person, date: string): boolean =>
  minutesOn(date, hoursOf(ws, person, date) ?? FULL_TIME, ws.policy.calendar) > 0;

export const arrangedDay = (ws: Workspace, person: Person, date: string): ArrangedDay =>
  arrangedOn({ policyOn: ws.policy.on, calendar: ws.policy.calendar, person }, date);
