import type { WebClient } from '@slack/web-api';
import type { Stored } from '../db/stored.ts';
import { effect } from '../outbox/effect.ts';
import { currentRequest } from '../shared/request.ts';
import type { Press, Submission } from '../slack/router.ts';
import { point } from './points.ts';
import { perWorkspace, type Workspace } from './workspace.ts';

export interface HomeDrawing {
  publish(ws: Workspace, user: string, client: WebClient): Promise<void>;
  /** the list behind Home, after the press changed it */
  redrawList(ws: Workspace, press: Press): Promise<void>;
  /** the list of days that need an answer, under its form */
  answersBeneath(ws: Workspace, s: Submission): void;
}

export const homeDrawing = point<HomeDrawing>('the drawing of Home');

/** Many kinds of documents carry it; `user`: their owner. */
export const drawHome = effect<Stored<{ user?: string }>>('home', []);

export const owedHome = (user: string) => drawHome.owed({ to: user, lane: `home:${user}` });

/** Only Homes that were opened before. */
export async function redrawHomes(ws: Workspace, users: readonly string[]): Promise<void> {
  const seen = (await ws.people.some(users)).filter(p => p.homeSeenAt !== undefined);
  const { publish } = homeDrawing.only(ws);
  await Promise.all(seen.map(p => publish(ws, p.user, ws.slack.bulk)));
}

export const redrawAdministrators = async (ws: Workspace): Promise<void> =>
  redrawHomes(
    ws,
    (await ws.people.administrators()).map(p => p.user),
  );

/** A Home at Slack. What is read at `since` (ms of `performance.now`) or later is not older. */
export interface ShownHome {
  hash: string;
  since: number;
}

const MOST_KNOWN = 20_000;
const shown = perWorkspace(() => new Map<string, ShownHome>());

export const shownHome = (ws: Workspace, user: string): ShownHome | undefined => shown(ws).get(user);

export function keepShownHome(ws: Workspace, user: string, home: ShownHome): void {
  const known = shown(ws);
  if (known.size > MOST_KNOWN) known.clear();
  known.set(user, home);
}

/** Hashes begin with their second. */
const secondOf = (hash: string): number => Number.parseInt(hash, 10);

/** What somebody sees who presses something on their Home, or opens it: another process may have drawn it last. */
export function noteShownHome(ws: Workspace, user: string, hash: unknown): void {
  const before = shownHome(ws, user);
  if (typeof hash !== 'string' || (before && !(secondOf(before.hash) < secondOf(hash)))) return;
  keepShownHome(ws, user, { hash, since: currentRequest()?.begun ?? performance.now() });
}
