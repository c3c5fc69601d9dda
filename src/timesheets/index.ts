import { closedMonths } from '../absence/points.ts';
import { dayCorrected } from '../attendance/points.ts';
import type { Feature } from '../workspace/feature.ts';
import { monthDocs } from './closing/store.ts';
import { attached, room } from './service.ts';

export const timesheets: Feature = {
  name: 'timesheets',
  collections: [monthDocs],
  provides: [
    closedMonths.provide({
      isClosed: (ws, date) => room(ws).isClosed(date),
      since: (ws, month) => room(ws).closedSince(month),
    }),
    dayCorrected.provide((ws, s, day) => attached(ws).shown?.corrected(s, day)),
  ],
  jobs: [{ name: 'months', run: ws => room(ws).tick() }],
  attach: (ws, router) => {
    attached(ws).shown = room(ws).attach(router, ws.slack.interactive);
  },
  deliver: (ws, outbox) => room(ws).deliver(outbox, ws.slack.bulk),
};
