import { afterMessage } from '../../../blocks/settlement.ts';
import type { Kinds } from '../../approvals/kinds.ts';
import type { RequestStore } from '../../approvals/store.ts';
import type { Courier } from '../../delivery/courier.ts';
import { type Language, words } from '../../i18n/index.ts';
import type { People } from '../../people/actions.ts';
import type { Workplace } from '../../settings/workplace.ts';
import type { Clock } from '../../shared/clock.ts';
import { LEASE_MS, owe } from '../../shared/effects.ts';
import { told } from '../grants/actions.ts';
import { reversalOf } from '../grants/rules.ts';
import { GRANTS, type GrantStore, grantDocId } from '../grants/store.ts';
import type { Grant } from '../ledger/types.ts';
import { SETTLEMENT_GRANTS } from './actions.ts';
import { AFTER_LAST_DAY } from './after.ts';

/** Stores and takes back what a settlement grants, and tells people of it and of leaves that were cancelled. */
export function settlementDelivery(
  courier: Courier,
  o: {
    grants: GrantStore;
    requests: Pick<RequestStore, 'byId'>;
    people: People;
    kinds: Kinds;
    workplace: Pick<Workplace, 'today'>;
    language: Language;
    clock: Clock;
    team: () => string;
  },
): void {
  courier.register(SETTLEMENT_GRANTS, async (_doc, effect) => {
    const user = effect.to;
    const { give, back, by } = effect.data as { give?: Grant; back?: Grant; by: string };
    const why = words(o.language).settlement.why;
    const author = by === 'system' ? {} : { by };
    const grants = [
      ...(back ? [reversalOf(back, o.workplace.today(), author)] : []),
      ...(give ? [{ ...give, ...author, why }] : []),
    ];
    // Each is known by its id, so that a second delivery stores and tells nothing.
    const stored = await o.grants.add(
      o.team(),
      grants.map(grant => ({ user, grant, effects: owe(told(user, [grant]), o.clock.now()) })),
      o.clock.now(),
    );
    for (const { grant, effects } of stored)
      courier.wake(
        GRANTS,
        grantDocId(o.team(), user, grant.id),
        effects.filter(e => e.due <= o.clock.now() + LEASE_MS),
      );
    return undefined;
  });

  courier.register(AFTER_LAST_DAY, async (doc, effect, sender) => {
    const { by, lastDay } = effect.data as { by: string; lastDay: string };
    const request = await o.requests.byId(o.team(), doc._id);
    if (!request) return undefined;
    const [person, names] = await Promise.all([o.people.person(effect.to), o.people.names([by])]);
    const w = words(o.people.language(person));
    const { what, when } = o.kinds.of(request.kind).describe(request.form, w);
    const model = { what: `${what} ${when}`, lastDay, who: names.get(by) ?? by };
    await sender.post({ channel: effect.to }, afterMessage(model, w));
    return undefined;
  });
}
