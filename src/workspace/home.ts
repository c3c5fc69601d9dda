import type { WebClient } from '@slack/web-api';
import type { Stored } from '../db/stored.ts';
import { effect } from '../outbox/effect.ts';
import type { Press, Submission } from '../slack/router.ts';
import { point } from './points.ts';
import type { Workspace } from './workspace.ts';

/** Draws people's Homes and the lists behind them. */
export interface HomeDrawing {
  /** a person's Home as it stands now */
  publish(ws: Workspace, user: string, client: WebClient): Promise<void>;
  /** the list behind Home that a press stands in, after the press changed it */
  redrawList(ws: Workspace, press: Press): Promise<void>;
  /** the list of days that need an answer, under a form that was sent from it */
  answersBeneath(ws: Workspace, s: Submission): void;
}

export const homeDrawing = point<HomeDrawing>('the drawing of Home');

/** For whoever's Home shows what changed. Documents of many kinds carry it; `user`: whose they are. */
export const drawHome = effect<Stored<{ user?: string }>>('home', []);

export const owedHome = (user: string) => drawHome.owed({ to: user, lane: `home:${user}` });

/** Homes that were opened before, as they stand now. */
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
