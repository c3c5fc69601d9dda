import type { BoardGroup, BoardModel, BoardName } from '../../blocks/board.ts';
import { addDays, datesBetween, mondayOf } from '../calendar/rules.ts';
import { type LeaveForm, typeCode } from '../leave-record/form.ts';
import { isLongLeave } from '../leave-record/long-leave.ts';
import { AWAY, awayOn } from '../leave-record/rules.ts';
import { defined } from '../shared/defined.ts';
import { byName } from '../shared/text.ts';
import type { Place } from '../worktime/span.ts';

export interface BoardPerson {
  user: string;
  name: string;
  teamId?: string;
}

export interface BoardTeam {
  id: string;
  name: string;
}

export interface BoardLeave {
  user: string;
  form: LeaveForm;
}

/** Of the whole workplace; a team's board is a part of it. */
export interface BoardFacts {
  date: string;
  /** active people */
  people: readonly BoardPerson[];
  /** in force, touching the date or `AHEAD` days after it */
  leaves: readonly BoardLeave[];
  /** where people were last today */
  places: ReadonlyMap<string, Place>;
  /** on an approved business trip today */
  trips: ReadonlySet<string>;
  /** whether somebody works on a date, leave aside */
  expected(user: string, date: string): boolean;
  /** when a part of a day is, HH:mm, where it has a time on the clock */
  hours(user: string, form: LeaveForm, date: string): BoardName['hours'] | undefined;
}

export interface BoardSettings {
  places: boolean;
  /** `away`: also of types that colleagues may know */
  types: 'type' | 'away';
}

/** The next working day, or the week that it is in, lies within so many days. */
export const AHEAD = 20;

/** A team's board: its people, and those of teams below by team (`teams`, in order). Undefined: nobody works today. */
export function boardOf(
  team: BoardTeam,
  teams: readonly BoardTeam[],
  settings: BoardSettings,
  facts: BoardFacts,
): BoardModel | undefined {
  const inTeam = new Map(teams.map(t => [t.id, t]));
  const members = facts.people.filter(p => inTeam.has(p.teamId ?? ''));
  const works = members.filter(p => facts.expected(p.user, facts.date));
  if (works.length === 0) return undefined;
  const away = new Map(awayNames(works, facts.date, settings, facts).map(a => [a.user, a]));
  const groups = teams.flatMap(({ id, name }): BoardGroup[] => {
    const group = groupOf(
      members.filter(p => p.teamId === id),
      away,
      settings,
      facts,
    );
    return group.away.length + group.home.length + group.trip.length > 0 ? [{ team: name, ...group }] : [];
  });
  const count = (of: (g: BoardGroup) => number): number => groups.reduce((sum, g) => sum + of(g), 0);
  return {
    date: facts.date,
    team,
    numbers: { away: count(g => g.away.length), home: count(g => g.home.length), trip: count(g => g.trip.length) },
    groups,
    longLeave: [...away.values()].filter(a => a.longLeave).map(a => a.name),
    ...defined({ next: nextOf(members, settings, facts) }),
  };
}

export const isEmpty = (m: BoardModel): boolean =>
  m.groups.length === 0 && m.longLeave.length === 0 && (m.next?.people.length ?? 0) === 0;

type Named = BoardName & { user: string; longLeave?: true };

const inOrder = (names: readonly Named[]): Named[] => [...names].sort((a, b) => byName(a.name, b.name));

const shownType = (type: string, { types }: BoardSettings): string => (types === 'away' ? AWAY : type);

/** As colleagues may know it: of a private type only that they are away. */
function awayNames(people: readonly BoardPerson[], date: string, s: BoardSettings, f: BoardFacts): Named[] {
  const nameOf = new Map(people.map(p => [p.user, p.name]));
  const own = f.leaves.filter(l => nameOf.has(l.user) && l.form.from <= date && date <= l.form.to);
  const names = awayOn(date, own).map(({ user, type, whole, longLeave, standIn }): Named => {
    const [leave, ...others] = own.filter(l => l.user === user);
    const hours = whole || !leave || others.length > 0 ? undefined : f.hours(user, leave.form, date);
    return {
      user,
      name: nameOf.get(user) ?? user,
      type: shownType(type, s),
      ...defined({ hours, longLeave, standIn }),
    };
  });
  return inOrder(names);
}

function groupOf(
  people: readonly BoardPerson[],
  away: ReadonlyMap<string, Named>,
  { places }: BoardSettings,
  f: BoardFacts,
): Omit<BoardGroup, 'team'> {
  const ordered = [...people].sort((a, b) => byName(a.name, b.name));
  const gone = ordered.flatMap(p => {
    const found = away.get(p.user);
    return found && !found.longLeave ? [found] : [];
  });
  const at = (place: Place, also?: ReadonlySet<string>): string[] =>
    places ? ordered.filter(p => (also?.has(p.user) ?? false) || f.places.get(p.user) === place).map(p => p.name) : [];
  return { away: gone.map(unnamed), home: at('home'), trip: at('trip', f.trips) };
}

const unnamed = ({ user: _, longLeave: __, ...name }: Named): BoardName => name;

/** The team's next working day; on the last one of a week the next week, each leave once. */
function nextOf(members: readonly BoardPerson[], s: BoardSettings, f: BoardFacts): BoardModel['next'] {
  const works = (date: string): BoardPerson[] => members.filter(p => f.expected(p.user, date));
  const date = datesBetween(addDays(f.date, 1), addDays(f.date, AHEAD - 6)).find(d => works(d).length > 0);
  if (date === undefined) return undefined;
  if (mondayOf(date) === mondayOf(f.date)) {
    const people = awayNames(works(date), date, s, f).filter(a => !a.longLeave);
    return { is: 'day', date, count: people.length, people: people.map(unnamed) };
  }
  const [from, to] = [mondayOf(date), addDays(mondayOf(date), 6)];
  const nameOf = new Map(members.map(p => [p.user, p.name]));
  const week = datesBetween(from, to);
  const leaves = f.leaves.filter(({ user, form }) => {
    const within = (d: string): boolean => form.from <= d && d <= form.to && f.expected(user, d);
    return nameOf.has(user) && (form.as.private || !isLongLeave(form)) && week.some(within);
  });
  const people = leaves
    .map(({ user, form }) => ({
      ...{ name: nameOf.get(user) ?? user, from: form.from, to: form.to },
      type: shownType(form.as.private ? AWAY : typeCode(form), s),
      ...defined({ standIn: form.standIn?.name }),
    }))
    .sort((a, b) => (a.from === b.from ? byName(a.name, b.name) : a.from < b.from ? -1 : 1));
  return { is: 'week', from, to, count: new Set(leaves.map(l => l.user)).size, people };
}
