import type { PeopleAdministration } from '../people/administer.ts';
import type { Denial } from '../people/may.ts';
import type { Clock } from '../shared/clock.ts';
import { defined } from '../shared/defined.ts';
import { type Effect, owe, SETTLING_MS } from '../shared/effects.ts';
import { grantNotice, TAKEN_BACK } from './effects.ts';
import type { LedgerFacts } from './facts.ts';
import { correctionsOf } from './ledger/counted.ts';
import type { Grant } from './ledger/types.ts';
import { type ReverseRefusal, reversalOf, reversible, type Uncovered, uncoveredBy } from './rules.ts';
import type { NewGrant } from './store.ts';

/** `uncovered`: what leaves that were sent in the same moment lack now; whoever took it back is told at once. */
export type ReverseOutcome =
  | { ok: true; grant: Grant; uncovered?: Uncovered }
  | { ok: false; denied: Denial }
  | { ok: false; refused: ReverseRefusal };

export interface TakingBack {
  /** takes back a whole grant that no leave needs */
  reverse(actor: string, user: string, id: string, why: string): Promise<ReverseOutcome>;
  /** what leaves lack since a grant was taken back, by the reversal's id; undefined: nothing */
  uncovered(user: string, reversal: string): Promise<Uncovered | undefined>;
}

/**
 * A grant and the leaves that need it are different documents, and a click is one write: so a leave that is sent in the moment in which a grant
 * is taken back may find it still there. It is looked for right after the write, and, stored with it, once more when no such leave can be on
 * its way any more. Until then nobody approves it: approving validates again.
 */
export function takingBack(o: {
  vest(users: readonly string[]): Promise<number>;
  factsOf(user: string): Promise<LedgerFacts | undefined>;
  add(grants: readonly NewGrant[]): Promise<NewGrant[]>;
  administration: Pick<PeopleAdministration, 'allows'>;
  clock: Clock;
}): TakingBack {
  const uncovered: TakingBack['uncovered'] = async (user, reversal) => {
    const facts = await o.factsOf(user);
    return facts && uncoveredBy(reversal, facts.grants, facts.uses, facts.today);
  };

  function effectsOf(actor: string, user: string, grant: Grant): Effect[] {
    const now = o.clock.now();
    const recheck = { kind: TAKEN_BACK, lane: 'look', to: actor, data: { user, id: grant.id } };
    return [...owe(grantNotice(user, [grant]), now), ...owe([recheck], now, now + SETTLING_MS)];
  }

  return {
    uncovered,
    reverse: async (actor, user, id, why) => {
      const denied = await o.administration.allows(actor, 'give-leave', user);
      if (denied !== 'yes') return { ok: false, denied };
      // What was never stored could not be taken back: it would vest again.
      await o.vest([user]);
      const facts = await o.factsOf(user);
      if (!facts) return { ok: false, refused: { code: 'not-there' } };
      const found = reversible(id, facts.vested, facts.uses, facts.today);
      if ('code' in found) return { ok: false, refused: found };
      const said = { by: actor, ...(why.trim() === '' ? {} : { why: why.trim() }) };
      const grant = reversalOf(found, facts.today, said, correctionsOf(id, facts.vested));
      const [stored] = await o.add([{ user, grant, effects: effectsOf(actor, user, grant) }]);
      if (!stored) return { ok: false, refused: { code: 'reversed-already' } };
      const lacking = await uncovered(user, grant.id);
      return { ok: true, grant, ...defined({ uncovered: lacking }) };
    },
  };
}
