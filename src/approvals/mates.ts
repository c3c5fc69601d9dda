import type { Words } from '../i18n/index.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { teamAway } from './points.ts';
import type { RequestDoc } from './store.ts';

/** By request: team members away on its days. */
export const namesAway = async (ws: Workspace, asked: readonly RequestDoc[]): Promise<Map<string, string[]>> =>
  new Map([...(await teamAway.only(ws)(ws, asked))].map(([id, mates]) => [id, mates.map(m => m.name)]));

/** For a card: name and days, each person once. */
export const linesAway = async (ws: Workspace, request: RequestDoc, w: Words): Promise<string[]> =>
  ((await teamAway.only(ws)(ws, [request])).get(request._id) ?? []).map(
    ({ name, periods }) => `${name} ${periods.map(p => w.range(p.from, p.to)).join('·')}`,
  );
