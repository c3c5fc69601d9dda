import { UNITS_PER_DAY } from '../../src/leave-record/units.ts';
import type { WorkingTime } from '../../src/worktime/arrangement.ts';
import type { DayLeave, RecordedDay } from '../../src/worktime/types.ts';
import { count, taggedMinutes } from './premium-by-minute.ts';

/** A person's days as the tests tell them: two policies, one from a day on, and everything that is recorded and approved. */
export interface Story {
  zone: string;
  before: WorkingTime;
  after: WorkingTime;
  changes: string;
  /** minutes Monday to Sunday of one's own schedule */
  week?: readonly number[];
  hiredOn?: string;
  lastDay?: string;
  holidays: readonly string[];
  leaves: readonly DayLeave[];
  records: readonly RecordedDay[];
  approved: ReadonlyMap<string, number>;
  now: number;
}

interface Wall {
  date: string;
  /** minutes after midnight */
  minute: number;
}

const zones = new Map<string, { format: Intl.DateTimeFormat; known: Map<number, Wall> }>();

/** What the wall clock shows in a minute since the epoch, asked of Node itself. */
export function wall(zone: string, at: number): Wall {
  let of = zones.get(zone);
  if (!of) {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
    of = { format, known: new Map() };
    zones.set(zone, of);
  }
  const before = of.known.get(at);
  if (before) return before;
  const [date = '', time = ''] = of.format.format(at * 60_000).split(' ');
  const shown = { date, minute: clock(time) };
  of.known.set(at, shown);
  return shown;
}

const clock = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
export const plusDays = (date: string, n: number): string =>
  new Date(Date.parse(`${date}T12:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);

const found = new Map<string, number>();

/** The first minute at which the wall clock shows this or more; minutes past 1440 are those of the next day. */
export function minuteOfWall(zone: string, date: string, minutes: number): number {
  const day = minutes >= 1440 ? plusDays(date, 1) : date;
  const wanted = minutes % 1440;
  const key = `${zone} ${day} ${wanted}`;
  let at = found.get(key) ?? Date.parse(`${day}T00:00:00Z`) / 60_000 - 16 * 60;
  for (; ; at++) {
    const shown = wall(zone, at);
    if (shown.date > day || (shown.date === day && shown.minute >= wanted)) break;
  }
  found.set(key, at);
  return at;
}

const policy = (s: Story, date: string): WorkingTime => (date < s.changes ? s.before : s.after);
const employed = (s: Story, date: string): boolean =>
  !(s.hiredOn !== undefined && date < s.hiredOn) && !(s.lastDay !== undefined && date > s.lastDay);
const weekOf = (s: Story, date: string): readonly number[] => {
  const { dayLength } = policy(s, date);
  return s.week ?? [dayLength, dayLength, dayLength, dayLength, dayLength, 0, 0];
};

function lengthOf(s: Story, date: string): number {
  if (!employed(s, date) || s.holidays.includes(date)) return 0;
  const sundayFirst = new Date(`${date}T12:00:00Z`).getUTCDay();
  return weekOf(s, date)[(sundayFirst + 6) % 7] ?? 0;
}

/** Approved leave in minutes: as many as its share of the day, to the nearest. */
function leaveOf(s: Story, date: string, counts: (l: DayLeave) => boolean = () => true): number {
  const length = lengthOf(s, date);
  let units = 0;
  for (const l of s.leaves) if (l.date === date && counts(l)) units += l.amount;
  return Math.min(length, Math.round((units / UNITS_PER_DAY) * length));
}

const lawfulBreak = (worked: number): number => (worked < 240 ? 0 : worked < 480 ? 30 : 60);

const BY_PART = { am: [0, 1], pm: [2, 3], q1: [0], q2: [1], q3: [2], q4: [3] } as const;

/** Leave of quarters, by whether they hang together with the day's beginning, with its end, or with neither. */
function partsOf(s: Story, date: string): Record<'head' | 'tail' | 'inner', DayLeave[]> {
  const parts = s.leaves.filter(l => l.date === date && l.part);
  const off = [0, 1, 2, 3].map(n => parts.some(l => l.part && (BY_PART[l.part] as readonly number[]).includes(n)));
  const head = off.indexOf(false) === -1 ? 4 : off.indexOf(false);
  const tail = Math.max(head, off.lastIndexOf(false) + 1);
  const groups: Record<'head' | 'tail' | 'inner', DayLeave[]> = { head: [], tail: [], inner: [] };
  for (const l of parts) {
    const n = l.part ? BY_PART[l.part][0] : 0;
    groups[n < head ? 'head' : n >= tail ? 'tail' : 'inner'].push(l);
  }
  return groups;
}

const isFixed = (s: Story, date: string): boolean => policy(s, date).arrangement === 'fixed';
const shareOf = (leaves: readonly DayLeave[]): number => leaves.reduce((units, l) => units + l.amount, 0);

/** Hours of leave on the clock; those of a shift over midnight may be the next morning's. */
function hoursOff(s: Story, date: string): { from: number; to: number }[] {
  const p = policy(s, date);
  const length = lengthOf(s, date);
  const [begins, latest] =
    p.arrangement === 'fixed'
      ? [clock(p.start), clock(p.start)]
      : p.arrangement === 'staggered'
        ? [clock(p.windowFrom), clock(p.windowTo)]
        : [0, 0];
  return s.leaves.flatMap(({ date: of, time }) => {
    if (of !== date || !time) return [];
    const [from, to] = [clock(time.from), clock(time.to)];
    const next = to <= begins && from + 1440 < latest + length + lawfulBreak(length);
    return [next ? { from: from + 1440, to: to + 1440 } : { from, to }];
  });
}

const laidOut = (at: number, work: number): number[] =>
  Array.from({ length: work }, (_, n) => at + n + (n >= Math.ceil(work / 2) ? lawfulBreak(work) : 0));

/** The second or third quarter of a fixed day's work. */
function quarterOff(s: Story, date: string, { part }: DayLeave): { from: number; to: number } {
  const length = lengthOf(s, date);
  const whole = laidOut(clock(policy(s, date).start), length);
  const n = part === 'q2' ? 1 : 2;
  const last = whole[Math.round(((n + 1) * length) / 4) - 1] ?? 0;
  return { from: whole[Math.round((n * length) / 4)] ?? 0, to: last + 1 };
}

/**
 * Every minute of work that a day beginning at `start` has once leave is taken off, one by one. Whoever works so long is there so long and for the
 * break of so much work: of a day without its first part that is counted back from the day's end, else on from its beginning.
 */
function workMinutes(s: Story, date: string, start: number): number[] {
  const length = lengthOf(s, date);
  const { head, tail, inner } = partsOf(s, date);
  const shorter = isFixed(s, date) ? tail : [...tail, ...inner];
  const minutesOff = (leaves: readonly DayLeave[]): number => Math.round((shareOf(leaves) / UNITS_PER_DAY) * length);
  let work = length - minutesOff(head);
  let at = start;
  if (work < length) {
    at = start + length + lawfulBreak(length);
    for (let here = 0; here < work + lawfulBreak(work); here++) at--;
  }
  work -= minutesOff([...head, ...shorter]) - minutesOff(head);
  let minutes = laidOut(at, work);
  const quarters = isFixed(s, date) ? inner.map(l => quarterOff(s, date, l)) : [];
  for (const l of [...quarters, ...hoursOff(s, date)]) minutes = minutes.filter(m => m < l.from || m >= l.to);
  return minutes;
}

/** Minutes of presence that a part of the day off makes needless, where people choose their hours. */
function freeOf(s: Story, date: string): number {
  if (isFixed(s, date)) return 0;
  const length = lengthOf(s, date);
  const work = length - Math.round((shareOf(s.leaves.filter(l => l.date === date && l.part)) / UNITS_PER_DAY) * length);
  return length + lawfulBreak(length) - work - lawfulBreak(work);
}

export interface DayByMinute {
  span: number;
  break: number;
  worked: number;
  night: number;
  planned: number;
  leave: number;
  late: number;
  early: number;
  coreMissed: number;
  breakMissed: number;
  fullAt: number | undefined;
  leaveAt: number | undefined;
}

/** A day once more, each minute checked; written apart from the product. `fullAt` and `leaveAt` in minutes since the epoch. */
export function dayByMinute(s: Story, date: string): DayByMinute {
  const p = policy(s, date);
  const now = Math.floor(s.now / 60_000);
  const record = s.records.find(r => r.date === date);
  const lastIn = record?.spans.at(-1)?.in ?? 0;
  const forgotten =
    record?.unfinished === true || (record?.open === true && s.now - lastIn >= p.forgottenAfter * 3_600_000);
  const spans = (forgotten ? [] : (record?.spans ?? [])).map(x => ({
    from: Math.floor(x.in / 60_000),
    to: x.out === undefined ? now : Math.floor(x.out / 60_000),
    breaks: x.breaks.map(b => ({
      from: Math.floor(b.from / 60_000),
      to: b.to === undefined ? now : Math.floor(b.to / 60_000),
    })),
  }));
  const inSpan = (m: number): boolean => spans.some(x => x.from <= m && m < x.to);
  const onBreak = (m: number): boolean => spans.some(x => x.breaks.some(b => b.from <= m && m < b.to));
  const present = (m: number): boolean => inSpan(m) && !onBreak(m);
  const first = Math.min(...spans.map(x => x.from));
  const last = Math.max(...spans.map(x => x.to));

  let span = 0;
  let here = 0;
  let allowed = 0;
  let night = 0;
  for (let m = first; m < last; m++) {
    span++;
    // Of the minutes by law the 241st to the 270th and the 511th to the 540th are the break.
    if (p.breaks === 'recorded' || !((span > 240 && span <= 270) || (span > 510 && span <= 540))) allowed++;
    if (!present(m)) continue;
    here++;
    const { minute } = wall(record?.zone ?? s.zone, m);
    if (minute >= 22 * 60 || minute < 6 * 60) night++;
  }
  const worked = Math.min(here, allowed);
  const length = lengthOf(s, date);
  const leave = leaveOf(s, date);
  const planned = length - leave;
  const open = record?.open === true && !forgotten;
  const out = spans.length > 0 && !open;

  // When people are due, and when they are through.
  let due: number | undefined;
  let end: number | undefined;
  let core: number[] = [];
  const free = planned > 0 ? freeOf(s, date) : 0;
  if (planned > 0) {
    if (p.arrangement === 'fixed') {
      const minutes = workMinutes(s, date, clock(p.start));
      if (minutes.length > 0) {
        due = minuteOfWall(s.zone, date, minutes[0] ?? 0);
        end = minuteOfWall(s.zone, date, (minutes.at(-1) ?? 0) + 1);
      }
    } else if (p.arrangement === 'staggered') {
      const moved = [p.windowFrom, p.windowTo].map(t => workMinutes(s, date, clock(t))[0] ?? clock(t));
      due = minuteOfWall(s.zone, date, Math.max(...moved, clock(p.windowTo) + free));
    } else if (p.coreFrom !== null && p.coreTo !== null) {
      const leaves = hoursOff(s, date);
      for (let m = minuteOfWall(s.zone, date, 0); wall(s.zone, m).date === date; m++) {
        const { minute } = wall(s.zone, m);
        if (minute < clock(p.coreFrom) || minute >= clock(p.coreTo)) continue;
        if (!leaves.some(l => l.from <= minute && minute < l.to)) core.push(m);
      }
      // A part of the day without a time may be any of the core time: as long as that, nothing is left of it.
      if (core.length <= free) core = [];
      const [begins] = core;
      due = begins === undefined ? undefined : minuteOfWall(s.zone, date, wall(s.zone, begins).minute + free);
      end = core.length > 0 && free === 0 ? (core.at(-1) ?? 0) + 1 : undefined;
    }
  }

  const done = free > 0 && worked >= planned;
  let late = 0;
  if (due !== undefined && !done) for (let m = due; m < first && spans.length > 0; m++) late++;
  let early = 0;
  if (out && planned > 0) {
    if (p.arrangement === 'staggered') early = Math.max(0, planned - worked);
    else if (end !== undefined) for (let m = last; m < end; m++) early++;
  }
  const coreMissed = forgotten || done ? 0 : Math.max(0, core.filter(m => m < now && !inSpan(m)).length - free);

  // On it goes from the first check-in: worked and rested until both are enough, where what is worked beyond the plan stands for the break.
  let fullAt: number | undefined;
  if (spans.length > 0 && planned > 0) {
    const { inner } = partsOf(s, date);
    const whole = isFixed(s, date)
      ? [...inner.map(l => quarterOff(s, date, l)), ...hoursOff(s, date)]
      : hoursOff(s, date);
    const starts = whole
      .map(l => ({ from: minuteOfWall(s.zone, date, l.from), to: minuteOfWall(s.zone, date, l.to) }))
      .filter(l => l.from >= now);
    const lawful = lawfulBreak(planned);
    let done = 0;
    let rested = 0;
    for (let m = first; m < (open ? now + 2880 : last); m++) {
      const works = m < now || !open ? present(m) : !starts.some(l => l.from <= m && m < l.to);
      if (works) done++;
      else rested++;
      if (done + Math.min(lawful, rested) >= planned + lawful) {
        fullAt = m + 1;
        break;
      }
    }
  }
  const whenFull = p.arrangement === 'staggered' || (core.length > 0 && free > 0);
  const leaveAt = spans.length === 0 ? undefined : whenFull ? fullAt : end;

  return {
    span,
    break: span - worked,
    worked,
    night: Math.min(night, worked),
    planned,
    leave,
    late,
    early,
    coreMissed,
    breakMissed: out && p.breaks === 'recorded' ? Math.max(0, lawfulBreak(worked) - (span - worked)) : 0,
    fullAt,
    leaveAt,
  };
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const isPart = (s: Story, date: string): boolean =>
  weekOf(s, date).reduce((a, b) => a + b, 0) < Math.min(2400, policy(s, date).dayLength * 5);

/** A public holiday, or the policy's weekly one for whoever is off that day and works 15 hours a week. */
function isHolidayWork(s: Story, date: string): boolean {
  if (!employed(s, date)) return false;
  if (s.holidays.includes(date)) return true;
  const sundayFirst = new Date(`${date}T12:00:00Z`).getUTCDay();
  const week = weekOf(s, date);
  const isWeekly = DAYS[sundayFirst] === policy(s, date).weeklyHoliday && week.reduce((a, b) => a + b, 0) >= 900;
  return isWeekly && (week[(sundayFirst + 6) % 7] ?? 0) === 0;
}

/** A week counted minute after minute; approved minutes are used up by the minutes that need them. */
export function weekByMinute(s: Story, monday: string) {
  const dates = [0, 1, 2, 3, 4, 5, 6].map(n => plusDays(monday, n));
  const days = dates.map(date => dayByMinute(s, date));
  const contracts = dates.map(date => weekOf(s, date)[dates.indexOf(date)] ?? 0);
  const tags = taggedMinutes(
    dates.map((date, i) => ({
      ...{ worked: days[i]?.worked ?? 0, contract: contracts[i] ?? 0, partTime: isPart(s, date) },
      ...{ holiday: isHolidayWork(s, date) },
      selective: employed(s, date) && policy(s, date).arrangement === 'selective',
    })),
  );
  const most = policy(s, dates[6] ?? monday).weekCap;
  const partTime = dates.some(date => isPart(s, date));
  const cap = partTime ? Math.min(most, contracts.reduce((a, b) => a + b, 0) + 720) : most;
  const week = { worked: 0, overtime: 0, holiday: 0, unapproved: 0, over52: 0, planned: 0, night: 0 };
  let spare = 0;
  let overWeek = 0;
  for (const [i, date] of dates.entries()) {
    const { worked = 0, planned = 0, night = 0 } = days[i] ?? {};
    const of = tags[i] ?? [];
    week.planned += planned;
    week.night += night;
    week.overtime += count(of, 'over-day', 'over-week');
    week.holiday += count(of, 'holiday8', 'holidayBeyond');
    for (let n = 0; n < worked; n++) if (++week.worked > cap) week.over52++;
    let given = s.approved.get(date) ?? 0;
    const asks = policy(s, date).overtimeNeedsApproval;
    for (const tag of asks ? of : []) {
      if (tag === 'plain' || tag === 'over-week') continue;
      if (given > 0) given--;
      else week.unapproved++;
    }
    for (let n = asks ? count(of, 'over-week') : 0; n > 0; n--) {
      if (given > 0) given--;
      else overWeek++;
    }
    spare += given;
  }
  week.unapproved += Math.max(0, overWeek - spare);
  return week;
}

/**
 * What is owed from the first to the last day, in tenths of a minute, so that a hundredth of an hour is whole. Selective
 * days are counted in sevenths of a minute: each calendar day adds a seventh of 40 hours to the line of overtime.
 */
export function owedByMinute(s: Story, first: string, last: string) {
  const line = { full: 0, most: 0, mostPart: 0, owed: 0, owedPart: 0 };
  let planned = 0;
  let worked = 0;
  let leave = 0;
  let selectiveWorked = 0;
  let ordinary = 0;
  let anySelective = false;
  for (let date = first; date <= last; date = plusDays(date, 1)) {
    const day = dayByMinute(s, date);
    worked += day.worked;
    if (!employed(s, date)) continue;
    leave += day.leave;
    const { arrangement, weekCap, dayLength } = policy(s, date);
    if (arrangement !== 'selective') {
      planned += lengthOf(s, date);
      continue;
    }
    anySelective = true;
    selectiveWorked += day.worked;
    if (!isHolidayWork(s, date)) ordinary += day.worked;
    line.most += weekCap;
    const week = weekOf(s, date).reduce((a, b) => a + b, 0);
    if (week < dayLength * 5) {
      line.mostPart += weekCap;
      line.owedPart += lengthOf(s, date) * 7;
    } else {
      line.full += 2400;
      line.owed += lengthOf(s, date) * 7;
    }
  }
  const owedPart = Math.min(line.owedPart, line.mostPart);
  const hundredths = (minutesTimesSeven: number): number => Math.round((minutesTimesSeven * 100) / 420);
  const base = hundredths(Math.min(line.owed, line.full) + owedPart) * 6 + planned * 10;
  const overtimeFrom = line.full + owedPart;
  const most = hundredths(line.most) * 6;
  let overtime = 0;
  for (let n = 1; n <= ordinary; n++) if (n * 7 >= overtimeFrom + 7) overtime++;
  return {
    base,
    overtimeFrom: anySelective ? hundredths(overtimeFrom) * 6 : undefined,
    most: anySelective ? most : undefined,
    worked,
    leave,
    owed: Math.max(0, base - worked * 10 - leave * 10),
    over: Math.max(0, worked * 10 + leave * 10 - base),
    overtime,
    overMost: anySelective ? Math.max(0, selectiveWorked * 10 - most) : 0,
  };
}
