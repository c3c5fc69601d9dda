import { action } from '../../blocks/ids.ts';
import { LEAVE } from '../absence/leaves.ts';
import { forceChanged } from '../approvals/points.ts';
import { dayChanged } from '../attendance/points.ts';
import { addDays } from '../calendar/rules.ts';
import { statusConsent } from '../preferences/points.ts';
import type { Feature } from '../workspace/feature.ts';
import { workspaceLeft } from '../workspace/leaving.ts';
import { consents, endAll, owedOnDay } from './actions.ts';
import { endConsent, endDnd, followDay, tellLost } from './delivery.ts';
import { owedStatus } from './effects.ts';
import { followAbsences } from './job.ts';
import { answerConsent, CALLBACK, consentUrl } from './oauth.ts';
import { endDndPressed, endStatus, tokensRevoked } from './slack.ts';
import { consentDocs } from './store.ts';

/** Slack statuses follow people's days, of those who allowed it. */
export const slackStatus: Feature = {
  name: 'slack-status',
  when: config => config.slackStatus !== undefined,
  collections: [consentDocs],
  provides: [
    dayChanged.provide((ws, { user }, command) => owedOnDay(ws, user, command.do === 'check-in')),
    statusConsent.provide(async (ws, user) => {
      const app = ws.config.slackStatus;
      if (!app) return undefined;
      const consent = await consents(ws).get(ws.team, user);
      if (!consent?.on) return { on: false, url: consentUrl(ws, app, user) };
      const dnd = consent.dnd ? { on: true as const } : { on: false as const, url: consentUrl(ws, app, user, true) };
      return { on: true, dnd };
    }),
    workspaceLeft.provide(endAll),
    forceChanged.provide((ws, { kind, user, period }) => {
      const today = ws.policy.today();
      // A day more: it may be another date in the person's office.
      const isNow = kind === LEAVE && period.from <= addDays(today, 1) && addDays(today, -1) <= period.to;
      return ws.config.slackStatus && isNow ? [owedStatus(user, false)] : [];
    }),
  ],
  routes: r => {
    // A link: Slack opens it, and Slack's own page leads back.
    r.open(action.allowStatus, { everyone: true }, async () => undefined);
    r.press(action.endStatus, { everyone: true }, endStatus);
    r.open(action.allowDnd, { everyone: true }, async () => undefined);
    r.press(action.endDnd, { everyone: true }, endDndPressed);
    r.event('tokens_revoked', tokensRevoked);
  },
  jobs: [{ name: 'status-absence', run: followAbsences }],
  effects: [followDay, endConsent, endDnd, tellLost],
  pages: [{ path: CALLBACK, handle: answerConsent }],
};
