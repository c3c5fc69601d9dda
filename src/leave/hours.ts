import { minutesOn, type Period } from '../leave-record/days.ts';
import type { Person } from '../people/rules.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ArrangedDay } from '../worktime/away.ts';
import { contractIn, hoursOn } from '../worktime/contract.ts';
import { arrangedOn } from '../worktime/summary.ts';

export type Contract = Pick<Period, 'hours' | 'later'>;

export const contractOf = (ws: Workspace, person: Person, period: { from: string; to: string }): Contract =>
  contractIn(person, period, ws.policy);

export const isWorked = (ws: Workspace, person: Person, date: string): boolean =>
  minutesOn(date, hoursOn(person, date, ws.policy), ws.policy.calendar) > 0;

export const arrangedDay = (ws: Workspace, person: Person, date: string): ArrangedDay =>
  arrangedOn({ policyOn: ws.policy.on, calendar: ws.policy.calendar, person }, date);
