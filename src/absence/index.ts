import { policyTouches } from '../administration/points.ts';
import { teamAway, wholeDayAway } from '../approvals/points.ts';
import { requests } from '../approvals/service.ts';
import { leaveFormOf } from '../leave-record/form.ts';
import { awayOn } from '../leave-record/rules.ts';
import { sharing } from '../shared/sharing.ts';
import type { Feature } from '../workspace/feature.ts';
import { redrawAdministrators } from '../workspace/home.ts';
import { legacy } from '../workspace/legacy.ts';
import { FEEDS_PREFIX } from './feeds/actions.ts';
import { feedDocs } from './feeds/store.ts';
import { LEAVE } from './leaves.ts';
import { matesAway } from './mates.ts';
import { room } from './service.ts';

export const absence: Feature = {
  name: 'absence',
  collections: [feedDocs],
  provides: [
    teamAway.provide((ws, asked) => matesAway(sharing(legacy(ws))({ requests: requests(ws) }))(asked)),
    wholeDayAway.provide(async (ws, date) => {
      const away = await requests(ws).inForceIn(ws.team, LEAVE, date, date);
      const whole = awayOn(
        date,
        away.map(r => ({ user: r.user, form: leaveFormOf(r.form) })),
      ).filter(a => a.whole);
      return new Set(whole.map(a => a.user));
    }),
    policyTouches.provide((ws, change) => room(ws).touchedBy(change)),
  ],
  jobs: [{ name: 'calendar', run: ws => room(ws).tick() }],
  pages: [
    {
      path: FEEDS_PREFIX,
      handle: async (host, req, res) => {
        const [ws] = host.all();
        if (ws) await room(ws).http(req, res);
      },
    },
  ],
  attach: (ws, router) =>
    room(ws).attach(router, { client: ws.slack.interactive, afterwards: () => redrawAdministrators(ws) }),
  deliver: (ws, outbox) => room(ws).deliver(outbox),
};
