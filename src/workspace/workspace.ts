import type { Db } from 'mongodb';
import type { Config } from '../config.ts';
import type { Received } from '../outbox/received.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import type { Policies } from '../settings/change.ts';
import type { Channels } from '../settings/channels.ts';
import type { Workplace } from '../settings/workplace.ts';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { SlackClients } from '../slack-api/clients.ts';

/** One Slack workspace in this process. Every function of a feature takes it first; nothing of it is kept outside. */
export interface Workspace {
  /** Slack's id of it: the first part of every key */
  readonly team: string;
  readonly config: Config;
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly slack: SlackClients;
  readonly outbox: Outbox;
  readonly received: Received;
  readonly people: People;
  /** what people may, and what administrators change of them */
  readonly rights: PeopleAdministration;
  /** the policy in force, as it is read at each use: zone, language, calendar */
  readonly policy: Workplace;
  /** its versions, and changing it */
  readonly policies: Policies;
  readonly channels: Channels;
  readonly refusals: Refusals;
  /** where browsers and calendar programs reach Daybook; undefined where it has no public address */
  publicUrl(): string | undefined;
  /** what features provide at points of others: see `points.ts` */
  readonly provided: ReadonlyMap<unknown, readonly unknown[]>;
}

/** Makes something once for each workspace, when it is first asked for: stores, caches, what a job remembers. */
export function perWorkspace<T>(make: (ws: Workspace) => T): (ws: Workspace) => T {
  const made = new WeakMap<Workspace, { value: T }>();
  return ws => {
    const found = made.get(ws) ?? { value: make(ws) };
    made.set(ws, found);
    return found.value;
  };
}
