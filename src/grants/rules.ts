import { isDate } from '../calendar/rules.ts';
import { daysAttended } from '../leave-record/accrual.ts';
import type { Use } from '../leave-record/days.ts';
import { unitsOf, unitsOfMinutes } from '../leave-record/units.ts';
import { allocate, type Short } from './ledger/allocate.ts';
import { undoneIn } from './ledger/counted.ts';
import { ANNUAL, COMPENSATORY, type Grant, NEVER_LAPSES, REWARD } from './ledger/types.ts';

const HAND_KINDS = ['reward', 'carry-over', 'compensatory', 'extra', 'correction'] as const;
export type HandKind = (typeof HAND_KINDS)[number];
const POOL_OF: Readonly<Record<HandKind, string>> = {
  ...{ reward: REWARD, compensatory: COMPENSATORY, 'carry-over': ANNUAL, extra: ANNUAL, correction: ANNUAL },
};

/** What was chosen in a form: a kind, or `<kind>:<pool>` for extra days or a correction of another pool of these. */
export function handChoice(choice: string, pools: readonly string[]): { kind: HandKind; pool: string } | undefined {
  const [name, pool] = choice.split(':');
  const kind = HAND_KINDS.find(k => k === name);
  if (!kind) return undefined;
  if (pool === undefined) return { kind, pool: POOL_OF[kind] };
  const fits = (kind === 'extra' || kind === 'correction') && pools.includes(pool);
  return fits ? { kind, pool } : undefined;
}

const GIVE_LIMITS = { days: 365, why: 300 } as const;

/** A manual grant as it was filled in, not validated. */
export interface FilledGrant {
  /** see `handChoice` */
  kind: string;
  /** of part-timers hours */
  days: string;
  on: string;
  /** empty: it never lapses */
  usableUntil: string;
  why: string;
}

export type GiveProblem =
  | { field: 'kind'; code: 'unknown-kind' }
  | { field: 'days'; code: 'not-a-number' | 'no-days' | 'too-fine' | 'too-many' | 'below-zero' }
  | { field: 'on'; code: 'not-a-date' | 'ahead-below-zero' | 'destroyed' }
  | { field: 'usableUntil'; code: 'not-a-date' | 'before-first' }
  | { field: 'why'; code: 'no-reason' | 'too-long' };

export type ReadGrant = { ok: true; grant: Omit<Grant, 'id' | 'by'> } | { ok: false; problems: GiveProblem[] };

/**
 * Only a correction may be below zero, not in the future and not before `kept`. `fullDay`: of part-timers, who are
 * given hours.
 */
export function readGrant(
  f: FilledGrant,
  today: string,
  { kept = '', fullDay, pools = [] }: { kept?: string; fullDay?: number | undefined; pools?: readonly string[] } = {},
): ReadGrant {
  const problems: GiveProblem[] = [];
  const { on } = f;
  const chosen = handChoice(f.kind, pools);
  const until = f.usableUntil === '' ? NEVER_LAPSES : f.usableUntil;
  const why = f.why.trim();
  if (!chosen) problems.push({ field: 'kind', code: 'unknown-kind' });
  const days = /^[-+]?\d{1,4}(\.\d{1,6})?$/.test(f.days.trim()) ? Number(f.days) : Number.NaN;
  const bad = daysProblem(days, chosen?.kind ?? 'extra', fullDay);
  if (bad) problems.push({ field: 'days', code: bad });
  if (!isDate(on)) problems.push({ field: 'on', code: 'not-a-date' });
  else if (days < 0 && on > today) problems.push({ field: 'on', code: 'ahead-below-zero' });
  else if (days < 0 && on < kept) problems.push({ field: 'on', code: 'destroyed' });
  if (!isDate(until)) problems.push({ field: 'usableUntil', code: 'not-a-date' });
  else if (isDate(on) && until < on) problems.push({ field: 'usableUntil', code: 'before-first' });
  if (why === '') problems.push({ field: 'why', code: 'no-reason' });
  else if (why.length > GIVE_LIMITS.why) problems.push({ field: 'why', code: 'too-long' });
  if (problems.length > 0 || !chosen) return { ok: false, problems };
  return { ok: true, grant: { ...chosen, on, usableUntil: until, amount: amountOf(days, fullDay), why } };
}

/** Hours to the minute: 0.33 are 20 minutes. */
const amountOf = (given: number, fullDay: number | undefined): number =>
  fullDay === undefined ? unitsOf(given) : unitsOfMinutes(Math.round(given * 60), fullDay);

function daysProblem(
  days: number,
  kind: HandKind,
  fullDay: number | undefined,
): Extract<GiveProblem, { field: 'days' }>['code'] | undefined {
  if (Number.isNaN(days)) return 'not-a-number';
  if (amountOf(days, fullDay) === 0) return 'no-days';
  if (Math.abs(days * 100 - Math.round(days * 100)) > 1e-6) return 'too-fine';
  if (Math.abs(amountOf(days, fullDay)) > unitsOf(GIVE_LIMITS.days)) return 'too-many';
  return days < 0 && kind !== 'correction' ? 'below-zero' : undefined;
}

export type ReverseRefusal =
  | { code: 'not-there' | 'reversed-already' | 'a-reversal' | 'carried-over' }
  | { code: 'used'; lacks: number; fullDay?: number };

/** Only while every leave is covered without it. */
export function reversible(
  id: string,
  grants: readonly Grant[],
  uses: readonly Use[],
  today: string,
): ReverseRefusal | Grant {
  const grant = grants.find(g => g.id === id);
  if (!grant) return { code: 'not-there' };
  if (grant.reverses !== undefined) return { code: 'a-reversal' };
  const undone = undoneIn(grants);
  if (undone.has(id)) return { code: 'reversed-already' };
  if (grants.some(g => g.source === id && !undone.has(g.id))) return { code: 'carried-over' };
  const short = (all: readonly Grant[]): number =>
    allocate(all, uses, today).short.reduce((sum, s) => sum + s.amount, 0);
  const lacks = short([...grants, reversalOf(grant, today)]) - short(grants);
  return lacks > 0 ? { code: 'used', lacks } : grant;
}

/** And the requests whose days lack it. */
export interface Uncovered {
  amount: number;
  requests: string[];
  /** of part-timers */
  fullDay?: number;
}

/** Leave that was covered before `reversal` took its grant back, and is not any more; undefined: none. */
export function uncoveredBy(
  reversal: string,
  grants: readonly Grant[],
  uses: readonly Use[],
  today: string,
): Uncovered | undefined {
  const before = allocate(
    grants.filter(g => g.id !== reversal),
    uses,
    today,
  ).short;
  const now = allocate(grants, uses, today).short;
  const sum = (all: readonly Short[]): number => all.reduce((total, s) => total + s.amount, 0);
  const amount = sum(now) - sum(before);
  if (amount <= 0) return undefined;
  const there = (s: Short): boolean =>
    before.some(b => b.request === s.request && b.date === s.date && b.amount === s.amount);
  return { amount, requests: [...new Set(now.filter(s => !there(s)).map(s => s.request))] };
}

/** With the grant's corrections. */
export const reversalOf = (
  { id, pool, amount }: Grant,
  today: string,
  more: Pick<Grant, 'why' | 'by'> = {},
  corrections: readonly Grant[] = [],
): Grant => ({
  ...{ id: `reversal:${id}`, kind: 'reversal', pool, on: today, usableUntil: today },
  ...{ amount: -corrections.reduce((sum, c) => sum + c.amount, amount), reverses: id },
  ...more,
});

/** As filled in. `lowYears`: a line each, `2: 6` months, or `2: 180/260 6` attended and contract days, months. */
export interface FilledAttended {
  absentMonths: readonly string[];
  lowYears: string;
  why: string;
}

export type AttendedProblem =
  | { field: 'lowYears'; code: 'bad-years' }
  | { field: 'why'; code: 'no-reason' | 'too-long' };

export type ReadAttended =
  | { ok: true; attended: { absentMonths: number[]; lowYears: Record<string, number> }; why: string }
  | { ok: false; problems: AttendedProblem[] };

const MONTHS_OF = /^([1-9]\d?)\s*[:=]\s*(\d|1[0-2]|\d{1,2}\.\d{1,2})$/;
const SHARE_OF = /^([1-9]\d?)\s*[:=]\s*(\d{1,3})\s*\/\s*(\d{1,3})(?:\s+(\d|1[0-2]))?$/;

/** A year and its days; undefined: neither form. */
function lowYearIn(line: string): [string, number] | undefined {
  const [, year, days] = MONTHS_OF.exec(line) ?? [];
  if (year !== undefined) return Number(days) <= 15 ? [year, Number(days)] : undefined;
  const [, of, attended, contract, months = '0'] = SHARE_OF.exec(line) ?? [];
  if (of === undefined || Number(contract) === 0 || Number(attended) > Number(contract)) return undefined;
  return [of, daysAttended(Number(attended), Number(contract), Number(months))];
}

export function readAttended(f: FilledAttended): ReadAttended {
  const problems: AttendedProblem[] = [];
  const why = f.why.trim();
  const months = f.absentMonths.map(Number).filter(k => Number.isInteger(k) && k >= 1 && k <= 11);
  const lines = f.lowYears.split(/[\n,]/).map(line => line.trim());
  const years = lines.filter(line => line !== '').map(lowYearIn);
  if (years.includes(undefined)) problems.push({ field: 'lowYears', code: 'bad-years' });
  if (why === '') problems.push({ field: 'why', code: 'no-reason' });
  else if (why.length > GIVE_LIMITS.why) problems.push({ field: 'why', code: 'too-long' });
  if (problems.length > 0) return { ok: false, problems };
  const lowYears = Object.fromEntries(years.flatMap(y => (y ? [y] : [])));
  return { ok: true, attended: { absentMonths: [...new Set(months)].sort((a, b) => a - b), lowYears }, why };
}
