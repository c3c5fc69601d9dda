import type { IncomingMessage, ServerResponse } from 'node:http';
import { type BufferedIncomingMessage, HTTPModuleFunctions, HTTPReceiver } from '@slack/bolt';
import type { Log } from '../shared/log.ts';
import { boltLogger } from '../slack-api/bolt-logger.ts';
import { admitted } from './envelope.ts';

/** A view of 250 KB and its state. */
const BODY_LIMIT = '2mb';
const EVENTS = '/slack/events';
const ORIGIN = 'http://localhost';
const SKEW_SECONDS = 60;

/** Answers after the listeners ran: accepted means stored, and failures are sent again. */
export function httpReceiver(o: {
  signingSecret: string;
  log: Log;
  /** false: no page of ours */
  served: (req: IncomingMessage, res: ServerResponse) => boolean;
}): HTTPReceiver {
  const receiver = new HTTPReceiver({
    signingSecret: o.signingSecret,
    endpoints: EVENTS,
    // What reaches it has been verified here.
    signatureVerification: false,
    processBeforeResponse: true,
    bodyLimit: BODY_LIMIT,
    logger: boltLogger(o.log),
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
    const envelope = admitted(bodyOf(signed), o.log);
    return envelope === 'known' ? undefined : envelope === 'unused' ? 200 : 400;
  }

  receiver.requestListener = (req: IncomingMessage, res: ServerResponse) => {
    if (o.served(req, res)) return;
    if (new URL(req.url ?? '', ORIGIN).pathname !== EVENTS || req.method !== 'POST') {
      res.writeHead(404).end();
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
