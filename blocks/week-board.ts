import type { Words } from '../src/i18n/index.ts';
import { select } from './inputs.ts';
import { actions, button, literal, type Modal, modal, option, section } from './kit.ts';
import { pager, searchInput } from './list.ts';
import { monthAction } from './month-ids.ts';
import { alert, type Native, nativeModal, type Part } from './native.ts';
import { reportAction, reportCallback, reportInput } from './report-ids.ts';
import { teamOptions } from './roster.ts';

const NAME = 40;
export const BOARD_PAGE = 40;
export const BOARD_QUERY_MAX = 100;
export const BOARD_FILTERS = ['all', 'over', 'near', 'long', 'missing'] as const;

/** Somebody's week; minutes, names raw. */
export interface WeekBoardRow {
  user: string;
  name: string;
  team?: string;
  worked: number;
  planned: number;
  most?: number;
  left?: number;
  measured: 'week' | 'period';
  is: 'over' | 'near' | 'long' | 'within';
  missing: number;
}

export interface WeekBoardModel {
  monday: string;
  sunday: string;
  today: string;
  /** Mondays to choose from, this week's first */
  weeks: readonly string[];
  asOf: string;
  /** of all whom the viewer sees */
  over: number;
  near: number;
  query: string;
  filter: (typeof BOARD_FILTERS)[number];
  teams: readonly (readonly [value: string, name: string])[];
  chosen: string;
  page: number;
  pages: number;
  rows: readonly WeekBoardRow[];
  /** what was just asked for, in words */
  said?: string;
  metadata: string;
}

/** Weeks against their limit, least left first. */
export function weekBoardModal(m: WeekBoardModel, w: Words): Modal & Native {
  const t = w.weekBoard;
  const teams = teamOptions(m.teams, w);
  const weeks = m.weeks.map((monday, i) => option(monday, t.weeks[i] ?? w.date(monday)));
  const parts: Part[] = [
    ...(m.said === undefined ? [] : [section(m.said)]),
    ...(m.over > 0 ? [alert('error', t.over(m.over))] : []),
    ...(m.near > 0 ? [alert('warning', t.near(m.near))] : []),
    section(t.what(w.range(m.monday, m.sunday), m.asOf)),
    actions(
      select(reportAction.boardWeek, weeks, m.monday),
      select(
        reportAction.boardFilter,
        BOARD_FILTERS.map(id => option(id, t.filters[id] ?? id)),
        m.filter,
      ),
      ...(teams.length > 2 ? [select(reportAction.boardTeam, teams, m.chosen)] : []),
    ),
    searchInput(reportInput.query, reportAction.boardQuery, w.roster.search, { query: m.query, max: BOARD_QUERY_MAX }),
    ...(m.rows.length === 0 ? [section(w.common.nothing)] : []),
    ...m.rows.map(r => section(rowText(r, w), button(monthAction.open, w.myMonth.show, { value: monthOf(r, m) }))),
    ...pager(m, reportAction.boardPages, w),
    ...(m.rows.length === 0 ? [] : [actions(button(reportAction.boardChart, w.common.chart))]),
  ];
  const { metadata } = m;
  return nativeModal(parts, blocks =>
    modal({
      ...{ callbackId: reportCallback.board, title: t.title, submit: w.roster.submit, close: w.common.close },
      ...{ metadata, blocks },
    }),
  );
}

/** The month that the week ends in; of this week today's. */
const monthOf = (r: WeekBoardRow, { sunday, today }: WeekBoardModel): string =>
  `${r.user}|${(today < sunday ? today : sunday).slice(0, 7)}`;

function rowText(r: WeekBoardRow, w: Words): string {
  const t = w.weekBoard;
  const over = r.most === undefined || r.measured === 'period' ? 0 : Math.max(0, r.worked - r.most);
  const left = over > 0 ? t.beyond(w.duration(over)) : r.left === undefined ? '' : t.left(w.duration(r.left));
  const most = r.most === undefined || r.measured === 'period' ? undefined : w.duration(r.most);
  return [
    [
      `*${literal(r.name, NAME)}*`,
      ...(r.team === undefined ? [] : [literal(r.team, NAME)]),
      t.hours(w.duration(r.worked), most),
    ],
    [
      r.measured === 'period' ? `${t.period} ${left}` : left,
      t.standing[r.is] ?? '',
      r.missing > 0 ? t.missing(r.missing) : '',
    ],
  ]
    .map(line => line.filter(part => part.trim() !== '').join(' · '))
    .filter(line => line !== '')
    .join('\n');
}
