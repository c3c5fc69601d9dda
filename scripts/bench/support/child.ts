import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver } from '@slack/bolt';
import type { CommandStartedEvent } from 'mongodb';
import { startDaybook } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import { connect } from '../../../src/db/connection.ts';
import { createLog } from '../../../src/shared/log.ts';
import type { Answer, Ask, Start } from './children.ts';

/**
 * One process that is measured: Daybook, or a bare Bolt app that stores nothing and publishes a fixed Home. Whoever
 * presses, and Slack, are in the process that started it.
 */
const SILENT = new Set(['hello', 'ismaster', 'endSessions', 'ping']);

interface Running {
  port: number;
  idle(): Promise<void>;
  stop(): Promise<unknown>;
  commands(): Answer['commands'];
}

async function bare({ api, secret, token }: Start): Promise<Running> {
  const app = new App({
    receiver: new HTTPReceiver({ signingSecret: secret, endpoints: '/slack/events' }),
    authorize: async () => ({ botToken: token, botId: 'BBOT', botUserId: 'UBOT' }),
    clientOptions: { slackApiUrl: api },
    convoStore: false,
  });
  const view = { type: 'home', blocks: [{ type: 'divider' }] } as never;
  app.action(/.*/, async ({ ack, client, body }) => {
    await ack();
    await client.views.publish({ user_id: body.user.id, view });
  });
  app.event('app_home_opened', async ({ client, event }) => {
    await client.views.publish({ user_id: event.user, view });
  });
  const server = (await app.start(0)) as Server;
  return {
    port: (server.address() as AddressInfo).port,
    idle: async () => undefined,
    stop: () => app.stop(),
    commands: () => [],
  };
}

async function daybook({ api, secret, token, channel, database: { uri, name }, counted }: Start): Promise<Running> {
  const log = createLog('error');
  const database = await connect({ uri, name, log, monitored: counted });
  const config = readConfig({
    ...{ SLACK_BOT_TOKEN: token, SLACK_SIGNING_SECRET: secret, SLACK_API_URL: api },
    DAYBOOK_ADMIN_CHANNEL: channel,
  });
  let sent: NonNullable<Answer['commands']> = [];
  const running = new Map<string, { what: string; from: number }>();
  if (counted) {
    const key = (e: { address: string; requestId: number }): string => `${e.address}/${e.requestId}`;
    const ended = (e: { address: string; requestId: number }): void => {
      const found = running.get(key(e));
      running.delete(key(e));
      if (found) sent.push({ ...found, to: performance.timeOrigin + performance.now() });
    };
    const started = (e: CommandStartedEvent): void => {
      // The polls of the outbox belong to nobody's press.
      if (SILENT.has(e.commandName) || 'effects.due' in ((e.command.filter as object) ?? {})) return;
      const what = `${String(e.command[e.commandName])}.${e.commandName}`;
      running.set(key(e), { what, from: performance.timeOrigin + performance.now() });
    };
    for (const client of [database.client, database.bulkClient])
      client.on('commandStarted', started).on('commandSucceeded', ended).on('commandFailed', ended);
  }
  const app = await startDaybook({ config: { ...config, port: 0 }, database, log });
  await app.idle();
  return {
    port: app.port,
    idle: () => app.idle(),
    stop: async () => {
      await app.stop();
      await database.close();
    },
    commands: () => {
      const all = sent;
      sent = [];
      return all;
    },
  };
}

const start = JSON.parse(process.argv[2] ?? '{}') as Start;
const running = await (start.what === 'bare' ? bare(start) : daybook(start));
const answer = (a: Answer): void => void process.send?.(a);

process.on('message', (ask: Ask) => {
  void (async () => {
    if (ask === 'idle') await running.idle();
    if (ask === 'collected') (globalThis as { gc?: () => void }).gc?.();
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed } = process.memoryUsage();
    const commands = ask === 'commands' ? running.commands() : [];
    answer({ port: running.port, cpu: (user + system) / 1000, rss, heap: heapUsed, commands });
    if (ask === 'stop') {
      await running.stop();
      process.disconnect();
    }
  })();
});
// Nobody measures any more.
process.on('disconnect', () => process.exit());
answer({ port: running.port, cpu: 0, rss: 0, heap: 0, commands: [] });
