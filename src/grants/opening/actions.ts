import pLimit from 'p-limit';
import { requestUses } from '../../absence/leaves.ts';
import type { RequestStore } from '../../approvals/store.ts';
import type { Calendar } from '../../calendar/rules.ts';
import type { Openings } from '../../people/import/openings.ts';
import type { Workplace } from '../../settings/workplace.ts';
import type { Clock } from '../../shared/clock.ts';
import { type AttendedStore, NOTHING_SAID } from '../attended.ts';
import { policyPeriods } from '../policy-periods.ts';
import type { GrantStore } from '../store.ts';
import { openingGrants, validateOpening } from './rules.ts';

const AT_ONCE = 6;

/** Opening balances of an import, for `PeopleAdministration`: who imports was asked for their right there. */
export function openingBalances(o: {
  grants: GrantStore;
  attended: Pick<AttendedStore, 'ofMany'>;
  requests: Pick<RequestStore, 'of'>;
  workplace: Pick<Workplace, 'on' | 'today' | 'changes'>;
  calendar: Calendar;
  clock: Clock;
  team: () => string;
}): Openings {
  return {
    validatorFor: async users => {
      const limit = pLimit(AT_ONCE);
      const [stored, attended, uses] = await Promise.all([
        o.grants.ofMany(o.team(), users),
        o.attended.ofMany(o.team(), users),
        Promise.all(
          users.map(user =>
            limit(async () => [user, requestUses(await o.requests.of(o.team(), user), o.calendar)] as const),
          ),
        ).then(all => new Map(all)),
      ]);
      const policies = policyPeriods(o.workplace);
      const today = o.workplace.today();
      return ({ user, opening, ...employed }) =>
        validateOpening(opening, {
          ...employed,
          ...{ policies, today, attended: attended.get(user) ?? NOTHING_SAID },
          ...{ stored: stored.get(user) ?? [], uses: uses.get(user) ?? [] },
        });
    },
    store: async (actor, openings) => {
      const stored = await o.grants.ofMany(
        o.team(),
        openings.map(({ user }) => user),
      );
      const today = o.workplace.today();
      const grants = openings.flatMap(({ user, opening }) =>
        openingGrants(opening, stored.get(user) ?? [], today, actor).map(grant => ({ user, grant, effects: [] })),
      );
      await o.grants.add(o.team(), grants, o.clock.now());
    },
  };
}
