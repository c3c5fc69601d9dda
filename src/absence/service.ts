import { kinds, presences, requests } from '../approvals/service.ts';
import { calendarStore } from '../calendar/store.ts';
import { runs } from '../jobs/service.ts';
import { sharing } from '../shared/sharing.ts';
import { legacy } from '../workspace/legacy.ts';
import { perWorkspace } from '../workspace/workspace.ts';
import { closedMonths } from './points.ts';
import { calendarRoom } from './room.ts';

export const room = perWorkspace(ws =>
  calendarRoom(
    sharing(legacy(ws))({
      requests: requests(ws),
      kinds: kinds(ws),
      presences: presences(ws),
      runs: runs(ws),
      store: calendarStore(ws.db),
      secret: ws.config.slack.signingSecret,
      isClosed: (date: string) => closedMonths.only(ws).isClosed(ws, date),
      publicUrl: ws.publicUrl,
    }),
  ),
);
