import type { Balance } from '../../grants/ledger/balance.ts';
import { ANNUAL } from '../../grants/ledger/types.ts';
import type { LeaveType } from '../../leave-record/types/definition.ts';
import { shown } from '../../leave-record/units.ts';
import { defined } from '../../shared/defined.ts';
import { type Shown, sizeOf } from '../../shared/shown.ts';

/** A type as it is offered to somebody: `left` in days, absent without a limit or a ledger. */
export interface OfferedType {
  type: LeaveType;
  left?: Shown;
}

/**
 * The types as they are offered to somebody: first what they have left of, then what has no limit, then what is used
 * up. `balances`: by pool; empty without a ledger. `taken`: days of a type taken in its month or year.
 */
export function offersTo(
  types: readonly LeaveType[],
  balances: ReadonlyMap<string, Pick<Balance, 'left' | 'fullDay'>>,
  taken: (type: LeaveType) => number,
): OfferedType[] {
  const offers = types.map((type): OfferedType => {
    const left = leftOf(type, balances, taken);
    return { type, ...defined({ left }) };
  });
  const rank = ({ type, left }: OfferedType): number => {
    if (left !== undefined && sizeOf(left) <= 0) return 2;
    if (type.pool !== null) return left === undefined && type.pool !== ANNUAL ? 2 : 0;
    return 1;
  };
  return offers.toSorted((a, b) => rank(a) - rank(b));
}

/** Undefined: without a limit or a ledger. */
export function leftOf(
  { pool, most, span, occasions, ...rest }: LeaveType,
  balances: ReadonlyMap<string, Pick<Balance, 'left' | 'fullDay'>>,
  taken: (type: LeaveType) => number,
): Shown | undefined {
  if (pool !== null) return balances.size === 0 ? undefined : shownOf(balances, pool);
  if (most === null || span === 'request' || occasions.length > 0) return undefined;
  return Math.max(0, most - taken({ pool, most, span, occasions, ...rest }));
}

/** A pool without an entry is shown in the unit of the others. */
function shownOf(balances: ReadonlyMap<string, Pick<Balance, 'left' | 'fullDay'>>, pool: string): Shown {
  const [any] = balances.values();
  return shown(balances.get(pool)?.left ?? 0, any?.fullDay);
}
