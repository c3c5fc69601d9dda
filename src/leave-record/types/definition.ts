import { z } from 'zod';
import { defined } from '../../shared/defined.ts';
import { textSchema } from '../../shared/languages.ts';

/** How a leave is measured, from the largest to the smallest; the policy's smallest unit is one of them. */
export const UNITS = ['day', 'half', 'quarter', 'hour'] as const;
export type Unit = (typeof UNITS)[number];

/** What `most` is the most of. */
export const SPANS = ['request', 'month', 'year'] as const;
export type Span = (typeof SPANS)[number];

/** Pools that Daybook knows: days of the law or the policy, and days for work on days off (보상휴가). */
export const POOLS = ['annual', 'compensatory'] as const;

export const MOST = { types: 60, name: 40, occasion: 40, occasions: 30, notice: 365, days: 366 } as const;

const days = z.number().min(0.5).max(MOST.days);
const occasionSchema = z.object({ id: z.string(), name: textSchema, days });
/** An occasion of a family event, and the days it gives. */
export type Occasion = z.infer<typeof occasionSchema>;

export const leaveTypeSchema = z.object({
  id: z.string(),
  name: textSchema,
  paid: z.boolean(),
  /** the grants it is taken from; null: it takes none */
  pool: z.string().nullable(),
  unit: z.enum(UNITS),
  /** days from the asking to the first day, at least */
  notice: z.int().min(0).max(MOST.notice),
  document: z.boolean(),
  /** the day is owed no more; false: it was simply not worked */
  worked: z.boolean(),
  /** colleagues see only that the person is away */
  private: z.boolean(),
  /** the most days of `span`; null: no limit. With occasions each has its own. */
  most: days.nullable(),
  span: z.enum(SPANS),
  /** days as the calendar has them, weekends and holidays too, as for a birth; only without a pool */
  calendarDays: z.boolean(),
  occasions: z.array(occasionSchema),
  /** switched off: asked for no more, what was asked for stays */
  off: z.boolean(),
  /** 0: as Daybook brings it */
  version: z.number(),
});

/** A type of leave, as administrators define it. */
export type LeaveType = z.infer<typeof leaveTypeSchema>;

/** Units that a policy's smallest unit allows. */
export const isOffered = (type: Pick<LeaveType, 'unit' | 'off'>, smallest: Unit): boolean =>
  !type.off && UNITS.indexOf(type.unit) <= UNITS.indexOf(smallest);

/** What a request keeps of its type: a later change of the type changes nothing of it. */
export const snapshotSchema = z.object({
  name: textSchema,
  unit: z.enum(UNITS),
  paid: z.boolean(),
  pool: z.string().nullable(),
  worked: z.boolean(),
  private: z.boolean(),
  calendarDays: z.boolean(),
  /** the occasion's name, where the type has occasions */
  occasion: textSchema.exactOptional(),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

export function snapshotOf(type: LeaveType, occasion?: string): Snapshot {
  const named = type.occasions.find(o => o.id === occasion);
  const { name, unit, paid, pool, worked, calendarDays } = type;
  return {
    ...{ name, unit, paid, pool, worked, private: type.private, calendarDays },
    ...defined({ occasion: named?.name }),
  };
}
