import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { select } from './inputs.ts';
import { actions, button, joined, literal, type Modal, modal, option, section } from './kit.ts';
import { pager, searchInput } from './list.ts';
import { FLAG_SIGNS } from './month.ts';
import { MONTH_PROBLEMS, monthAction, monthCallback, monthInput } from './month-ids.ts';

const NAME = 40;
export const MONTH_QUERY_MAX = 100;
/** Rows a page: each is one block, and is read and counted for it. */
export const MONTH_PAGE = 40;
export const MONTH_FILTERS = ['all', 'look', ...MONTH_PROBLEMS, 'unconfirmed'] as const;
export type MonthFilter = (typeof MONTH_FILTERS)[number];

/** Somebody's month in a row; minutes, names raw. */
export interface PersonMonthRow {
  user: string;
  name: string;
  teamName?: string;
  worked: number;
  /** to be worked: leave that counts is taken off, so that what is owed or over is the difference */
  base: number;
  owed: number;
  over: number;
  overMost: number;
  /** weeks in which the line of warning, and in which the most, was reached */
  near: number;
  beyond: number;
  /** days by flag */
  flags: readonly (readonly [flag: string, days: number])[];
  /** the days that the filter is about */
  dates?: readonly string[];
}

export interface MonthPeopleModel {
  month: string;
  query: string;
  filter: MonthFilter;
  page: number;
  pages: number;
  total: number;
  /** the line of warning, minutes of a week */
  warnAt: number;
  rows: PersonMonthRow[];
  previous?: string;
  next?: string;
  /** whether people confirm their months */
  confirms: boolean;
  /** opened while the month was being closed */
  closing?: boolean;
  /** what was just asked for, in words */
  said?: string;
  metadata: string;
}

/** The people whose month somebody may see, in pages, with a search. */
export function monthPeopleModal(m: MonthPeopleModel, w: Words): Modal {
  const t = w.myMonth.list;
  const filters = MONTH_FILTERS.filter(id => id !== 'unconfirmed' || m.confirms || m.filter === id);
  const options = filters.map(id => option(id, t.filters[id] ?? id));
  const { previous, next } = m;
  const blocks: KnownBlock[] = [
    ...(m.said === undefined ? [] : [section(m.said)]),
    section(
      `*${w.month(m.month)}* · ${t.count(m.total)}`,
      m.closing ? button(monthAction.toClosing, w.months.toClosing) : undefined,
    ),
    actions(
      ...(previous === undefined
        ? []
        : [button(monthAction.peoplePrevious, `◀ ${w.month(previous)}`, { value: previous })]),
      ...(next === undefined ? [] : [button(monthAction.peopleNext, `${w.month(next)} ▶`, { value: next })]),
      select(monthAction.filter, options, m.filter, t.filter),
    ),
    searchInput(monthInput.query, monthAction.query, t.search, { query: m.query, max: MONTH_QUERY_MAX }),
    ...(m.rows.length === 0 ? [section(t.nobody)] : []),
    ...m.rows.map(r => section(rowText(r, m, w), button(monthAction.person, w.myMonth.show, { value: r.user }))),
    ...pager(m, monthAction.pages, w),
    ...(m.rows.length === 0 ? [] : [actions(button(monthAction.chart, w.common.chart))]),
  ];
  const { metadata } = m;
  const { title, submit } = t;
  return modal({ callbackId: monthCallback.people, title, submit, close: w.common.close, metadata, blocks });
}

function rowText(r: PersonMonthRow, m: MonthPeopleModel, w: Words): string {
  const team = r.teamName === undefined ? [] : [literal(r.teamName, NAME)];
  const [first = '', ...more] = rowLines(r, m, w);
  return [[`*${literal(r.name, NAME)}*`, ...team, first].join(' · '), ...more].join('\n');
}

/** Hours, what stands out, and its dates. */
export function rowLines(r: PersonMonthRow, m: Pick<MonthPeopleModel, 'warnAt'>, w: Words): string[] {
  const t = w.myMonth.list;
  const first = [
    r.base > 0 ? t.worked(w.duration(r.worked), w.duration(r.base)) : w.duration(r.worked),
    ...(r.owed > 0 ? [t.owed(w.duration(r.owed))] : r.over > 0 ? [t.over(w.duration(r.over))] : []),
  ].join(' · ');
  const second = [
    ...(r.overMost > 0 ? [w.home.overMost(w.duration(r.overMost))] : []),
    ...(r.beyond > 0 ? [t.beyond(r.beyond)] : []),
    ...(r.near > 0 ? [t.near(r.near, w.duration(m.warnAt))] : []),
    ...r.flags.map(([flag, days]) => `${FLAG_SIGNS[flag] ?? ''} ${t.days(w.myMonth.flag(flag), days)}`),
  ].join('  ');
  const dates = (r.dates ?? []).map(date => w.date(date));
  const third = joined(dates, n => w.andMore(n), 400);
  return [first, second, third].filter(line => line !== '');
}
