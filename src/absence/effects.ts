import { z } from 'zod';
import { requestDocs } from '../approvals/store.ts';
import { HOLIDAYS_RECOUNT, RECOUNT, recountSchema, UNKNOWN_YEAR } from '../calendar/days.ts';
import { calendarDocs } from '../calendar/store.ts';
import { runDocs } from '../jobs/store.ts';
import { effect } from '../outbox/effect.ts';
import { peopleDocs } from '../people/store.ts';
import { SCHEDULE_RECOUNT } from '../people/terms.ts';
import { officeDocs } from '../settings/offices-store.ts';
import { settingsDocs } from '../settings/store.ts';
import { shownSchema } from '../shared/shown.ts';

/** Days became days off or working days. */
export const recount = effect(RECOUNT, [calendarDocs], recountSchema);

/** The policy or an office names other holidays from a day on. */
export const holidaysRecount = effect(
  HOLIDAYS_RECOUNT,
  [settingsDocs, officeDocs],
  z.object({ version: z.coerce.number(), office: z.string().exactOptional() }),
);

/** A leave takes `days` days other than before. */
export const leaveRecounted = effect('leave-recounted', [requestDocs], recountSchema.extend({ days: shownSchema }));

/** A leave takes other days by other holidays. */
export const otherHolidays = effect(
  'leave-other-holidays',
  [requestDocs],
  z.object({
    from: z.string(),
    was: z.string(),
    is: z.string(),
    off: z.array(z.string()),
    worked: z.array(z.string()),
    more: shownSchema,
  }),
);

/** Hours of work changed from a day on: of one person, who may have moved (`people`), or of all by the policy's day. */
export const scheduleRecount = effect(
  SCHEDULE_RECOUNT,
  [peopleDocs, settingsDocs],
  z.object({ from: z.string(), by: z.string() }),
);

/** A leave takes its days by another schedule; days. */
export const leaveRescheduled = effect(
  'leave-rescheduled',
  [requestDocs],
  z.object({ was: shownSchema, is: shownSchema }),
);

/** Tells the person and HR where a leave that takes more is not covered. */
export const leaveShort = effect('leave-short', [requestDocs]);

export const unknownYear = effect(
  UNKNOWN_YEAR,
  [runDocs],
  z.object({ year: z.string(), office: z.string().exactOptional() }),
);
