import { approvals, kinds, presences, preview, requests } from '../approvals/service.ts';
import { unansweredOf } from '../attendance/answers.ts';
import { workdays } from '../attendance/store.ts';
import { fileInfo } from '../forms/files.ts';
import { ledger } from '../grants/service.ts';
import type { Person } from '../people/rules.ts';
import { sharing } from '../shared/sharing.ts';
import { legacy } from '../workspace/legacy.ts';
import { perWorkspace } from '../workspace/workspace.ts';
import { arrangedOn } from '../worktime/summary.ts';
import { leaveActions } from './actions.ts';
import { blockedStore } from './blocked/store.ts';
import { hoursOn } from './hours.ts';
import { leaveForms } from './slack.ts';
import { leaveTypes } from './types/library.ts';
import { leaveTypeStore } from './types/store.ts';

export const types = perWorkspace(ws =>
  leaveTypes({ store: leaveTypeStore(ws.db), clock: ws.clock, team: () => ws.team }),
);

/** What leave is judged by. */
export const judging = perWorkspace(ws =>
  sharing(legacy(ws))({
    types: types(ws),
    blocked: blockedStore(ws.db),
    requests: requests(ws),
    workdays: workdays(ws),
    kinds: kinds(ws),
    presences: presences(ws),
    approvals: approvals(ws),
    grantsOf: ledger(ws).factsOf,
    balancesFrom: ledger(ws).balancesFrom,
    hoursOf: async (user: string, date: string) =>
      hoursOn(await ws.people.person(user), date, ws.policy.on(date).workingTime),
    arrangedOn: async (user: string, date: string) =>
      arrangedOn({ policyOn: ws.policy.on, calendar: ws.policy.calendar, person: await ws.people.person(user) }, date),
    policy: () => ws.policy.now().leave,
    needsAnswer: async (person: Person, date: string) =>
      (await unansweredOf(ws, person)).days.some(d => d.date === date),
    fileInfo: (id: string) => fileInfo(ws, id),
  }),
);

export const leave = perWorkspace(ws => leaveActions(judging(ws)));

export const forms = perWorkspace(ws => leaveForms(sharing(judging(ws))({ leave: leave(ws), preview: preview(ws) })));
