import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Config } from '../config.ts';
import { isUnavailable } from '../db/errors.ts';
import { type Words, words } from '../i18n/index.ts';
import { secrets } from '../shared/secrets.ts';
import { showPage } from '../slack/pages.ts';
import { refusedAs } from '../slack-api/errors.ts';
import type { Host } from '../workspace/feature.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { give, vault } from './actions.ts';

export const CALLBACK = '/slack/oauth/callback';
const STATUS = { allowed: 200, allowedDnd: 200, denied: 200, tooOld: 400, notYou: 400, failed: 400, away: 503 };
const SCOPE = 'users.profile:write';
/** Reading tells a snooze of the person's own from Daybook's. */
const DND = ['dnd:read', 'dnd:write'];
/** How long the link in the settings may be used. */
const LINK_MS = 60 * 60_000;

const stateSchema = z.object({ team: z.string(), user: z.string(), at: z.number(), dnd: z.boolean().exactOptional() });

type State = z.infer<typeof stateSchema>;

type SlackStatusApp = NonNullable<Config['slackStatus']>;

/** OAuth for a person's own token, for their status (docs.slack.dev/authentication/installing-with-oauth). */
const redirectOf = ({ publicUrl }: SlackStatusApp): string => new URL(CALLBACK, publicUrl).href;

/** Where the person allows it, at Slack; `dnd`: do-not-disturb, too. */
export function consentUrl(ws: Workspace, app: SlackStatusApp, user: string, dnd = false): string {
  const url = new URL('/oauth/v2/authorize', ws.config.slack.apiUrl);
  const query = {
    client_id: app.clientId,
    user_scope: [SCOPE, ...(dnd ? DND : [])].join(','),
    redirect_uri: redirectOf(app),
    state: vault(ws).sign({ team: ws.team, user, at: ws.clock.now(), ...(dnd ? { dnd } : {}) }),
    team: ws.team,
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

type Outcome = keyof Words['slackStatus']['page'] | 'away';

async function accept(
  ws: Workspace,
  app: SlackStatusApp,
  { user, dnd = false }: Pick<State, 'user' | 'dnd'>,
  code: string,
): Promise<Outcome> {
  const { clientId, clientSecret } = app;
  const answer = await ws.slack.bare.oauth.v2.access({
    client_id: clientId,
    client_secret: clientSecret,
    code,
    redirect_uri: redirectOf(app),
  });
  const { id, access_token: token, scope = '' } = answer.authed_user ?? {};
  if (!token) return 'failed';
  if (id !== user || answer.team?.id !== ws.team) {
    await ws.slack.bare.auth
      .revoke({ token })
      .catch(error => ws.log.warn({ err: error }, 'a token was not given back'));
    return 'notYou';
  }
  const scopes = scope.split(',');
  if (!scopes.includes(SCOPE)) return 'failed';
  const withDnd = dnd && DND.every(s => scopes.includes(s));
  await give(ws, user, token, withDnd, `oauth:${code.slice(-24)}`);
  return withDnd ? 'allowedDnd' : 'allowed';
}

async function outcomeOf(ws: Workspace, app: SlackStatusApp, query: URLSearchParams, state: State): Promise<Outcome> {
  try {
    const { user, at } = state;
    // Also for the language in which the page answers.
    await ws.people.person(user);
    if (ws.clock.now() - at > LINK_MS) return 'tooOld';
    const code = query.get('code');
    return code ? await accept(ws, app, state, code) : 'denied';
  } catch (error) {
    ws.log.warn(
      { user: state.user, code: refusedAs(error) ?? 'unknown', err: error },
      'a consent could not be completed',
    );
    return isUnavailable(error) ? 'away' : 'failed';
  }
}

/** Slack sends the person's browser back here; the signed state names the workspace. */
export async function answerConsent(host: Host, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const query = new URL(req.url ?? '/', 'http://localhost').searchParams;
  const app = host.config.slackStatus;
  const signed = query.get('state') ?? '';
  const state = stateSchema.safeParse(app && secrets(app.keys).verify(signed));
  const ws = state.success ? await host.workspace(state.data.team) : undefined;
  if (!app || !state.success || !ws) {
    res.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end('This link is not one of Daybook’s.');
    return;
  }
  const what = await outcomeOf(ws, app, query, state.data);
  const language = ws.people.lastLanguage(state.data.user);
  const w = words(language);
  const line = what === 'away' ? w.errors.unavailablePlain : w.slackStatus.page[what];
  showPage(res, STATUS[what], { language, title: 'Daybook', lines: [line] });
}
