import type { ActingModel } from '../../blocks/acting.ts';
import { cut, literal } from '../../blocks/kit.ts';
import type { LeaveModel } from '../../blocks/leave.ts';
import { addDays, type Calendar, dayNumber } from '../calendar/rules.ts';
import { type GrantKind, NEVER_LAPSES } from '../grants/ledger/types.ts';
import type { WhatIf } from '../grants/ledger/whatif.ts';
import { grantName, type Pools, STANDARD_POOLS } from '../grants/pools.ts';
import type { Words } from '../i18n/index.ts';
import { minutesOf } from '../leave-record/days.ts';
import type { LeaveEvent } from '../leave-record/events.ts';
import { type LeaveForm, type Part, partsOf, type TakenLeave, typeCode } from '../leave-record/form.ts';
import {
  type ActiveLeave,
  countLeave,
  type FilledLeave,
  type Lack,
  type LeaveCount,
  type LeaveProblem,
  type LeftOut,
  leftOut,
} from '../leave-record/rules.ts';
import { shown } from '../leave-record/units.ts';
import { defined } from '../shared/defined.ts';
import { type ArrangedDay, awayClock, partMinutes } from '../worktime/away.ts';
import { entitledLines, eventModel, eventProblemText, isOfEvent, payLine } from './event-present.ts';
import type { LeavePreview } from './preview.ts';
import type { OfferedType } from './types/left.ts';

/** With its half or occasion. */
export function typeName(form: Pick<LeaveForm, 'type' | 'part' | 'as'>, w: Words): string {
  const code = typeCode(form);
  const own = typeof form.as.name === 'string' && form.part;
  const name = own ? w.leave.named(code, w.leave.parts[form.part ?? ''] ?? '') : w.leaveType(code);
  return form.as.occasion === undefined ? name : w.leave.named(name, w.forms.text(form.as.occasion));
}

/** Of another year, and too long for its days to say so. */
const isLong = ({ from, to }: { from: string; to: string }): boolean =>
  from.slice(0, 4) !== to.slice(0, 4) && dayNumber(to) - dayNumber(from) > 30;

export function whenText(
  { from, to, time, openEnd }: Pick<ActiveLeave, 'from' | 'to' | 'time'> & Pick<TakenLeave, 'openEnd'>,
  w: Words,
): string {
  if (openEnd) return w.leaveEvent.openUntil(from);
  if (time) return w.leave.times(w.date(from), time.from, time.to);
  return isLong({ from, to }) ? w.rangeWithYear(from, to) : w.range(from, to);
}

export const leaveText = (form: TakenLeave, w: Words): string => `${typeName(form, w)} ${whenText(form, w)}`;

const otherText = (other: ActiveLeave, w: Words): string => `${w.leaveType(other.type)} ${whenText(other, w)}`;

/** Administrators' texts are raw. */
export function problemText(problem: LeaveProblem, w: Words): string {
  const texts = w.leave.errors;
  switch (problem.code) {
    case 'overlap':
      return texts.overlap(otherText(problem.with, w));
    case 'over-a-day':
      return texts['over-a-day'](w.date(problem.date), otherText(problem.with, w));
    case 'too-far-back':
    case 'too-far-ahead':
    case 'before-hire':
    case 'after-last-day':
      return texts[problem.code](w.rangeWithYear(problem.limit, problem.limit));
    case 'too-long':
      return texts['too-long'](w.days(problem.days));
    case 'text-too-long':
      return texts['text-too-long'](problem.max);
    case 'over-most':
      return texts['over-most'](w.leave.days(problem.most), problem.span, w.leave.days(problem.taken));
    case 'notice-too-short':
      return texts['notice-too-short'](w.days(problem.notice), w.date(problem.earliest));
    case 'worked':
      return texts.worked(w.date(problem.date));
    case 'too-little':
      return texts['too-little'](w.leave.days(problem.needs), w.leave.days(problem.has), usableTexts(problem, w));
    case 'no-working-day':
      return texts['no-working-day'](w.list(leftOutTexts(problem.out, w)));
    case 'blocked':
      return texts[problem.reportOnly ? 'blocked-reported' : 'blocked'](
        w.range(problem.period.from, problem.period.to),
        problem.period.reason,
      );
    case 'stand-in-away':
      return texts['stand-in-away'](problem.who, w.list(problem.periods.map(p => w.range(p.from, p.to))));
    case 'month-closed':
      return texts['month-closed'](w.month(problem.month));
    case 'team-away':
      return texts['team-away'](w.date(problem.date), problem.away, problem.limit);
    default:
      return isOfEvent(problem, w) ? eventProblemText(problem, w) : texts[problem.code];
  }
}

export interface LeavePresent {
  calendar: Calendar;
  /** includes the form's type */
  offers: readonly OfferedType[];
  arranged?: ArrangedDay | undefined;
  /** absent: only Daybook's own */
  pools?: Pools;
  decides: string[];
  w: Words;
  toBlock?: string;
  kept: string[];
  /** for whom somebody else enters it, and whether they choose how it goes on */
  acting?: ActingModel | undefined;
  /** those that the person's requests name */
  events?: readonly LeaveEvent[];
  metadata: string;
}

const optional = <T>(items: T[]): T[] | undefined => (items.length > 0 ? items : undefined);

/** Slack's most of an option's text. */
const OPTION_MAX = 75;

/** Missing, but no mistake while the form is being filled in. */
const isMissing = ({ code }: LeaveProblem): boolean => code.startsWith('missing-');

export function leaveModel(filled: FilledLeave, preview: LeavePreview, o: LeavePresent): LeaveModel {
  const { w, calendar } = o;
  const { type, form } = preview;
  const about = (problems: readonly LeaveProblem[]) =>
    problems.filter(p => p.field !== 'reason').map(p => literal(problemText(p, w), 500));
  const counted = form && countLeave(form, calendar);
  const { occasions = [], unit = 'day' } = type ?? {};
  const parts = partsOf(unit);
  const takes = form &&
    counted && {
      days: takenText(form, counted, w),
      out: leftOutTexts(leftOut(form, calendar), w).map(t => literal(t)),
    };
  const { outcome } = preview;
  const { occasion, part, timeFrom, timeTo, from, to } = filled;
  return {
    types: o.offers.map(offer => ({ id: offer.type.id, name: offerText(offer, w) })),
    type: filled.type,
    ...defined({
      occasions: optional(occasions.map(c => ({ id: c.id, name: w.leave.occasionDays(w.forms.text(c.name), c.days) }))),
      occasion,
      parts: optional(parts.map(p => ({ id: p, name: partName(p, o.arranged, w, form?.noBreak) }))),
      noBreak: preview.noBreak,
      part,
      times: unit === 'hour' ? defined({ from: timeFrom, to: timeTo }) : undefined,
      from,
      to,
      reason: filled.reason || undefined,
      standIn: filled.standIn,
      copies: filled.copies,
      takes,
      event: type?.rule?.event ? eventModel(type.rule, filled.event, o.events ?? [], w) : undefined,
      openEnd: type?.openEnd ? filled.openEnd === true : undefined,
      entitled: type?.rule && [
        ...(preview.entitled ? entitledLines(preview.entitled, w) : []),
        ...payLine(type, filled.from ?? '', preview.entitled, w),
      ],
      // A balance that would be short is shown as a problem.
      balance:
        outcome && outcome.lacks <= 0
          ? balanceLines(outcome, form?.as.pool ?? '', { pools: o.pools ?? STANDARD_POOLS, w })
          : undefined,
      files: type?.document ? { kept: o.kept, later: !type.decided } : undefined,
      acting: o.acting,
      unknownYear: counted?.unknownYears[0],
      toBlock: o.toBlock,
    }),
    oneDay: unit !== 'day',
    missing: about(preview.refused.filter(isMissing)),
    problems: about(preview.refused.filter(p => !isMissing(p))),
    warnings: [...about(preview.warned), ...((preview.overrode ?? []).length > 0 ? [w.acting.overriding] : [])],
    notes: notesOf(filled, preview, o.acting?.stands === true, w),
    decides: o.decides,
    told: type?.decided === false || o.acting?.stands === true,
    changes: filled.replaces !== undefined,
    metadata: o.metadata,
  };
}

/** A long name is cut, not what is left. */
function offerText({ type, left }: OfferedType, w: Words): string {
  const name = w.forms.text(type.name);
  if (left === undefined) return name;
  const rest = w.leave.typeLeft('', w.leave.days(left));
  return w.leave.typeLeft(cut(name, OPTION_MAX - rest.length), w.leave.days(left));
}

/** With times where the day has any, else with their length. */
function partName(part: Part, arranged: ArrangedDay | undefined, w: Words, noBreak: LeaveForm['noBreak']): string {
  if (!arranged || arranged.length === 0) return w.leave.parts[part] ?? part;
  const clock = awayClock({ part, ...defined({ noBreak }) }, arranged);
  if (clock) return w.leave.partWithTimes(part, wallTime(clock[0]), wallTime(clock[1]));
  return w.leave.partWithLength(part, w.duration(partMinutes({ part }, arranged.length)));
}

const wallTime = (minutes: number): string =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Hours are also shown as hours. */
function takenText({ time, openEnd }: LeaveForm, { days, minutes }: LeaveCount, w: Words): string {
  if (openEnd) return w.leaveEvent.openEndTick;
  const long = time ? minutesOf(time.to) - minutesOf(time.from) : minutes;
  return long === undefined ? w.leave.days(days) : w.leave.hoursAs(w.duration(long), w.leave.days(days));
}

function leftOutTexts({ off, usual, holidays }: LeftOut, w: Words): string[] {
  return [
    ...(off > 0 ? [usual ? w.leave.weekends(off) : w.leave.daysOff(off)] : []),
    ...holidays.map(({ date, name }) => (name ? `${w.holiday(name)} ${w.date(date)}` : w.date(date))),
  ];
}

/** How much can be taken until and from which day, where that changes within the leave. */
function usableTexts({ usable = [] }: Lack, w: Words): string | undefined {
  if (usable.length < 2) return undefined;
  const texts = usable.map(({ from, days }, i) => {
    const next = usable[i + 1];
    const until = next && addDays(next.from, -1);
    const amount = w.leave.days(days);
    if (until === undefined) return w.leave.usableFrom(w.date(from), amount);
    return i === 0 ? w.leave.usableUntil(w.date(until), amount) : w.leave.usableBetween(w.range(from, until), amount);
  });
  return w.list(texts);
}

/** Grants that the day on which they vest is enough to name. */
const BY_POLICY: readonly GrantKind[] = ['monthly', 'annual', 'prorated', 'allowance'];

/** What is left before and after, and from which grants; some may not have vested yet. */
function balanceLines(outcome: WhatIf, pool: string, { pools, w }: { pools: Pools; w: Words }): string[] {
  const text = (amount: number): string => w.leave.days(shown(amount, outcome.fullDay));
  const ahead = outcome.from.some(f => f.upcoming);
  const left = w.leave.left(
    literal(pools.name(pool, w)),
    text(outcome.before),
    text(outcome.after),
    ahead ? outcome.on : undefined,
  );
  const grants = outcome.from.map(({ grant, amount, upcoming }) =>
    upcoming
      ? w.leave.fromUpcoming(text(amount), grant.on)
      : w.leave.fromGrant(
          text(amount),
          BY_POLICY.includes(grant.kind) ? undefined : literal(grantName(grant, pools, w)),
          grant.on,
          grant.usableUntil === NEVER_LAPSES ? undefined : grant.usableUntil,
        ),
  );
  return [left, ...grants.slice(0, 8)];
}

const replacesText = (was: TakenLeave, stands: boolean, w: Words): string =>
  w.leave[stands ? 'replacesNow' : 'replaces'](literal(leaveText(was, w), 200));

function notesOf(filled: FilledLeave, { type }: LeavePreview, corrects: boolean, w: Words): string[] {
  return [
    ...(filled.replaces ? [replacesText(filled.replaces.was, type?.decided === false || corrects, w)] : []),
    ...(type && type.pool === null ? [w.leave.takesNone(type.paid)] : []),
    ...(type?.private ? [w.leave.onlyAway] : []),
  ];
}
