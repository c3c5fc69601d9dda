import type { KnownBlock, PlainTextOption } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { select } from './inputs.ts';
import { actions, context, cut, literal, type Modal, modal, option, section } from './kit.ts';
import { pager, searchInput } from './list.ts';
import { openPersonButton } from './person.ts';
import { reportAction, reportCallback, reportInput } from './report-ids.ts';
import { standInText } from './request-details.ts';

const NAME = 40;
/** Rows a page: with a heading for each standing it stays within 100 blocks. */
export const ROSTER_PAGE = 30;
export const ROSTER_QUERY_MAX = 100;
/** Slack takes a hundred options, one of which is all teams. */
const TEAMS = 99;
/** Slack takes no empty value. */
export const EVERY_TEAM = '-';

export type StandingName = 'not-in' | 'late' | 'break' | 'in' | 'away' | 'long-leave' | 'done';
export const ROSTER_FILTERS = ['all', 'not-in', 'late', 'break', 'in', 'away', 'long-leave', 'done'] as const;
export type RosterFilter = (typeof ROSTER_FILTERS)[number];

/** Names raw, times as text, minutes. */
export interface RosterRow {
  user: string;
  name: string;
  team?: string;
  is: StandingName;
  at?: string;
  place?: string;
  type?: string;
  standIn?: string;
  late?: number;
  due?: string;
}

export interface RosterModel {
  asOf: string;
  counts: Readonly<Record<StandingName, number>>;
  /** of who is in, by place */
  places: readonly (readonly [place: string, count: number])[];
  /** only those whom the viewer leads */
  team: boolean;
  query: string;
  filter: RosterFilter;
  /** value and name; the chosen one's value, or nothing */
  teams: readonly (readonly [value: string, name: string])[];
  chosen: string;
  page: number;
  pages: number;
  count: number;
  rows: readonly RosterRow[];
  metadata: string;
}

export const teamOptions = (
  teams: readonly (readonly [value: string, name: string])[],
  w: Words,
): PlainTextOption[] => [
  option(EVERY_TEAM, w.roster.everyTeam),
  ...teams.slice(0, TEAMS).map(([value, name]) => option(value, cut(name, 75))),
];

/** Who is in, those who are not first: filters, a search and pages. */
export function rosterModal(m: RosterModel, w: Words): Modal {
  const t = w.roster;
  const filters = ROSTER_FILTERS.map(id =>
    option(id, id === 'all' ? t.everybody : t.counted(t.standing[id] ?? id, m.counts[id])),
  );
  const teams = teamOptions(m.teams, w);
  const blocks: KnownBlock[] = [
    section(`${countsLine(m, w)}\n${w.home.asOf(m.asOf)}`),
    actions(
      select(reportAction.rosterFilter, filters, m.filter),
      ...(teams.length > 2 ? [select(reportAction.rosterTeam, teams, m.chosen)] : []),
    ),
    searchInput(reportInput.query, reportAction.rosterQuery, t.search, { query: m.query, max: ROSTER_QUERY_MAX }),
    ...rowBlocks(m, w),
    ...pager(m, reportAction.rosterPages, w),
  ];
  const { metadata } = m;
  const title = m.team ? t.teamTitle : t.title;
  return modal({ callbackId: reportCallback.roster, title, submit: t.submit, close: w.common.close, metadata, blocks });
}

function countsLine(m: RosterModel, w: Words): string {
  const t = w.roster;
  const shown = (['not-in', 'late', 'break', 'in', 'away', 'long-leave', 'done'] as const).filter(
    is => m.counts[is] > 0,
  );
  const places = m.places.map(([place, n]) => t.counted(w.place(place), n)).join(', ');
  return shown
    .map(is => {
      const text = t.strong(t.standing[is] ?? is, m.counts[is]);
      return is === 'in' && m.places.length > 1 ? `${text} (${places})` : text;
    })
    .join(' · ');
}

function rowBlocks(m: RosterModel, w: Words): KnownBlock[] {
  if (m.rows.length === 0) return [section(w.common.nothing)];
  let before: string | undefined;
  return m.rows.flatMap((row): KnownBlock[] => {
    const heading = row.is === before ? [] : [context(`*${w.roster.standing[row.is]}*`)];
    before = row.is;
    return [...heading, section(rowText(row, w), openPersonButton(row.user, w))];
  });
}

function rowText(r: RosterRow, w: Words): string {
  const t = w.roster;
  const row = [
    `*${literal(r.name, NAME)}*`,
    ...(r.team === undefined ? [] : [literal(r.team, NAME)]),
    ...(r.at === undefined ? [] : [r.is === 'done' ? t.until(r.at) : t.since(r.at)]),
    ...(r.place === undefined ? [] : [w.place(r.place)]),
    ...(r.late === undefined ? [] : [t.late(w.duration(r.late))]),
    ...(r.due === undefined ? [] : [t.due(r.due)]),
    ...(r.type === undefined ? [] : [w.leaveShort(r.type)]),
  ].join(' · ');
  return `${row}${standInText(r, w)}`;
}
