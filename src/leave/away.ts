import type { RequestDoc, RequestStore } from '../approvals/store.ts';
import type { Words } from '../i18n/index.ts';
import type { People } from '../people/actions.ts';
import { LEAVE } from './actions.ts';

/** Who else is away on a request's days, as a card says it: name and days, each person once. Names are raw. */
export function awayLines(o: { requests: RequestStore; people: People; team: () => string }) {
  return async (request: RequestDoc, w: Words): Promise<string[]> => {
    const { from, to } = request.period;
    const others = (await o.requests.inForceIn(o.team(), LEAVE, from, to)).filter(r => r.user !== request.user);
    const names = await o.people.names(others.map(r => r.user));
    const byUser = new Map<string, string[]>();
    for (const r of others.sort((a, b) => a.period.from.localeCompare(b.period.from)))
      byUser.set(r.user, [...(byUser.get(r.user) ?? []), w.range(r.period.from, r.period.to)]);
    return [...byUser].map(([user, days]) => `${names.get(user) ?? user} ${days.join('·')}`);
  };
}
