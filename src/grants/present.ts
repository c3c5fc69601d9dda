import type { BalanceModel, GrantNoticeModel, StatementRow, UncoveredModel } from '../../blocks/statement.ts';
import { STATEMENT_PAGE } from '../../blocks/statement.ts';
import type { Kinds } from '../approvals/kinds.ts';
import type { RequestDoc } from '../approvals/store.ts';
import type { Words } from '../i18n/index.ts';
import { minuteSums, shown, shownSums } from '../leave-record/units.ts';
import { defined } from '../shared/defined.ts';
import { paged } from '../shared/portions.ts';
import { opposite, type Shown } from '../shared/shown.ts';
import { isYearly } from './due.ts';
import type { Balance } from './ledger/balance.ts';
import type { Line, Statement } from './ledger/statement.ts';
import { ANNUAL, type Grant, NEVER_LAPSES } from './ledger/types.ts';
import { grantName, type Pools } from './pools.ts';
import type { Uncovered } from './rules.ts';

export const balanceModel = (b: Balance, pools: Pools, w: Words): BalanceModel => ({
  pool: pools.name(b.pool, w),
  left: shown(b.left, b.fullDay),
  waiting: shown(b.waiting, b.fullDay),
  short: shown(b.short, b.fullDay),
  lapsing: b.lapsing.map(l => ({ on: l.on, days: shown(l.amount, b.fullDay) })),
  upcoming: b.upcoming.map(u => ({ on: u.on, days: shown(u.amount, b.fullDay) })),
});

export interface RowContext {
  /** a leave's name by request */
  nameOf: (request: string) => string;
  /** the viewer may take grants back */
  reversible: boolean;
  today: string;
  /** of part-timers */
  fullDay?: number | undefined;
  pools: Pools;
  w: Words;
}

/** Newest line first, with the running sum of what is shown. */
export function statementPage(
  s: Statement,
  wanted: number,
  ctx: RowContext,
): { rows: StatementRow[]; page: number; pages: number; count: number } {
  const amounts = s.lines.map(l => l.amount);
  const sums = ctx.fullDay === undefined ? shownSums(amounts) : minuteSums(amounts, ctx.fullDay);
  const rows = s.lines.map((line, i) => rowOf(line, sums[i] ?? { days: 0, sum: 0 }, s.lines, ctx)).reverse();
  return paged(rows, wanted, STATEMENT_PAGE);
}

function rowOf(line: Line, sums: { days: Shown; sum: Shown }, all: readonly Line[], ctx: RowContext): StatementRow {
  const { w, fullDay } = ctx;
  const row = { days: sums.days, balance: sums.sum, ahead: line.ahead };
  if (line.is === 'use') {
    const planned = line.date > ctx.today ? [w.ledger.planned] : [];
    return {
      ...row,
      what: ctx.nameOf(line.request),
      when: w.rangeWithYear(line.date, line.to),
      notes: line.state === 'waiting' ? [w.ledger.waiting] : planned,
    };
  }
  if (line.is === 'lapse')
    return {
      ...row,
      what: line.ahead ? w.ledger.willLapse : w.ledger.lapsed,
      when: w.ledger.on(line.date),
      notes: line.carried > 0 ? [w.ledger.carried(shown(line.carried, fullDay))] : [],
    };
  const { grant } = line;
  const named = (id: string | undefined): Grant | undefined =>
    all.flatMap(l => (l.is === 'grant' && l.grant.id === id ? [l.grant] : []))[0];
  const [undone, corrected] = [named(grant.reverses), named(grant.corrects)];
  const may = ctx.reversible && !line.ahead && !line.reversed && grant.reverses === undefined;
  return {
    ...row,
    what: grantName(grant, ctx.pools, w),
    when: w.ledger.on(grant.on),
    notes: [
      ...(grant.amount > 0 ? [untilText(grant, w)] : []),
      ...(line.reversed ? [w.ledger.reversed] : []),
      ...(undone ? [w.ledger.reverses(grantText(undone, ctx, fullDay))] : []),
      ...(corrected ? [w.ledger.corrects(grantText(corrected, ctx, fullDay))] : []),
    ],
    ...defined({ why: grant.why }),
    ...(may ? { reverses: grant.id } : {}),
  };
}

const untilText = ({ usableUntil }: Grant, w: Words): string =>
  usableUntil === NEVER_LAPSES ? w.ledger.neverLapses : w.ledger.usableUntil(usableUntil);

/** What leaves lack since a grant was taken back, for its author. */
export function uncoveredModel(
  { amount, requests, fullDay }: Uncovered,
  o: {
    who: string;
    grant: Grant;
    sent: readonly RequestDoc[];
    kinds: Kinds;
    pools: Pools;
    w: Words;
  },
): UncoveredModel {
  const { w } = o;
  const leaves = o.sent
    .filter(r => requests.includes(r._id))
    .map(r => {
      const { what, when } = o.kinds.of(r.kind).describe(r.form, w);
      return [what, when, ...(r.state === 'waiting' ? [w.ledger.waiting] : [])].join(' · ');
    });
  return { who: o.who, what: grantText(o.grant, o, fullDay), days: shown(amount, fullDay), leaves };
}

/** "Annual leave, Sun 15 Mar 2026, +15 days": a grant in a line. */
export const grantText = (g: Grant, { pools, w }: { pools: Pools; w: Words }, fullDay?: number): string =>
  `${grantName(g, pools, w)} · ${w.ledger.on(g.on)} · ${w.ledger.signed(shown(g.amount, fullDay))}`;

/** The message about grants that were just stored; none about monthly ones, which only Home shows. */
export function noticeModel(
  grants: readonly Grant[],
  all: readonly Grant[],
  o: {
    nameOf: (user: string) => string;
    left: number | undefined;
    today?: string | undefined;
    fullDay?: number | undefined;
    pools: Pools;
    w: Words;
  },
): GrantNoticeModel | undefined {
  const pool = grants[0]?.pool ?? ANNUAL;
  const left = defined({
    left: o.left === undefined ? undefined : shown(o.left, o.fullDay),
    pool: pool === ANNUAL ? undefined : o.pools.name(pool, o.w),
  });
  const sum = (some: readonly Grant[]): Shown =>
    shown(
      some.reduce((s, g) => s + g.amount, 0),
      o.fullDay,
    );
  const yearly = grants.filter(g => isYearly(g) && g.amount > 0);
  const [first] = grants;
  if (yearly[0])
    return {
      is: 'vested',
      what: '',
      days: sum(yearly),
      until: yearly.map(g => g.usableUntil).sort()[0] ?? '',
      ...left,
    };
  if (!first || first.kind === 'monthly') return undefined;
  const by = {
    ...(first.by === undefined ? {} : { who: o.nameOf(first.by) }),
    ...defined({ why: first.why }),
    ...left,
  };
  if (first.kind === 'correction') return { is: 'corrected', what: '', days: sum(grants), ...by };
  const undone = all.find(g => g.id === first.reverses);
  if (first.kind === 'reversal')
    return { is: 'reversed', what: grantName(undone ?? first, o.pools, o.w), days: opposite(sum(grants)), ...by };
  const until = first.usableUntil === NEVER_LAPSES ? {} : { until: first.usableUntil };
  const from = o.today !== undefined && o.today < first.on ? { from: first.on } : {};
  return { is: 'given', what: grantName(first, o.pools, o.w), days: sum(grants), ...from, ...until, ...by };
}
