import type { Owed } from '../shared/effects.ts';
import type { Press } from '../slack/router.ts';
import { point } from '../workspace/points.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Decided, ForceChange, KindFamily, RequestKind } from './kinds.ts';
import type { RequestDoc } from './store.ts';

export const requestKind = point<(ws: Workspace) => RequestKind>('a kind of request');

export const kindFamily = point<(ws: Workspace) => KindFamily>('a family of kinds');

export interface RequestForm {
  of(kind: string): boolean;
  /** With the sent answers: to change the request, or as a `copy` for a new one. */
  edit(ws: Workspace, press: Press, request: RequestDoc, copy?: 'copy'): Promise<void>;
  /** For a change of an approved request. */
  change?(ws: Workspace, press: Press, request: RequestDoc): Promise<void>;
  /** Enters the birth that a request names, by its person or HR. */
  birth?(ws: Workspace, press: Press, request: RequestDoc): Promise<void>;
  /** By HR, for the person of a request that stands as sent. */
  revise?(ws: Workspace, press: Press, request: RequestDoc): Promise<void>;
}

export const requestForm = point<RequestForm>('the form of a kind');

/** Managers decide where the set-up says so. */
export const managedKind = point<string>('a kind that managers decide on');

/** What follows where a request comes into force or is no longer; stored with the decision. Pure. */
export const forceChanged =
  point<(ws: Workspace, request: Decided, change: ForceChange) => Owed[]>('what follows from a decision');

/** `long`: on long leave (휴직), so that nothing waits for them. */
export const wholeDayAway = point<(ws: Workspace) => Promise<ReadonlyMap<string, 'day' | 'long'>>>('who is away');

export interface AwayMate {
  name: string;
  periods: { from: string; to: string }[];
}

/** By request: who of the team is away on its days, the earliest return first. */
export const teamAway =
  point<(ws: Workspace, requests: readonly RequestDoc[]) => Promise<Map<string, AwayMate[]>>>(
    'who of the team is away',
  );

export const closedMonths = point<{
  isClosed(ws: Workspace, date: string): Promise<boolean>;
  /** 'YYYY-MM' */
  since(ws: Workspace, month: string): Promise<ReadonlySet<string>>;
}>('closed months');
