import { z } from 'zod';
import { dayNumber, isMeant } from '../calendar/rules.ts';
import { defined } from '../shared/defined.ts';
import { EVENT_KINDS, type EventRule } from './types/event-rule.ts';

/**
 * A birth or a loss, as requests that belong to it keep it: the copy that was entered last holds for all of them, so
 * that a birth that comes early is one write.
 */
export const leaveEventSchema = z.object({
  id: z.string(),
  kind: z.enum(EVENT_KINDS),
  due: z.string().exactOptional(),
  /** the day of the birth or the loss */
  on: z.string().exactOptional(),
  /** absent: one */
  children: z.int().min(1).exactOptional(),
  premature: z.literal(true).exactOptional(),
  /** of pregnancy */
  weeks: z.int().exactOptional(),
  /** with proof for the months more of parental leave */
  extended: z.literal(true).exactOptional(),
  /** when it was entered, ms */
  at: z.number(),
});
export type LeaveEvent = z.infer<typeof leaveEventSchema>;

/** As filled in, not validated; `id` absent: a new event, which is stored under `newId`. */
export interface FilledEvent {
  id?: string;
  due?: string;
  born?: string;
  lost?: string;
  weeks?: string;
  children?: string;
  premature?: boolean;
  extended?: boolean;
}

export type EventProblem =
  | { field: 'due' | 'born' | 'lost'; code: 'missing-event-date' }
  | { field: 'weeks'; code: 'missing-weeks' }
  | { field: 'weeks'; code: 'weeks-unknown' }
  | { field: 'due' | 'born' | 'lost'; code: 'event-ahead' }
  | { field: 'due' | 'born' | 'lost'; code: 'event-known'; date: string };

/** The newest copy of each event that somebody's requests name, the latest event first. */
export function eventsOf(forms: readonly { event?: LeaveEvent }[]): LeaveEvent[] {
  const byId = new Map<string, LeaveEvent>();
  for (const { event } of forms) {
    const known = event && byId.get(event.id);
    if (event && (!known || known.at < event.at)) byId.set(event.id, event);
  }
  return [...byId.values()].sort((a, b) => (dayOf(a) < dayOf(b) ? 1 : -1));
}

/** The day that counts: the birth or loss, until then the due date. */
export const dayOf = (event: Pick<LeaveEvent, 'on' | 'due'>): string => event.on ?? event.due ?? '';

/** Two births of one person are further apart; two losses, too. */
const APART = { birth: 180, loss: 28 } as const;
const WEEKS = { least: 1, most: 45 } as const;

interface Reading {
  known: readonly LeaveEvent[];
  today: string;
  now: number;
  newId: string;
}

/** The event of a request: a known one with what was entered anew, or a new one. */
export function readEvent(
  rule: EventRule,
  filled: FilledEvent,
  o: Reading,
): { event: LeaveEvent } | { problems: EventProblem[] } {
  const { event: kind = 'birth', asks } = rule;
  const before = o.known.find(e => e.id === filled.id && e.kind === kind);
  const { due, on } = datesIn(rule, filled, before, o.today);
  const dayField = kind === 'birth' ? 'born' : 'lost';
  const field = on !== undefined || !asks.includes('due') ? dayField : 'due';
  const problems: EventProblem[] = [];
  const day = on ?? due;
  if (day === undefined) problems.push({ field, code: 'missing-event-date' });
  if (on !== undefined && on > o.today) problems.push({ field, code: 'event-ahead' });
  const weeks = asks.includes('weeks') ? weeksIn(filled.weeks, problems) : before?.weeks;
  const near = o.known.find(
    e => day && e.kind === kind && e.id !== before?.id && Math.abs(dayNumber(dayOf(e)) - dayNumber(day)) < APART[kind],
  );
  if (near) problems.push({ field, code: 'event-known', date: dayOf(near) });
  if (problems.length > 0) return { problems };
  const children = asks.includes('children') ? Number(filled.children || 1) : before?.children;
  const flag = (ask: 'premature' | 'extended'): true | undefined =>
    (asks.includes(ask) ? filled[ask] : before?.[ask]) ? true : undefined;
  const event: LeaveEvent = {
    ...{ id: before?.id ?? o.newId, kind, at: o.now },
    ...defined({ due, on, weeks, premature: flag('premature'), extended: flag('extended') }),
    ...(children !== undefined && children > 1 ? { children } : {}),
  };
  return { event: before && isSame(before, event) ? before : event };
}

/** A form without due date takes a birth that is ahead as one, as for parental leave during pregnancy. */
function datesIn({ event, asks }: EventRule, filled: FilledEvent, before: LeaveEvent | undefined, today: string) {
  const meant = (date: string | undefined): string | undefined => (date && isMeant(date) ? date : undefined);
  const on = meant(event === 'loss' ? filled.lost : filled.born);
  if (asks.includes('due')) return { due: meant(filled.due), on };
  return event === 'birth' && on !== undefined && on > today ? { due: on, on: undefined } : { due: before?.due, on };
}

function weeksIn(text: string | undefined, problems: EventProblem[]): number | undefined {
  const weeks = Number(text);
  if (!text) problems.push({ field: 'weeks', code: 'missing-weeks' });
  else if (!Number.isInteger(weeks) || weeks < WEEKS.least || weeks > WEEKS.most)
    problems.push({ field: 'weeks', code: 'weeks-unknown' });
  return weeks;
}

const isSame = ({ at: _a, ...a }: LeaveEvent, { at: _b, ...b }: LeaveEvent): boolean =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
