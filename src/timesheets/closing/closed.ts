import type { Workspace } from '../../workspace/workspace.ts';
import { months } from './store.ts';

export const isClosed = async (ws: Workspace, date: string): Promise<boolean> =>
  (await months(ws).get(ws.team, date.slice(0, 7)))?.closed === true;

export const closedSince = async (ws: Workspace, month: string): Promise<ReadonlySet<string>> =>
  new Set((await months(ws).from(ws.team, month)).filter(m => m.closed).map(m => m.month));
