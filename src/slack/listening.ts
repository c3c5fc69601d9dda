import type { Server } from 'node:http';
import { App, ErrorCode } from '@slack/bolt';
import type { Log } from '../shared/log.ts';
import { boltLogger } from '../slack-api/bolt-logger.ts';
import type { Identity } from '../slack-api/identity.ts';
import { httpReceiver } from './receiver.ts';
import type { Router } from './router.ts';

/** Answers under way when the app ends have so long, ms. */
const ENDING_MS = 3_000;

export interface Listening {
  /** where it listens */
  port: number;
  /** No more is taken; what is being answered is answered. */
  stop(): Promise<void>;
}

/** Takes what Slack sends to the one workspace that `me` is installed in. `port: 0` takes a free one. */
export async function listen(
  router: Router,
  o: Omit<Parameters<typeof httpReceiver>[0], 'log'> & {
    port: number;
    me: Identity;
    botToken: string;
    apiUrl: string;
    log: Log;
  },
): Promise<Listening> {
  const { me, botToken, log } = o;
  const bolt = new App({
    receiver: httpReceiver(o),
    authorize: async ({ teamId }) => {
      if (teamId !== undefined && teamId !== me.teamId) throw new Error(`not installed in workspace ${teamId}`);
      return { botToken, botId: me.botId, botUserId: me.userId, teamId: me.teamId };
    },
    logger: boltLogger(log),
    convoStore: false,
    clientOptions: { slackApiUrl: o.apiUrl },
    deferInitialization: true,
  });
  bolt.error(async error => {
    const err = error.original ?? error;
    if (error.code === ErrorCode.AuthorizationError) log.warn({ err }, 'another workspace was refused');
    else log.error({ err }, 'an event was not handled; Slack sends it again');
    throw error;
  });
  await bolt.init();
  router.attach(bolt);
  const server = (await bolt.start(o.port)) as Server;
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : o.port,
    stop: async () => {
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      server.closeIdleConnections();
      const impatient = setTimeout(() => server.closeAllConnections(), ENDING_MS);
      await closed;
      clearTimeout(impatient);
    },
  };
}
