import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { boardAction } from './board-ids.ts';
import { button, context, cut, divider, header, literal, type Message, section } from './kit.ts';
import { standInText } from './request-details.ts';

/** Names are raw, types as `leaveShort` has them; `hours`: HH:mm, of a part of a day. */
export interface BoardName {
  name: string;
  type: string;
  hours?: { from: string; to: string };
  /** who does the work meanwhile; raw */
  standIn?: string;
}

export interface BoardGroup {
  team: string;
  away: BoardName[];
  /** names */
  home: string[];
  trip: string[];
}

export interface BoardModel {
  date: string;
  team: { id: string; name: string };
  numbers: { away: number; home: number; trip: number };
  /** teams with somebody to name, in order */
  groups: BoardGroup[];
  /** names */
  longLeave: string[];
  /** absent: nobody of the team works in the next weeks. `count`: of people, who may have several leaves */
  next?:
    | { is: 'day'; date: string; count: number; people: BoardName[] }
    | { is: 'week'; from: string; to: string; count: number; people: (BoardName & { from: string; to: string })[] };
}

const NAME = 40;
/** Names of each kind, and teams of a parent's board; the rest is behind the button. */
const NAMED = 10;
const GROUPS = 15;
const SECTION = 2900;

/** Who is away today, and next: figures first, ten names each. At most 22 blocks whatever the data. */
export function boardMessage(m: BoardModel, w: Words): Message {
  const { board } = w;
  const title = board.title(literal(m.team.name, NAME), w.longDate(m.date));
  const figures = board.numbers(m.numbers);
  const all = button(boardAction.openAway, w.common.seeAll, { value: m.team.id });
  const next = m.next && m.next.people.length > 0 ? [nextSection(m.next, w)] : [];
  if (figures === undefined && m.longLeave.length === 0 && next.length === 0)
    return { text: `${title} · ${board.nobody}`, blocks: [section(`*${title}* · ${board.nobody}`)] };
  const named = m.groups.slice(0, GROUPS);
  const blocks: KnownBlock[] = [
    header(`${m.team.name} · ${w.longDate(m.date)}`),
    section(figures ?? board.nobody, all),
    ...named.map(g => section(groupText(g, named.length > 1 || g.team !== m.team.name, w))),
    ...(m.groups.length > GROUPS ? [context(board.moreTeams(m.groups.length - GROUPS))] : []),
    ...(m.longLeave.length > 0 ? [context(`${w.home.longLeave}: ${names(m.longLeave.map(raw), w)}`)] : []),
    ...(next.length > 0 ? [divider(), ...next] : []),
    context(board.updated),
  ];
  return { text: `${title} · ${figures ?? board.nobody}`, blocks };
}

const raw = (name: string): string => literal(name, NAME);

const names = (all: readonly string[], w: Words, separator = ', '): string =>
  `${all.slice(0, NAMED).join(separator)}${all.length > NAMED ? ` ${w.andMorePeople(all.length - NAMED)}` : ''}`;

const awayName = (n: BoardName, w: Words): string =>
  `${raw(n.name)} (${[literal(w.leaveShort(n.type), NAME), ...(n.hours ? [`${n.hours.from}–${n.hours.to}`] : [])].join(' ')}${standInText(n, w)})`;

function groupText(g: BoardGroup, isNamed: boolean, w: Words): string {
  const line = (label: string, people: readonly string[]): string[] =>
    people.length > 0 ? [`${w.board.labelled(label, people.length)} ${names(people, w)}`] : [];
  const lines = [
    ...(isNamed ? [`*${raw(g.team)}*`] : []),
    ...line(
      w.board.away,
      g.away.map(n => awayName(n, w)),
    ),
    ...line(w.board.home, g.home.map(raw)),
    ...line(w.board.trip, g.trip.map(raw)),
  ];
  return cut(lines.join('\n'), SECTION);
}

function nextSection(next: NonNullable<BoardModel['next']>, w: Words): KnownBlock {
  const { count } = next;
  if (next.is === 'day')
    return section(
      `${w.board.nextDay(w.date(next.date), count)}\n${names(
        next.people.map(p => awayName(p, w)),
        w,
      )}`,
    );
  const lines = next.people.map(p => `${awayName(p, w)} · ${w.range(p.from, p.to)}`);
  return section(cut(`${w.board.nextWeek(w.range(next.from, next.to), count)}\n${names(lines, w, '\n')}`, SECTION));
}

/** A leave in the channel of its person's team; `when` is safe, the name raw, the type as `leaveShort` has it. */
export function leaveNotice(
  m: { name: string; type: string; when: string; standIn?: string; state: 'new' | 'changed' | 'cancelled' },
  w: Words,
): Message {
  const who = raw(m.name);
  const what = m.type === 'away' ? undefined : literal(w.leaveShort(m.type), NAME);
  const told = `${w.board.leave(who, what, m.when)}${standInText(m, w)}`;
  const states = {
    new: () => told,
    changed: () => `${told} (${w.board.changed})`,
    cancelled: () => w.board.cancelled(who, m.when),
  };
  const text = states[m.state]();
  return { text, blocks: [section(text)] };
}
