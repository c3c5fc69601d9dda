import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { context, divider, header, joined, literal, type Message, section } from './kit.ts';

export interface SummaryModel {
  date: string;
  asOf: string;
  byHand?: string;
  numbers: Record<'present' | 'stillIn' | 'notIn' | 'away' | 'waiting' | 'unfinished' | 'overWeek' | 'breaks', number>;
  /** name and the time of the check-in */
  stillIn: { name: string; since: string }[];
  /** `half`: the half of the day that is leave */
  notIn: { name: string; half?: string }[];
  /** days that nobody ended; their date as text */
  unfinished: { name: string; date: string }[];
  /** who worked as long as `weekLimit` this week, or longer; `most`: a part-timer's lower limit. Minutes */
  overWeek: { name: string; worked: number; most?: number }[];
  weekLimit: number;
  /** who is near or over the most of a settlement period; minutes */
  overPeriod: { name: string; worked: number; most: number }[];
  /** whose break was too short by law, and by how many minutes */
  breaks: { name: string; missing: number }[];
  /** name, first check-in and last check-out, minutes worked, places */
  present: { name: string; from: string; to?: string; worked: number; places: string[] }[];
  /** by type of leave */
  away: { type: string; names: string[] }[];
  /** on long leave, whose type colleagues may know */
  longLeave: string[];
  waiting: { name: string; what: string; since: string }[];
}

const NAME = 40;
/** Room in all for the list of those present; 300 people with short names take three or four sections. */
const PRESENT_SECTIONS = 12;
const CHUNK = 2800;

/** The day's summary: exceptions first, then the numbers, then the list. At most 50 blocks whatever the data. */
export function summaryMessage(m: SummaryModel, w: Words): Message {
  const blocks: KnownBlock[] = [header(w.summary.title(w.longDate(m.date)))];
  const who = (name: string): string => literal(name, NAME);
  const list = (title: string, items: string[], separator?: string): void => {
    if (items.length > 0) blocks.push(named(title, items, w.andMorePeople, separator));
  };
  list(
    w.summary.notIn,
    m.notIn.map(n => `${who(n.name)}${n.half ? ` (${w.leaveShort(n.half)})` : ''}`),
  );
  list(
    w.summary.stillIn,
    m.stillIn.map(p => w.summary.since(who(p.name), p.since)),
    ' · ',
  );
  list(
    w.exceptions.unfinished,
    m.unfinished.map(d => w.exceptions.on(who(d.name), d.date)),
    ' · ',
  );
  list(
    w.exceptions.overWeek(w.duration(m.weekLimit)),
    m.overWeek.map(p =>
      w.exceptions.hours(
        who(p.name),
        p.most === undefined ? w.duration(p.worked) : w.home.of(w.duration(p.worked), w.duration(p.most)),
      ),
    ),
    ' · ',
  );
  list(
    w.exceptions.overPeriod,
    m.overPeriod.map(p =>
      w.exceptions.hours(who(p.name), w.home.of(w.duration(p.worked), w.duration(Math.floor(p.most)))),
    ),
    ' · ',
  );
  list(
    w.exceptions.breaks,
    m.breaks.map(p => w.exceptions.missing(who(p.name), w.duration(p.missing))),
    ' · ',
  );
  if (m.waiting.length > 0)
    blocks.push(
      named(
        w.summary.waiting,
        m.waiting.map(r => w.summary.waitingLine(literal(r.name, NAME), r.what, r.since)),
        w.andMore,
        '\n',
      ),
    );
  blocks.push(section([w.summary.numbers(m.numbers), ...w.exceptions.numbers(m.numbers)].join(' · ')));
  blocks.push(divider());
  if (m.away.length > 0)
    blocks.push(
      named(
        w.summary.away,
        m.away.map(
          a =>
            `${w.leaveType(a.type)}: ${joined(
              a.names.map(n => literal(n, NAME)),
              w.andMorePeople,
              900,
            )}`,
        ),
        w.andMore,
        '\n',
      ),
    );
  list(`${w.home.longLeave} (${m.longLeave.length})`, m.longLeave.map(who));
  blocks.push(...present(m.present, w));
  blocks.push(context(...[w.summary.asOf(m.asOf), ...(m.byHand ? [w.summary.byHand(literal(m.byHand, NAME))] : [])]));
  return { text: w.summary.fallback(w.longDate(m.date), m.numbers.present), blocks };
}

function named(title: string, items: string[], more: (n: number) => string, separator = ', '): KnownBlock {
  let text = title;
  for (const [i, item] of items.entries()) {
    const next = `${text}${i === 0 ? '\n' : separator}${item}`;
    if (next.length > CHUNK) return section(`${text} ${more(items.length - i)}`);
    text = next;
  }
  return section(text);
}

/** Up to so many people have a line each; more of them run on. */
const LINES = 40;

function present(people: SummaryModel['present'], w: Words): KnownBlock[] {
  if (people.length === 0) return [section(`${w.summary.present}\n${w.summary.none}`)];
  const short = people.length > LINES;
  const separator = short ? ' · ' : '\n';
  const blocks: KnownBlock[] = [];
  let text = w.summary.present;
  for (const [i, p] of people.entries()) {
    const places = p.places.map(id => w.place(id)).join('/');
    const name = literal(p.name, NAME);
    const item = short
      ? `${name} ${w.duration(p.worked)} (${places})`
      : `${name} · ${p.from}–${p.to ?? ''} · ${w.duration(p.worked)} · ${places}`;
    if (text.length + item.length + 3 > CHUNK) {
      if (blocks.length === PRESENT_SECTIONS - 1)
        return [...blocks, section(`${text} ${w.andMorePeople(people.length - i)}`)];
      blocks.push(section(text));
      text = item;
    } else text += `${i === 0 ? '\n' : separator}${item}`;
  }
  return [...blocks, section(text)];
}
