import { lastBeforeYears, monthsAfter, yearsAfter } from '../calendar/civil.ts';
import { addDays, dayNumber } from '../calendar/rules.ts';
import { type Basis, type VestedGrant, vestedGrants } from '../leave-record/accrual.ts';
import { unitsOf } from '../leave-record/units.ts';
import type { Policy } from '../settings/policy.ts';

export type LeavePolicy = Policy['leave'];

/** Attendance that changes grants: months missed in the first year, and years under 80 % with their full months. */
export interface Attended {
  absentMonths: readonly number[];
  lowYears: Readonly<Record<string, number>>;
  /** by whose years; absent: by any */
  lowYearsBy?: Basis;
}

/** `amount`: before other grants are considered. */
export interface Vesting {
  id: string;
  kind: 'monthly' | 'annual' | 'prorated' | 'allowance';
  on: string;
  usableUntil: string;
  amount: number;
}

/** By policy: each look at a person asks for the same ones, and most people were hired long ago. */
const known = new WeakMap<LeavePolicy, Map<string, readonly Vesting[]>>();
const MOST_KNOWN = 2_000;

/** By day, under one policy. */
export function vestings(policy: LeavePolicy, hiredOn: string, attended: Attended, until: string): readonly Vesting[] {
  if (until < hiredOn) return [];
  const byFacts = known.get(policy) ?? new Map<string, readonly Vesting[]>();
  known.set(policy, byFacts);
  const key = `${hiredOn} ${until} ${JSON.stringify(attended)}`;
  const found = byFacts.get(key) ?? counted(policy, hiredOn, attended, until);
  if (byFacts.size >= MOST_KNOWN) byFacts.clear();
  byFacts.set(key, found);
  return found;
}

function counted(policy: LeavePolicy, hiredOn: string, attended: Attended, until: string): Vesting[] {
  return policy.basis === 'allowance'
    ? [...allowances(policy, hiredOn, until)]
    : lawful(policy, policy.basis, hiredOn, attended, until);
}

function lawful(
  { fiscalStart, rounding }: LeavePolicy,
  basis: 'hire-date' | 'fiscal-year',
  hiredOn: string,
  { absentMonths, ...attended }: Attended,
  until: string,
): Vesting[] {
  const lowYears = (attended.lowYearsBy ?? basis) === basis ? attended.lowYears : {};
  const grants = vestedGrants({ basis, hiredOn, until, fiscalStart, rounding, absentMonths, lowYears });
  let years = 0;
  return grants.map(g => {
    if (g.kind === 'annual') years++;
    const id = { monthly: () => `monthly:${monthOf(g, hiredOn)}`, annual: () => annualId(g, basis, years) };
    return {
      id: g.kind === 'prorated' ? 'prorated' : id[g.kind](),
      ...{ kind: g.kind, on: g.on, usableUntil: g.usableUntil, amount: unitsOf(g.days) },
    };
  });
}

/** By number, so that a corrected hire date grants an anniversary once; a fiscal year by its first day. */
const annualId = (g: VestedGrant, basis: 'hire-date' | 'fiscal-year', n: number): string =>
  basis === 'hire-date' ? `annual:${n}` : `annual:${g.on}`;

function monthOf(g: VestedGrant, hiredOn: string): number {
  for (let k = 1; k <= 12; k++) if (monthsAfter(hiredOn, k) === g.on) return k;
  throw new Error(`no whole months from ${hiredOn} to ${g.on}`);
}

export type AllowancePolicy = Pick<LeavePolicy, 'allowanceDays' | 'allowanceOn' | 'fiscalStart' | 'rounding'>;

/** The first year by its remaining days. */
export function* allowances(policy: AllowancePolicy, hiredOn: string, until: string): Generator<Vesting> {
  const { allowanceDays, fiscalStart, rounding } = policy;
  const full = unitsOf(allowanceDays);
  if (policy.allowanceOn === 'anniversary') {
    for (let n = 0, on = hiredOn; on <= until; n++, on = yearsAfter(hiredOn, n))
      yield {
        id: `allowance:year-${n + 1}`,
        ...{ kind: 'allowance', on, usableUntil: lastBeforeYears(hiredOn, n + 1), amount: full },
      };
    return;
  }
  const startIn = (year: number): string => `${String(year).padStart(4, '0')}-${fiscalStart}`;
  const hireYear = Number(hiredOn.slice(0, 4));
  const begun = startIn(hireYear) <= hiredOn ? hireYear : hireYear - 1;
  for (let year = begun; startIn(year) <= until; year++) {
    const on = year === begun ? hiredOn : startIn(year);
    const next = startIn(year + 1);
    const days = dayNumber(next) - dayNumber(on);
    yield {
      id: `allowance:${startIn(year)}`,
      ...{ kind: 'allowance', on, usableUntil: addDays(next, -1) },
      amount: shareOf(full, days, dayNumber(next) - dayNumber(startIn(year)), rounding),
    };
  }
}

const STEPS: Readonly<Record<LeavePolicy['rounding'], number>> = {
  whole: unitsOf(1),
  half: unitsOf(0.5),
  hundredth: unitsOf(0.01),
};

/** The share of `days` in what is given for `of` days, rounded up to the policy's step, at most the whole. */
export function shareOf(amount: number, days: number, of: number, rounding: LeavePolicy['rounding']): number {
  if (days >= of) return amount;
  const step = STEPS[rounding];
  return Math.min(amount, Math.ceil((amount * days) / (of * step)) * step);
}
