import type { PromotionHomeModel } from '../../blocks/promotion.ts';
import type { Balance } from '../grants/ledger/balance.ts';
import type { Words } from '../i18n/index.ts';
import type { Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { promotionHome } from './present.ts';
import { noticesOf } from './store.ts';

/** The returned function gets the balance, which Home reads at the same time. */
export async function noticesOnHome(
  ws: Workspace,
  person: Person,
  w: Words,
): Promise<(balance: Balance | undefined) => PromotionHomeModel | undefined> {
  const own = await noticesOf(ws, person.user);
  return balance => {
    const leftIn = (ids: readonly string[]): number =>
      (balance?.grants ?? []).reduce((sum, g) => sum + (ids.includes(g.grant.id) ? Math.max(0, g.left) : 0), 0);
    const notices = own.map(doc => ({ doc, left: leftIn(doc.grants), ...defined({ fullDay: balance?.fullDay }) }));
    return promotionHome(notices, ws.policy.of(person).today(), w);
  };
}
