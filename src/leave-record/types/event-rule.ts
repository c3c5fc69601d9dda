import { z } from 'zod';

/** What a leave may belong to: the birth of a child (or its due date), a miscarriage or stillbirth. */
export const EVENT_KINDS = ['birth', 'loss'] as const;

/** What the form asks of an event, in its order. */
export const ASKS = ['due', 'born', 'lost', 'weeks', 'children', 'premature', 'extended'] as const;
export type Ask = (typeof ASKS)[number];

/** What the law says of a leave, in numbers; an absent one: nothing. */
export const FIGURES = [
  // Entitlement in days: of the event, or of the type's month or year.
  'days',
  // From that week of pregnancy on.
  ...(['week16', 'week22', 'week28'] as const),
  // Two children or more; a premature child.
  ...(['twins', 'premature'] as const),
  // Entitlement in months a child, and how many more with proof.
  ...(['months', 'extension'] as const),
  // Days after the day of birth.
  ...(['least', 'leastTwins'] as const),
  // The window: days before the due date, days after the event.
  ...(['before', 'until'] as const),
  // Parts at most; those of up to so many whole weeks do not count as parts.
  ...(['parts', 'weeks'] as const),
  // Days ahead that it is asked for, after an early birth, and days after the event within which it is.
  ...(['ahead', 'urgent', 'within'] as const),
  // Years of the child.
  'age',
  // Days that the employer pays.
  ...(['paid', 'paidTwins'] as const),
] as const;
export type Figure = (typeof FIGURES)[number];
export type Figures = Partial<Record<Figure, number>>;

const datedSchema = z.object({ from: z.string(), values: z.partialRecord(z.enum(FIGURES), z.number()) });
/** Figures in force from a day on. */
export type DatedFigures = z.infer<typeof datedSchema>;

export const eventRuleSchema = z.object({
  /** absent: only the month or year of the type's `span` */
  event: z.enum(EVENT_KINDS).exactOptional(),
  asks: z.array(z.enum(ASKS)),
  /** whose day picks the figures: the event, or the first day of the leave */
  judgedOn: z.enum(['event', 'leave']),
  /** who pays after the days that the employer pays */
  beyond: z.enum(['insurance', 'unpaid']),
  /** the earliest first */
  figures: z.array(datedSchema).min(1),
});
export type EventRule = z.infer<typeof eventRuleSchema>;

/** Undefined before the first ones. */
export const figuresOn = ({ figures }: Pick<EventRule, 'figures'>, date: string): DatedFigures | undefined =>
  figures.findLast(f => f.from <= date);
