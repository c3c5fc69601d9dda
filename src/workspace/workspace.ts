import type { Db } from 'mongodb';
import type { Config } from '../config.ts';
import type { Received } from '../outbox/received.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import type { Policies } from '../settings/change.ts';
import type { Channels } from '../settings/channels.ts';
import type { PolicyInForce } from '../settings/policy-in-force.ts';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { SlackClients } from '../slack-api/clients.ts';

/** One Slack workspace in this process, the first argument of every function of a feature. */
export interface Workspace {
  /** the first part of every key */
  readonly team: string;
  readonly config: Config;
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly slack: SlackClients;
  readonly outbox: Outbox;
  readonly received: Received;
  readonly people: People;
  readonly rights: PeopleAdministration;
  /** current policy, read at each use: zone, language, calendar */
  readonly policy: PolicyInForce;
  readonly policies: Policies;
  readonly channels: Channels;
  readonly refusals: Refusals;
  /** undefined: no public address */
  publicUrl(): string | undefined;
  /** see `points.ts` */
  readonly provided: ReadonlyMap<unknown, readonly unknown[]>;
}

/** Made at the first use: stores, caches, a job's memory. */
export function perWorkspace<T>(make: (ws: Workspace) => T): (ws: Workspace) => T {
  const made = new WeakMap<Workspace, { value: T }>();
  return ws => {
    const found = made.get(ws) ?? { value: make(ws) };
    made.set(ws, found);
    return found.value;
  };
}
