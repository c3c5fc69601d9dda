import type { Db } from 'mongodb';
import pLimit from 'p-limit';
import type { Access } from './config.ts';
import { tokenOf, uninstalled } from './installations/actions.ts';
import { type InstallationDoc, installationStore } from './installations/store.ts';
import type { Clock } from './shared/clock.ts';
import type { Log } from './shared/log.ts';
import { refusedAs } from './slack-api/errors.ts';
import type { Identity } from './slack-api/identity.ts';
import type { Running } from './workspace/open.ts';

/** Those that this process serves: the one whose token is configured, or all that have installed the app. */
export interface Workspaces {
  all(): readonly Running[];
  /** undefined: not installed, or the app is gone from it */
  find(team: string | undefined): Promise<Running | undefined>;
  /** opens or closes a workspace whose installation has changed */
  follow(team: string): Promise<void>;
  /** the same for all: other processes install and close, too */
  followAll(): Promise<void>;
  /** Slack's word that the app, or its token, is gone */
  gone(team: string, step: { at: number; what: 'uninstalled' | 'revoked' }): Promise<void>;
  stop(): Promise<void>;
}

type Open = (slack: { botToken: string; me?: Identity }) => Promise<Running>;

export async function workspaces(o: {
  access: Access;
  open: Open;
  db: Db;
  clock: Clock;
  log: Log;
}): Promise<Workspaces> {
  if (!('botToken' in o.access)) return installedOnes({ ...o, client: o.access.install });
  const only = await o.open(o.access);
  const none = async (): Promise<void> => undefined;
  return {
    all: () => [only],
    find: async team => (team === undefined || team === only.ws.team ? only : undefined),
    follow: none,
    followAll: none,
    gone: async () => o.log.error('the app was uninstalled: install it again, and set its new SLACK_BOT_TOKEN'),
    stop: () => only.stop(),
  };
}

/** Slack is asked whether it still takes a token at the start, and so often: its word may have come to nobody. */
const ASKED_MS = 3_600_000;
/** Of a token that is worth nothing any more; what Slack says by mistake in an outage is not among them. */
const DEAD = new Set(['account_inactive', 'token_revoked']);

const AT_ONCE = 8;

interface Opened {
  running: Running;
  /** of the installation, ms */
  at: number;
  asked: number;
}

async function installedOnes(o: {
  client: Parameters<typeof tokenOf>[0];
  open: Open;
  db: Db;
  clock: Clock;
  log: Log;
}): Promise<Workspaces> {
  const { client, db, clock, log } = o;
  const store = installationStore(db);
  const opened = new Map<string, Opened>();
  const turns = new Map<string, Promise<void>>();

  /** One after another for each workspace. */
  function inTurn(team: string, work: () => Promise<void>): Promise<void> {
    const turn = (turns.get(team) ?? Promise.resolve()).catch(() => undefined).then(work);
    turns.set(team, turn);
    return turn.finally(() => turns.get(team) === turn && turns.delete(team));
  }

  async function openOne(doc: InstallationDoc): Promise<void> {
    const { team, bot, at } = doc;
    const botToken = tokenOf(client, doc);
    if (botToken === undefined) {
      log.error({ team }, 'a token is sealed with a key that DAYBOOK_TOKEN_KEY does not have');
      return;
    }
    const running = await o.open({ botToken, me: { teamId: team, userId: bot.user, botId: bot.id } });
    opened.set(team, { running, at, asked: 0 });
    log.info({ team }, 'a workspace is open');
  }

  async function close({ running }: Opened): Promise<void> {
    await running.idle();
    await running.stop();
  }

  async function asInstalled(team: string): Promise<void> {
    const doc = await store.get(team);
    const known = opened.get(team);
    if (known && doc?.on && doc.at === known.at) return;
    if (known) opened.delete(team);
    if (doc?.on) await openOne(doc);
    if (known) {
      if (!doc?.on) log.info({ team }, 'a workspace is closed');
      void close(known).catch(error => log.warn({ err: error, team }, 'a workspace was not closed cleanly'));
    }
  }

  const self: Workspaces = {
    all: () => [...opened.values()].map(w => w.running),
    find: async team => {
      if (team === undefined) return undefined;
      if (!opened.has(team)) await self.follow(team);
      return opened.get(team)?.running;
    },
    follow: team => inTurn(team, () => asInstalled(team)),
    followAll: async () => {
      const now = clock.now();
      const all = await store.all();
      const changed = all.filter(i => (i.on ? opened.get(i.team)?.at !== i.at : opened.has(i.team)));
      await each(changed, ({ team }) => self.follow(team));
      const due = [...opened.values()].filter(w => w.asked + ASKED_MS <= now || w.asked > now);
      await each(due, async known => {
        known.asked = now;
        await stillTaken(known.running);
      });
    },
    gone: (team, step) =>
      uninstalled({ db, follow: self.follow, workspace: async id => (await self.find(id))?.ws }, team, step),
    stop: async () => {
      await Promise.all([...opened.values()].map(w => w.running.stop()));
    },
  };

  async function stillTaken({ ws }: Running): Promise<void> {
    try {
      await ws.slack.bulk.auth.test();
    } catch (error) {
      if (DEAD.has(refusedAs(error) ?? '')) await self.gone(ws.team, { at: clock.now(), what: 'revoked' });
    }
  }

  /** One that fails is tried again in a minute, and holds up no other. */
  async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
    const limit = pLimit(AT_ONCE);
    const done = await Promise.allSettled(items.map(item => limit(work, item)));
    for (const { reason } of done.filter(r => r.status === 'rejected'))
      log.warn({ err: reason }, 'a workspace was not opened or closed; it is tried again');
  }

  await self.followAll();
  return self;
}
