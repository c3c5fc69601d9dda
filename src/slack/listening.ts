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

/** `port: 0` takes a free one. */
export async function listen(o: {
  port: number;
  apiUrl: string;
  entrance: Entrance;
  log: Log;
  ready: () => Promise<boolean>;
  pages: readonly ServedPage[];
  /** the workspace that Slack names */
  find: (team: string | undefined) => Promise<Installed | undefined>;
  /** The app, or its token, is gone from a workspace; `at`: when, ms. */
  gone: (team: string, step: { at: number; what: 'uninstalled' | 'revoked' }) => Promise<void>;
}): Promise<Listening> {
  const { log, entrance } = o;
  let isStopping = false;
  const unready = async (): Promise<string | undefined> => {
    if (isStopping) return 'it is stopping';
    if (socket && !socket.connected()) return 'no line to Slack is open';
    return (await o.ready()) ? undefined : 'the database does not answer';
  };
  const served = pageServer({ log, unready, pages: o.pages });
  const receiver =
    'appToken' in entrance
      ? socketReceiver({ ...entrance, apiUrl: o.apiUrl, log, served })
      : httpReceiver({ ...entrance, log, served });
  const socket = 'connected' in receiver ? receiver : undefined;
  const bolt = new App({
    receiver,
    authorize: async ({ teamId }) => {
      const found = await o.find(teamId);
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
  attach(bolt, o);
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

/** Bolt has authorized the workspace by now, but for the last two events that Slack sends of one. */
function attach(app: App, { find, gone }: Pick<Parameters<typeof listen>[0], 'find' | 'gone'>): void {
  const answersOf = async (team: string | undefined): Promise<Router['answers']> => {
    const found = await find(team);
    if (!found) throw new Error(`the app is gone from workspace ${team}`);
    return found.router.answers;
  };
  app.action(/.*/, async ({ body, ack, context }) => {
    await (await answersOf(context.teamId)).action(body as never);
    await ack();
  });
  app.view(/.*/, async ({ body, ack, context }) =>
    (await answersOf(context.teamId)).view(body as never, answer => ack(answer as never)),
  );
  app.shortcut(/.*/, async ({ body, ack, context }) => {
    await (await answersOf(context.teamId)).shortcut(body as never);
    await ack();
  });
  app.command(/.*/, async ({ command, ack, context }) => {
    const { text, blocks } = await (await answersOf(context.teamId)).command(command);
    const shown: KnownBlock[] = blocks;
    // The modal is open already.
    if (text === '') await ack();
    else await ack({ response_type: 'ephemeral', text, ...(shown.length > 0 ? { blocks: shown } : {}) });
  });
  app.event(/.*/, async ({ event, body, context }) => {
    const found = await find(context.teamId);
    // The other of the two events was first.
    if (!found) return;
    await found.router.answers.event(event as never, body.event_id);
    const what = ending(event, found.me);
    if (what) await gone(found.me.teamId, { at: (body.event_time ?? Date.now() / 1000) * 1000, what });
  });
}

/** What an event says of the app itself. */
function ending(event: { type: string }, me: Identity): 'uninstalled' | 'revoked' | undefined {
  if (event.type === 'app_uninstalled') return 'uninstalled';
  const { tokens } = event as { tokens?: { bot?: string[] } };
  return event.type === 'tokens_revoked' && tokens?.bot?.includes(me.userId) ? 'revoked' : undefined;
}
