import type { Words } from '../i18n/index.ts';
import type { Kinds } from './kinds.ts';
import { namedBy, type Presences } from './presence.ts';
import { chooseSteps } from './route/choose.ts';
import type { Facts, RouteRule } from './route/policy.ts';
import { resolveSteps, type Step } from './route/resolve.ts';

/** The way that a request would go, step by step in words, before it is sent; [] if nobody could decide. Names are raw. */
export type RoutePreview = (asked: { kind: string; user: string; facts: Facts }, w: Words) => Promise<string[]>;

export function routePreview(o: {
  presences: Presences;
  kinds: Kinds;
  routes: () => Promise<readonly RouteRule[]>;
}): RoutePreview {
  return async ({ kind, user, facts }, w) => {
    const ruled = chooseSteps(await o.routes(), kind, facts, o.kinds.of(kind).steps);
    const known = await o.presences.of([user, ...namedBy(ruled)]);
    return resolveSteps(ruled, user, known.staff).map(step => stepText(step, known, w));
  };
}

function stepText(step: Step, known: { name(user: string): string }, w: Words): string {
  const within = (a: readonly string[], b: readonly string[]): boolean => a.every(u => b.includes(u));
  const slots = step.slots
    // Where any one decides, a seat whose people all sit on a larger one says nothing more.
    .filter(s => s.users.length > 0)
    .filter((s, i, all) => {
      const larger = all.some((o, j) => j !== i && within(s.users, o.users) && (!within(o.users, s.users) || j > i));
      return step.need === 'all' || !larger;
    })
    .map(({ rule, users }) => {
      if (rule.who === 'person' || rule.who === 'manager') return users.map(u => known.name(u)).join(', ');
      if (rule.who === 'group') return rule.name ?? users.map(u => known.name(u)).join(', ');
      return w.approvals.who[rule.who] ?? '';
    });
  return [...new Set(slots)].join(step.need === 'all' ? ' + ' : ' / ');
}
