import type { BalanceRowModel, BalancesModel, FiguresShown } from '../../blocks/balances.ts';
import type { Pools } from '../grants/pools.ts';
import type { Words } from '../i18n/index.ts';
import { shown } from '../leave-record/units.ts';
import type { Listing } from '../people/may.ts';
import type { ListedPerson } from '../people/store.ts';
import { defined } from '../shared/defined.ts';
import type { CellValue, Column } from '../shared/table/sheet.ts';
import type { BalancesQuery } from './query.ts';
import type { BalanceRow, Balances } from './row.ts';
import { FILTERS, type PoolBalance, SORTS, type Totals } from './rules.ts';

export interface BalancesContext {
  d: Listing;
  pools: Pools;
  w: Words;
}

const figuresShown = (b: Pick<Totals, keyof FiguresShown>, fullDay: number | undefined): FiguresShown => ({
  granted: shown(b.granted, fullDay),
  used: shown(b.used, fullDay),
  pending: shown(b.pending, fullDay),
  left: shown(b.left, fullDay),
});

function rowModel({ person, balance, others, fullDay }: BalanceRow, ctx: BalancesContext): BalanceRowModel {
  const figures = balance && {
    ...figuresShown(balance, fullDay),
    short: shown(balance.short, fullDay),
    lapsing: balance.lapsing.map(l => ({ on: l.on, days: shown(l.amount, fullDay) })),
  };
  return {
    ...{ user: person.user, name: person.name },
    ...defined({ team: ctx.d.teams.of(person)?.name, figures }),
    others: others.map(o => ({ name: ctx.pools.name(o.pool, ctx.w), left: shown(o.left, fullDay) })),
  };
}

/** The teams and offices of whom the viewer sees, and the teams above those. */
function scopesOf({ teams, offices }: Listing, seen: readonly ListedPerson[]): BalancesModel['scopes'] {
  const named = new Set(seen.flatMap(p => teams.above(p.teamId).map(t => t.id)));
  return [
    ...teams
      .all()
      .filter(t => named.has(t.id))
      .map(t => ({ value: `team:${t.id}`, name: teams.path(t.id) })),
    ...(offices.length > 1 ? offices.map(o => ({ value: `office:${o.id}`, name: o.name })) : []),
  ];
}

/** Whom a list is about, in words; undefined: everybody. */
export function whomText({ scope, filter }: BalancesQuery, d: Listing, w: Words): string | undefined {
  const [kind, id = ''] = scope.split(':');
  const named = kind === 'team' ? d.teams.path(id) : d.offices.find(o => o.id === id)?.name;
  const parts = [
    ...(scope === '' || !named ? [] : [named]),
    ...(filter === 'all' ? [] : [w.balances.filters[filter] ?? filter]),
  ];
  return parts.length === 0 ? undefined : parts.join(', ');
}

export function balancesModel(
  q: BalancesQuery,
  b: Balances,
  ctx: BalancesContext,
  { seen, said }: { seen: readonly ListedPerson[]; said?: string },
): BalancesModel {
  const { pools, w } = ctx;
  const { days, hours } = b.totals;
  const lines = [
    ...(days.people > 0 ? [{ people: days.people, ...figuresShown(days, undefined) }] : []),
    ...hours.filter(h => h.people > 0).map(h => ({ people: h.people, ...figuresShown(h, h.fullDay) })),
  ];
  return {
    ...{ query: q.query, pool: q.pool, filter: q.filter, sort: q.sort, scope: q.scope },
    pools: pools.ids.map(id => ({ id, name: pools.name(id, w) })),
    ...{ filters: FILTERS, sorts: SORTS, scopes: scopesOf(ctx.d, seen) },
    rows: b.rows.map(r => rowModel(r, ctx)),
    ...{ count: b.count, page: b.page, pages: b.pages },
    totals: { all: b.totals.all, lines },
    ...defined({ said }),
    metadata: JSON.stringify({ ...q, page: b.page, ...defined({ look: b.look }) } satisfies BalancesQuery),
  };
}

type ColumnName = keyof Words['balances']['columns'];
const KINDS: Partial<Record<ColumnName, Column['is']>> = {
  ...{ granted: 'number', used: 'number', pending: 'number', left: 'number', lapses: 'number', lapsesOn: 'date' },
  hired: 'date',
};

export const balanceColumns = (w: Words): Column[] =>
  (Object.keys(w.balances.columns) as ColumnName[]).map(name => ({
    heading: w.balances.columns[name],
    is: KINDS[name] ?? 'text',
  }));

/** Days, or a part-timer's hours. */
function figure(amount: number, fullDay: number | undefined): number {
  const found = shown(amount, fullDay);
  return typeof found === 'number' ? found : Math.round((found.minutes / 60) * 100) / 100;
}

/** A line for each pool of a person. */
export function fileRows({ person, balance, others, fullDay }: BalanceRow, ctx: BalancesContext): CellValue[][] {
  const { d, pools, w } = ctx;
  const team = person.teamId === undefined ? undefined : d.teams.path(person.teamId);
  const who = [person.employeeNo, person.name, team, person.hiredOn];
  const line = (b: PoolBalance): CellValue[] => {
    const [first] = b.lapsing;
    const figures = [b.granted, b.used, b.pending, b.left].map(f => figure(f, fullDay));
    const unit = fullDay === undefined ? w.balances.unit.days : w.balances.unit.hours;
    const lapses = first === undefined ? [undefined, undefined] : [figure(first.amount, fullDay), first.on];
    return [...who, pools.name(b.pool, w), unit, ...figures, ...lapses];
  };
  if (!balance) return [[...who, w.balances.without]];
  return [balance, ...others].map(line);
}
