import type { EventModel } from '../../blocks/leave-event.ts';
import { addDays, type Calendar } from '../calendar/rules.ts';
import type { Words } from '../i18n/index.ts';
import { type Entitlement, type EventUsage, entitlementOf, usageOf } from '../leave-record/entitlement.ts';
import { dayOf, type FilledEvent, type LeaveEvent } from '../leave-record/events.ts';
import type { ActiveLeave, LeaveProblem } from '../leave-record/rules.ts';
import type { LeaveType } from '../leave-record/types/definition.ts';
import { type Ask, type EventRule, figuresOn } from '../leave-record/types/event-rule.ts';
import { defined } from '../shared/defined.ts';

/** What an event gives of a leave, and what is used of it. */
export interface Entitled {
  event: LeaveEvent;
  entitlement: Entitlement;
  usage: EventUsage;
}

/** "born Sun 20 Dec 2026 · 2 children" */
export function eventName(event: LeaveEvent, w: Words): string {
  const e = w.leaveEvent;
  const { kind, on, due, children = 1, weeks } = event;
  const day = kind === 'loss' ? e.lost(on ?? '') : on !== undefined ? e.born(on) : due === undefined ? '' : e.due(due);
  return [
    day,
    ...(children > 1 ? [e.several(children)] : []),
    ...(event.premature ? [e.premature] : []),
    ...(kind === 'loss' && weeks !== undefined ? [e.week(weeks)] : []),
    ...(event.extended ? [e.extended] : []),
  ].join(' · ');
}

const yes = (is: boolean | undefined): string => (is ? 'yes' : '');

/** A known event as its form shows it. */
export function filledFrom(event: LeaveEvent): FilledEvent {
  const { id, kind, due = '', on = '', weeks, children = 1, premature = false, extended = false } = event;
  const day = kind === 'loss' ? { lost: on } : { due, born: on };
  return { id, ...day, ...defined({ weeks: weeks?.toString() }), children: String(children), premature, extended };
}

/** What the form shows at first: the chosen event, or the last one of its kind. */
export function settledEvent(
  rule: EventRule | undefined,
  filled: FilledEvent | undefined,
  known: readonly LeaveEvent[],
): FilledEvent | undefined {
  if (!rule?.event) return undefined;
  const own = known.filter(e => e.kind === rule.event);
  const chosen = filled ? own.find(e => e.id === filled.id) : own[0];
  const { id: _, ...values } = filled ?? {};
  if (chosen === undefined) return values;
  if (Object.keys(values).length > 0) return { ...values, id: chosen.id };
  const shown = filledFrom(chosen);
  // A form without due date shows it as the day until the birth.
  return rule.asks.includes('due') || shown.born ? shown : { ...shown, ...defined({ born: shown.due }) };
}

export function eventModel(
  rule: EventRule,
  filled: FilledEvent = {},
  known: readonly LeaveEvent[],
  w: Words,
): EventModel {
  const { due, born, lost, weeks, children } = filled;
  const values: Partial<Record<Ask, string | undefined>> = {
    ...{ due, born, lost, weeks, children },
    ...{ premature: yes(filled.premature), extended: yes(filled.extended) },
  };
  const own = known.filter(e => e.kind === rule.event);
  return {
    kind: rule.event ?? 'birth',
    known: own.map(e => ({ id: e.id, name: eventName(e, w) })),
    ...defined({ chosen: own.find(e => e.id === filled.id)?.id }),
    asks: rule.asks,
    values: Object.fromEntries(Object.entries(values).filter(([, value]) => value)),
  };
}

/** What is used and left, the window, what else holds, and who pays. */
export function entitledLines({ event, entitlement: e, usage: u }: Entitled, w: Words): string[] {
  const t = w.leaveEvent;
  const { window, inMonths } = e;
  const amount = (n: number): string => t.amount(n, inMonths);
  return [
    t.usage(amount(e.amount), amount(u.used), amount(Math.max(0, u.left))),
    [
      ...(e.beginsBy === undefined
        ? [window.to === undefined ? t.windowFrom(window.from) : t.window(window.from, window.to)]
        : [t.beginsBy(e.beginsBy)]),
      ...(e.parts === undefined || u.parts === 0 ? [] : [t.parts(u.parts, e.parts)]),
      ...(e.least === undefined ? [] : [t.least(e.least, addDays(dayOf(event), e.least))]),
      ...(e.askedBy === undefined ? [] : [t.askedBy(e.askedBy)]),
    ].join(' · '),
  ];
}

/** Who pays, and what the leave is for a year's attendance. */
export function payLine(type: LeaveType, date: string, entitled: Entitled | undefined, w: Words): string[] {
  const { rule } = type;
  if (!rule) return [];
  const paid = entitled ? entitled.entitlement.paid : figuresOn(rule, date)?.paid;
  return [
    [
      ...(paid !== undefined && type.paid ? [w.leaveEvent.pay[rule.beyond]?.(paid) ?? ''] : []),
      ...(!type.paid && rule.beyond === 'insurance' ? [w.leaveEvent.insurance] : []),
      w.leaveEvent.attended[type.attendance] ?? type.attendance,
    ].join(' · '),
  ];
}

type OfEvent = Extract<LeaveProblem, { code: keyof Words['leaveEvent']['errors'] }>;

export const isOfEvent = (p: LeaveProblem, w: Words): p is OfEvent => Object.hasOwn(w.leaveEvent.errors, p.code);

export function eventProblemText(p: OfEvent, w: Words): string {
  const texts = w.leaveEvent.errors;
  switch (p.code) {
    case 'event-known':
      return texts['event-known'](p.date);
    case 'not-in-force':
      return texts['not-in-force'](p.since);
    case 'outside-window':
      return texts['outside-window'](p.window.from, p.window.to);
    case 'child-too-old':
    case 'asked-too-late':
      return texts[p.code](p.limit);
    case 'over-entitled': {
      const amount = (n: number): string => w.leaveEvent.amount(n, p.inMonths);
      return texts['over-entitled'](amount(p.amount), amount(p.taken));
    }
    case 'too-few-after-birth':
      return p.until === undefined
        ? texts['too-many-before-birth'](p.least, p.most)
        : texts['too-few-after-birth'](p.least, p.until);
    case 'too-many-parts':
      return texts['too-many-parts'](p.parts);
    default:
      return texts[p.code];
  }
}

/** What a birth that was entered means for the leaves of one type. */
export function movedLines(
  type: LeaveType,
  { event, active, calendar }: { event: LeaveEvent; active: readonly ActiveLeave[]; calendar: Calendar },
  w: Words,
): string[] {
  const leaves = active.filter(l => l.event === event.id && (l.typeId ?? l.type) === type.id);
  const [first] = [...leaves].sort((a, b) => (a.from < b.from ? -1 : 1));
  if (!type.rule?.event || !first) return [];
  const found = entitlementOf(type.rule, event, first.from);
  if ('since' in found) return [];
  const { entitlement: e } = found;
  const t = w.leaveEvent;
  const u = usageOf(type, event, e, { others: leaves }, calendar);
  const amount = (n: number): string => t.amount(n, e.inMonths);
  const { from, to } = e.window;
  const day = dayOf(event);
  const text = (l: ActiveLeave): string => w.range(l.from, l.to);
  const short = e.least !== undefined && u.after < e.least;
  const late = short && e.least !== undefined ? addDays(day, e.least) : '';
  const outside = leaves.filter(l => l.from < from || (to !== undefined && l.to > to && !short));
  return [
    [
      t.lines(w.forms.text(type.name), amount(e.amount), amount(u.used), amount(Math.max(0, u.left))),
      ...(e.beginsBy === undefined && to !== undefined ? [t.window(from, to)] : []),
    ].join('\n'),
    ...outside.map(l => t.outside(text(l))),
    ...(e.least !== undefined && event.on !== undefined && first.from > event.on ? [t.starts(text(first))] : []),
    ...(short ? [t.short(e.least ?? 0, late)] : []),
  ];
}
