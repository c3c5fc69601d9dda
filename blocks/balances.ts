import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { type Shown, sizeOf } from '../src/shared/shown.ts';
import { balancesAction, balancesCallback, balancesInput } from './balances-ids.ts';
import { select } from './inputs.ts';
import { actions, button, cut, literal, type Modal, modal, option, section } from './kit.ts';
import { pager, searchInput } from './list.ts';
import { openPersonButton } from './person.ts';

const NAME = 40;
const OTHERS = 4;
const LAPSES = 2;
const QUERY_MAX = 100;

export interface FiguresShown {
  granted: Shown;
  used: Shown;
  pending: Shown;
  left: Shown;
}

/** Names are raw. */
export interface BalanceRowModel {
  user: string;
  name: string;
  team?: string;
  /** absent: neither hire date nor grant */
  figures?: FiguresShown & { short: Shown; lapsing: { on: string; days: Shown }[] };
  /** other pools, with what is left of them */
  others: { name: string; left: Shown }[];
}

export interface BalancesModel {
  query: string;
  pool: string;
  filter: string;
  sort: string;
  scope: string;
  /** names are raw */
  pools: readonly { id: string; name: string }[];
  filters: readonly string[];
  sorts: readonly string[];
  /** teams and offices that may be chosen, by the text of a scope; raw */
  scopes: readonly { value: string; name: string }[];
  rows: BalanceRowModel[];
  count: number;
  page: number;
  pages: number;
  /** a line each: full-timers in days, part-timers in hours; `all`: of all pages */
  totals: { all: boolean; lines: ({ people: number } & FiguresShown)[] };
  /** what was just asked for, in words */
  said?: string;
  metadata: string;
}

const ANY = 'all';

/** What everybody has left, with filters, in pages. */
export function balancesModal(m: BalancesModel, w: Words): Modal {
  const t = w.balances;
  const scopes = [option(ANY, t.everybody), ...m.scopes.slice(0, 99).map(s => option(s.value, cut(s.name, 70)))];
  const blocks: KnownBlock[] = [
    ...(m.said === undefined ? [] : [section(m.said)]),
    actions(
      select(
        balancesAction.pool,
        m.pools.slice(0, 100).map(p => option(p.id, p.name)),
        m.pool,
      ),
      select(
        balancesAction.filter,
        m.filters.map(f => option(f, t.filters[f] ?? f)),
        m.filter,
      ),
      select(
        balancesAction.sort,
        m.sorts.map(s => option(s, t.sorts[s] ?? s)),
        m.sort,
      ),
      ...(m.scopes.length > 0 ? [select(balancesAction.scope, scopes, m.scope || ANY)] : []),
    ),
    searchInput(balancesInput.query, balancesAction.query, t.search, { query: m.query, max: QUERY_MAX }),
    section(`*${t.count(m.count)}*${m.totals.lines.map(l => `\n${totalText(l, m.totals.all, w)}`).join('')}`),
    ...m.rows.map(r => section(rowText(r, w), openPersonButton(r.user, w))),
    ...(m.rows.length === 0 ? [section(t.nobody)] : []),
    ...pager(m, balancesAction.pages, w),
    actions(
      button(balancesAction.xlsx, t.xlsx),
      button(balancesAction.csv, t.csv),
      ...(m.rows.length === 0 ? [] : [button(balancesAction.chart, w.common.chart)]),
    ),
  ];
  return modal({
    callbackId: balancesCallback.list,
    title: t.title,
    submit: t.find,
    close: w.common.close,
    metadata: m.metadata,
    blocks,
  });
}

const figuresText = (f: FiguresShown, w: Words): string => {
  const { days } = w.ledger;
  const t = w.balances;
  return [
    t.granted(days(f.granted)),
    t.used(days(f.used)),
    ...(sizeOf(f.pending) > 0 ? [t.pending(days(f.pending))] : []),
    t.left(days(f.left)),
  ].join(' · ');
};

const totalText = (l: BalancesModel['totals']['lines'][number], all: boolean, w: Words): string =>
  `${(all ? w.balances.totalOfAll : w.balances.totalOfPage)(l.people)}: ${figuresText(l, w)}`;

function rowText(r: BalanceRowModel, w: Words): string {
  const t = w.balances;
  const first = [`*${literal(r.name, NAME)}*`, ...(r.team === undefined ? [] : [literal(r.team, NAME)])].join(' · ');
  if (!r.figures) return `${first}\n${t.without}${othersText(r, w)}`;
  const { short, lapsing } = r.figures;
  const notes = [
    ...(sizeOf(short) > 0 ? [w.ledger.overdrawn(short)] : []),
    ...lapsing.slice(0, LAPSES).map(l => w.ledger.lapses(l.days, l.on)),
  ].join(' · ');
  return `${first}\n${figuresText(r.figures, w)}${notes === '' ? '' : `\n${notes}`}${othersText(r, w)}`;
}

function othersText({ others }: BalanceRowModel, w: Words): string {
  if (others.length === 0) return '';
  const named = others.slice(0, OTHERS).map(o => `${literal(o.name, NAME)} ${w.ledger.days(o.left)}`);
  const more = others.length > OTHERS ? [w.andMore(others.length - OTHERS)] : [];
  return `\n${w.balances.others([...named, ...more].join(', '))}`;
}
