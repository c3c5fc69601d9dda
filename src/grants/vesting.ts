import type { Use } from '../leave-record/days.ts';
import { defined } from '../shared/defined.ts';
import { type Owed, owe } from '../shared/effects.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Employed, forMany, personFacts, recordedOfMany, usesOfMany } from './balances.ts';
import { attendanceCorrections } from './corrected.ts';
import { dueGrants, isYearly } from './due.ts';
import { vestingFacts } from './facts.ts';
import type { Grant } from './ledger/types.ts';
import { policyPeriods } from './policy-periods.ts';
import { type NewGrant, storeGrants } from './store.ts';

/** `owed`: effects of stored grants; `from`: ms, before which they are not delivered. */
interface VestingOptions {
  most?: boolean;
  owed?(user: string, grants: readonly Grant[]): Owed[];
  from?: number;
}

/** Stores what has vested by today and is not stored. Idempotent: any process may run it at any time. */
export async function vest(ws: Workspace, people: readonly Employed[], o: VestingOptions = {}): Promise<void> {
  const hired = people.filter(p => p.hiredOn !== undefined);
  const recordedOf = await recordedOfMany(
    ws,
    hired.map(p => p.user),
    o.most,
  );
  const today = ws.policy.today();
  const dueWith = (person: Employed, uses: readonly Use[]): Grant[] => {
    const recorded = recordedOf(person.user);
    const facts = vestingFacts(personFacts(ws, person, recorded, uses));
    const due = dueGrants(facts, today);
    const { history, version } = recorded.attended;
    const { by, why } = history.at(-1) ?? {};
    const corrections = attendanceCorrections({ ...facts, stored: [...recorded.stored, ...due] }, version);
    return [...due, ...corrections.map(c => ({ ...c, ...defined({ by, why }) }))];
  };
  const found = new Map<string, Grant[]>();
  const byLeaves: Employed[] = [];
  const carries = policyPeriods(ws.policy).some(s => s.leave.carryOver > 0);
  await forMany(hired, person => {
    const { stored } = recordedOf(person.user);
    const due = dueWith(person, []);
    // Leaves are read only where they decide: on carry-over, and on how far back a new ledger begins.
    if (stored.length === 0 || (carries && mayCarry([...stored, ...due], today))) byLeaves.push(person);
    else found.set(person.user, due);
  });
  const uses = await usesOfMany(
    ws,
    byLeaves.map(p => p.user),
  );
  for (const person of byLeaves) found.set(person.user, dueWith(person, uses.get(person.user) ?? []));
  const now = ws.clock.now();
  const added = [...found].flatMap(([user, grants]): NewGrant[] => {
    // One message about all, with the last one.
    const effects = grants.length === 0 ? [] : owe(o.owed?.(user, grants) ?? [], now, o.from);
    return grants.map((grant, i) => ({ user, grant, effects: i === grants.length - 1 ? effects : [] }));
  });
  await storeGrants(ws, added);
}

/** Whether a yearly grant has ended whose carry-over is not stored. */
const mayCarry = (grants: readonly Grant[], today: string): boolean =>
  grants.some(
    g => isYearly(g) && g.usableUntil < today && !grants.some(c => c.kind === 'carry-over' && c.source === g.id),
  );
