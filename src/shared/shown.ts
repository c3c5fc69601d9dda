import { z } from 'zod';

/** An amount of leave as it is shown: days, or a part-timer's time. */
export const shownSchema = z.union([z.number(), z.object({ minutes: z.number() })]);
export type Shown = z.infer<typeof shownSchema>;

/** For comparing what is shown in one unit. */
export const sizeOf = (s: Shown): number => (typeof s === 'number' ? s : s.minutes);
export const opposite = (s: Shown): Shown => (typeof s === 'number' ? -s : { minutes: -s.minutes });
