import { requests } from '../approvals/service.ts';
import { workdays } from '../attendance/store.ts';
import { sharing } from '../shared/sharing.ts';
import { legacy } from '../workspace/legacy.ts';
import { perWorkspace } from '../workspace/workspace.ts';
import { timesheetsRoom } from './room.ts';
import type { ShownRecords } from './slack.ts';

export const room = perWorkspace(ws =>
  timesheetsRoom(sharing(legacy(ws))({ workdays: workdays(ws), requests: requests(ws) })),
);

export const attached = perWorkspace<{ shown?: ShownRecords }>(() => ({}));
