import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import type { Shown } from '../src/shared/shown.ts';
import { adminAction } from './administration-ids.ts';
import { actions, button, context, divider, joined, literal, type Modal, modal, section } from './kit.ts';

export const TOUCHED = [
  'left',
  'coming',
  'leave',
  'planned',
  'times',
  'place',
  'role',
  'offered',
  'paid-out',
  'paid',
  'manager',
  'channels',
  'asked',
  'reminded',
  'escalated',
  'records',
] as const;
export type TouchedWhat = (typeof TOUCHED)[number];

/** When to be there: a start, a window of arrival or the core time. */
export interface TimesShown {
  arrangement: 'fixed' | 'staggered' | 'selective';
  from?: string;
  to?: string;
}
export interface PlaceShown {
  zone: string;
  language: string;
}
export interface RoleShown {
  role: keyof Words['people']['roles'];
}
/** Raw names. */
export interface PeopleShown {
  people: readonly string[];
}
/** Ids. */
export interface ChannelsShown {
  channels: readonly string[];
}
/** Records that are kept; without any they are deleted. */
export interface RecordsShown {
  days: number;
  requests: number;
  grants: number;
}
export type TouchedValue = Shown | TimesShown | PlaceShown | RoleShown | PeopleShown | ChannelsShown | RecordsShown;

export interface ComingGrant {
  on: string;
  amount: Shown;
}

export interface TouchedRow {
  /** raw */
  name: string;
  from: string;
  to: string;
  was: TouchedValue;
  is: TouchedValue;
  next?: { was?: ComingGrant; is?: ComingGrant };
}

export interface TouchedModel {
  what: TouchedWhat;
  from: string;
  to: string;
  people: number;
  /** the largest differences */
  rows: readonly TouchedRow[];
  /** rows that are not shown */
  more: number;
  /** of all rows; those of part-timers apart, in hours */
  sums: readonly { was: TouchedValue; is: TouchedValue }[];
}

/** Each row is a request, with its days. */
const OF_REQUESTS: ReadonlySet<TouchedWhat> = new Set(['leave', 'asked', 'reminded', 'escalated']);

const NAME = 40;
const NAMES_LENGTH = 120;

/** `name`: how a name is written; raw in files. */
export const valueShown = (v: TouchedValue, w: Words, name = (text: string): string => text): string => {
  if (typeof v === 'number' || 'minutes' in v) return w.leave.days(v);
  if ('role' in v) return w.people.roles[v.role];
  if ('people' in v)
    return v.people.length === 0 ? w.policy.none : joined(v.people.map(name), w.andMorePeople, NAMES_LENGTH);
  if ('channels' in v) return v.channels.map(id => `<#${id}>`).join(', ') || w.policy.none;
  if ('requests' in v) return w.policy.touched.records(v);
  if ('zone' in v) return `${v.zone}, ${w.policy.choices.language?.[v.language] ?? v.language}`;
  const between = [v.from, v.to].filter(t => t !== undefined).join('–');
  return `${w.people.arrangements[v.arrangement]} ${between}`.trim();
};

const grantShown = (g: ComingGrant | undefined, w: Words): string =>
  g ? `${w.rangeWithYear(g.on, g.on)} ${w.leave.days(g.amount)}` : w.policy.none;

const changeShown = ({ was, is }: Pick<TouchedRow, 'was' | 'is'>, w: Words): string =>
  [was, is].map(v => valueShown(v, w, text => literal(text, NAME))).join(' → ');

function rowText({ name, from, to, was, is, next }: TouchedRow, what: TouchedWhat, w: Words): string {
  const who = literal(name, NAME);
  const change = changeShown({ was, is }, w);
  if (OF_REQUESTS.has(what)) return w.policy.touched.leave(who, w.range(from, to), change);
  const [old, now] = [grantShown(next?.was, w), grantShown(next?.is, w)];
  return old === now ? `${who}: ${change}` : w.policy.touched.next(`${who}: ${change}`, `${old} → ${now}`);
}

/** A change, in `head`, and what it touches: absent as long as it is being counted, and it cannot be saved yet. */
export const touchedModal = (
  m: {
    callbackId: string;
    head: readonly KnownBlock[];
    submit?: string;
    touched?: readonly TouchedModel[] | 'failed';
    metadata: string;
    file?: boolean;
  },
  w: Words,
): Modal =>
  modal({
    callbackId: m.callbackId,
    title: w.policy.differenceTitle,
    ...(m.touched === undefined ? {} : { submit: m.submit ?? w.common.save }),
    close: w.common.close,
    metadata: m.metadata,
    blocks: [
      ...m.head,
      ...(typeof m.touched === 'object' ? touchedBlocks(m.touched, w, { file: m.file === true }) : []),
      ...(m.touched === 'failed' ? [context(w.policy.touched.failed)] : []),
      ...(m.touched === undefined ? [context(w.policy.touched.counting)] : []),
    ],
  });

/** Whom a change touches and by how much, before it is saved. `failed`: it could not be counted. */
export function touchedBlocks(models: readonly TouchedModel[], w: Words, of = { file: true }): KnownBlock[] {
  const t = w.policy.touched;
  const some = models.filter(m => m.people > 0);
  const none = models.filter(m => m.people === 0).map(m => t.nobody[m.what]);
  return [
    ...some.flatMap(({ what, people, from, to, rows, more, sums }) => {
      const rest = what === 'leave' ? w.andMore : w.andMorePeople;
      const lines = [...rows.map(r => rowText(r, what, w)), ...(more > 0 ? [rest(more)] : [])];
      const total = sums.map(s => changeShown(s, w)).join(' · ');
      return [
        divider(),
        section(`*${t.heading[what](people, w.rangeWithYear(from, to))}*`),
        section(lines.join('\n')),
        ...(total === '' ? [] : [context(t.total(total))]),
        ...(what === 'leave' ? [context(w.calendar.savedTouched(rows.length + more))] : []),
        ...(what === 'records' ? [context(t.recordsToo)] : []),
      ];
    }),
    ...(none.length > 0 ? [context(none.join(' '))] : []),
    ...(of.file && some.length > 0 ? [actions(button(adminAction.touchedFile, t.file))] : []),
  ];
}
