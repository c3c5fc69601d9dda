import { presences, requests } from '../approvals/service.ts';
import { dayChanged, dayEnded } from '../attendance/points.ts';
import { attached, workdays } from '../attendance/service.ts';
import { formFollows } from '../forms/points.ts';
import { library } from '../forms/service.ts';
import { runs } from '../jobs/service.ts';
import { sharing } from '../shared/sharing.ts';
import type { Feature } from '../workspace/feature.ts';
import { legacy } from '../workspace/legacy.ts';
import { perWorkspace } from '../workspace/workspace.ts';
import { OVERTIME_FORM, overtimeDate } from '../worktime/overtime.ts';
import { afterShowOwed } from './effects.ts';
import { reminderRoom } from './room.ts';

const room = perWorkspace(ws =>
  reminderRoom(
    sharing(legacy(ws))({
      library: library(ws),
      workdays: workdays(ws),
      requests: requests(ws),
      runs: runs(ws),
      presences: presences(ws),
    }),
  ),
);

export const reminders: Feature = {
  name: 'reminders',
  provides: [
    dayChanged.provide((ws, user, command) => room(ws).follows(user, command)),
    dayEnded.provide((ws, person, date, w) => room(ws).afterOut(person, date, w)),
    formFollows.provide({
      form: OVERTIME_FORM,
      shown: request => [afterShowOwed(request.user, overtimeDate(request))],
    }),
  ],
  jobs: [{ name: 'reminders', run: ws => room(ws).tick() }],
  attach: (ws, router) => room(ws).attach(router, { clockPresses: attached(ws).clock!, client: ws.slack.interactive }),
  deliver: (ws, outbox) => room(ws).deliver(outbox),
};
