import type { IncomingMessage, ServerResponse } from 'node:http';
import { type BufferedIncomingMessage, HTTPModuleFunctions, HTTPReceiver } from '@slack/bolt';
import type { Log } from '../shared/log.ts';
import { boltLogger } from '../slack-api/bolt-logger.ts';
import { envelopeOf } from './envelope.ts';

/** A view of 250 KB and its state. */
const BODY_LIMIT = '2mb';
const EVENTS = '/slack/events';
const ORIGIN = 'http://localhost';
const SKEW_SECONDS = 60;

/** Answers after the listeners ran: accepted means stored, and failures are sent again. */
export function httpReceiver(o: {
  signingSecret: string;
  log: Log;
  ready: () => Promise<boolean>;
  /** a path that ends in `/` takes everything below it, and is never logged: its rest may be a secret */
  pages: readonly { path: string; handle(req: IncomingMessage, res: ServerResponse): Promise<void> }[];
}): HTTPReceiver {
  const answer = (res: ServerResponse, status: number, body: object): void => {
    res.writeHead(status, { 'content-type': 'application/json' });
    res.end(JSON.stringify(body));
  };
  const isBelow = ({ path }: { path: string }): boolean => path.endsWith('/');
  const below = o.pages.filter(isBelow);
  const own = o.pages.filter(page => !isBelow(page));
  const receiver = new HTTPReceiver({
    signingSecret: o.signingSecret,
    endpoints: EVENTS,
    processBeforeResponse: true,
    bodyLimit: BODY_LIMIT,
    logger: boltLogger(o.log),
    customRoutes: [
      ...own.map(({ path, handle }) => ({
        path,
        method: 'GET',
        handler: (req: IncomingMessage, res: ServerResponse) => {
          handle(req, res).catch(error => {
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

  /** The status of a body that must not reach Bolt. 200: Slack's, and unused here. */
  async function refused(req: IncomingMessage): Promise<number | undefined> {
    // Bolt refuses old timestamps, but takes future ones.
    const stamp = Number(req.headers['x-slack-request-timestamp']);
    if (stamp > Date.now() / 1000 + SKEW_SECONDS) {
      o.log.warn({ stamp }, 'a request signed in the future was refused');
      return 401;
    }
    let signed: BufferedIncomingMessage;
    try {
      const { signingSecret } = o;
      signed = await HTTPModuleFunctions.parseAndVerifyHTTPRequest({ signingSecret, bodyLimit: BODY_LIMIT }, req);
    } catch (error) {
      o.log.warn({ err: error }, 'a request was refused');
      return HTTPModuleFunctions.isRawBodyError(error) && error.statusCode === 413 ? 413 : 401;
    }
    const body = bodyOf(signed);
    const envelope = envelopeOf(body);
    if (envelope === 'known') return undefined;
    const type = (body as { type?: unknown } | undefined)?.type;
    o.log.warn(
      { type: typeof type === 'string' ? type.slice(0, 60) : typeof type },
      envelope === 'unused' ? 'not used' : 'a body could not be read',
    );
    return envelope === 'unused' ? 200 : 400;
  }

  receiver.requestListener = (req: IncomingMessage, res: ServerResponse) => {
    if (!URL.canParse(req.url ?? '', ORIGIN)) {
      res.writeHead(404).end();
      return;
    }
    const { pathname } = new URL(req.url ?? '', ORIGIN);
    const found = below.find(({ path }) => pathname.startsWith(path));
    if (found) {
      found.handle(req, res).catch(() => res.destroy());
      return;
    }
    if (pathname !== EVENTS || req.method !== 'POST') {
      accept(req, res);
      return;
    }
    refused(req)
      .then(status => (status === undefined ? accept(req, res) : res.writeHead(status).end()))
      .catch(error => {
        o.log.error({ err: error }, 'a request was not answered');
        res.destroy();
      });
  };
  return receiver;
}

/** Undefined: unreadable. */
function bodyOf(signed: BufferedIncomingMessage): unknown {
  try {
    return HTTPModuleFunctions.parseHTTPRequestBody(signed);
  } catch {
    return undefined;
  }
}
