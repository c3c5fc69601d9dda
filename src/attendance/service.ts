import { closedMonths } from '../absence/points.ts';
import type { Editor } from '../approvals/edit.ts';
import { approvals, kinds, presences, requests } from '../approvals/service.ts';
import { sharing } from '../shared/sharing.ts';
import { legacy } from '../workspace/legacy.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { dayChanged } from './points.ts';
import { attendanceRoom } from './room.ts';
import type { DayCommand } from './rules.ts';
import type { ClockPresses } from './slack.ts';
import { workdayStore } from './store.ts';

export const workdays = perWorkspace(ws => workdayStore(ws.db));

export const room = perWorkspace(ws =>
  attendanceRoom(
    sharing(legacy(ws))({
      workdays: workdays(ws),
      requests: requests(ws),
      approvals: approvals(ws),
      kinds: kinds(ws),
      presences: presences(ws),
      follows: async (user: string, command: DayCommand) =>
        (await Promise.all(dayChanged.of(ws).map(follows => follows(ws, user, command)))).flat(),
      isClosed: (date: string) => closedMonths.only(ws).isClosed(ws, date),
      closedSince: (month: string) => closedMonths.only(ws).since(ws, month),
    }),
  ),
);

export const attendance = (ws: Workspace) => room(ws).attendance;
export const answers = (ws: Workspace) => room(ws).answers;

/** The presses on the clock and the form of a correction, once they are attached. */
export const attached = perWorkspace<{ clock?: ClockPresses; editor?: Editor }>(() => ({}));
