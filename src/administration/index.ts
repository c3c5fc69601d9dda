import { setTimeout as pause } from 'node:timers/promises';
import type { Proposed } from '../settings/change.ts';
import { sharing } from '../shared/sharing.ts';
import { slackFiles } from '../slack-api/files.ts';
import type { Feature } from '../workspace/feature.ts';
import { redrawAdministrators, redrawHomes } from '../workspace/home.ts';
import { legacy } from '../workspace/legacy.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { administrationSlack } from './administration-slack.ts';
import { importSlack } from './import-slack.ts';
import { policyChanged, policyTouches, setUpRouting } from './points.ts';
import { policySlack } from './policy-slack.ts';
import { peopleSlack } from './slack.ts';

/** How long somebody who saves the settings waits for Slack's word on the channels. */
const CHECKING_MS = 1_500;

async function reloaded(ws: Workspace): Promise<void> {
  await ws.policy.reload();
  const checked = ws.channels
    .checkChannels()
    .catch(error => ws.log.warn({ err: error }, 'the channels were not checked'));
  await Promise.race([checked, pause(CHECKING_MS, undefined, { ref: false })]);
}

export const administration: Feature = {
  name: 'administration',
  attach: (ws, router) => {
    const shared = sharing(sharing(legacy(ws))({ redrawHomes: (users: readonly string[]) => redrawHomes(ws, users) }));
    peopleSlack(router, legacy(ws));
    administrationSlack(router, shared({}));
    const { botToken: token, apiUrl } = ws.config.slack;
    importSlack(router, shared({ files: slackFiles({ client: ws.slack.interactive, token, apiUrl }) }));
    const routing = setUpRouting.only(ws);
    policySlack(
      router,
      shared({
        policies: ws.policies,
        routing: { hasRules: () => routing.hasRules(ws), leaveTo: routing.leaveTo },
        leavesTouched: (change: Pick<Proposed, 'from' | 'change'>) => policyTouches.only(ws)(ws, change),
        changed: () => reloaded(ws),
        afterwards: async () => {
          for (const follows of policyChanged.of(ws)) await follows(ws);
          await redrawAdministrators(ws);
        },
      }),
    );
  },
};
