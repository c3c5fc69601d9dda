import type { Words } from '../src/i18n/index.ts';
import { actions, button, context, header, joined, literal, type Message, section } from './kit.ts';
import { type Cell, dataTable, type Native, nativeMessage, type Part, TABLE } from './native.ts';
import { reportAction } from './report-ids.ts';
import { fewNames, NAMES_SHOWN } from './weekly.ts';

export interface SummaryModel {
  date: string;
  asOf: string;
  byHand?: string;
  numbers: Record<'present' | 'stillIn' | 'notIn' | 'away' | 'waiting' | 'unfinished' | 'overWeek' | 'breaks', number>;
  /** name and the time of the check-in */
  stillIn: { name: string; team?: string; since: string }[];
  /** `half`: the half of the day that is leave */
  notIn: { name: string; team?: string; half?: string }[];
  /** days that nobody ended; their date as text */
  unfinished: { name: string; team?: string; date: string }[];
  /** who worked as long as `weekLimit` this week, or longer; `most`: a part-timer's lower limit. Minutes */
  overWeek: { name: string; team?: string; worked: number; most?: number }[];
  weekLimit: number;
  /** who is near or over the most of a settlement period; minutes */
  overPeriod: { name: string; team?: string; worked: number; most: number }[];
  /** whose break was too short by law, and by how many minutes */
  breaks: { name: string; team?: string; missing: number }[];
  /** name, first check-in and last check-out, minutes worked, places */
  present: { name: string; team?: string; from: string; to?: string; worked: number; places: string[] }[];
  /** by type of leave */
  away: { type: string; names: string[] }[];
  /** on long leave, whose type colleagues may know */
  longLeave: string[];
  waiting: { name: string; what: string; since: string }[];
  /** in order of names; `people`: all of the team */
  teams: { team: string; people: number; present: number; notIn: number; away: number }[];
}

const NAME = 40;
/** Up to so many people have a line each in the thread; of more there is a file. */
export const THREAD_LINES = 40;
const TEAMS_SHOWN = 10;

/** The day's summary: figures, then exceptions by team with ten names each; the rest is behind buttons and below. */
export function summaryMessage(m: SummaryModel, w: Words): Message & Native {
  const who = (name: string): string => literal(name, NAME);
  const list = <P extends { name: string; team?: string }>(
    title: string,
    people: readonly P[],
    of: (p: P) => string,
  ): Part[] => {
    if (people.length === 0) return [];
    const head = people.length > NAMES_SHOWN ? w.common.counted(title, people.length) : title;
    return [
      section(
        `${head}\n${fewNames(
          people.map(p => ({ ...p, text: of(p) })),
          w,
        )}`,
      ),
    ];
  };
  const parts: Part[] = [
    header(w.summary.title(w.longDate(m.date))),
    section([w.summary.numbers(m.numbers), ...w.exceptions.numbers(m.numbers)].join(' · ')),
    ...list(w.summary.notIn, m.notIn, n => `${who(n.name)}${n.half ? ` (${w.leaveShort(n.half)})` : ''}`),
    ...list(w.summary.stillIn, m.stillIn, p => w.summary.since(who(p.name), p.since)),
    ...list(w.exceptions.unfinished, m.unfinished, d => w.exceptions.on(who(d.name), d.date)),
    ...list(w.exceptions.overWeek(w.duration(m.weekLimit)), m.overWeek, p =>
      w.exceptions.hours(
        who(p.name),
        p.most === undefined ? w.duration(p.worked) : w.home.of(w.duration(p.worked), w.duration(p.most)),
      ),
    ),
    ...list(w.exceptions.overPeriod, m.overPeriod, p =>
      w.exceptions.hours(who(p.name), w.home.of(w.duration(p.worked), w.duration(Math.floor(p.most)))),
    ),
    ...list(w.exceptions.breaks, m.breaks, p => w.exceptions.missing(who(p.name), w.duration(p.missing))),
    ...waitingPart(m, w),
    ...awayPart(m, w),
    ...(m.teams.length > 1 ? [teamsPart(m, w)] : []),
    actions(button(reportAction.openRoster, w.weekly.openRoster), button(reportAction.openBoard, w.weekly.openBoard)),
    context(...[w.summary.asOf(m.asOf), ...(m.byHand ? [w.summary.byHand(literal(m.byHand, NAME))] : [])]),
  ];
  return nativeMessage(w.summary.fallback(w.longDate(m.date), m.numbers.present), parts);
}

function waitingPart({ waiting }: SummaryModel, w: Words): Part[] {
  if (waiting.length === 0) return [];
  const lines = waiting.slice(0, NAMES_SHOWN).map(r => w.summary.waitingLine(literal(r.name, NAME), r.what, r.since));
  const more = waiting.length - lines.length;
  return [section(`${w.summary.waiting}\n${lines.join('\n')}${more > 0 ? ` ${w.andMore(more)}` : ''}`)];
}

const shortly = (names: readonly string[], w: Words): string =>
  fewNames(
    names.map(n => ({ text: literal(n, NAME) })),
    w,
  );

function awayPart(m: SummaryModel, w: Words): Part[] {
  const types = m.away.slice(0, NAMES_SHOWN).map(a => `${w.leaveType(a.type)}: ${shortly(a.names, w)}`);
  return [
    ...(types.length > 0 ? [section(`${w.summary.away}\n${types.join('\n')}`)] : []),
    ...(m.longLeave.length > 0
      ? [section(`${w.common.counted(w.home.longLeave, m.longLeave.length)}\n${shortly(m.longLeave, w)}`)]
      : []),
  ];
}

function teamsPart({ teams }: SummaryModel, w: Words): Part {
  const t = w.summary.byTeam;
  const needy = [...teams].sort((a, b) => b.notIn - a.notIn);
  const most = TABLE.rows - 1;
  const rows = (teams.length > most ? needy.slice(0, most) : teams).map((g): Cell[] => [
    g.team,
    ...[g.people, g.present, g.notIn, g.away].map(value => ({ value, text: String(value) })),
  ]);
  const shown = needy.slice(0, TEAMS_SHOWN);
  const lines = shown.map(g => t.line(literal(g.team, NAME), g));
  const more = teams.length - shown.length;
  const plainly = section(`${t.title}\n${lines.join('\n')}${more > 0 ? ` ${t.more(more)}` : ''}`);
  const caption = teams.length > most ? `${t.caption} (${t.more(teams.length - most)})` : t.caption;
  return dataTable({ caption, head: t.head, rows }, [plainly]);
}

/** Everybody who was there, for the thread. */
export function presentMessage({ present }: Pick<SummaryModel, 'present'>, w: Words): Message {
  const lines = present.slice(0, THREAD_LINES).map(p => {
    const places = p.places.map(id => w.place(id)).join('/');
    return `${literal(p.name, NAME)} · ${p.from}–${p.to ?? ''} · ${w.duration(p.worked)} · ${places}`;
  });
  const text = `${w.summary.present}\n${joined(lines, w.andMorePeople, 2900, '\n')}`;
  return { text: w.summary.present, blocks: [section(text)] };
}

/** The same of more people, as rows of a file. */
export function presentTable(m: Pick<SummaryModel, 'present'>, w: Words): string[][] {
  return [
    [...w.summary.file.head],
    ...m.present.map(p => [
      ...[p.team ?? '', p.name, p.from, p.to ?? '', w.duration(p.worked)],
      p.places.map(id => w.place(id)).join('/'),
    ]),
  ];
}
