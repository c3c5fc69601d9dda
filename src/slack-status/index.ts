import { action } from '../../blocks/ids.ts';
import { dayChanged } from '../attendance/points.ts';
import { statusConsent } from '../preferences/points.ts';
import type { Feature } from '../workspace/feature.ts';
import { consents, owedOnDay } from './actions.ts';
import { endConsent, followDay, tellLost } from './delivery.ts';
import { followLongLeaves } from './job.ts';
import { answerConsent, CALLBACK, consentUrl } from './oauth.ts';
import { endStatus, tokensRevoked } from './slack.ts';
import { consentDocs } from './store.ts';

/** Slack statuses follow people's days, of those who allowed it. */
export const slackStatus: Feature = {
  name: 'slack-status',
  when: config => config.slackStatus !== undefined,
  collections: [consentDocs],
  provides: [
    dayChanged.provide((ws, user, command) => owedOnDay(ws, user, command.do === 'check-in')),
    statusConsent.provide(async (ws, user) => {
      const app = ws.config.slackStatus;
      if (!app) return undefined;
      const on = (await consents(ws).get(ws.team, user))?.on === true;
      return on ? { on } : { on, url: consentUrl(ws, app, user) };
    }),
  ],
  routes: r => {
    // A link: Slack opens it, and Slack's own page leads back.
    r.open(action.allowStatus, { everyone: true }, async () => undefined);
    r.press(action.endStatus, { everyone: true }, endStatus);
    r.event('tokens_revoked', tokensRevoked);
  },
  jobs: [{ name: 'status-long-leave', run: followLongLeaves }],
  effects: [followDay, endConsent, tellLost],
  pages: [{ path: CALLBACK, handle: answerConsent }],
};
