import type { OAuthClient } from '../config.ts';
import { retryOnConflict } from '../db/retry.ts';
import { owe } from '../shared/effects.ts';
import { secrets } from '../shared/secrets.ts';
import type { Host } from '../workspace/feature.ts';
import { workspaceLeft } from '../workspace/leaving.ts';
import { owedWelcome } from './effects.ts';
import { INSTALLATIONS, type InstallationDoc, installationStore } from './store.ts';

/** What a workspace's token is sealed about. */
export const sealedAbout = (team: string): string => `installation:${team}`;

/** Undefined: gone, or sealed with a key that is not configured. */
export const tokenOf = (client: Pick<OAuthClient, 'keys'>, { team, token }: InstallationDoc): string | undefined =>
  secrets(client.keys).unseal(token, sealedAbout(team));

export interface Installed {
  team: string;
  name: string;
  token: string;
  bot: InstallationDoc['bot'];
  /** who installed the app */
  by: string;
  /** of the code that Slack gave for it */
  key: string;
}

/** Stores the token and opens the workspace. Whoever installs anew goes on with the same data. */
export async function install(host: Host, client: OAuthClient, given: Installed): Promise<void> {
  const { team, name, bot, by, key } = given;
  const store = installationStore(host.db);
  const at = host.clock.now();
  const token = secrets(client.keys).seal(given.token, sealedAbout(team));
  const effects = await retryOnConflict(async () => {
    const was = await store.get(team);
    if (was?.history.some(h => h.key === key)) return [];
    // More rights for a workspace that is open already need no greeting.
    const owed = was?.on ? [] : owe([owedWelcome(by)], at);
    const step = { at, what: was ? ('installed-again' as const) : ('installed' as const), by, key };
    return (await store.save(was, { team, name, on: true, token, bot, at }, step, owed)) ? owed : undefined;
  });
  if (!effects) throw new Error(`the installation of ${team} changes too often at once`);
  await host.follow(team);
  (await host.workspace(team))?.outbox.notify(INSTALLATIONS, team, effects);
}

/** Clocks of Slack and this machine differ, ms. */
const SKEW_MS = 60_000;

/**
 * The app is gone from a workspace: its tokens are removed, and nothing more is done for it. `at`: Slack's time of it;
 * a late word of it must not end a newer installation. Data stay.
 */
export async function uninstalled(
  host: Pick<Host, 'db' | 'workspace' | 'follow'>,
  team: string,
  step: { at: number; what: 'uninstalled' | 'revoked' },
): Promise<void> {
  const store = installationStore(host.db);
  const ended = await retryOnConflict(async () => {
    const was = await store.get(team);
    if (!was?.on || step.at + SKEW_MS < was.at) return true;
    const ws = await host.workspace(team);
    // Before, so that a second delivery of the event finishes what a dead process began.
    if (ws) for (const leave of workspaceLeft.of(ws)) await leave(ws);
    const { name, bot, at } = was;
    const next = { team, name, on: false, token: '', bot, at };
    return (await store.save(was, next, { ...step, key: `${step.what}:${step.at}` }, [])) || undefined;
  });
  if (ended === undefined) throw new Error(`the installation of ${team} changes too often at once`);
  await host.follow(team);
}
