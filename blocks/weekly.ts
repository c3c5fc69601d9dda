import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { actions, button, context, header, literal, type Message, section } from './kit.ts';
import {
  type Cell,
  type ChartModel,
  chart,
  dataTable,
  hasFigures,
  type Native,
  nativeMessage,
  type Part,
} from './native.ts';
import { reportAction } from './report-ids.ts';
import type { WeekBoardRow } from './week-board.ts';

const NAME = 40;
/** Names in a list of a message; whoever is beyond is counted. */
export const NAMES_SHOWN = 10;
const CHARTED = 20;
/** As many people or teams has a picture. */
export const PICTURED = 40;

/** The names of some people by team, ten at most, and how many there are besides. */
export function fewNames(people: readonly { text: string; team?: string }[], w: Words): string {
  const shown = people.slice(0, NAMES_SHOWN);
  const byTeam = new Map<string, string[]>();
  for (const p of shown) byTeam.set(p.team ?? '', [...(byTeam.get(p.team ?? '') ?? []), p.text]);
  const lines = [...byTeam].map(([team, names]) =>
    team === '' ? names.join(', ') : `${literal(team, NAME)}: ${names.join(', ')}`,
  );
  const more = people.length - shown.length;
  return `${lines.join('\n')}${more > 0 ? ` ${w.andMorePeople(more)}` : ''}`;
}

/** Of everybody in it; minutes. */
export interface WeekTotals {
  people: number;
  worked: number;
  planned: number;
  over: number;
  near: number;
  long: number;
  /** days */
  missing: number;
}

export interface WeeklyModel {
  monday: string;
  sunday: string;
  asOf: string;
  /** only their own team */
  team: boolean;
  totals: WeekTotals;
  /** least left first */
  rows: readonly WeekBoardRow[];
  /** names, and their leave in words */
  ahead: readonly { name: string; team?: string; what: string }[];
}

const hours = (minutes: number): number => Math.round(minutes / 6) / 10;

/** The week before, to managers and HR: figures, exceptions, everybody's hours as a table and a chart. */
export function weeklyMessage(m: WeeklyModel, w: Words): Message & Native {
  const t = w.weekly;
  const range = w.range(m.monday, m.sunday);
  const { totals: n } = m;
  const named = (title: string, people: readonly WeekBoardRow[], of: (r: WeekBoardRow) => string): KnownBlock[] =>
    people.length === 0
      ? []
      : [
          section(
            `${w.common.counted(title, people.length)}\n${fewNames(
              people.map(r => ({ ...r, text: `${literal(r.name, NAME)} ${of(r)}` })),
              w,
            )}`,
          ),
        ];
  const worked = (r: WeekBoardRow): string => w.duration(r.worked);
  const how = (is: WeekBoardRow['is']): WeekBoardRow[] => m.rows.filter(r => r.is === is);
  const parts: Part[] = [
    header(`${t.title(range)} · ${m.team ? t.team : t.everybody}`),
    section(t.figures(n, w.duration(n.worked), w.duration(n.planned))),
    ...named(t.lists.over ?? '', how('over'), worked),
    ...named(t.lists.near ?? '', how('near'), worked),
    ...named(t.lists.long ?? '', how('long'), worked),
    ...named(
      t.lists.missing ?? '',
      m.rows.filter(r => r.missing > 0),
      r => w.weekBoard.missing(r.missing),
    ),
    ...(m.ahead.length === 0
      ? []
      : [
          section(
            `${w.common.counted(t.ahead, m.ahead.length)}\n${fewNames(
              m.ahead.map(a => ({ ...a, text: `${literal(a.name, NAME)} ${a.what}` })),
              w,
            )}`,
          ),
        ]),
    ...(hasFigures(hoursOf(m.rows, w)) ? [hoursTable(m, w), hoursChart(m, w)] : [section(t.nothing)]),
    actions(
      button(reportAction.openBoard, t.openBoard, { value: m.monday }),
      button(reportAction.openRoster, t.openRoster),
    ),
    context(w.summary.asOf(m.asOf)),
  ];
  return nativeMessage(t.fallback(range, n.people), parts);
}

function hoursTable(m: WeeklyModel, w: Words) {
  const shown = m.rows.slice(0, 99);
  const rows = shown.map((r): Cell[] => [
    r.name,
    r.team ?? '',
    { value: hours(r.worked), text: w.duration(r.worked) },
    { value: hours(r.planned), text: w.duration(r.planned) },
    r.left === undefined ? '' : { value: hours(r.left), text: w.duration(r.left) },
    { value: r.missing, text: String(r.missing) },
  ]);
  const few = m.rows
    .slice(0, NAMES_SHOWN)
    .map(r => `${literal(r.name, NAME)} ${w.weekBoard.hours(w.duration(r.worked), w.duration(r.planned))}`);
  const more = m.rows.length - few.length;
  const plainly = section(
    `*${w.weekly.caption(few.length, m.rows.length)}*\n${few.join('\n')}${more > 0 ? ` ${w.andMorePeople(more)}` : ''}`,
  );
  return dataTable({ caption: w.weekly.caption(shown.length, m.rows.length), head: w.weekly.head, rows }, [plainly]);
}

type HoursRow = Pick<WeekBoardRow, 'name' | 'team' | 'worked' | 'planned'>;

const hoursOf = (rows: readonly HoursRow[], w: Words): ChartModel =>
  hoursModel(rows, { title: w.weekly.chart, most: CHARTED }, w);

export const hoursChart = (m: { rows: readonly HoursRow[] }, w: Words) => chart(hoursOf(m.rows, w));

/** People, or teams where there are more people than may be shown. */
export function hoursModel(rows: readonly HoursRow[], o: { title: string; most: number }, w: Words): ChartModel {
  const groups =
    rows.length <= o.most
      ? rows.map(r => ({ label: r.name, worked: r.worked, planned: r.planned }))
      : byTeam(rows).slice(0, o.most);
  const t = w.weekly;
  return {
    ...{ title: o.title, kind: 'bar', unit: t.unit, categories: groups.map(g => g.label) },
    series: [
      { name: t.worked, values: groups.map(g => hours(g.worked)) },
      { name: t.planned, values: groups.map(g => hours(g.planned)) },
    ],
  };
}

function byTeam(rows: readonly HoursRow[]): { label: string; worked: number; planned: number }[] {
  const teams = new Map<string, { label: string; worked: number; planned: number }>();
  for (const r of rows) {
    const label = r.team ?? '–';
    const sum = teams.get(label) ?? { label, worked: 0, planned: 0 };
    teams.set(label, { label, worked: sum.worked + r.worked, planned: sum.planned + r.planned });
  }
  return [...teams.values()].sort((a, b) => b.worked - a.worked);
}
