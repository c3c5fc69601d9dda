import { monthsAfter, yearsAfter } from '../calendar/civil.ts';
import { addDays, dayNumber } from '../calendar/rules.ts';
import type { Use } from '../leave-record/days.ts';
import { type Contract, grantAmount, hasPaidRest } from '../leave-record/hours.ts';
import { unitsOf } from '../leave-record/units.ts';
import { allocate } from './ledger/allocate.ts';
import { undoneIn } from './ledger/counted.ts';
import { ANNUAL, type Grant, type GrantKind } from './ledger/types.ts';
import { type Attended, type LeavePolicy, shareOf, type Vesting, vestings } from './vestings.ts';

/** Valid from a day until the next period. */
export interface PolicyPeriod {
  from: string;
  leave: LeavePolicy;
}

export interface VestingFacts {
  hiredOn?: string;
  lastDay?: string;
  attended: Attended;
  /** in order; the first one has no beginning */
  policies: readonly PolicyPeriod[];
  stored: readonly Grant[];
  uses: readonly Use[];
  /** what a grant of a day is counted by; absent: full-time */
  contractOn?: (date: string) => Contract;
  /** what lapsed before this day precedes the ledger, and is not stored */
  since: string;
  /** what vested before this day may have been destroyed, and is not stored again */
  destroyedBefore?: string;
}

/** Kinds that give for a year of use: no day counts twice. */
const YEARLY: readonly GrantKind[] = ['annual', 'prorated', 'allowance'];
export const isYearly = (grant: Pick<Grant, 'kind'>): boolean => YEARLY.includes(grant.kind);

/**
 * Unstored grants up to `until`, by the policy of their vesting day. A yearly grant covers its days of use; another
 * basis gives pro rata for uncovered days only, so a change of basis neither doubles nor loses a day. Carry-over vests
 * the day after a yearly grant ends.
 */
export const dueGrants = (facts: VestingFacts, until: string): Grant[] =>
  vestedWith(facts, until).filter(g => g.amount > 0);

/** With grants of nothing, after a year of absence or under 15 hours a week: their days are covered, not bridged. */
export function vestedWith(facts: VestingFacts, until: string): Grant[] {
  const { hiredOn, lastDay, destroyedBefore: destroyed = '' } = facts;
  if (hiredOn === undefined) return [];
  const last = earlier(lastDay ?? until, until);
  const known = notVoided(facts.stored);
  const ids = new Set(facts.stored.map(g => g.id));
  const due: Grant[] = [];
  const vest = (found: Grant | undefined): boolean => {
    if (!found || found.on > last || found.on < destroyed) return false;
    if (known.some(g => keyOf(g.id) === keyOf(found.id))) return false;
    const grant = { ...found, id: freeId(found.id, ids) };
    ids.add(grant.id);
    known.push(grant);
    due.push(grant);
    return true;
  };
  for (const { vesting, policy } of candidates(facts, hiredOn, addDays(last, LOOK_AHEAD_DAYS))) {
    for (const grant of carriedOver(known, facts, earlier(vesting.on, last))) vest(grant);
    const byContract = (g: Grant | undefined): Grant | undefined => g && inContract(g, facts, policy);
    while (vesting.kind !== 'monthly' && vest(byContract(bridge(vesting, policy, known, hiredOn))));
    if (vesting.on <= last) vest(byContract(granted(vesting, policy, known)));
    else if (vesting.kind !== 'monthly') break;
  }
  for (const grant of carriedOver(known, facts, last)) vest(grant);
  for (const grant of followed(known, facts, last)) vest(grant);
  return due.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** What a grant is for, however often it was given and voided. */
export const keyOf = (id: string): string => id.replace(/#\d+$/, '');

function freeId(id: string, ids: ReadonlySet<string>): string {
  let free = id;
  for (let n = 2; ids.has(free); n++) free = `${id}#${n}`;
  return free;
}

/** Without grants that count as never given, and their reversals. */
export function notVoided(stored: readonly Grant[]): Grant[] {
  const voided = new Set(stored.flatMap(g => (g.voids ? [g.id, g.reverses] : [])));
  return stored.filter(g => !voided.has(g.id));
}

/** The number of a year of employment whose grant this is; undefined: it is for other days. */
function yearOf(id: string): number | undefined {
  const n = /^(?:annual:|allowance:year-)(\d{1,2})$/.exec(keyOf(id))?.[1];
  return n === undefined ? undefined : Number(n);
}

/** The longest distance to the next yearly grant. */
const LOOK_AHEAD_DAYS = 740;

/** By day; only what vests while its policy is in force. */
function candidates(facts: VestingFacts, hiredOn: string, last: string): { vesting: Vesting; policy: LeavePolicy }[] {
  const opened = openingOf(facts.stored);
  return facts.policies
    .flatMap(({ from, leave }, i) => {
      const next = facts.policies[i + 1]?.from;
      const to = next === undefined ? last : earlier(addDays(next, -1), last);
      if (to < hiredOn) return [];
      return vestings(leave, hiredOn, facts.attended, to)
        .filter(v => v.on >= from || i === 0)
        .map(vesting => ({ vesting, policy: leave }));
    })
    .filter(({ vesting: v }) => v.usableUntil >= facts.since && (opened === undefined || v.on > opened));
}

/** An opening balance includes what vested before. */
export function openingOf(stored: readonly Grant[]): string | undefined {
  const reversed = new Set(stored.map(g => g.reverses));
  const days = stored.filter(g => g.kind === 'opening' && g.pool === ANNUAL && !reversed.has(g.id)).map(g => g.on);
  return days.sort().at(-1);
}

function granted(v: Vesting, policy: LeavePolicy, known: readonly Grant[]): Grant | undefined {
  const { id, kind, on, usableUntil } = v;
  const grant = { id, kind, pool: ANNUAL, on, usableUntil };
  // Years of employment follow one another, also where one was given by another hire date.
  const apart = (g: Grant): boolean => yearOf(id) === undefined || yearOf(g.id) === undefined;
  const yearly = known.filter(g => isYearly(g) && apart(g));
  if (kind === 'monthly') {
    // A year's allowance in advance takes the place of monthly days.
    if (known.some(g => g.kind === 'allowance' && covered(g).from <= on && on <= covered(g).to)) return undefined;
    return { ...grant, amount: v.amount };
  }
  const free = uncovered({ from: on, to: usableUntil }, yearly.map(covered));
  const [first, final] = [free[0], free.at(-1)];
  if (!first || !final) return undefined;
  const days = free.reduce((sum, p) => sum + lengthOf(p), 0);
  const amount = shareOf(v.amount, days, lengthOf({ from: on, to: usableUntil }), policy.rounding);
  return { ...grant, amount, covers: { from: first.from, to: final.to } };
}

/** In a part-timer's hours by the contract of its day; by law nothing under 15 hours a week (LSA 18 ③). */
export function inContract<G extends { on: string; amount: number }>(
  g: G,
  { contractOn }: Pick<VestingFacts, 'contractOn'>,
  { basis }: Pick<LeavePolicy, 'basis'>,
): G {
  const contract = contractOn?.(g.on);
  if (!contract) return g;
  const none = basis !== 'allowance' && !hasPaidRest(contract.week);
  return { ...g, amount: none ? 0 : grantAmount(g.amount, contract) };
}

/** Covers the days to the next yearly grant after a change of basis; at most a year, none in the first. */
function bridge(next: Vesting, policy: LeavePolicy, known: readonly Grant[], hiredOn: string): Grant | undefined {
  const ended = known.filter(isYearly).sort((a, b) => (covered(a).to < covered(b).to ? -1 : 1));
  const before = ended.at(-1);
  if (!before) return undefined;
  // The year before it, by another hire date: nothing lies between the two.
  const year = yearOf(next.id);
  if (year !== undefined && yearOf(before.id) === year - 1) return undefined;
  const end = covered(before).to;
  const from = next.kind === 'allowance' ? addDays(end, 1) : later(addDays(end, 1), yearsAfter(hiredOn, 1));
  if (from >= next.on) return undefined;
  const covers = { from, to: addDays(earlier(next.on, yearsAfter(from, 1)), -1) };
  const length = lengthOf({ from: next.on, to: next.usableUntil });
  const amount = shareOf(next.amount, lengthOf(covers), length, policy.rounding);
  const id = `bridge:${from}`;
  return { id, kind: 'prorated', pool: ANNUAL, on: from, usableUntil: covers.to, amount, covers };
}

const later = (a: string, b: string): string => [a, b].sort()[1] ?? a;
const earlier = (a: string, b: string): string => [a, b].sort()[0] ?? a;

interface Period {
  from: string;
  to: string;
}

const covered = (g: Grant): Period => g.covers ?? { from: g.on, to: g.usableUntil };
const lengthOf = ({ from, to }: Period): number => dayNumber(to) - dayNumber(from) + 1;

/** The rest of a period without others, in order. */
function uncovered(period: Period, others: readonly Period[]): Period[] {
  let free = [period];
  for (const o of others)
    free = free.flatMap(p => {
      if (o.to < p.from || p.to < o.from) return [p];
      const before = { from: p.from, to: addDays(o.from, -1) };
      const after = { from: addDays(o.to, 1), to: p.to };
      return [before, after].filter(x => x.from <= x.to);
    });
  return free;
}

/** Carry-over of yearly grants that have ended by a day. */
function carriedOver(known: readonly Grant[], facts: VestingFacts, day: string): Grant[] {
  return known.flatMap(source => {
    if (!isYearly(source)) return [];
    const on = addDays(source.usableUntil, 1);
    const id = `carry-over:${source.id}`;
    if (on > day || known.some(g => g.id === id)) return [];
    const { carryOver, carryMonths } = policyOn(facts.policies, on);
    if (carryOver === 0) return [];
    const amount = carriedFrom(source, known, facts);
    if (amount === 0) return [];
    const usableUntil = addDays(monthsAfter(on, carryMonths), -1);
    return [{ id, kind: 'carry-over', pool: ANNUAL, on, usableUntil, amount, source: source.id }];
  });
}

/** What a yearly grant leaves on the day after its end, at most what the policy of that day carries over. */
function carriedFrom(source: Grant, known: readonly Grant[], facts: VestingFacts): number {
  const on = addDays(source.usableUntil, 1);
  const left = allocate(known, facts.uses, on).grants.find(g => g.grant === source)?.left ?? 0;
  return Math.min(left, grantAmount(unitsOf(policyOn(facts.policies, on).carryOver), facts.contractOn?.(on)));
}

const FOLLOWS = 'carried:';
export const isCarriedLater = ({ id }: Pick<Grant, 'id'>): boolean => id.startsWith(FOLLOWS);

/** Carry-over that follows what happened since to the old year: refusals, cancellations, holidays, late leave. */
function followed(known: readonly Grant[], facts: VestingFacts, day: string): Grant[] {
  const undone = undoneIn(known);
  return known.flatMap(c => {
    const source = known.find(g => g.id === c.source);
    if (c.kind !== 'carry-over' || !source || undone.has(c.id) || undone.has(source.id) || c.usableUntil < day)
      return [];
    const made = known.filter(g => g.id.startsWith(`${FOLLOWS}${c.id}:`));
    const others = known.filter(g => g !== c && !made.includes(g) && g.reverses !== c.id);
    const amount = carriedFrom(source, others, facts) - made.reduce((sum, g) => sum + g.amount, c.amount);
    if (amount === 0) return [];
    const { pool, on } = c;
    const usableUntil = amount < 0 ? on : c.usableUntil;
    const id = `${FOLLOWS}${c.id}:${made.length + 1}`;
    return [{ id, kind: 'correction', corrects: c.id, source: source.id, pool, on, usableUntil, amount }];
  });
}

const policyOn = (policies: readonly PolicyPeriod[], day: string): LeavePolicy => {
  const found = policies.findLast(p => p.from <= day) ?? policies[0];
  if (!found) throw new Error('no policy is in force');
  return found.leave;
};
