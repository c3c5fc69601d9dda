import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { App, Receiver } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import { WebClient } from '@slack/web-api';
import type { Log } from '../shared/log.ts';
import { within } from '../shared/within.ts';
import { boltLogger } from '../slack-api/bolt-logger.ts';
import { singleTry } from '../slack-api/clients.ts';
import { refusedAs } from '../slack-api/errors.ts';
import { SlackUnavailable } from '../slack-api/identity.ts';
import { admitted } from './envelope.ts';

/** Side by side, so that one takes what comes while Slack renews the other or its line was cut. */
const CONNECTIONS = 2;
const OPENING_MS = 5_000;
const FIRST_PAUSE_MS = 200;
const MOST_PAUSE_MS = 30_000;
/** Slack takes an answer for so long. */
const ANSWER_MS = 3_000;

/** What the client emits for everything that came. */
interface Came {
  body: object;
  ack(answer?: object): Promise<void>;
  retry_num?: number;
  retry_reason?: string;
}

export interface SocketReceiver extends Receiver {
  start(port: number): Promise<Server>;
  /** at least one line is open */
  connected(): boolean;
}

/**
 * Slack's Socket Mode. Answers after the listeners ran, as over HTTP: Bolt's own receiver answers events before, and a
 * crash then loses them. What is not answered, Slack sends again.
 */
export function socketReceiver(o: {
  appToken: string;
  apiUrl: string;
  log: Log;
  served: (req: IncomingMessage, res: ServerResponse) => boolean;
}): SocketReceiver {
  const { log } = o;
  const running = new Set<Promise<void>>();
  let app: App;
  let isStopping = false;

  async function accept({ body, ack, retry_num, retry_reason }: Came): Promise<void> {
    let answer: { with: object } | undefined = { with: {} };
    if (admitted(body, log) === 'known') {
      answer = undefined;
      await app.processEvent({
        body,
        ack: async response => {
          answer = { with: typeof response === 'string' ? { text: response } : (response ?? {}) };
        },
        ...(retry_num === undefined ? {} : { retryNum: retry_num }),
        ...(retry_reason === undefined ? {} : { retryReason: retry_reason }),
      });
    }
    if (answer) await ack(answer.with);
  }

  function line() {
    const client = new SocketModeClient({
      appToken: o.appToken,
      // Its own way to connect again waits 5 s, and ends with an unhandled rejection where the network is away.
      autoReconnectEnabled: false,
      logger: boltLogger(log),
      clientOptions: singleTry(o.apiUrl, OPENING_MS),
    });
    let isOpen = false;
    client.on('connected', () => {
      isOpen = true;
    });
    client.on('disconnected', () => {
      isOpen = false;
    });
    client.on('slack_event', (came: Came) => {
      const run: Promise<void> = accept(came)
        .catch(error => log.error({ err: error }, 'not answered; Slack sends an event again'))
        .finally(() => running.delete(run));
      running.add(run);
    });
    // What has come is answered on its own line before Slack takes that away for a new one.
    const [read] = client.listeners('ws_message');
    client.removeAllListeners('ws_message');
    client.on('ws_message', (data: unknown, isBinary: boolean) => {
      const before = typeof data === 'string' && isGoodbye(data) ? ended() : Promise.resolve();
      before
        .then(() => read?.(data, isBinary))
        .catch(error => log.error({ err: error }, 'a message of Slack was not read'));
    });

    async function keepOpen(): Promise<void> {
      for (let failures = 0; !isStopping; ) {
        try {
          await client.start();
          if (failures > 0) log.info('a line to Slack is open again');
          failures = 0;
          if (isOpen) await new Promise<void>(resolve => client.once('disconnected', () => resolve()));
        } catch (error) {
          failures += 1;
          log.warn({ err: error }, 'no line to Slack; it is tried again');
        }
        if (failures > 0 && !isStopping) await pause(Math.min(MOST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures));
      }
    }

    return {
      isOpen: () => isOpen,
      /** until the first try is over */
      open: async (): Promise<void> => {
        const connected = new Promise<void>(resolve => client.once('connected', () => resolve()));
        void keepOpen();
        await within(OPENING_MS, connected);
      },
      close: () => within(OPENING_MS / 5, client.disconnect()),
    };
  }

  /** All that came so far, as long as Slack waits for it. */
  const ended = (): Promise<unknown> => within(ANSWER_MS, Promise.allSettled(running));

  const lines = Array.from({ length: CONNECTIONS }, line);
  const server = createServer((req, res) => {
    if (!o.served(req, res)) res.writeHead(404).end();
  });

  return {
    init: bolt => {
      app = bolt;
    },
    connected: () => lines.some(l => l.isOpen()),
    start: async port => {
      await refusedToken(o);
      server.listen(port);
      await once(server, 'listening');
      await Promise.all(lines.map(l => l.open()));
      return server;
    },
    stop: async () => {
      isStopping = true;
      await ended();
      await Promise.all(lines.map(l => l.close()));
    },
  };
}

const isGoodbye = (data: string): boolean => {
  try {
    return JSON.parse(data).type === 'disconnect';
  } catch {
    return false;
  }
};

/** Throws `SlackUnavailable` where Slack knows the token and refuses it; a network that is away mends itself. */
async function refusedToken({ appToken, apiUrl }: { appToken: string; apiUrl: string }): Promise<void> {
  try {
    await new WebClient(appToken, singleTry(apiUrl, OPENING_MS)).apps.connections.open({});
  } catch (error) {
    const refused = refusedAs(error);
    if (refused)
      throw new SlackUnavailable(
        `Slack refused SLACK_APP_TOKEN (${refused}). Make one with the scope connections:write on the app's "Basic Information" page, and switch Socket Mode on.`,
      );
  }
}
