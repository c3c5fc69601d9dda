import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { defined } from '../src/shared/defined.ts';
import { calendarAction, calendarCallback } from './calendar-ids.ts';
import { type TeamChoice, teamSelect } from './inputs.ts';
import { actions, button, context, cut, joined, literal, type Modal, modal, option, section } from './kit.ts';
import { pager } from './list.ts';
import { standInText } from './request-details.ts';

const NAME = 40;

/** Somebody who is away; the name raw, the type as `leaveShort` has it. */
export interface AwayName {
  who: string;
  type: string;
  /** who does the work meanwhile; raw */
  standIn?: string;
}

/** Somebody on long leave, with its dates. */
export interface LongAway extends AwayName {
  from: string;
  to: string;
}

/** A day on which somebody is away, or a holiday; `count`: of all, of whom `shown` are named. */
export interface AwayDay {
  date: string;
  holiday?: string;
  shown: AwayName[];
  count: number;
}

export interface AwayCalendarModel {
  span: 'week' | 'month';
  from: string;
  to: string;
  /** where the buttons lead; absent: as far as it goes */
  earlier?: string;
  later?: string;
  /** the first day of the other span */
  other: string;
  /** whose team is shown; absent: everybody */
  team?: string;
  teams: readonly TeamChoice[];
  days: AwayDay[];
  /** on long leave in the span: told once */
  longLeave: LongAway[];
  /** years whose holidays are not known */
  unknownYears: string[];
}

const EVERYBODY = '*';

const awayText = (a: AwayName, w: Words): string =>
  `${literal(a.who, NAME)} (${w.leaveShort(a.type)}${standInText(a, w)})`;

/** Who is away, day by day, in a week or a month; private kinds of leave come as `away` already. */
export function awayCalendarModal(m: AwayCalendarModel, w: Words): Modal {
  const words = w.awayCalendar;
  const turn = [
    ...(m.earlier ? [button(calendarAction.awayEarlier, words.previous, { value: `${m.span}:${m.earlier}` })] : []),
    ...(m.later ? [button(calendarAction.awayLater, words.next, { value: `${m.span}:${m.later}` })] : []),
    button(calendarAction.awaySpan, m.span === 'week' ? words.month : words.week, {
      value: `${m.span === 'week' ? 'month' : 'week'}:${m.other}`,
    }),
    button(calendarAction.openGrid, w.teamGrid.title, m.team === undefined ? {} : { value: m.team }),
    ...(m.teams.length > 0 ? [teamMenu(m, w)] : []),
  ];
  const blocks: KnownBlock[] = [
    section(m.span === 'month' ? words.monthOf(m.from) : words.range(m.from, m.to)),
    actions(...turn),
    ...(m.longLeave.length > 0 ? [longSection(m.longLeave, w)] : []),
    ...m.days.map(day => dayBlock(day, w)),
  ];
  if (m.days.every(d => d.count === 0) && m.longLeave.length === 0) blocks.push(section(words.nobody));
  for (const year of m.unknownYears) blocks.push(context(w.home.calendarUnknown(year)));
  const metadata = JSON.stringify({ span: m.span, from: m.from, ...defined({ team: m.team }) });
  return modal({ callbackId: calendarCallback.away, title: words.title, close: w.common.close, metadata, blocks });
}

function longSection(people: readonly LongAway[], w: Words): KnownBlock {
  const lines = people.map(
    p => `${literal(p.who, NAME)} (${w.leaveType(p.type)}${standInText(p, w)}) · ${w.rangeWithYear(p.from, p.to)}`,
  );
  return section(`${w.home.longLeave}\n${joined(lines, w.andMorePeople, 2800, '\n')}`);
}

function teamMenu(m: AwayCalendarModel, w: Words) {
  const first = [option(EVERYBODY, w.awayCalendar.everybody)];
  const o = { chosen: m.team ?? EVERYBODY, first, placeholder: w.awayCalendar.team };
  return teamSelect(calendarAction.awayTeam, m.teams, o, w);
}

/** A team that was chosen; undefined: everybody. */
export const chosenTeam = (value: string): string | undefined => (value === EVERYBODY ? undefined : value);

function dayBlock(day: AwayDay, w: Words): KnownBlock {
  if (day.count === 0) return context(w.awayCalendar.dayOff(day.date, literal(day.holiday ?? '', 60)));
  const rest = day.count - day.shown.length;
  const names = day.shown.map(a => awayText(a, w)).join(' · ');
  const text = `${w.awayCalendar.day(day.date, day.count)}\n${names}${rest > 0 ? ` ${w.andMorePeople(rest)}` : ''}`;
  return section(
    cut(text, 2900),
    rest > 0 ? button(calendarAction.awayDay, w.common.seeAll, { value: `${day.date}:1` }) : undefined,
  );
}

/** Names a row, one a line, and rows a page: a thousand people. */
const ROW = 25;
export const AWAY_DAY_PAGE = ROW * 40;

/** Everybody who is away on one day. */
export function awayDayModal(
  m: { date: string; people: AwayName[]; count: number; page: number; pages: number; team?: string },
  w: Words,
): Modal {
  const rows = Array.from({ length: Math.ceil(m.people.length / ROW) }, (_, i) =>
    section(
      m.people
        .slice(i * ROW, (i + 1) * ROW)
        .map(a => awayText(a, w))
        .join('\n'),
    ),
  );
  return modal({
    callbackId: calendarCallback.awayDay,
    title: w.awayCalendar.dayTitle(m.date),
    close: w.common.close,
    metadata: JSON.stringify(defined({ team: m.team })),
    blocks: [
      context(w.awayCalendar.people(m.count)),
      ...(rows.length > 0 ? rows : [section(w.common.nothing)]),
      ...pager(m, calendarAction.awayDayPages, w, { value: page => `${m.date}:${page}` }),
    ],
  });
}
