import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Db } from 'mongodb';
import type { Config } from '../config.ts';
import type { Owing } from '../db/documents.ts';
import type { Stored } from '../db/stored.ts';
import type { EffectKind } from '../outbox/effect.ts';
import type { Sender } from '../outbox/sender.ts';
import type { Audience } from '../settings/channels.ts';
import type { Clock } from '../shared/clock.ts';
import type { Effect } from '../shared/effects.ts';
import type { Log } from '../shared/log.ts';
import type { Contribution } from './points.ts';
import type { Routes } from './routes.ts';
import type { Workspace } from './workspace.ts';

/** Runs every minute. A failure is logged, and others still run. */
export interface Job {
  name: string;
  run(ws: Workspace): Promise<unknown>;
}

/** The address of a page names the workspace. */
export interface Host {
  config: Config;
  db: Db;
  clock: Clock;
  log: Log;
  workspace(team: string): Promise<Workspace | undefined>;
  all(): readonly Workspace[];
  /** opens or closes a workspace whose installation has changed */
  follow(team: string): Promise<void>;
}

/** A path that ends in `/` takes everything below it, and is never logged. */
export interface Page {
  path: string;
  handle(host: Host, req: IncomingMessage, res: ServerResponse): Promise<void>;
}

export interface Feature {
  name: string;
  /** Off: no routes, jobs and pages; its collections and effects stay known. */
  when?(config: Config): boolean;
  collections?: readonly Stored<unknown>[];
  routes?(r: Routes): void;
  effects?: readonly EffectHandler[];
  jobs?: readonly Job[];
  pages?: readonly Page[];
  provides?: readonly Contribution[];
}

/** Set on the document in the write that removes the effect. */
export type Delivered = Promise<Record<string, unknown> | undefined> | Promise<void>;

export interface EffectHandler {
  kind: Pick<EffectKind<unknown, unknown>, 'kind' | 'collections' | 'schema'>;
  /** a refusal becomes the trouble of this audience's channel */
  audience?: Audience;
  /** Slack's method that it calls for many people at once, and whose limit it keeps to */
  pace?: 'views.publish' | 'chat.postMessage';
  run(ws: Workspace, doc: Owing, effect: Effect, sender: Sender): Delivered;
}

/** With parsed data; `doc`: as stored. */
export interface Came<D, C> extends Pick<Effect, 'id' | 'to' | 'lane' | 'tries'> {
  data: D;
  doc: C;
}

export const handle = <D, C>(
  kind: EffectKind<D, C>,
  deliver: (ws: Workspace, came: Came<D, C & Owing>, sender: Sender) => Delivered,
  audience?: Audience,
): EffectHandler => ({
  kind,
  ...(audience ? { audience } : {}),
  run: (ws, doc, effect, sender) => {
    const { id, to, lane, tries } = effect;
    return deliver(ws, { id, to, lane, tries, data: kind.read(effect), doc: doc as C & Owing }, sender);
  },
});

/** What a job may owe to hundreds at once: it goes at Slack's pace, and lets whoever waits for an answer go first. */
export const paced = (pace: NonNullable<EffectHandler['pace']>, handler: EffectHandler): EffectHandler => ({
  ...handler,
  pace,
});
