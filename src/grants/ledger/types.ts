import { z } from 'zod';
import { isDate } from '../../calendar/rules.ts';

/** By policy: monthly, annual, prorated, allowance, carry-over. Others by hand, by an import or on leaving. */
export const GRANT_KINDS = [
  'monthly',
  'annual',
  'prorated',
  'allowance',
  'carry-over',
  'reward',
  'compensatory',
  'extra',
  'correction',
  'opening',
  'reversal',
] as const;
export type GrantKind = (typeof GRANT_KINDS)[number];

/** Pools of built-in types; a custom type may keep its own, under its id. */
export const ANNUAL = 'annual';
export const COMPENSATORY = 'compensatory';
export const REWARD = 'reward';

export const NEVER_LAPSES = '9999-12-31';

const date = z.string().refine(isDate);

export const grantSchema = z.object({
  /** unique within the person: `monthly:3`, `annual:2`, `hand:<submission>`, `reversal:<id>` */
  id: z.string(),
  kind: z.enum(GRANT_KINDS),
  pool: z.string(),
  /** the vesting day; leave on that day may take from it */
  on: date,
  /** the last usable day */
  usableUntil: date,
  /** in units of a day; below zero it takes from the grant that it corrects, else as a leave on its day would */
  amount: z.int(),
  why: z.string().exactOptional(),
  by: z.string().exactOptional(),
  /** neither this grant nor the one that it reverses counts */
  reverses: z.string().exactOptional(),
  /** the reversed grant counts as never given: what it was for may vest again, as `<id>#2` */
  voids: z.literal(true).exactOptional(),
  /** the grant that this one corrects: it takes from that one first, and counts only while that one does */
  corrects: z.string().exactOptional(),
  /** the grant whose unused days this one carries over */
  source: z.string().exactOptional(),
  /** days of use of a yearly grant, so that a change of basis gives for no day twice */
  covers: z.object({ from: date, to: date }).exactOptional(),
});

/** Never edited, only reversed by another one. */
export type Grant = z.infer<typeof grantSchema>;
