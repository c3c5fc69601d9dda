import { routeEffect } from '../../approvals/route/effects.ts';
import { occupies } from '../../approvals/route/view.ts';
import { REQUESTS, type RequestDoc, type RequestStore, routeFactsOf } from '../../approvals/store.ts';
import type { Courier } from '../../delivery/courier.ts';
import type { Clock } from '../../shared/clock.ts';
import { type Owed, owe } from '../../shared/effects.ts';
import { leaveFormOf } from '../form.ts';
import { LEAVE } from '../uses.ts';

/** Tells a person that a leave after their last day was cancelled; data: by, lastDay. */
export const AFTER_LAST_DAY = 'leave-after-last-day';
const ROUNDS = 10;

/** Leaves that stand and reach beyond a last day; `whole`: they begin after it, and nothing of them stays. */
export function leavesAfter(
  requests: readonly RequestDoc[],
  lastDay: string,
): { request: RequestDoc; whole: boolean }[] {
  return requests
    .filter(r => r.kind === LEAVE && occupies(r))
    .map(request => ({ request, form: leaveFormOf(request.form) }))
    .filter(({ form }) => form.to > lastDay)
    .sort((a, b) => (a.form.from < b.form.from ? -1 : 1))
    .map(({ request, form }) => ({ request, whole: form.from > lastDay }));
}

/** Cancels a leave that begins after the last day, whatever its route says; false: it stands no more. `key` recognises the press. */
export async function cancelAfter(
  id: string,
  { by, lastDay, key }: { by: string; lastDay: string; key: string },
  o: { requests: RequestStore; courier: Pick<Courier, 'wake'>; clock: Clock; team: () => string },
): Promise<boolean> {
  for (let round = 0; round < ROUNDS; round++) {
    const old = await o.requests.byId(o.team(), id);
    if (!old || !leavesAfter([old], lastDay)[0]?.whole) return false;
    const { user, history: _, ...state } = routeFactsOf(old);
    const entry = { what: 'cancelled' as const, by, at: o.clock.now(), key, round: old.round };
    const owed: Owed[] = [
      { kind: routeEffect.card, lane: 'card', to: 'administrators' },
      ...old.asked.map(to => ({ kind: routeEffect.card, lane: `card:${to}`, to })),
      { kind: AFTER_LAST_DAY, lane: routeEffect.decision, to: user, data: { by, lastDay } },
      { kind: routeEffect.home, lane: `home:${user}`, to: user },
    ];
    const effects = owe(owed, o.clock.now());
    const set = { ...state, state: 'cancelled' as const, purpose: 'cancel' as const };
    if (!(await o.requests.save(old, { set, history: [entry] }, effects))) continue;
    o.courier.wake(REQUESTS, old._id, effects);
    return true;
  }
  throw new Error(`leave ${id} changes too fast to be cancelled`);
}
