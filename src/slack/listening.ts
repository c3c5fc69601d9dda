import type { Server } from 'node:http';
import { App, ErrorCode } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import type { Entrance } from '../config.ts';
import type { Log } from '../shared/log.ts';
import { boltLogger } from '../slack-api/bolt-logger.ts';
import type { Identity } from '../slack-api/identity.ts';
import { pageServer, type ServedPage } from './pages.ts';
import { httpReceiver } from './receiver.ts';
import type { Router } from './router.ts';
import { socketReceiver } from './socket-receiver.ts';

/** For running answers, ms. */
const ENDING_MS = 3_000;

export interface Listening {
  port: number;
  /** Finishes running answers. */
  stop(): Promise<void>;
}

export interface Installed {
  me: Identity;
  botToken: string;
  router: Router;
}

/** `installed`: by team. `port: 0` takes a free one. */
export async function listen(
  installed: ReadonlyMap<string, Installed>,
  o: {
    port: number;
    apiUrl: string;
    entrance: Entrance;
    log: Log;
    ready: () => Promise<boolean>;
    pages: readonly ServedPage[];
  },
): Promise<Listening> {
  const { log, entrance } = o;
  let isStopping = false;
  const ready = async (): Promise<boolean> => !isStopping && (socket?.connected() ?? true) && (await o.ready());
  const served = pageServer({ log, ready, pages: o.pages });
  const receiver =
    'appToken' in entrance
      ? socketReceiver({ ...entrance, apiUrl: o.apiUrl, log, served })
      : httpReceiver({ ...entrance, log, served });
  const socket = 'connected' in receiver ? receiver : undefined;
  const bolt = new App({
    receiver,
    authorize: async ({ teamId }) => {
      const [only, second] = [...installed.values()];
      const found = teamId === undefined && !second ? only : installed.get(teamId ?? '');
      if (!found) throw new Error(`not installed in workspace ${teamId}`);
      const { me, botToken } = found;
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
  attach(bolt, team => (installed.get(team ?? '') as Installed).router.answers);
  const server = (await bolt.start(o.port)) as Server;
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : o.port,
    stop: async () => {
      isStopping = true;
      await socket?.stop();
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      server.closeIdleConnections();
      const impatient = setTimeout(() => server.closeAllConnections(), ENDING_MS);
      await closed;
      clearTimeout(impatient);
    },
  };
}

/** Bolt has authorized the workspace by now. */
function attach(app: App, answersOf: (team: string | undefined) => Router['answers']): void {
  app.action(/.*/, async ({ body, ack, context }) => {
    await answersOf(context.teamId).action(body as never);
    await ack();
  });
  app.view(/.*/, ({ body, ack, context }) =>
    answersOf(context.teamId).view(body as never, answer => ack(answer as never)),
  );
  app.shortcut(/.*/, async ({ body, ack, context }) => {
    await answersOf(context.teamId).shortcut(body as never);
    await ack();
  });
  app.command(/.*/, async ({ command, ack, context }) => {
    const { text, blocks } = await answersOf(context.teamId).command(command);
    const shown: KnownBlock[] = blocks;
    // The modal is open already.
    if (text === '') await ack();
    else await ack({ response_type: 'ephemeral', text, ...(shown.length > 0 ? { blocks: shown } : {}) });
  });
  app.event(/.*/, ({ event, body, context }) => answersOf(context.teamId).event(event as never, body.event_id));
}
