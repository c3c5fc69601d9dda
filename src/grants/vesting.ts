import { words } from '../i18n/index.ts';
import type { Use } from '../leave-record/days.ts';
import { defined } from '../shared/defined.ts';
import { type Owed, owe } from '../shared/effects.ts';
import { inPortions } from '../shared/in-portions.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Employed, personFacts, usesOfMany } from './balances.ts';
import { attendanceCorrections } from './corrected.ts';
import { dueGrants, isCarriedLater, isYearly } from './due.ts';
import { vestingFacts } from './facts.ts';
import type { Grant } from './ledger/types.ts';
import { policyPeriods } from './policy-periods.ts';
import { changeLedgers, grantsOf, newGrants, withGrants } from './record/change.ts';
import { asEmployed, employments } from './record/employments.ts';
import type { Employment, LedgerDoc } from './record/schema.ts';
import { ledgers } from './record/store.ts';

/** `owed`: effects of stored grants; `from`: ms, before which they are not delivered. */
interface VestingOptions {
  most?: boolean;
  owed?(user: string, grants: readonly Grant[]): Owed[];
  from?: number;
}

/**
 * What has vested by today and is not stored, and corrections of what vested before attendance was recorded or by
 * another hire date.
 */
export function vestedNow(ws: Workspace, person: Employed, ledger: LedgerDoc, uses: readonly Use[]): Grant[] {
  if (person.hiredOn === undefined) return [];
  const facts = personFacts(ws, person, ledger, uses);
  const vesting = vestingFacts(facts);
  const due = dueGrants(vesting, facts.today);
  const { version, last: { by, why } = {} } = facts.attended;
  const corrections = attendanceCorrections({ ...vesting, stored: [...vesting.stored, ...due] }, version);
  const t = words(ws.policy.of(person).language).ledger;
  const right = vesting.stored.slice(facts.stored.length).map(g => ({ ...g, why: t.hireDateSet }));
  const follows = due.map(g => (isCarriedLater(g) ? { ...g, why: t.carryFollows } : g));
  return newGrants(asEmployed(ledger, person).current, [
    ...right,
    ...follows,
    ...corrections.map(c => ({ ...c, ...defined({ by, why }) })),
  ]);
}

/** With these grants, which vested by this hire date. */
export const withVested = <E extends Employment>(
  employment: E,
  { hiredOn }: Employed,
  grants: readonly Grant[],
  at: number,
): E => ({ ...withGrants(employment, grants, at), ...defined({ hiredOn }) });

/** Stores what has vested by today and is not stored. Idempotent: any process may run it at any time. */
export async function vest(ws: Workspace, people: readonly Employed[], o: VestingOptions = {}): Promise<void> {
  const hired = new Map(people.flatMap(p => (p.hiredOn === undefined ? [] : [[p.user, p]])));
  const known = await ledgers(ws).ofMany(ws.team, [...hired.keys()], o.most);
  const first = new Map<string, Grant[]>();
  const byLeaves: string[] = [];
  const carries = policyPeriods(ws.policy).some(s => s.leave.carryOver > 0);
  await inPortions([...hired.values()], person => {
    const ledger = known.get(person.user);
    if (!ledger) return;
    const stored = grantsOf(asEmployed(ledger, person).current);
    const due = vestedNow(ws, person, ledger, []);
    const today = ws.policy.of(person).today();
    // Leaves are read only where they decide: on carry-over, and on how far back a new ledger begins.
    if (stored.length === 0 || hasCarried(stored, today) || (carries && mayCarry([...stored, ...due], today)))
      byLeaves.push(person.user);
    else first.set(person.user, due);
  });
  const uses = await usesOfMany(ws, byLeaves);
  const now = ws.clock.now();
  await changeLedgers(ws, known.values(), before => {
    const { user } = before;
    const person = hired.get(user);
    const ledger = asEmployed(before, person ?? {});
    const { current } = ledger;
    // A ledger that comes again has changed.
    const grants = first.get(user) ?? (person ? vestedNow(ws, person, ledger, uses.get(user) ?? []) : []);
    first.delete(user);
    const same = ledger === before && (current.hiredOn === person?.hiredOn || ledger.version === 0);
    if (!person || (grants.length === 0 && same)) return undefined;
    // One message about all.
    const effects = grants.length === 0 ? [] : owe(o.owed?.(user, grants) ?? [], now, o.from);
    return { set: employments(ledger, withVested(current, person, grants, now)), effects };
  });
}

/** Whether what was carried over is usable still: it follows what happens to the leaves of the year before. */
const hasCarried = (grants: readonly Grant[], today: string): boolean =>
  grants.some(g => g.kind === 'carry-over' && g.source !== undefined && g.usableUntil >= today);

/** Whether a yearly grant has ended whose carry-over is not stored. */
const mayCarry = (grants: readonly Grant[], today: string): boolean =>
  grants.some(
    g => isYearly(g) && g.usableUntil < today && !grants.some(c => c.kind === 'carry-over' && c.source === g.id),
  );
