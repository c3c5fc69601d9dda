import { dayChanged } from '../attendance/points.ts';
import { attendance, room as attendanceRoom } from '../attendance/service.ts';
import type { WorkdayDoc } from '../attendance/store.ts';
import { settingsModalOf } from '../preferences/index.ts';
import { statusConsent } from '../preferences/points.ts';
import { sharing } from '../shared/sharing.ts';
import type { Acting } from '../slack/router.ts';
import type { Feature } from '../workspace/feature.ts';
import { legacy } from '../workspace/legacy.ts';
import { perWorkspace } from '../workspace/workspace.ts';
import { slackStatus as statusRoom } from './feature.ts';
import { CALLBACK } from './oauth.ts';
import { consentDocs } from './store.ts';

const room = perWorkspace(ws =>
  statusRoom(
    sharing(legacy(ws))({
      config: ws.config,
      settings: (acting: Pick<Acting, 'person' | 'w'>) => settingsModalOf(ws)(acting),
    }),
  ),
);

export const slackStatus: Feature = {
  name: 'slack-status',
  collections: [consentDocs],
  provides: [
    dayChanged.provide((ws, user, command) => room(ws).follows(user, command)),
    statusConsent.provide(ws => async user => room(ws).consent?.(user)),
  ],
  pages: [
    {
      path: CALLBACK,
      handle: async (host, req, res) => {
        const [ws] = host.all();
        if (ws) await room(ws).pages.get(CALLBACK)?.(req, res);
      },
    },
  ],
  attach: (ws, router) =>
    room(ws).connect(router, {
      attendance: attendance(ws),
      plannedEnd: async (user: string, day: WorkdayDoc) =>
        (await attendanceRoom(ws).likely(user, day.date, day)).plannedEnd,
    }),
};
