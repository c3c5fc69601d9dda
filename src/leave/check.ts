import { isDeepStrictEqual } from 'node:util';
import { addDays, type Calendar, datesBetween, isDate } from '../calendar/rules.ts';
import {
  type DayUse,
  hoursAt,
  minutesOf,
  minutesOn,
  type PartOfDay,
  type Period,
  takesOf,
  usesOf,
} from '../leave-record/days.ts';
import { type LeaveEvent, readEvent } from '../leave-record/events.ts';
import { type LeaveForm, type Part, partsOf } from '../leave-record/form.ts';
import {
  type ActiveLeave,
  type BlockedPeriod,
  collision,
  countLeave,
  type FilledLeave,
  type Lack,
  type LeaveProblem,
  LIMITS,
  leftOut,
  share,
  withPart,
} from '../leave-record/rules.ts';
import { isOffered, type LeaveType, snapshotOf, type Unit } from '../leave-record/types/definition.ts';
import type { EventRule } from '../leave-record/types/event-rule.ts';
import { exceeds, UNITS_PER_DAY } from '../leave-record/units.ts';
import { defined } from '../shared/defined.ts';
import { sizeOf } from '../shared/shown.ts';
import { type ArrangedDay, awayClock, mayWaiveBreak, meetsWork } from '../worktime/away.ts';
import type { RecordedDay } from '../worktime/types.ts';
import { eventProblems, noticeOf } from './event-check.ts';
import { mostProblems } from './most.ts';
import { type StandIn, standInFor, standInProblems } from './stand-in.ts';

/** What a leave is validated on, as it stands at that moment; what is absent is not validated. */
export interface LeaveContext {
  today: string;
  calendar: Calendar;
  type: LeaveType | undefined;
  smallestUnit: Unit;
  /** whose law holds on its first day, by the policy's holidays */
  country?: string;
  /** the first and last day of the employment */
  employed?: { hiredOn?: string; lastDay?: string };
  /** of its days; absent: the usual one */
  contract?: Pick<Period, 'hours' | 'later' | 'offices'>;
  active: readonly ActiveLeave[];
  /** what was recorded, by date; an open day counts until `now`, ms */
  recorded?: ReadonlyMap<string, RecordedDay>;
  now?: number;
  /** those that the person's requests name, and what a new one is stored by */
  events?: readonly LeaveEvent[];
  newEvent?: string;
  /** closed months, YYYY-MM, from its first one on */
  closed?: ReadonlySet<string>;
  /** its first day still needs an answer, so that it may lie any time back */
  unanswered?: boolean;
  /** its first day */
  arranged: ArrangedDay;
  /** whose own words the form is */
  asks?: string;
  /** the first day on which a pool has too little for what would be taken; for people with a balance */
  lacks?: (uses: readonly DayUse[], pool: string) => Lack | undefined;
  blocked?: readonly BlockedPeriod[];
  /** absent colleagues by date, and the limit */
  team?: { limit: number; away: ReadonlyMap<string, number> };
  /** who is named to do the work meanwhile */
  standIn?: StandIn;
}

/** The stored form, or its problems. */
export function readLeave(
  filled: FilledLeave,
  ctx: LeaveContext,
): { form: LeaveForm; problems: LeaveProblem[] } | { problems: LeaveProblem[] } {
  const reason: LeaveProblem[] =
    filled.reason.length > LIMITS.reason ? [{ field: 'reason', code: 'text-too-long', max: LIMITS.reason }] : [];
  const { type } = ctx;
  if (
    !type ||
    !isOffered(type, { smallest: ctx.smallestUnit, ...defined({ date: filled.from, country: ctx.country }) })
  )
    return { problems: [{ field: 'type', code: 'unknown-type' }, ...reason] };
  const read = periodOf(filled, type, ctx);
  if ('problems' in read) return { problems: [...read.problems, ...reason] };
  const occasion = type.occasions.find(o => o.id === filled.occasion)?.id;
  if (type.occasions.length > 0 && !occasion)
    return { problems: [{ field: 'occasion', code: 'missing-occasion' }, ...reason] };
  const found = type.rule?.event ? eventIn(filled, type.rule, ctx) : undefined;
  if (found && 'problems' in found) return { problems: [...found.problems, ...reason] };
  const { files } = filled;
  const form: LeaveForm = {
    type: type.id,
    ...read.period,
    ...waiverOf(filled, read.period.part, ctx),
    reason: filled.reason.trim(),
    ...(occasion ? { occasion } : {}),
    ...standInFor(filled, ctx.standIn),
    ...found,
    ...(files && files.length > 0 ? { files: files.slice(0, LIMITS.files) } : {}),
    ...defined({ replaces: filled.replaces?.id, was: filled.replaces?.was }),
    as: snapshotOf(type, occasion),
  };
  return { form, problems: [...rangeProblems(form, type, ctx), ...reason] };
}

/** That the person asked for no break, as they first did; HR, who corrects a leave, asks for none. */
function waiverOf(
  { noBreak, replaces }: FilledLeave,
  part: Part | undefined,
  { asks, arranged, country, now = 0 }: LeaveContext,
) {
  if (!noBreak || !mayWaiveBreak(part, arranged, country)) return {};
  const evidence = replaces?.was.noBreak ?? (asks === undefined ? undefined : { by: asks, at: now });
  return defined({ noBreak: evidence });
}

const eventIn = ({ event = {} }: FilledLeave, rule: EventRule, { today, ...ctx }: LeaveContext) =>
  readEvent(rule, event, { known: ctx.events ?? [], today, now: ctx.now ?? 0, newId: ctx.newEvent ?? 'new' });

/** Everything wrong with a leave that is to be sent, by field; also what a policy only warns of: see `severity`. */
export function checkLeave(filled: FilledLeave, ctx: LeaveContext): LeaveProblem[] {
  const read = readLeave(filled, ctx);
  if (!('form' in read) || read.problems.some(p => p.field !== 'reason')) return read.problems;
  const asked = ctx.type
    ? [
        ...noticeProblems(read.form, ctx.type, ctx),
        ...mostProblems(read.form, ctx.type, ctx),
        ...eventProblems(read.form, ctx.type, ctx),
      ]
    : [];
  const document: LeaveProblem[] =
    ctx.type?.document && ctx.type.decided && !read.form.files ? [{ field: 'files', code: 'missing-document' }] : [];
  return [
    ...closedProblems(read.form, ctx),
    ...asked,
    ...lastingProblems(read.form, ctx),
    ...document,
    ...standInProblems(filled, ctx.standIn),
    ...read.problems,
  ];
}

/** Days of a closed month that are taken otherwise than before. */
function closedProblems(form: LeaveForm, { closed, calendar }: LeaveContext): LeaveProblem[] {
  if (!closed || closed.size === 0) return [];
  const inClosed = (uses: readonly DayUse[]): DayUse[] => uses.filter(use => closed.has(use.date.slice(0, 7)));
  const [is, was] = [inClosed(usesOf(form, calendar)), form.was ? inClosed(usesOf(form.was, calendar)) : []];
  if (form.was?.type === form.type && isDeepStrictEqual(is, was)) return [];
  const [first] = [...is, ...was].map(use => use.date.slice(0, 7)).sort();
  return first === undefined ? [] : [{ field: 'from', code: 'month-closed', month: first }];
}

/** What stands against a leave also at its approval: other leaves, work, balance, blocked days, the team's limit. */
export function lastingProblems(form: LeaveForm, ctx: Omit<LeaveContext, 'type' | 'smallestUnit'>): LeaveProblem[] {
  const problems: LeaveProblem[] = [];
  const { hiredOn, lastDay } = ctx.employed ?? {};
  if (hiredOn !== undefined && form.from < hiredOn)
    problems.push({ field: 'from', code: 'before-hire', limit: hiredOn });
  if (lastDay !== undefined && form.to > lastDay)
    problems.push({ field: 'to', code: 'after-last-day', limit: lastDay });
  const { arranged } = ctx;
  const clock = (part: PartOfDay) => awayClock(part, arranged);
  for (const other of ctx.active) {
    const found = collision(form, other, clock);
    if (!found) continue;
    problems.push(
      found.how === 'overlap'
        ? { field: 'from', code: 'overlap', with: other }
        : { field: 'from', code: 'over-a-day', with: other, date: found.date },
    );
    break;
  }
  const uses = usesOf(form, ctx.calendar);
  if (!problems.some(p => p.code === 'overlap' || p.code === 'over-a-day'))
    problems.push(...overfullDay(uses, ctx.active));
  const worked = uses.find(use =>
    meetsWork(use, { ...arranged, date: use.date }, ctx.recorded?.get(use.date), ctx.now ?? 0),
  );
  if (worked) problems.push({ field: 'from', code: 'worked', date: worked.date });
  const { pool } = form.as;
  const lack =
    pool === null || problems.some(p => p.code === 'overlap')
      ? undefined
      : ctx.lacks?.(takesOf(form, ctx.calendar), pool);
  if (lack) problems.push({ field: wrongField(form, lack), code: 'too-little', ...lack });
  // Sick leave and the like cannot be moved to another day: approvers only see a warning.
  const reported = pool === null ? { reportOnly: true as const } : {};
  // Days of the leave that it changes were agreed to before.
  const { was } = form;
  const fresh = uses.filter(use => !was || use.date < was.from || was.to < use.date);
  const period = ctx.blocked?.find(b => fresh.some(use => b.from <= use.date && use.date <= b.to));
  if (period) problems.push({ field: 'from', code: 'blocked', period, ...reported });
  const { team } = ctx;
  const full = team && fresh.find(use => (team.away.get(use.date) ?? 0) >= team.limit);
  if (team && full) {
    const away = team.away.get(full.date) ?? 0;
    problems.push({ field: 'from', code: 'team-away', date: full.date, limit: team.limit, away, ...reported });
  }
  return problems;
}

/** The last day where its first days are covered, the first where only later ones are, else the type. */
function wrongField({ from }: LeaveForm, { date, usable }: Lack): 'to' | 'from' | 'type' {
  if (date > from) return 'to';
  const [first, ...later] = usable ?? [];
  return !first || later.some(u => sizeOf(u.days) > sizeOf(first.days)) ? 'from' : 'type';
}

/** Several leaves can fit a day pair by pair, and still be more than the day together. */
function overfullDay(uses: readonly DayUse[], active: readonly ActiveLeave[]): LeaveProblem[] {
  for (const { date, amount } of uses) {
    const others = active.filter(l => l.from <= date && date <= l.to);
    const [other] = others;
    const taken = others.reduce((sum, l) => sum + share(withPart(l), date), 0);
    if (other && exceeds(taken + amount, UNITS_PER_DAY))
      return [{ field: 'from', code: 'over-a-day', with: other, date }];
  }
  return [];
}

type ReadPeriod = { period: Period & Pick<LeaveForm, 'openEnd'> } | { problems: LeaveProblem[] };

function periodOf(filled: FilledLeave, type: LeaveType, ctx: LeaveContext): ReadPeriod {
  const { from } = filled;
  const openEnd = type.openEnd && filled.openEnd === true && from !== undefined && isDate(from);
  const to = openEnd ? addDays(from, LIMITS.longestDays - 1) : type.unit === 'day' ? filled.to : from;
  const problems: LeaveProblem[] = [];
  if (!from || !isDate(from)) problems.push({ field: 'from', code: 'missing-date' });
  if (type.unit === 'day' && (!to || !isDate(to))) problems.push({ field: 'to', code: 'missing-date' });
  const part = partsOf(type.unit).find(p => p === filled.part);
  if ((type.unit === 'half' || type.unit === 'quarter') && !part)
    problems.push({ field: 'part', code: 'missing-part' });
  if (type.unit === 'hour') problems.push(...timeProblems(filled, from, ctx));
  if (problems.length > 0 || !from || !to) return { problems };
  const { timeFrom = '', timeTo = '' } = filled;
  // Of one day its own hours are enough.
  const contract = from === to ? defined({ hours: ctx.contract?.hours }) : ctx.contract;
  const time = type.unit === 'hour' ? { time: { from: timeFrom, to: timeTo } } : {};
  const open = openEnd ? { openEnd: true as const } : {};
  return { period: { from, to, ...open, ...(part ? { part: part as Part } : {}), ...time, ...contract } };
}

const isHalfHour = (time: string): boolean => /^([01]\d|2[0-3]):[03]0$/.test(time);

function timeProblems(filled: FilledLeave, date: string | undefined, ctx: LeaveContext): LeaveProblem[] {
  const { timeFrom, timeTo } = filled;
  if (!timeFrom || !timeTo) return [{ field: 'time', code: 'missing-time' }];
  if (!isHalfHour(timeFrom) || !isHalfHour(timeTo)) return [{ field: 'time', code: 'not-half-hours' }];
  const minutes = minutesOf(timeTo) - minutesOf(timeFrom);
  if (minutes <= 0) return [{ field: 'time', code: 'ends-before-it-begins' }];
  const day = date && isDate(date) ? minutesOn(date, hoursAt(ctx.contract ?? {}, date), ctx.calendar) : 0;
  return day > 0 && minutes > day ? [{ field: 'time', code: 'longer-than-the-day' }] : [];
}

/** The first thing that is wrong with the dates themselves. */
function rangeProblems(
  form: LeaveForm,
  type: LeaveType,
  { today, calendar, unanswered }: LeaveContext,
): LeaveProblem[] {
  if (form.to < form.from) return [{ field: 'to', code: 'last-before-first' }];
  const earliest = addDays(today, -LIMITS.backDays);
  // A started leave may be shortened, but not moved back.
  if (form.from < earliest && !unanswered && !(form.was && form.was.from <= form.from))
    return [{ field: 'from', code: 'too-far-back', limit: earliest }];
  const last = addDays(today, LIMITS.aheadDays);
  if (form.from > last) return [{ field: 'from', code: 'too-far-ahead', limit: last }];
  const days = type.rule?.event || type.openEnd ? LIMITS.longestDays : LIMITS.lengthDays;
  if (addDays(form.from, days) <= form.to) return [{ field: 'to', code: 'too-long', days }];
  if (countLeave(form, calendar).days === 0)
    return [{ field: 'from', code: 'no-working-day', out: leftOut(form, calendar) }];
  return [];
}

function noticeProblems(form: LeaveForm, type: LeaveType, { today }: LeaveContext): LeaveProblem[] {
  const notice = noticeOf(type, form);
  const earliest = addDays(today, notice);
  const { was } = form;
  // Only days that the changed leave did not have need notice.
  const fresh = datesBetween(form.from, form.to).find(d => !was || d < was.from || was.to < d);
  if (notice === 0 || fresh === undefined || fresh >= earliest) return [];
  return [{ field: 'from', code: 'notice-too-short', notice, earliest }];
}
