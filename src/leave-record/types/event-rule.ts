import { z } from 'zod';

/** What a leave may belong to: the birth of a child (or its due date), a miscarriage or stillbirth. */
export const EVENT_KINDS = ['birth', 'loss'] as const;

/** What the form asks of an event, in its order. */
export const ASKS = ['due', 'born', 'lost', 'weeks', 'children', 'premature', 'extended'] as const;
export type Ask = (typeof ASKS)[number];

const whole = (min: number, max: number) => ({ min, max });
const ANY = whole(0, 731);
const SOME = whole(1, 366);

/** What the law says of a leave, in whole numbers with their range; an absent one: nothing. */
export const FIGURES = {
  // Entitlement in days: of the event, or of the type's month or year.
  days: SOME,
  // From that week of pregnancy on.
  ...{ week16: SOME, week22: SOME, week28: SOME },
  // Two children or more; a premature child.
  ...{ twins: SOME, premature: SOME },
  // Entitlement in months a child, and how many more with proof.
  ...{ months: whole(1, 60), extension: whole(0, 60) },
  // Days after the day of birth.
  ...{ least: ANY, leastTwins: ANY },
  // The window: days before the due date, days after the event.
  ...{ before: ANY, until: ANY },
  // Parts at most; those of up to so many whole weeks do not count as parts.
  ...{ parts: whole(1, 99), weeks: whole(0, 52) },
  // Days ahead that it is asked for, after an early birth, and days after the event within which it is.
  ...{ ahead: ANY, urgent: ANY, within: ANY },
  // Years of the child.
  age: whole(0, 18),
  // Days that the employer pays.
  ...{ paid: ANY, paidTwins: ANY },
} as const;
export type Figure = keyof typeof FIGURES;
export const FIGURE_NAMES = Object.keys(FIGURES) as Figure[];
export type Figures = Partial<Record<Figure, number>>;

const datedSchema = z.object({ from: z.string(), values: z.partialRecord(z.enum(FIGURE_NAMES), z.number()) });
/** What changes from a day on. */
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
  /** what administrators changed, the earliest first */
  own: z.array(datedSchema).exactOptional(),
});
export type EventRule = z.infer<typeof eventRuleSchema>;

type Dated = Pick<EventRule, 'figures' | 'own'>;

/** The changes by law and by administrators, by day: whichever comes later holds; of one day the administrators'. */
export const datedFigures = ({ figures, own = [] }: Dated): DatedFigures[] =>
  [...figures, ...own].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));

export const lawSince = ({ figures }: Dated): string => figures[0]?.from ?? '';

/** Undefined before the law has it. */
export const figuresOn = (rule: Dated, date: string): Figures | undefined =>
  date < lawSince(rule)
    ? undefined
    : Object.assign({}, ...datedFigures(rule).map(({ from, values }) => (from <= date ? values : {})));

/** The figures that a rule has at any time, in their order. */
export const figuresOf = (rule: Dated): Figure[] =>
  FIGURE_NAMES.filter(f => datedFigures(rule).some(({ values }) => values[f] !== undefined));
