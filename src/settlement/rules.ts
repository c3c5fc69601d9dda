import { createHash } from 'node:crypto';
import { yearsAfter } from '../calendar/civil.ts';
import { dueGrants, inContract, keyOf, openingOf } from '../grants/due.ts';
import { type PersonFacts, vestingFacts } from '../grants/facts.ts';
import { allocate } from '../grants/ledger/allocate.ts';
import { BY_POLICY, correctionsOf, undoneIn } from '../grants/ledger/counted.ts';
import { ANNUAL, type Grant } from '../grants/ledger/types.ts';
import { STANDARD_POOLS } from '../grants/pools.ts';
import { type LeavePolicy, vestings } from '../grants/vestings.ts';
import { UNITS_PER_DAY } from '../leave-record/units.ts';
import { defined } from '../shared/defined.ts';

export interface LeavingFacts extends PersonFacts {
  hiredOn: string;
  lastDay: string;
  /** whether the rest of a lapsed grant is to be paid */
  isPaid?: (grant: Grant) => boolean;
  /** whether what is left of a pool is paid on leaving; absent: of annual and compensatory leave */
  paysOut?: (pool: string) => boolean;
}

/** What is left of a grant. */
export interface Left {
  grant: Grant;
  left: number;
}

/** Somebody's leave as their employment ends. */
export interface Settlement {
  hiredOn: string;
  lastDay: string;
  /** in force on the last day */
  basis: LeavePolicy['basis'];
  /** what each basis gives in all, from the hire to the last day */
  hireDate: number;
  fiscalYear: number;
  /** what the ledger gave in all by policy */
  given: number;
  /** what the hire date gives beyond that: it is granted on leaving; 0 where the policy gave as much or more */
  difference: number;
  /** of annual leave, as far as the ledger goes back */
  used: number;
  /** usable on the last day and not used, the difference among it: to be paid */
  unused: Left[];
  /** the same of pools that are not paid out, such as reward leave */
  unpaid: Left[];
  /** with what lapsed unpaid in the last year */
  pay: number;
  /** not used and no longer usable on the last day */
  lapsed: (Left & { pay: boolean })[];
  /** taken beyond what there was */
  beyond: number;
}

const PREFIX = 'settlement:';
export const isSettlement = (id: string): boolean => id.startsWith(PREFIX) || id.startsWith(`reversal:${PREFIX}`);

/**
 * Settles grants and use up to the last day, itself included. Under the fiscal year the larger of its total and the
 * hire date's counts (LSA 60); nobody who leaves the day before an anniversary has reached what vests on it
 * (대법원 2021다227100). A yearly allowance, of companies elsewhere, is compared with nothing.
 */
export function settlementOf(f: LeavingFacts): Settlement {
  const { hiredOn, lastDay, attended } = f;
  const policy = policyOn(f);
  const total = (basis: LeavePolicy['basis']): number =>
    sum(vestings({ ...policy, basis }, hiredOn, attended, lastDay).map(v => inContract(v, f, { basis }).amount));
  const stored = f.stored.filter(g => !isSettlement(g.id) && g.on <= lastDay);
  const uses = f.uses.filter(u => u.date <= lastDay);
  const facts = vestingFacts({ ...f, stored, uses });
  // In a late settlement, what was usable on the last day counts all the same.
  const since = [facts.since, lastDay].sort()[0] ?? lastDay;
  const vested = [...facts.stored, ...dueGrants({ ...facts, since }, lastDay)];
  const hireDate = total('hire-date');
  const given = givenIn(f, vested, since);
  const difference = policy.basis === 'allowance' ? 0 : Math.max(0, hireDate - given);
  const grants = difference > 0 ? [...vested, differenceGrant(lastDay, difference, 1)] : vested;
  const allocated = allocate(grants, uses, lastDay);
  const left = allocated.grants.filter(g => g.left > 0).map(({ grant, left }) => ({ grant, left }));
  const paysOut = f.paysOut ?? STANDARD_POOLS.paysOut;
  const usable = left.filter(g => g.grant.usableUntil >= lastDay);
  const unused = usable.filter(g => paysOut(g.grant.pool));
  const unpaid = usable.filter(g => !paysOut(g.grant.pool));
  const yearBefore = yearsAfter(lastDay, -1);
  const lapsed = left
    .filter(g => g.grant.usableUntil < lastDay)
    .map(g => ({ ...g, pay: g.grant.usableUntil >= yearBefore && (f.isPaid?.(g.grant) ?? false) }));
  return {
    ...{ hiredOn, lastDay, basis: policy.basis, hireDate, fiscalYear: total('fiscal-year'), given, difference },
    used: sum(allocated.uses.filter(a => a.use.pool === ANNUAL && a.use.seq >= 0).map(a => a.use.amount)),
    ...{ unused, unpaid, lapsed, pay: sum([...unused, ...lapsed.filter(l => l.pay)].map(u => u.left)) },
    beyond: sum(allocated.short.map(s => s.amount)),
  };
}

/**
 * What the ledger gave by policy, with the corrections of these grants. What lapsed before it began, lies in an opening
 * balance or was destroyed since is counted as the policies gave it.
 */
function givenIn(f: LeavingFacts, vested: readonly Grant[], since: string): number {
  const { hiredOn, lastDay, attended, policies, destroyedBefore = '' } = f;
  const opened = openingOf(f.stored) ?? '';
  const undone = undoneIn(vested);
  const isOld = (on: string): boolean => on <= opened || on < destroyedBefore;
  const own = vested.filter(g => BY_POLICY.includes(g.kind) && !isOld(g.on));
  const ids = new Set(own.map(g => keyOf(g.id)));
  const active = own.filter(g => !undone.has(g.id));
  const corrections = active.flatMap(g => correctionsOf(g.id, vested));
  const facts = { hiredOn, lastDay, attended, policies, ...defined({ contractOn: f.contractOn }) };
  const ever = dueGrants({ ...facts, stored: [], uses: [], since: hiredOn }, lastDay);
  const before = ever.filter(g => g.kind !== 'carry-over' && !ids.has(g.id) && (g.usableUntil < since || isOld(g.on)));
  return sum([...active, ...corrections, ...before].map(g => g.amount));
}

/** The grant of the difference; `n`: how often this last day was settled, from 1. */
export const differenceGrant = (lastDay: string, amount: number, n: number): Grant => ({
  id: n === 1 ? `${PREFIX}${lastDay}` : `${PREFIX}${lastDay}:${n}`,
  ...{ kind: 'correction', pool: ANNUAL, on: lastDay, usableUntil: lastDay, amount },
});

/** Active grants of a difference. */
export function differencesIn(grants: readonly Grant[]): Grant[] {
  const undone = undoneIn(grants);
  return grants.filter(g => g.id.startsWith(PREFIX) && !undone.has(g.id));
}

/** In fifths of a minute of 8 h, as before units were finer: what was settled then stays settled. */
const MARKED = UNITS_PER_DAY / 480 / 5;
const marked = (amount: number): number => Math.round(amount / MARKED);

/** Identifies these figures: only what was shown is settled, else it is shown again. */
export function markOf(s: Settlement): string {
  const lines = [...s.unused, ...s.unpaid, ...s.lapsed].map(({ grant, left }) => [grant.id, marked(left)]);
  const said = [
    s.hiredOn,
    s.lastDay,
    s.basis,
    ...[s.hireDate, s.fiscalYear, s.given, s.difference, s.used, s.beyond].map(marked),
    lines,
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 16);
}

function policyOn({ policies, lastDay }: LeavingFacts): LeavePolicy {
  const found = policies.findLast(p => p.from <= lastDay) ?? policies[0];
  if (!found) throw new Error('no policy is in force');
  return found.leave;
}

const sum = (amounts: readonly number[]): number => amounts.reduce((all, a) => all + a, 0);
