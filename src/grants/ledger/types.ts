import { z } from 'zod';
import { isDate } from '../../calendar/rules.ts';

/** By policy: monthly, annual, prorated, allowance, carry-over. The others by hand, by an import or on leaving. */
export const GRANT_KINDS = [
  'monthly',
  'annual',
  'prorated',
  'allowance',
  'carry-over',
  'reward',
  'compensatory',
  'correction',
  'opening',
  'reversal',
] as const;
export type GrantKind = (typeof GRANT_KINDS)[number];

/** The pools that Daybook's own types of leave take from; a type may name another one. */
export const ANNUAL = 'annual';
export const COMPENSATORY = 'compensatory';

/** The last usable day of what never lapses. */
export const NEVER_LAPSES = '9999-12-31';

const date = z.string().refine(isDate);

export const grantSchema = z.object({
  /** what it is for, within the person: `monthly:3`, `annual:2`, `hand:<submission>`, `reversal:<id>` */
  id: z.string(),
  kind: z.enum(GRANT_KINDS),
  /** types of leave name the pool that they take from */
  pool: z.string(),
  /** the day on which it vests; a leave on that day may take from it */
  on: date,
  /** the last day on which it may be taken */
  usableUntil: date,
  /** in 1/2400 day; below zero it takes from the grant that it corrects, else as a leave on its day would */
  amount: z.int(),
  why: z.string().exactOptional(),
  by: z.string().exactOptional(),
  /** the grant that this one undoes as a whole: neither counts any more */
  reverses: z.string().exactOptional(),
  /** the grant that this one corrects: it takes from that one first, and counts only while that one does */
  corrects: z.string().exactOptional(),
  /** the grant whose unused days this one carries over: they are no longer in that one */
  source: z.string().exactOptional(),
  /** the days of use that a yearly grant gives for, so that a change of basis gives for no day twice */
  covers: z.object({ from: date, to: date }).exactOptional(),
});

/** A portion of leave that vests on a day; never edited, only reversed by another one. */
export type Grant = z.infer<typeof grantSchema>;
