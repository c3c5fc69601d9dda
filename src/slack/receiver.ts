import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPReceiver } from '@slack/bolt';
import type { Log } from '../shared/log.ts';
import { boltLogger } from './bolt-logger.ts';

/** Slack's largest payloads carry a view of 250 KB and its state. */
const BODY_LIMIT = '2mb';
/** Clocks of Slack and of this machine may differ by this much. */
const SKEW_SECONDS = 60;

/**
 * One path for events, interactions and commands, and two for whoever watches the app. The answer is given after
 * the listeners ran: what Slack hears as accepted is stored, and what failed is sent again.
 */
export function httpReceiver(o: {
  signingSecret: string;
  log: Log;
  ready: () => Promise<boolean>;
  /** more pages that a browser may ask for, by path */
  pages?: ReadonlyMap<string, (req: IncomingMessage, res: ServerResponse) => Promise<void>>;
  /** what else is answered, by the beginning of its path; never logged, since the rest of a path may be a secret */
  under?: ReadonlyMap<string, (req: IncomingMessage, res: ServerResponse) => Promise<void>>;
}): HTTPReceiver {
  const answer = (res: ServerResponse, status: number, body: object): void => {
    res.writeHead(status, { 'content-type': 'application/json' });
    res.end(JSON.stringify(body));
  };
  const receiver = new HTTPReceiver({
    signingSecret: o.signingSecret,
    endpoints: '/slack/events',
    processBeforeResponse: true,
    bodyLimit: BODY_LIMIT,
    logger: boltLogger(o.log),
    customRoutes: [
      ...[...(o.pages ?? [])].map(([path, page]) => ({
        path,
        method: 'GET',
        handler: (req: IncomingMessage, res: ServerResponse) => {
          page(req, res).catch(error => {
            o.log.error({ err: error, path }, 'a page failed');
            if (res.headersSent) res.destroy();
            else answer(res, 500, { ok: false });
          });
        },
      })),
      { path: '/healthz', method: 'GET', handler: (_req, res) => answer(res, 200, { ok: true }) },
      {
        path: '/readyz',
        method: 'GET',
        handler: (_req, res) => {
          o.ready()
            .catch(() => false)
            .then(ok => answer(res, ok ? 200 : 503, { ok, database: ok ? 'answers' : 'does not answer' }))
            .catch(() => res.destroy());
        },
      },
    ],
  });
  const accept = receiver.requestListener;
  receiver.requestListener = (req: IncomingMessage, res: ServerResponse) => {
    const found = [...(o.under ?? [])].find(([prefix]) => req.url?.startsWith(prefix));
    if (found) {
      found[1](req, res).catch(() => res.destroy());
      return;
    }
    // Bolt checks that a signature is not old, but takes one from the future.
    const stamp = Number(req.headers['x-slack-request-timestamp']);
    if (stamp > Date.now() / 1000 + SKEW_SECONDS) {
      o.log.warn({ stamp }, 'a request signed in the future was refused');
      res.writeHead(401).end();
      return;
    }
    accept(req, res);
  };
  return receiver;
}
