import { FEW, figuresOf } from '../figures/actions.ts';
import type { Listing } from '../people/may.ts';
import { peopleOf, scopeOf } from '../people/scope.ts';
import type { ListedPerson } from '../people/store.ts';
import { defined } from '../shared/defined.ts';
import { paged } from '../shared/portions.ts';
import { byName } from '../shared/text.ts';
import { lookAt, MANY } from '../workspace/looks.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { balanceKind, standsOf, TODAY } from './kind.ts';
import type { BalancesQuery } from './query.ts';
import type { BalanceRow, Balances, Stand } from './row.ts';
import { fits, inOrder, nothingOf, type PoolBalance, sortsByBalance, totalsOf } from './rules.ts';

/** Rows a page: what nothing sorts by is computed for so many. */
const BALANCES_PAGE = 20;

const isSomething = (b: PoolBalance): boolean => b.granted !== 0 || b.used + b.pending > 0 || b.left !== 0;

function rowOf(person: ListedPerson, { fullDay, pools }: Stand, pool: string): BalanceRow {
  if (!pools) return { person, others: [] };
  const balance = pools.find(b => b.pool === pool) ?? nothingOf(pool);
  return { person, ...defined({ fullDay, balance }), others: pools.filter(b => b.pool !== pool && isSomething(b)) };
}

/** Of people in their order: of few as they are counted, of many as they are kept. */
const rowsOf = (ws: Workspace, people: readonly ListedPerson[], pool: string): Promise<BalanceRow[]> =>
  people.length > FEW ? keptRows(ws, people, pool) : countedRows(ws, people, pool);

export async function countedRows(ws: Workspace, people: readonly ListedPerson[], pool: string): Promise<BalanceRow[]> {
  const stands = await standsOf(ws, people);
  return people.map(p => rowOf(p, stands.get(p.user) ?? {}, pool));
}

/** The same, from what is kept. */
export async function keptRows(ws: Workspace, people: readonly ListedPerson[], pool: string): Promise<BalanceRow[]> {
  const stands = await figuresOf(ws, balanceKind, people, TODAY);
  return people.map(p => rowOf(p, stands.get(p.user) ?? {}, pool));
}

export const seenIn = (d: Listing, viewer: string, scope: string): ListedPerson[] =>
  peopleOf(scopeOf(scope, []), d, viewer, { action: 'see-leave' });

/** Everybody of this part of the query whose leave the viewer may see. */
export function peopleMeant(
  viewer: string,
  { query, scope, sort }: Pick<BalancesQuery, 'query' | 'scope' | 'sort'>,
  d: Listing,
): ListedPerson[] {
  const seen = seenIn(d, viewer, scope);
  const wanted = query.trim().toLowerCase();
  const teamOf = (p: ListedPerson): string => (p.teamId === undefined ? '' : d.teams.path(p.teamId));
  const texts = (p: ListedPerson) => [p.name, p.email, p.employeeNo, teamOf(p)];
  const found = wanted === '' ? seen : seen.filter(p => texts(p).some(t => t?.toLowerCase().includes(wanted)));
  if (sort !== 'team') return found;
  // Who belongs to no team stands last.
  const key = (p: ListedPerson): string => teamOf(p) || '\uffff';
  return found.toSorted((a, b) => byName(key(a), key(b)) || byName(a.name, b.name));
}

/** All that a query finds, in its order. */
export async function allBalances(
  ws: Workspace,
  q: BalancesQuery,
  people: readonly ListedPerson[],
): Promise<BalanceRow[]> {
  return chosen(ws, q, await rowsOf(ws, people, q.pool));
}

function chosen(ws: Workspace, q: BalancesQuery, rows: readonly BalanceRow[]): BalanceRow[] {
  const today = ws.policy.today();
  return inOrder(
    rows.filter(r => fits(q.filter, r.balance, today)),
    q.sort,
  );
}

/** A page. Only a filter or order by balance computes everybody's. */
export async function balancesOf(ws: Workspace, viewer: string, q: BalancesQuery, d: Listing): Promise<Balances> {
  const people = peopleMeant(viewer, q, d);
  if (q.filter === 'all' && !sortsByBalance(q.sort)) {
    const { rows: some, ...page } = paged(people, q.page, BALANCES_PAGE);
    const rows = await rowsOf(ws, some, q.pool);
    return { rows, ...page, totals: totalsIn(rows, page.pages === 1) };
  }
  const seen = seenIn(d, viewer, q.scope);
  const asked = { list: `balances ${q.pool} ${q.scope}`, viewer, at: q.look, people: seen.length };
  const of = seen.length > MANY ? seen : people;
  const look = await lookAt(ws, asked, () => rowsOf(ws, of, q.pool));
  const known = new Map(look.rows.map(r => [r.person.user, r]));
  const rows = people.flatMap(p => known.get(p.user) ?? []);
  const all = chosen(ws, q, rows);
  return { ...paged(all, q.page, BALANCES_PAGE), totals: totalsIn(all, true), look: look.at };
}

function totalsIn(rows: readonly BalanceRow[], all: boolean): Balances['totals'] {
  const of = (fullDay: number | undefined): PoolBalance[] =>
    rows.flatMap(r => (r.balance && r.fullDay === fullDay ? [r.balance] : []));
  const lengths = [...new Set(rows.flatMap(r => r.fullDay ?? []))];
  return {
    all,
    days: totalsOf(of(undefined)),
    hours: lengths.map(fullDay => ({ ...totalsOf(of(fullDay)), fullDay })),
  };
}
