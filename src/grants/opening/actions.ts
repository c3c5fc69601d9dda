import pLimit from 'p-limit';
import type { Openings } from '../../people/import/openings.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { recordedOfMany, usesOf } from '../balances.ts';
import { policyPeriods } from '../policy-periods.ts';
import { grants, storeGrants } from '../store.ts';
import { openingGrants, validateOpening } from './rules.ts';

const AT_ONCE = 6;

/** The import checks the right. */
export const openings = (ws: Workspace): Openings => ({
  validatorFor: async users => {
    const limit = pLimit(AT_ONCE);
    const [recordedOf, uses] = await Promise.all([
      recordedOfMany(ws, users),
      Promise.all(users.map(user => limit(async () => [user, await usesOf(ws, user)] as const))).then(
        all => new Map(all),
      ),
    ]);
    const policies = policyPeriods(ws.policy);
    const today = ws.policy.today();
    return ({ user, opening, ...employed }) =>
      validateOpening(opening, {
        ...{ ...employed, ...recordedOf(user), policies, today },
        uses: uses.get(user) ?? [],
      });
  },
  store: async (actor, opened) => {
    const stored = await grants(ws).ofMany(
      ws.team,
      opened.map(({ user }) => user),
    );
    const today = ws.policy.today();
    const added = opened.flatMap(({ user, opening }) =>
      openingGrants(opening, stored.get(user) ?? [], today, actor).map(grant => ({ user, grant, effects: [] })),
    );
    await storeGrants(ws, added);
  },
});
