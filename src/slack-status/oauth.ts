import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { isUnavailable } from '../db/errors.ts';
import { type Words, words } from '../i18n/index.ts';
import type { People } from '../people/actions.ts';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import type { Secrets } from '../shared/secrets.ts';
import type { SlackClients } from '../slack-api/clients.ts';
import { refusedAs } from '../slack-api/errors.ts';
import type { Consents } from './actions.ts';

export const CALLBACK = '/slack/oauth/callback';
const STATUS = { allowed: 200, denied: 200, tooOld: 400, notYou: 400, failed: 400, away: 503 };
const SCOPE = 'users.profile:write';
/** How long the link in the settings may be used. */
const LINK_MS = 60 * 60_000;

const stateSchema = z.object({ team: z.string(), user: z.string(), at: z.number() });

export interface ConsentLink {
  /** where the person allows it, at Slack */
  url(user: string): string;
  /** Slack sends the person's browser back here. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>;
}

interface Parts {
  consents: Consents;
  people: People;
  secrets: Secrets;
  clients: SlackClients;
  clock: Clock;
  log: Log;
  team: () => string;
  app: { clientId: string; clientSecret: string; publicUrl: string };
  /** of the Web API; the page on which people allow is of the same site */
  apiUrl: string;
}

/** Slack's OAuth for one person's own token (docs.slack.dev/authentication/installing-with-oauth), only to set their status. */
export function consentLink(o: Parts): ConsentLink {
  const redirect = new URL(CALLBACK, o.app.publicUrl).href;

  type Outcome = keyof Words['slackStatus']['page'] | 'away';

  async function accept(user: string, code: string): Promise<Outcome> {
    const { clientId, clientSecret } = o.app;
    const answer = await o.clients.bare.oauth.v2.access({
      ...{ client_id: clientId, client_secret: clientSecret, code, redirect_uri: redirect },
    });
    const { id, access_token: token, scope = '' } = answer.authed_user ?? {};
    if (!token) return 'failed';
    if (id !== user || answer.team?.id !== o.team()) {
      await o.clients.bare.auth
        .revoke({ token })
        .catch(error => o.log.warn({ err: error }, 'a token was not given back'));
      return 'notYou';
    }
    if (!scope.split(',').includes(SCOPE)) return 'failed';
    await o.consents.give(user, token, `oauth:${code.slice(-24)}`);
    return 'allowed';
  }

  async function outcome(query: URLSearchParams, user: string, at: number): Promise<Outcome> {
    try {
      // Also for the language in which the page answers.
      await o.people.person(user);
      if (o.clock.now() - at > LINK_MS) return 'tooOld';
      const code = query.get('code');
      return code ? await accept(user, code) : 'denied';
    } catch (error) {
      o.log.warn({ user, code: refusedAs(error) ?? 'unknown', err: error }, 'a consent could not be completed');
      return isUnavailable(error) ? 'away' : 'failed';
    }
  }

  return {
    url: user => {
      const url = new URL('/oauth/v2/authorize', o.apiUrl);
      const state = o.secrets.sign({ team: o.team(), user, at: o.clock.now() });
      for (const [name, value] of Object.entries({
        ...{ client_id: o.app.clientId, user_scope: SCOPE, redirect_uri: redirect, state, team: o.team() },
      }))
        url.searchParams.set(name, value);
      return url.href;
    },
    handle: async (req, res) => {
      const query = new URL(req.url ?? '/', 'http://localhost').searchParams;
      const state = stateSchema.safeParse(o.secrets.verify(query.get('state') ?? ''));
      if (!state.success || state.data.team !== o.team()) {
        res.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end('This link is not one of Daybook’s.');
        return;
      }
      const { user, at } = state.data;
      const what = await outcome(query, user, at);
      const w = words(o.people.lastLanguage(user));
      res.writeHead(STATUS[what], {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      });
      res.end(page(what === 'away' ? w.errors.unavailablePlain : w.slackStatus.page[what]));
    },
  };
}

/** One sentence of our own words; nothing of the request stands in it. */
const page = (sentence: string): string => `<!doctype html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Daybook</title>
<style>body{font:17px/1.5 system-ui,sans-serif;max-width:32em;margin:20vh auto 0;padding:0 1.5em;color:#1d1c1d}</style></head>
<body><h1>Daybook</h1><p>${sentence}</p></body></html>`;
