import type { Courier } from '../delivery/courier.ts';
import type { Received } from '../delivery/received.ts';
import type { People } from '../people/actions.ts';
import type { Person } from '../people/rules.ts';
import type { Clock } from '../shared/clock.ts';
import { newId, owe } from '../shared/effects.ts';
import type { Refusal } from '../shared/refusal.ts';
import { changed, decideRequest, type RequestCommand } from './rules.ts';
import { REQUESTS, type RequestDoc, type RequestStore } from './store.ts';

export type SendOutcome<Problem> =
  | { ok: true; request: string; replay: boolean }
  | { ok: false; problems: Problem[] }
  | { ok: false; refusal: Refusal };

export type DecideOutcome =
  | { ok: true; request: RequestDoc; state: RequestDoc['state']; replay: boolean }
  | { ok: false; refusal: Refusal };

/** A request as a kind hands it over. `submission` recognises it when it is sent twice. */
export interface Sending {
  user: string;
  kind: string;
  form: Record<string, unknown>;
  period: { from: string; to: string };
  submission: string;
}

export interface Approvals {
  /** `judge` is asked on the person's latest requests, again whenever another one of theirs was faster. */
  send<Problem>(sending: Sending, judge: (mine: RequestDoc[]) => Problem[]): Promise<SendOutcome<Problem>>;
  decide(actor: Person, requestId: string, command: RequestCommand, key: string): Promise<DecideOutcome>;
}

const ROUNDS = 10;

export function approvalActions(o: {
  store: RequestStore;
  people: People;
  courier: Courier;
  received: Received;
  clock: Clock;
  team: () => string;
}): Approvals {
  /** Those who decide and have a Home to redraw; a Home that was never opened is drawn when it is. */
  const deciders = async (): Promise<{ all: Person[]; withHome: string[] }> => {
    const all = await o.people.administrators();
    return { all, withHome: all.filter(p => p.homeSeenAt !== undefined).map(p => p.user) };
  };

  return {
    send: async (sending, judge) => {
      const { withHome } = await deciders();
      for (let round = 0; round < ROUNDS; round++) {
        const known = await o.store.bySubmission(o.team(), sending.submission);
        if (known) return { ok: true, request: known._id, replay: true };
        const mine = await o.store.of(o.team(), sending.user);
        const problems = judge(mine);
        if (problems.length > 0) return { ok: false, problems };
        const now = o.clock.now();
        const effects = owe(changed(sending.user, withHome), now);
        const id = newId('r', now);
        const request = {
          _id: id,
          team: o.team(),
          ...sending,
          sentAt: now,
          step: { at: now, by: sending.user, what: 'sent' as const, key: sending.submission },
        };
        if (!(await o.store.insert(request, (mine[0]?.seq ?? 0) + 1, effects))) continue;
        o.courier.wake(REQUESTS, id, effects);
        return { ok: true, request: id, replay: false };
      }
      return { ok: false, refusal: { code: 'busy' } };
    },

    decide: async (actor, requestId, command, key) => {
      const refused = o.received.wasRefused(key);
      const { all, withHome } = await deciders();
      for (let round = 0; round < ROUNDS; round++) {
        const request = await o.store.byId(o.team(), requestId);
        if (!request) return { ok: false, refusal: { code: 'not-found' } };
        if (request.history.some(h => h.key === key) || (await refused))
          return { ok: true, request, state: request.state, replay: true };
        const now = o.clock.now();
        const administrator = o.people.isAdministrator(actor);
        const decision = decideRequest(request, command, {
          actor: actor.user,
          administrator,
          onlyAdministrator: administrator && (await o.people.onlyAdministrator(actor, all)),
          deciders: withHome,
          key,
          now,
        });
        if (!decision.ok) {
          await o.received.refused(key);
          return decision;
        }
        const effects = owe(decision.effects, now);
        if (!(await o.store.save(request, decision.change, effects))) continue;
        o.courier.wake(REQUESTS, request._id, effects);
        return { ok: true, request, state: decision.change.state, replay: false };
      }
      return { ok: false, refusal: { code: 'busy' } };
    },
  };
}
