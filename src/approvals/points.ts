import type { Press } from '../slack/router.ts';
import { point } from '../workspace/points.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { KindFamily, RequestKind } from './kinds.ts';
import type { RequestDoc } from './store.ts';

/** A kind of request; made when one is first shown. */
export const requestKind = point<(ws: Workspace) => RequestKind>('a kind of request');

/** Kinds that are made while Daybook runs. */
export const kindFamily = point<(ws: Workspace) => KindFamily>('a family of kinds');

/** The form of requests of a kind. */
export interface RequestForm {
  of(kind: string): boolean;
  /** Opens it filled as the request was sent: to change the request itself, or as a `copy` to ask for the same again. */
  edit(ws: Workspace, press: Press, request: RequestDoc, copy?: 'copy'): Promise<void>;
  /** Opens it for a change of an approved request. */
  change?(ws: Workspace, press: Press, request: RequestDoc): Promise<void>;
}

export const requestForm = point<RequestForm>('the form of a kind');

/** Kinds that managers decide on where the set-up says so. */
export const managedKind = point<string>('a kind that managers decide on');

/** Who is on leave for the whole of a date. */
export const wholeDayAway = point<(ws: Workspace, date: string) => Promise<ReadonlySet<string>>>('who is away');

/** A colleague who is away on days of a request. `name` is raw. */
export interface AwayMate {
  name: string;
  periods: { from: string; to: string }[];
}

/** By request: who of its person's team is away on its days, whoever comes back first at the top. */
export const teamAway =
  point<(ws: Workspace, requests: readonly RequestDoc[]) => Promise<Map<string, AwayMate[]>>>(
    'who of the team is away',
  );
