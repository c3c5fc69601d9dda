import { z } from 'zod';
import { isDate } from '../calendar/rules.ts';
import { effect } from '../outbox/effect.ts';
import { receivedDocs } from '../outbox/received.ts';
import { scopeSchema } from '../people/scope.ts';
import { monthDocs } from '../timesheets/closing/store.ts';
import { FORMATS } from './workbook.ts';

const date = z.string().refine(isDate);

/** `at`: the message that shows the progress; `file`: already uploaded, perhaps. */
export const payrollFile = effect(
  'payroll-file',
  [receivedDocs],
  z.object({
    from: date,
    to: date,
    format: z.enum(FORMATS),
    /** absent: everybody */
    scope: scopeSchema.exactOptional(),
    at: z.object({ channel: z.string(), ts: z.string() }).exactOptional(),
    file: z.string().exactOptional(),
  }),
);

/** Keeps everybody's figures of a closing, and says what differs from the one before. */
export const monthVersion = effect(
  'month-version',
  [monthDocs],
  /** `file`: the payroll file follows */
  z.object({ version: z.number(), file: z.boolean().default(false) }),
);
