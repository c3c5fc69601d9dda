import { allocate } from '../../grants/ledger/allocate.ts';
import { undoneIn } from '../../grants/ledger/counted.ts';
import { type Grant, NEVER_LAPSES } from '../../grants/ledger/types.ts';
import { type FilledGrant, type GiveProblem, handChoice, readGrant } from '../../grants/rules.ts';
import type { Use } from '../../leave-record/days.ts';
import { type Contract, fullDayOf, grantAmount } from '../../leave-record/hours.ts';
import { unitsOf, unitsOfMinutes } from '../../leave-record/units.ts';
import type { Shown } from '../../shared/shown.ts';

/** What is given to several people at once, without its amount. */
export type BatchGrant = Pick<Grant, 'kind' | 'pool' | 'on' | 'usableUntil'> & { why: string };

/** As filled in; `days` of full-timers: part-timers have their share in hours. Empty where a file says them. */
export type FilledBatch = FilledGrant;

export type ReadBatch = { ok: true; grant: BatchGrant; days?: number } | { ok: false; problems: GiveProblem[] };

/** Corrections are of one person. `inFile`: amounts and reasons may stand there. */
export function readBatch(
  filled: FilledBatch,
  today: string,
  { pools, inFile }: { pools: readonly string[]; inFile: boolean },
): ReadBatch {
  const chosen = handChoice(filled.kind, pools);
  const kind = chosen?.kind === 'correction' ? '' : filled.kind;
  const [days, why] = inFile ? [filled.days || '1', filled.why || '-'] : [filled.days, filled.why];
  const read = readGrant({ ...filled, kind, days, why }, today, { pools });
  if (!read.ok) return read;
  const { amount: _, ...grant } = read.grant;
  const said = { ...grant, why: filled.why.trim() };
  return { ok: true, grant: said, ...(filled.days === '' ? {} : { days: Number(filled.days) }) };
}

export const LEFT_OUT = [
  'not-yours',
  'own-record',
  'not-hired-yet',
  'left',
  'long-leave',
  'already',
  'no-amount',
  'no-reason',
  'hours-of-full-timer',
] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** Whom it concerns, before anything is given. */
export interface Recipient {
  user: string;
  hiredOn?: string | undefined;
  lastDay?: string | undefined;
  /** on its day */
  contract: Contract;
  onLongLeave: boolean;
  /** the giver's right over them */
  may: 'yes' | 'own-record' | 'not-yours';
  grants: readonly Grant[];
  /** a file's own: days of full-timers, or a part-timer's minutes */
  amount?: Shown;
  why?: string;
}

export interface Given {
  user: string;
  amount: number;
  /** where it differs from the batch's */
  why?: string;
}

export interface BatchPlan {
  gives: Given[];
  left: { user: string; why: LeftOut }[];
}

/** Who gets what, and who is left out and why. */
export function planBatch(
  grant: BatchGrant,
  people: readonly Recipient[],
  { days, longLeave }: { days?: number | undefined; longLeave: boolean },
): BatchPlan {
  const plan: BatchPlan = { gives: [], left: [] };
  for (const p of people) {
    const amount = amountFor(p, days);
    const why = leftOut(grant, p, { amount, longLeave });
    if (why !== undefined) plan.left.push({ user: p.user, why });
    else plan.gives.push({ user: p.user, amount: amount as number, ...(p.why === undefined ? {} : { why: p.why }) });
  }
  return plan;
}

/** A part-timer's share of full-timers' days, an hour begun as a whole one (시행령 별표 2, 4 나). */
function amountFor({ amount, contract }: Recipient, days: number | undefined): number | 'hours' | undefined {
  const said = amount ?? days;
  if (said === undefined) return undefined;
  if (typeof said === 'number') return grantAmount(unitsOf(said), contract);
  const fullDay = fullDayOf(contract);
  return fullDay === undefined ? 'hours' : unitsOfMinutes(said.minutes, fullDay);
}

function leftOut(
  grant: BatchGrant,
  p: Recipient,
  { amount, longLeave }: { amount: number | 'hours' | undefined; longLeave: boolean },
): LeftOut | undefined {
  if (p.may !== 'yes') return p.may;
  if (p.hiredOn !== undefined && grant.on < p.hiredOn) return 'not-hired-yet';
  if (p.lastDay !== undefined && p.lastDay < grant.on) return 'left';
  if (p.onLongLeave && !longLeave) return 'long-leave';
  if (amount === 'hours') return 'hours-of-full-timer';
  if (amount === undefined || amount <= 0) return 'no-amount';
  const why = p.why ?? grant.why;
  if (why === '') return 'no-reason';
  return has(p.grants, { ...grant, why }) ? 'already' : undefined;
}

/** The same leave from the same day for the same reason. */
function has(grants: readonly Grant[], wanted: BatchGrant): boolean {
  const undone = undoneIn(grants);
  return grants.some(
    g =>
      g.kind === wanted.kind &&
      g.pool === wanted.pool &&
      g.on === wanted.on &&
      g.why === wanted.why &&
      !undone.has(g.id),
  );
}

export const grantIn = (batch: string, by: string, grant: BatchGrant, { amount, why }: Given): Grant => ({
  ...{ id: `batch:${batch}`, by, ...grant, amount },
  ...(why === undefined ? {} : { why }),
});

/** Whether leave takes from a grant, pending or planned leave among it. */
export const isTaken = (
  id: string,
  { known, uses, today }: { known: readonly Grant[]; uses: readonly Use[]; today: string },
): boolean => allocate(known, uses, today).grants.some(g => g.grant.id === id && g.used > 0);

export const neverLapses = ({ usableUntil }: Pick<BatchGrant, 'usableUntil'>): boolean => usableUntil === NEVER_LAPSES;
