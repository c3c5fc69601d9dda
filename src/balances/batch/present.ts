import type { BatchCheckModel, BatchDoneModel, BatchRow } from '../../../blocks/batch.ts';
import { grantName, type Pools } from '../../grants/pools.ts';
import type { Words } from '../../i18n/index.ts';
import type { Contract } from '../../leave-record/hours.ts';
import { fullDayOf } from '../../leave-record/hours.ts';
import { shown } from '../../leave-record/units.ts';
import { defined } from '../../shared/defined.ts';
import type { AmountLine } from './file.ts';
import type { BatchPreview } from './preview.ts';
import { type BatchGrant, neverLapses } from './rules.ts';
import type { BatchDoc } from './store.ts';

interface Named {
  pools: Pools;
  w: Words;
}

const grantModel = (grant: BatchGrant, { pools, w }: Named) => ({
  ...{ what: grantName(grant, pools, w), on: grant.on, why: grant.why },
  ...defined({ until: neverLapses(grant) ? undefined : grant.usableUntil }),
});

export function unreadReason({ code }: AmountLine, w: Words): string {
  const all: Partial<Record<string, string>> = { ...w.people.problems, ...w.balances.batch.unreadReasons };
  return all[code ?? ''] ?? '';
}

/** Names by what they share, the largest group first. */
function grouped<T>(all: readonly T[], key: (of: T) => string, name: (of: T) => string) {
  const groups = new Map<string, string[]>();
  for (const of of all) groups.set(key(of), [...(groups.get(key(of)) ?? []), name(of)]);
  return [...groups].map(([said, names]) => ({ said, names })).sort((a, b) => b.names.length - a.names.length);
}

export function checkModel(
  p: BatchPreview,
  o: Named & {
    contractOf: (user: string) => Contract;
    tell: boolean;
    changedMeanwhile: boolean;
    metadata: string;
    file?: string | undefined;
  },
): BatchCheckModel {
  const { w } = o;
  const b = w.balances.batch;
  const nameOf = (user: string): string => p.people.get(user)?.name ?? user;
  const amount = (g: { user: string; amount: number }) =>
    w.ledger.signed(shown(g.amount, fullDayOf(o.contractOf(g.user))));
  return {
    ...grantModel(p.grant, o),
    gives: grouped(p.plan.gives, amount, g => nameOf(g.user)).map(g => ({ amount: g.said, names: g.names })),
    count: p.plan.gives.length,
    left: grouped(
      p.plan.left,
      l => b.reasons[l.why] ?? l.why,
      l => nameOf(l.user),
    ).map(g => ({ reason: g.said, names: g.names })),
    unread: p.unread.map(of => ({
      line: of.line,
      who: of.cells.name ?? of.cells.employeeNo ?? of.cells.email ?? of.cells.slackId ?? '',
      reason: unreadReason(of, w),
    })),
    ...{ tell: o.tell, changedMeanwhile: o.changedMeanwhile, metadata: o.metadata },
    ...defined({ file: o.file }),
  };
}

export function doneModel(doc: BatchDoc, o: Named & { names: ReadonlyMap<string, string> }): BatchDoneModel {
  const b = o.w.balances.batch;
  const nameOf = ({ user }: { user: string }): string => o.names.get(user) ?? user;
  const by = <T extends { user: string; why: string }>(all: readonly T[]) =>
    grouped(all, l => b.reasons[l.why] ?? l.why, nameOf).map(g => ({ reason: g.said, names: g.names }));
  return {
    ...grantModel(doc.grant, o),
    ...{ id: doc._id, undone: doc.state === 'undone', count: doc.gives.length },
    ...{ left: by(doc.left), kept: by(doc.kept) },
  };
}

function stateText({ state, done, gives, kept }: BatchDoc, { balances: { batch: b } }: Words): string {
  if (state === 'given' || state === 'undone')
    return state === 'undone' && kept.length > 0 ? b.keptBy(kept.length) : b.states[state];
  return (state === 'giving' ? b.giving : b.undoing)(done, gives.length);
}

export function batchRow(doc: BatchDoc, o: Named & { names: ReadonlyMap<string, string>; zone: string }): BatchRow {
  const { w } = o;
  const b = w.balances.batch;
  return {
    ...{ id: doc._id, what: grantName(doc.grant, o.pools, w), why: doc.grant.why, count: doc.gives.length },
    amount: doc.days === undefined ? b.byFile : w.ledger.signed(doc.days),
    ...{ who: o.names.get(doc.by) ?? doc.by, when: w.moment(doc.at, o.zone) },
    state: stateText(doc, w),
    undoes: doc.state === 'given',
  };
}
