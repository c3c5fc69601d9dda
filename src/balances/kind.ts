import { REQUESTS } from '../approvals/store.ts';
import { dayBounds } from '../calendar/rules.ts';
import type { FigureKind, Held } from '../figures/kinds.ts';
import { type Employed, factsOfMany, poolsIn } from '../grants/balances.ts';
import { LEDGERS } from '../grants/record/store.ts';
import { defined } from '../shared/defined.ts';
import { inPortions } from '../shared/in-portions.ts';
import { FEW_OF_MANY } from '../shared/portions.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Stand } from './row.ts';
import { poolBalances } from './rules.ts';

/** The only period: balances are of now. */
export const TODAY = 'today';

/** What vests and lapses does so at the end of somebody's day. */
export const balanceKind: FigureKind<Stand> = {
  name: 'balances',
  as: 1,
  from: [LEDGERS, REQUESTS],
  periods: () => [TODAY],
  count: async (ws, people) => {
    const from = ws.clock.now();
    const ends = people.map(p => {
      const { today, zone } = ws.policy.of(p);
      return dayBounds(today(), zone).end;
    });
    const stands = await standsOf(ws, people);
    const held = (user: string, until = from): Held<Stand> => ({ figures: stands.get(user) ?? {}, from, until });
    return new Map(people.map(({ user }, i) => [user, new Map([[TODAY, held(user, ends[i])]])]));
  },
};

/** As they stand now; without whoever has neither hire date nor grant. */
export async function standsOf(ws: Workspace, people: readonly Employed[]): Promise<Map<string, Stand>> {
  const facts = await factsOfMany(ws, people, { most: people.length > FEW_OF_MANY });
  const found = new Map<string, Stand>();
  await inPortions([...facts], ([user, own]) => {
    found.set(user, { ...defined({ fullDay: own.fullDay }), pools: poolBalances(own, poolsIn(own)) });
  });
  return found;
}
