import type { Words } from '../i18n/index.ts';
import type { Person } from '../people/rules.ts';
import type { Press } from '../slack/router.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { decideRequest, type RequestCommand, type Sending, type SendOutcome, sendRequest } from './actions.ts';
import { type PresenceFacts, presenceOf } from './presence.ts';
import { previewRoute } from './preview.ts';
import type { Facts } from './route/policy.ts';
import type { RequestDoc } from './store.ts';

// Until the rooms that import these are converted: they import the functions themselves then.
export { kinds } from './registry.ts';
export { requests } from './store.ts';

export interface Approvals {
  send<Problem>(sending: Sending, validate: (others: RequestDoc[]) => Problem[]): Promise<SendOutcome<Problem>>;
  decide(actor: Person, id: string, command: RequestCommand, key: string): ReturnType<typeof decideRequest>;
}
export const approvals = (ws: Workspace): Approvals => ({
  send: (sending, validate) => sendRequest(ws, sending, validate),
  decide: (actor, id, command, key) => decideRequest(ws, actor, id, command, key),
});

export interface Presences {
  of(users: Iterable<string>): Promise<PresenceFacts>;
}
export const presences = (ws: Workspace): Presences => ({ of: users => presenceOf(ws, users) });

export type RoutePreview = (asked: { kind: string; user: string; facts: Facts }, w: Words) => Promise<string[]>;
export const preview =
  (ws: Workspace): RoutePreview =>
  (asked, w) =>
    previewRoute(ws, asked, w);

export type Editor = (press: Press, request: RequestDoc, copy?: 'copy') => Promise<void>;
