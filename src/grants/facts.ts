import { addDays } from '../calendar/rules.ts';
import type { Use } from '../leave-record/days.ts';
import type { Contract } from '../leave-record/hours.ts';
import { defined } from '../shared/defined.ts';
import { dueGrants, type PolicyPeriod, type VestingFacts } from './due.ts';
import { setRight } from './hire-date.ts';
import { allocate } from './ledger/allocate.ts';
import { BY_POLICY } from './ledger/counted.ts';
import type { Grant } from './ledger/types.ts';
import type { Attended } from './vestings.ts';

/** Leave may be entered this late; what it could take from is entered, too. */
const BACK_DAYS = 31;
/** Requests reach at most a year ahead. */
export const AHEAD_DAYS = 400;

export const NEVER_ABSENT: Attended = { absentMonths: [], lowYears: {} };

export interface PersonFacts {
  hiredOn?: string;
  lastDay?: string;
  attended: Attended;
  policies: readonly PolicyPeriod[];
  stored: readonly Grant[];
  /** the hire date by which they vested */
  grantedBy?: string;
  uses: readonly Use[];
  contractOn?: (date: string) => Contract;
  /** of part-timers today: their leave is shown in hours, see `fullDayOf` */
  fullDay?: number;
  today: string;
  /** earlier grants may have been purged */
  destroyedBefore?: string;
}

/**
 * People from before Daybook get only grants that are usable now or by recorded leaves. `stored`: with what a hire date
 * that was set right changes.
 */
export function vestingFacts(p: PersonFacts): VestingFacts {
  const first = p.stored.filter(g => BY_POLICY.includes(g.kind)).map(g => g.on);
  const since = [...(first.length > 0 ? first : [addDays(p.today, -BACK_DAYS)]), ...p.uses.map(u => u.date)].sort()[0];
  const { hiredOn, lastDay, attended, policies, stored, uses, destroyedBefore, contractOn } = p;
  const facts = {
    ...defined({ hiredOn, lastDay, destroyedBefore, contractOn }),
    ...{ attended, policies, stored, uses, since: since ?? p.today },
  };
  return { ...facts, stored: [...stored, ...setRight(facts, p.grantedBy, p.today)] };
}

export interface LedgerFacts {
  user: string;
  today: string;
  /** what leave may be taken from: vested by today, stored or not, and what vests later where the policy allows it */
  grants: Grant[];
  /** also what vests later and is not requestable yet: for balances and statements */
  known: Grant[];
  /** without future vesting */
  vested: Grant[];
  uses: Use[];
  /** of part-timers today */
  fullDay?: number;
  overdraw: 'refuse' | 'warn';
}

/** Everything a balance is computed from; undefined: neither hire date nor grant. */
export function ledgerOf(
  p: PersonFacts & { user: string },
  o: { until: string; useUpcoming: boolean; overdraw: 'refuse' | 'warn' },
): LedgerFacts | undefined {
  if (p.hiredOn === undefined && p.stored.length === 0) return undefined;
  const facts = vestingFacts(p);
  const vested = [...facts.stored, ...dueGrants(facts, p.today)];
  // What will be left to carry over is unknown yet.
  const coming = dueGrants({ ...facts, stored: vested }, o.until).filter(g => g.kind !== 'carry-over');
  const known = [...vested, ...coming];
  return {
    ...defined({ fullDay: p.fullDay }),
    ...{ user: p.user, today: p.today, vested, known, uses: [...p.uses], overdraw: o.overdraw },
    grants: o.useUpcoming ? known : [...vested, ...upcomingFor(known, coming, p.uses)],
  };
}

/** Of what vests later, what active leaves take: a policy that forbids it from now on takes nothing from them. */
function upcomingFor(known: readonly Grant[], coming: readonly Grant[], uses: readonly Use[]): Grant[] {
  const later = new Set(coming);
  const taken = allocate(known, uses).grants.filter(g => later.has(g.grant) && g.used > 0);
  return taken.map(({ grant, used }) => ({ ...grant, amount: used }));
}
