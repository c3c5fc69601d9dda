import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { type ConfirmModel, confirmBlocks } from './confirm-month.ts';
import { actions, button, context, divider, fields, literal, type Modal, modal, section } from './kit.ts';
import { monthAction, monthCallback } from './month-ids.ts';
import { openPersonButton } from './person.ts';

const NAME = 40;
const NOTE = 60;
const LEAVE = 40;

/** The signs of a day's flags; the legend says what they mean. */
export const FLAG_SIGNS: Record<string, string> = {
  unfinished: ':grey_question:',
  late: ':alarm_clock:',
  'left-early': ':door:',
  'core-missed': ':dart:',
  absent: ':x:',
  'break-missed': ':coffee:',
  'rest-missed': ':bed:',
  'worked-on-leave': ':desert_island:',
  'worked-on-holiday': ':red_circle:',
  'worked-on-day-off': ':large_blue_circle:',
  'protected-work': ':shield:',
  corrected: ':pencil2:',
};

/** A day in the list. Times are words already, names and notes raw, minutes as they are. */
export interface DayRow {
  date: string;
  /** a holiday's name, `day-off` or `not-employed` */
  off?: string;
  times: string[];
  places: string[];
  /** still at work, or on a break */
  running?: 'in' | 'break';
  worked: number;
  rest: number;
  planned: number;
  leaves: { name: string; minutes: number }[];
  flags: string[];
  note?: string;
  /** it has come, or has something to show */
  opens: boolean;
}

/** The days of a week that lie in the month; its minutes are those of the whole week. */
export interface WeekRows {
  first: string;
  last: string;
  worked: number;
  overtime: number;
  holiday: number;
  unapproved: number;
  over: number;
  days: DayRow[];
}

/** Minutes; those of a period are rounded for the person already. */
export interface TotalsModel {
  worked: number;
  /** to be worked: leave that counts is taken off, so that what is owed or over is the difference */
  base: number;
  /** selective hours: above what work is overtime, and the most */
  overtimeFrom?: number;
  most?: number;
  owed: number;
  over: number;
  /** leave that settles as if worked */
  counted: number;
  overtime: number;
  /** of the overtime, a part-timer's */
  beyondContract: number;
  holiday8: number;
  holidayBeyond: number;
  /** of overtime and holiday work */
  unapproved: number;
  night: number;
  break: number;
  breakMissed: number;
  settlement?: { first: string; last: string; done: number; base: number; overtimeFrom?: number; most?: number };
}

export interface MonthModel {
  /** somebody else, raw */
  who?: string;
  /** a city, where times are not those of who looks */
  zone?: string;
  /** the workplace's city, by whose clock nights are told, where the times are another's */
  nightCity?: string;
  month: string;
  closed: boolean;
  /** where people confirm their months, of one that is over */
  confirmation?: ConfirmModel;
  totals: TotalsModel;
  weeks: WeekRows[];
  previous?: string;
  next?: string;
  /** whose months may be seen besides: the team's or everybody's */
  people?: 'team' | 'everybody';
  /** whose window may be opened from it */
  person?: string;
  /** it was chosen in the list of people */
  back: boolean;
  csvSent: boolean;
  metadata: string;
}

/** A month, day by day, with its sums first. */
export function monthModal(m: MonthModel, w: Words): Modal {
  const t = w.myMonth;
  const name = w.month(m.month);
  const rows = m.weeks.flatMap(week => week.days);
  const seen = Object.keys(FLAG_SIGNS).filter(flag => rows.some(r => r.flags.includes(flag)));
  const blocks: KnownBlock[] = [
    section(m.who === undefined ? `*${name}*` : t.whose(literal(m.who, NAME), name)),
    ...(m.csvSent ? [context(t.csvSent)] : []),
    ...(m.closed ? [context(t.closed)] : []),
    ...(m.confirmation ? confirmBlocks(m.confirmation, m.who === undefined, w) : []),
    ...(m.zone === undefined ? [] : [context(t.zone(literal(m.zone, NAME)))]),
    ...totalsBlocks(m.totals, m.nightCity, w),
    ...(m.totals.settlement ? [context(settlementText(m.totals.settlement, w))] : []),
    navigation(m, w),
    ...(seen.length > 0 ? [context(t.legend(seen.map(flag => `${FLAG_SIGNS[flag]} ${t.flag(flag)}`)))] : []),
    ...m.weeks.flatMap(week => [divider(), context(weekText(week, w)), ...week.days.map(d => dayBlock(d, w))]),
  ];
  return modal({
    callbackId: monthCallback.month,
    title: m.who === undefined ? t.title : t.titleOf,
    close: w.common.close,
    metadata: m.metadata,
    blocks,
  });
}

function totalsBlocks(t: TotalsModel, nightCity: string | undefined, w: Words): KnownBlock[] {
  const m = w.myMonth;
  const field = (label: string, text: string): string => `*${label}*\n${text}`;
  const some = (label: string, minutes: number): string[] => (minutes > 0 ? [field(label, w.duration(minutes))] : []);
  const worked = t.base > 0 ? m.of(w.duration(t.worked), w.duration(t.base)) : w.duration(t.worked);
  const premium = [
    ...some(m.overtime, t.overtime),
    ...some(m.beyondContract, t.beyondContract),
    ...some(m.holiday8, t.holiday8),
    ...some(m.holidayBeyond, t.holidayBeyond),
    ...some(m.unapproved, t.unapproved),
    ...some(m.night(nightCity), t.night),
  ];
  const totals = fields([
    field(m.worked, [worked, ...linesText(t, w)].join(' · ')),
    ...(t.owed > 0 ? some(m.owed, t.owed) : some(m.over, t.over)),
    ...some(m.leave, t.counted),
    ...some(m.rest, t.break),
    ...some(m.breakMissed, t.breakMissed),
  ]);
  return premium.length > 0 ? [totals, context(m.premium), fields(premium)] : [totals];
}

/** Of a week, as Home says it, too. */
export const premiumTexts = (
  { overtime = 0, holiday = 0, unapproved = 0 }: { overtime?: number; holiday?: number; unapproved?: number },
  w: Words,
): string[] => [
  ...(overtime > 0 ? [w.home.overtime(w.duration(overtime))] : []),
  ...(holiday > 0 ? [w.home.holidayWork(w.duration(holiday))] : []),
  ...(unapproved > 0 ? [w.home.unapproved(w.duration(unapproved))] : []),
];

const linesText = ({ overtimeFrom, most }: Pick<TotalsModel, 'overtimeFrom' | 'most'>, w: Words): string[] => [
  ...(overtimeFrom === undefined ? [] : [w.home.overtimeFrom(w.duration(overtimeFrom))]),
  ...(most === undefined ? [] : [w.home.most(w.duration(most))]),
];

const settlementText = (s: NonNullable<TotalsModel['settlement']>, w: Words): string =>
  [w.myMonth.settlement(w.range(s.first, s.last), w.duration(s.done), w.duration(s.base)), ...linesText(s, w)].join(
    ' · ',
  );

function navigation(m: MonthModel, w: Words): KnownBlock {
  const t = w.myMonth;
  return actions(
    ...(m.back ? [button(monthAction.back, t.back)] : []),
    ...(m.previous === undefined
      ? []
      : [button(monthAction.previous, `◀ ${t.toMonth(w.month(m.previous))}`, { value: m.previous })]),
    ...(m.next === undefined ? [] : [button(monthAction.next, `${t.toMonth(w.month(m.next))} ▶`, { value: m.next })]),
    button(monthAction.csv, t.csv),
    ...(m.person === undefined ? [] : [openPersonButton(m.person, w, w.person.title)]),
    ...(m.people === undefined ? [] : [button(monthAction.people, m.people === 'team' ? t.people : t.everybody)]),
  );
}

function weekText(week: WeekRows, w: Words): string {
  const t = w.myMonth;
  return [
    t.week(w.range(week.first, week.last), w.duration(week.worked)),
    ...premiumTexts(week, w),
    ...(week.over > 0 ? [t.overCap(w.duration(week.over))] : []),
  ].join(' · ');
}

function dayBlock(d: DayRow, w: Words): KnownBlock {
  const text = dayText(d, w);
  return d.opens ? section(text, button(monthAction.day, w.myMonth.show, { value: d.date })) : context(text);
}

function dayText(d: DayRow, w: Words): string {
  const t = w.myMonth;
  const hours =
    d.worked > 0 || d.times.length > 0
      ? `*${w.duration(d.worked)}*${d.planned > 0 ? ` / ${w.duration(d.planned)}` : ''}`
      : d.planned > 0
        ? t.planned(w.duration(d.planned))
        : undefined;
  const first = [
    `*${w.date(d.date)}*`,
    ...(d.off === undefined ? [] : [literal(t.off[d.off] ?? d.off, NAME)]),
    ...(d.times.length > 0 ? [timesText(d.times)] : []),
    ...(hours === undefined ? [] : [hours]),
    ...(d.running === undefined ? [] : [d.running === 'in' ? t.running : t.onBreak]),
    ...(d.flags.length > 0 ? [d.flags.map(flag => FLAG_SIGNS[flag] ?? '').join(' ')] : []),
  ];
  const second = [
    ...d.leaves.map(l => t.leaveOf(literal(l.name, LEAVE), w.duration(l.minutes))),
    ...(d.rest > 0 ? [t.restOf(w.duration(d.rest))] : []),
    ...(d.places.length > 0 ? [d.places.map(p => w.place(p)).join(', ')] : []),
    ...(d.note === undefined ? [] : [literal(d.note, NOTE)]),
  ];
  return second.length > 0 ? `${first.join('  ')}\n${second.join(' · ')}` : first.join('  ');
}

const TIMES = 3;
const timesText = (times: string[]): string =>
  times.length <= TIMES ? times.join(', ') : `${times.slice(0, TIMES - 1).join(', ')} … ${times.at(-1)}`;
