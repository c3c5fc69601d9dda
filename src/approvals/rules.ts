import type { Owed } from '../shared/effects.ts';
import { type Decision, refuse } from '../shared/result.ts';

export type RequestState = 'waiting' | 'approved' | 'rejected' | 'withdrawn';

/** A step of a request, as its append-only history keeps it. `key` recognises the press that made it. */
export interface RequestStep {
  at: number;
  by: string;
  what: 'sent' | 'approved' | 'rejected' | 'withdrawn';
  key: string;
  comment?: string;
}

/** What deciding needs to know of a request, of any kind. */
export interface RequestFacts {
  user: string;
  state: RequestState;
  history: readonly RequestStep[];
}

export type RequestCommand = { do: 'approve' } | { do: 'reject'; reason: string } | { do: 'withdraw' };

/** Who presses, what they may, and who is concerned by a change. */
export interface DecisionContext {
  actor: string;
  administrator: boolean;
  /** there is no administrator but the actor */
  onlyAdministrator: boolean;
  /** the administrators whose Home shows the request */
  deciders: readonly string[];
  key: string;
  now: number;
}

export interface RequestChange {
  state: RequestState;
  step: RequestStep;
}

/** Whether this person may decide on that request; nobody on their own, unless they are the only administrator. */
export function mayDecide(
  request: Pick<RequestFacts, 'user'>,
  actor: { user: string; administrator: boolean; onlyAdministrator: boolean },
): 'yes' | 'may-not-decide' | 'own-request' {
  if (!actor.administrator) return 'may-not-decide';
  return request.user === actor.user && !actor.onlyAdministrator ? 'own-request' : 'yes';
}

/** Decides a press on a request. One decision stands, whatever the order and the doubling of presses. */
export function decideRequest(
  request: RequestFacts,
  command: RequestCommand,
  ctx: DecisionContext,
): Decision<RequestChange> {
  if (command.do === 'withdraw') {
    if (request.user !== ctx.actor) return refuse({ code: 'not-yours' });
  } else {
    const may = mayDecide(request, { user: ctx.actor, ...ctx });
    if (may !== 'yes') return refuse({ code: may });
  }
  const done = request.history.find(s => s.what === request.state);
  if (request.state === 'approved' || request.state === 'rejected')
    return refuse({ code: 'decided', state: request.state, by: done?.by ?? '', at: done?.at ?? 0 });
  if (request.state === 'withdrawn') return refuse({ code: 'withdrawn', at: done?.at ?? 0 });

  const what = ({ approve: 'approved', reject: 'rejected', withdraw: 'withdrawn' } as const)[command.do];
  const step: RequestStep = {
    at: ctx.now,
    by: ctx.actor,
    what,
    key: ctx.key,
    ...(command.do === 'reject' ? { comment: command.reason } : {}),
  };
  const effects = changed(request.user, ctx.deciders);
  if (what !== 'withdrawn') effects.push({ kind: 'decision', lane: 'decision', to: request.user });
  return { ok: true, change: { state: what, step }, effects };
}

/** What any change of a request owes: its cards, the Home of the person and of those who decide. */
export function changed(user: string, deciders: readonly string[]): Owed[] {
  const homes = [...new Set([user, ...deciders])];
  return [
    { kind: 'card', lane: 'card', to: 'administrators' },
    ...homes.map(to => ({ kind: 'home', lane: `home:${to}`, to })),
  ];
}
