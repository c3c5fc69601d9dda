import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { defined } from '../src/shared/defined.ts';
import { calendarAction, calendarCallback } from './calendar-ids.ts';
import { select, type TeamChoice, teamSelect } from './inputs.ts';
import { actions, button, context, joined, literal, type Modal, modal, option, section } from './kit.ts';
import { pager } from './list.ts';
import { openPersonButton } from './person.ts';
import { standInText } from './request-details.ts';

export type GridDay = 'work' | 'off' | 'holiday' | 'away' | 'part' | 'long';

/** `type`: for `leaveShort`; `long`: long leave. */
export interface GridSpan {
  type: string;
  long?: true;
  from: string;
  to: string;
  whole: boolean;
  /** who does the work meanwhile; raw */
  standIn?: string;
}

/** The name is raw. */
export interface GridRow {
  user: string;
  name: string;
  days: GridDay[];
  spans: GridSpan[];
}

export interface GridModel {
  /** YYYY-MM */
  month: string;
  dates: string[];
  /** in this month */
  today?: string;
  /** months that the buttons lead to; absent: as far as it goes */
  earlier?: string;
  later?: string;
  /** absent: everybody */
  team?: string;
  teams: readonly TeamChoice[];
  /** only people who are away in the month */
  only: boolean;
  /** how many those are */
  away: number;
  /** by date: of all people of the list, long leave aside */
  counts: { day: 'work' | 'off' | 'holiday'; count: number }[];
  rows: GridRow[];
  page: number;
  pages: number;
  count: number;
}

const NAME = 40;
/** Of one width in every font, so that days stand below each other on a phone, too. */
export const SIGNS: Record<GridDay, string> = { work: '.', off: '-', holiday: '*', away: '#', part: '+', long: '=' };

const EVERYBODY = '*';

const isMonday = (date: string): boolean => new Date(`${date}T00:00:00Z`).getUTCDay() === 1;

/** Days in a line of code, a space between weeks. */
function line(dates: readonly string[], sign: (i: number) => string): string {
  const signs = dates.map((date, i) => `${i > 0 && isMonday(date) ? ' ' : ''}${sign(i)}`);
  return `\`${signs.join('')}\``;
}

const number = (date: string): number => Number(date.slice(8));

/** How many are away on each day, one digit below the other as in the dates. */
function countLines({ dates, counts }: GridModel): string[] {
  const digits = String(Math.max(0, ...counts.map(c => c.count))).length;
  return Array.from({ length: digits }, (_, row) =>
    line(dates, i => {
      const { day = 'work', count = 0 } = counts[i] ?? {};
      return count > 0 ? (String(count).padStart(digits, '0')[row] ?? '') : SIGNS[day];
    }),
  );
}

function head(m: GridModel, w: Words): KnownBlock {
  const { dates } = m;
  return section(
    [
      line(dates, i => String(Math.floor(number(dates[i] ?? '') / 10))),
      line(dates, i => String(number(dates[i] ?? '') % 10)),
      ...countLines(m),
      w.teamGrid.legend(SIGNS),
    ].join('\n'),
  );
}

const shortOf = (s: GridSpan, w: Words): string => (s.long ? w.teamGrid.long : literal(w.leaveShort(s.type), NAME));

const inBrackets = ({ standIn }: GridSpan, w: Words): string =>
  standIn === undefined ? '' : ` (${w.standIn.by(literal(standIn, NAME))})`;

const rowText = (r: GridRow, dates: readonly string[], w: Words): string => {
  const told = r.spans.map(s => `${w.teamGrid.days(s.from, s.to)} ${shortOf(s, w)}${inBrackets(s, w)}`);
  const rest = joined(told, w.andMore, 400, ' · ');
  return `*${literal(r.name, NAME)}*${rest ? ` · ${rest}` : ''}\n${line(dates, i => SIGNS[r.days[i] ?? 'work'])}`;
};

export function teamGridModal(m: GridModel, w: Words): Modal {
  const words = w.teamGrid;
  const turn = [
    ...(m.earlier ? [button(calendarAction.gridEarlier, w.awayCalendar.previous, { value: m.earlier })] : []),
    ...(m.later ? [button(calendarAction.gridLater, w.awayCalendar.next, { value: m.later })] : []),
    button(calendarAction.gridOnly, m.only ? words.all : words.only(m.away), { value: m.only ? 'all' : 'away' }),
    ...(m.teams.length > 0 ? [teamMenu(m, w)] : []),
  ];
  const people = m.rows.map(r => option(r.user, r.name));
  const month = w.awayCalendar.monthOf(`${m.month}-01`);
  const metadata = JSON.stringify({ month: m.month, only: m.only, page: m.page, ...defined({ team: m.team }) });
  return modal({
    callbackId: calendarCallback.grid,
    title: words.title,
    close: w.common.close,
    metadata,
    blocks: [
      section(`${month} · ${words.away(m.away)}${m.today ? ` · ${words.today(w.date(m.today))}` : ''}`),
      actions(...turn),
      head(m, w),
      ...m.rows.map(r => section(rowText(r, m.dates, w))),
      ...(m.rows.length === 0 ? [section(m.only ? w.awayCalendar.nobody : w.common.nothing)] : []),
      ...(people.length > 0 ? [actions(select(calendarAction.gridPerson, people, undefined, words.choose))] : []),
      ...pager(m, calendarAction.gridPages, w),
    ],
  });
}

function teamMenu(m: GridModel, w: Words) {
  const first = [option(EVERYBODY, w.awayCalendar.everybody)];
  const o = { chosen: m.team ?? EVERYBODY, first, placeholder: w.awayCalendar.team };
  return teamSelect(calendarAction.gridTeam, m.teams, o, w);
}

export const gridTeam = (value: string): string | undefined => (value === EVERYBODY ? undefined : value);

/** One person's month; types as the viewer may know them. `window`: theirs may be opened. */
export function gridPersonModal(
  m: { row: GridRow; dates: string[]; month: string; open: boolean; window: boolean },
  w: Words,
): Modal {
  const { row } = m;
  const told = row.spans.map(s => {
    return `${w.range(s.from, s.to)} · ${m.open ? literal(w.leaveType(s.type), NAME) : shortOf(s, w)}${standInText(s, w)}`;
  });
  return modal({
    callbackId: calendarCallback.gridPerson,
    title: w.teamGrid.title,
    close: w.common.close,
    blocks: [
      section(`*${literal(row.name, NAME)}* · ${w.awayCalendar.monthOf(`${m.month}-01`)}`),
      section(line(m.dates, i => SIGNS[row.days[i] ?? 'work'])),
      section(told.length > 0 ? told.join('\n') : w.teamGrid.never),
      context(w.teamGrid.legend(SIGNS)),
      ...(m.window ? [actions(openPersonButton(row.user, w, w.person.title))] : []),
    ],
  });
}
