import { grantMessage, lapseMessage, uncoveredMessage } from '../../blocks/statement.ts';
import type { Kinds } from '../approvals/kinds.ts';
import type { RequestStore } from '../approvals/store.ts';
import { dayNumber } from '../calendar/rules.ts';
import { BESIDE_MS, together } from '../db/together.ts';
import { words } from '../i18n/index.ts';
import { shownDays } from '../leave-record/units.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { People } from '../people/actions.ts';
import type { Ledger } from './actions.ts';
import { GRANT_TOLD, TAKEN_BACK } from './effects.ts';
import { LAPSE_TOLD } from './job.ts';
import { balance } from './ledger/balance.ts';
import { ANNUAL } from './ledger/types.ts';
import { toldModel, uncoveredModel } from './present.ts';
import type { GrantStore } from './store.ts';

/** Tells people of grants and of what lapses, as it stands when it is sent, and draws the Homes anew that were opened before. */
export function ledgerDelivery(
  outbox: Outbox,
  o: {
    ledger: Ledger;
    grants: Pick<GrantStore, 'of'>;
    requests: Pick<RequestStore, 'of'>;
    kinds: Kinds;
    people: People;
    team: () => string;
    redrawHomes: (users: readonly string[]) => Promise<void>;
  },
): void {
  /** people with their ledgers, of all who are told something at the same time */
  const toldNow = together(
    async (_team, users) => {
      const people = await o.people.some(users);
      const facts = await o.ledger.factsOfMany(people);
      return new Map(people.map(person => [person.user, { person, facts: facts.get(person.user) }]));
    },
    { waitMs: BESIDE_MS },
  );

  outbox.register(GRANT_TOLD, async (_doc, effect, sender) => {
    const user = effect.to;
    const { ids } = effect.data as { ids: string[] };
    const found = await toldNow(o.team(), user);
    if (!found?.facts) return undefined;
    const { person, facts } = found;
    const all = facts.vested;
    const w = words(o.people.language(person));
    const grants = all.filter(g => ids.includes(g.id));
    const names = await o.people.names(grants.flatMap(g => g.by ?? []));
    const { left, on } = balance(facts.known, facts.uses, facts.today, grants[0]?.pool ?? ANNUAL);
    const balanced = { left, today: on };
    const model = toldModel(grants, all, { nameOf: id => names.get(id) ?? id, ...balanced, w });
    if (model) await sender.post({ channel: user }, grantMessage(model, w));
    if (person.homeSeenAt !== undefined) await o.redrawHomes([user]);
    return undefined;
  });

  outbox.register(TAKEN_BACK, async (_doc, effect, sender) => {
    const { user, id } = effect.data as { user: string; id: string };
    const found = await o.ledger.uncovered(user, id);
    if (!found) return undefined;
    const [person, reader, all, sent] = await Promise.all([
      o.people.person(user),
      o.people.person(effect.to),
      o.grants.of(o.team(), user),
      o.requests.of(o.team(), user),
    ]);
    const grant = all.find(g => g.id === all.find(r => r.id === id)?.reverses);
    if (!grant) return undefined;
    const w = words(o.people.language(reader));
    const model = uncoveredModel(found, { who: person.name, grant, sent, kinds: o.kinds, w });
    await sender.post({ channel: effect.to }, uncoveredMessage(model, user, w));
    return undefined;
  });

  outbox.register(LAPSE_TOLD, async (_doc, effect, sender) => {
    const user = effect.to;
    const { pool, on } = effect.data as { pool: string; on: string };
    const found = await toldNow(o.team(), user);
    if (!found?.facts) return undefined;
    const { known, uses, today } = found.facts;
    const { lapsing, left } = balance(known, uses, today, pool);
    // Taken meanwhile, or lapsed before the message could be sent.
    const lapses = lapsing.find(l => l.on === on);
    if (!lapses) return undefined;
    const inDays = dayNumber(on) - dayNumber(today);
    const model = { days: shownDays(lapses.amount), until: on, inDays, left: shownDays(left) };
    await sender.post({ channel: user }, lapseMessage(model, words(o.people.language(found.person))));
    return undefined;
  });
}
