import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ErrorCode, InstallProvider } from '@slack/oauth';
import { WebClient } from '@slack/web-api';
import { isUnavailable } from '../db/errors.ts';
import { languageOf, type Words, words } from '../i18n/index.ts';
import { showPage } from '../slack/pages.ts';
import { boltLogger } from '../slack-api/bolt-logger.ts';
import { singleTry } from '../slack-api/clients.ts';
import { refusedAs, slackFailure } from '../slack-api/errors.ts';
import { BOT_SCOPES } from '../slack-api/scopes.ts';
import type { Host } from '../workspace/feature.ts';
import { install } from './actions.ts';
import { installationStore } from './store.ts';

export const INSTALL = '/slack/install';
export const START = '/slack/install/start';
export const CALLBACK = '/slack/oauth_redirect';
const SLACK_MS = 5_000;

type Failure = keyof Words['install']['page'];
const STATUS = { denied: 200, expired: 400, wholeOrganisation: 400, rotating: 400, failed: 400, away: 503 } as const;
/** Slack's own pages come from its web address, which a stand-in has, too. */
const atSlack = ({ config }: Host, path: string): string => new URL(path, config.slack.apiUrl).href;
const INVALID = new Set<string>([ErrorCode.InvalidStateError, ErrorCode.MissingStateError]);

function clientOf({ config }: Host) {
  const { access } = config.slack;
  if (!('install' in access)) throw new Error('workspaces cannot install the app by themselves');
  return access.install;
}

const callOptions = (host: Host) => ({
  ...singleTry(host.config.slack.apiUrl, SLACK_MS),
  logger: boltLogger(host.log.child({ part: 'install' })),
});

/** Of one request; `code`: what Slack gave for this installation. */
function providerOf(host: Host, code = ''): InstallProvider {
  const client = clientOf(host);
  const { clientId, clientSecret, stateSecret, publicUrl } = client;
  const { info, ...logger } = boltLogger(host.log);
  return new InstallProvider({
    ...{ clientId, clientSecret, stateSecret },
    authorizationUrl: atSlack(host, '/oauth/v2/authorize'),
    installUrlOptions: { scopes: BOT_SCOPES, redirectUri: new URL(CALLBACK, publicUrl).href },
    directInstall: true,
    // What it calls errors is told by the page, and logged here.
    logger: { ...logger, info, error: info },
    clientOptions: callOptions(host),
    installationStore: {
      storeInstallation: async ({ team, bot, user: { id: by } }) => {
        if (!team || !bot) throw new Error('only workspaces are stored');
        const { id: teamId, name = teamId } = team;
        const key = createHash('sha256').update(code).digest('base64url');
        const given = { team: teamId, name, token: bot.token, bot: { id: bot.id, user: bot.userId }, by, key };
        await install(host, client, given);
      },
      fetchInstallation: () => Promise.reject(new Error('workspaces are opened from the collection')),
    },
  });
}

/** What Daybook is, with the way to Slack. */
export async function answerInstall(host: Host, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { language, w } = readerOf(host, req);
  const { title, lines, button } = w.install;
  showPage(res, 200, { language, title, lines, link: { to: START, text: button } });
}

/** Slack's page, with a state that is also the browser's. */
export async function startInstall(host: Host, req: IncomingMessage, res: ServerResponse): Promise<void> {
  await providerOf(host).handleInstallPath(req, res);
}

/** Slack sends the browser of whoever installs back here. */
export async function answerCallback(host: Host, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { language, w } = readerOf(host, req);
  const { done, page, again, open } = w.install;
  const refuse = (what: Failure): void =>
    showPage(res, STATUS[what], { language, ...page[what], link: { to: INSTALL, text: again } });
  const query = new URL(req.url ?? '/', 'http://localhost').searchParams;
  const [code, state] = ['code', 'state'].map(name => query.get(name) ?? '') as [string, string];
  await providerOf(host, code).handleCallback(req, res, {
    // The state is Daybook's, in time and this browser's; now also for the first time.
    beforeInstallation: async () => {
      const isFirst = await installationStore(host.db).spend(state, new Date());
      if (!isFirst) refuse('expired');
      return isFirst;
    },
    afterInstallation: async ({ team, bot, isEnterpriseInstall }) => {
      if (team && bot && !isEnterpriseInstall && !bot.refreshToken) return true;
      // A refused installation leaves no token behind.
      if (bot) await giveBack(host, bot.token);
      refuse(isEnterpriseInstall || !team ? 'wholeOrganisation' : bot ? 'rotating' : 'failed');
      return false;
    },
    successAsync: async ({ team, appId = '' }) => {
      const { id = '', name = id } = team ?? {};
      showPage(res, 200, {
        ...{ language, title: done.title(name), lines: [done.next(w.policy.setUpOpen), done.told] },
        link: { to: atSlack(host, `/app_redirect?app=${appId}&team=${id}`), text: open },
      });
    },
    failureAsync: async error => {
      const what = outcomeOf(error);
      if (what !== 'denied') host.log.warn({ err: error, code: refusedAs(error) }, 'an installation was not completed');
      refuse(what);
    },
  });
}

/** Why an installation did not come about. */
export function outcomeOf(error: { code: unknown }): Failure {
  // The database's codes are numbers.
  const code = String(error.code);
  // Thrown for a press of Cancel only.
  if (code === ErrorCode.AuthorizationError) return 'denied';
  if (INVALID.has(code)) return 'expired';
  const isSilent = code.startsWith('slack_webapi') && slackFailure(error).is !== 'refused';
  return isSilent || isUnavailable(error) ? 'away' : 'failed';
}

async function giveBack(host: Host, token: string): Promise<void> {
  await new WebClient(token, callOptions(host)).auth
    .revoke()
    .catch(error => host.log.warn({ err: error }, 'the token of a refused installation was not given back'));
}

/** In the browser's language. */
function readerOf({ config }: Host, req: IncomingMessage) {
  const language = languageOf(undefined, req.headers['accept-language']?.split(',')[0], config.language);
  return { language, w: words(language) };
}
