import { z } from 'zod';
import { KOREAN_LAW } from '../../calendar/law.ts';
import { defined } from '../../shared/defined.ts';
import { textSchema } from '../../shared/languages.ts';
import { eventRuleSchema, figuresOn } from './event-rule.ts';

/** Units, largest first; the policy's smallest unit is one of them. */
export const UNITS = ['day', 'half', 'quarter', 'hour'] as const;
export type Unit = (typeof UNITS)[number];

export const SPANS = ['request', 'month', 'year'] as const;
export type Span = (typeof SPANS)[number];

/** What a day of it is for a year's attendance (LSA 60 ⑥): attended, or only part of the tenure. */
export const ATTENDANCES = ['attended', 'tenure'] as const;

/** Built-in pools: days by law or policy, compensatory (보상휴가) and reward leave (포상휴가). */
export const POOLS = ['annual', 'compensatory', 'reward'] as const;

export const MOST = { types: 60, name: 40, occasion: 40, occasions: 30, notice: 365, days: 366 } as const;

const days = z.number().min(0.5).max(MOST.days);
const occasionSchema = z.object({ id: z.string(), name: textSchema, days });
/** A family event and its days. */
export type Occasion = z.infer<typeof occasionSchema>;

export const leaveTypeSchema = z.object({
  id: z.string(),
  name: textSchema,
  paid: z.boolean(),
  /** null: takes from none; its own id: it keeps a pool, which other types may take from */
  pool: z.string().nullable(),
  /** of a type that keeps a pool: what is left on leaving is paid */
  paidOut: z.boolean().default(false),
  unit: z.enum(UNITS),
  /** least days of notice */
  notice: z.int().min(0).max(MOST.notice),
  document: z.boolean(),
  /** its hours are credited */
  worked: z.boolean(),
  attendance: z.enum(ATTENDANCES).default('attended'),
  /** false: told, not decided: the law gives it, so it stands as soon as it is sent */
  decided: z.boolean().default(true),
  /** colleagues see only that the person is away */
  private: z.boolean(),
  /** days per `span`; null: no limit. Occasions have their own. */
  most: days.nullable(),
  span: z.enum(SPANS),
  /** counts weekends and holidays too, as for a birth; only without a pool */
  calendarDays: z.boolean(),
  /** a status for its days, however long it is: see `isLongLeave` */
  longLeave: z.literal(true).exactOptional(),
  occasions: z.array(occasionSchema),
  /** by law, with figures by day; they come before `most` */
  rule: eventRuleSchema.exactOptional(),
  /** as long as it takes: its end may be unknown */
  openEnd: z.boolean().default(false),
  /** no new requests */
  off: z.boolean(),
  /** 0: built-in */
  version: z.number(),
});
export type LeaveType = z.infer<typeof leaveTypeSchema>;

/** Whether the policy's smallest unit, or the law, allows a type for a leave on a date. */
export function isOffered(
  { unit, off, pool, decided }: Pick<LeaveType, 'unit' | 'off' | 'pool' | 'decided'>,
  { smallest, date, country }: { smallest: Unit; date?: string; country?: string },
): boolean {
  if (off) return false;
  // What the law gives needs no unit of the policy.
  if (!decided || UNITS.indexOf(unit) <= UNITS.indexOf(smallest)) return true;
  return unit === 'hour' && pool === 'annual' && country === 'kr' && (date ?? '') >= KOREAN_LAW.hoursByRight.from;
}

/** A type by the figures of a day; what an event gives has no limit of its own. */
export const typeOn = <T extends Pick<LeaveType, 'rule' | 'most'>>(type: T, date: string): T =>
  type.rule ? { ...type, most: type.rule.event ? null : (figuresOn(type.rule, date)?.days ?? null) } : type;

/** The part of a type that a request keeps, so that later changes of the type do not matter. */
export const snapshotSchema = z.object({
  name: textSchema,
  unit: z.enum(UNITS),
  paid: z.boolean(),
  pool: z.string().nullable(),
  worked: z.boolean(),
  attendance: z.enum(ATTENDANCES).exactOptional(),
  decided: z.boolean().default(true),
  private: z.boolean(),
  calendarDays: z.boolean(),
  longLeave: z.literal(true).exactOptional(),
  occasion: textSchema.exactOptional(),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

export function snapshotOf(type: LeaveType, occasion?: string): Snapshot {
  const named = type.occasions.find(o => o.id === occasion);
  const { name, unit, paid, pool, worked, attendance, decided, calendarDays } = type;
  return {
    ...{ name, unit, paid, pool, worked, attendance, decided, private: type.private, calendarDays },
    ...defined({ longLeave: type.longLeave, occasion: named?.name }),
  };
}
