import type { Employment, LedgerDoc } from '../grants/record/schema.ts';
import { NO_EMPLOYMENT } from '../grants/record/store.ts';
import type { Effect } from '../shared/effects.ts';
import type { Before } from './store.ts';

export const KEPT_IN_LEDGER = ['settlements', 'attended', 'notices'] as const;
export type OfLedger = Record<(typeof KEPT_IN_LEDGER)[number], number>;

/** Without superseded entries of attendance, and without notices and settlements that are over. */
export function withoutOld(employment: Employment, { day, at }: Before): OfLedger & { employment: Employment } {
  const { attended, notices, settlement } = employment;
  const said = attended.history.filter((h, i, all) => h.at >= at || i === all.length - 1);
  const open = notices.filter(n => n.usableUntil >= day);
  const settled = settlement.history.some(h => h.lastDay >= day || h.at >= at) ? settlement.history : [];
  const dropped = {
    attended: attended.history.length - said.length,
    notices: notices.length - open.length,
    settlements: settlement.history.length > 0 && settled.length === 0 ? 1 : 0,
  };
  if (Object.values(dropped).every(n => n === 0)) return { ...dropped, employment };
  const kept = dropped.settlements > 0 ? { settledFor: '', history: [] } : settlement;
  const left = { ...employment, attended: { ...attended, history: said }, notices: open, settlement: kept };
  return { ...dropped, employment: left };
}

/** Grants that a message or a check is still to name. */
export const owedGrants = (effects: readonly Effect[]): ReadonlySet<unknown> =>
  new Set(effects.flatMap(({ data = {} }) => [data.id, ...(Array.isArray(data.ids) ? data.ids : [])]));

type Ended = NonNullable<LedgerDoc['earlier']>[number];

/** An employment that ended goes at once, so long after its last day; that there was one stays. */
export function withoutEnded(ended: Ended, { day, at }: Before): Ended {
  const { lastDay, grants, settlement } = ended;
  const isKept = lastDay >= day || grants.some(g => g.at >= at) || settlement.history.some(h => h.at >= at);
  const isEmpty = [grants, ended.notices, ended.attended.history, settlement.history].every(l => l.length === 0);
  return isKept || isEmpty ? ended : { ...NO_EMPLOYMENT, lastDay };
}
