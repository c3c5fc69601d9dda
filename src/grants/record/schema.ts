import { z } from 'zod';
import { effectSchema } from '../../db/documents.ts';
import { BASES } from '../../leave-record/accrual.ts';
import { grantSchema } from '../ledger/types.ts';

const entry = z.object({ at: z.number(), by: z.string(), key: z.string() });

/** Months of the first year that count for monthly days. */
export const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const;

const attendedEntry = entry.extend({
  absentMonths: z.array(z.int().min(1).max(12)),
  /** the n-th annual grant follows a year under 80 %: its full months, or days by attendance */
  lowYears: z.record(z.string().regex(/^[1-9]\d?$/), z.number().min(0).max(15)),
  /** whose years these are; absent, in older entries: of whichever basis is in force */
  lowYearsBy: z.enum(BASES).exactOptional(),
  why: z.string(),
});
/** What HR recorded of a person's attendance, and why. */
export type AttendedEntry = z.infer<typeof attendedEntry>;

/**
 * `annual` LSA 61 ①; `monthly` ②, the days of the first year; `monthly-late` its proviso, those that vested after the
 * notice.
 */
export const STAGES = ['annual', 'monthly', 'monthly-late'] as const;
export type Stage = (typeof STAGES)[number];

const noticeEntry = entry.extend({
  what: z.enum([
    'prepared',
    'excluded',
    'included',
    'sent',
    'seen',
    'answered',
    'designated',
    'seen-dates',
    'work-refused',
  ]),
  reason: z.string().exactOptional(),
  /** where it was read */
  where: z.enum(['dm', 'home', 'paper']).exactOptional(),
  dates: z.array(z.string()).exactOptional(),
  /** the leaves of these dates */
  requests: z.array(z.string()).exactOptional(),
  /** amount without a date after it */
  left: z.number().exactOptional(),
});
export type NoticeEntry = z.infer<typeof noticeEntry>;

/** A notice to use leave (LSA 61). */
const noticeSchema = z.object({
  /** team:user:stage:usableUntil */
  id: z.string(),
  stage: z.enum(STAGES),
  usableUntil: z.string(),
  grants: z.array(z.string()),
  from: z.string(),
  to: z.string(),
  designateBy: z.string(),
  /** after receipt ("촉구를 받은 때부터"): last day for naming dates */
  answerBy: z.string().exactOptional(),
  state: z.enum(['prepared', 'excluded', 'sent']),
  /** amounts at preparation, at sending, and at the last check */
  prepared: z.number(),
  sent: z.number().exactOptional(),
  left: z.number(),
  /** the direct message */
  delivered: z.object({ channel: z.string(), ts: z.string(), at: z.number() }).exactOptional(),
  history: z.array(noticeEntry),
});
export type StoredNotice = z.infer<typeof noticeSchema>;

/** Only what lists of notices need. */
const withNotices = z.object({ notices: z.array(noticeSchema) });
export const noticesSchema = z.object({
  user: z.string(),
  current: withNotices,
  earlier: z.array(withNotices).exactOptional(),
});
export type WithNotices = z.infer<typeof noticesSchema>;

const settlementEntry = entry.extend({
  /** `by` is `system` where the last day was changed */
  what: z.enum(['settled', 'reopened']),
  lastDay: z.string(),
  /** identifies the figures that were settled */
  mark: z.string().exactOptional(),
  difference: z.number().exactOptional(),
  pay: z.number().exactOptional(),
});
export type SettlementEntry = z.infer<typeof settlementEntry>;

const storedGrant = grantSchema.extend({ at: z.number() });
export type StoredGrant = z.infer<typeof storedGrant>;

const employmentSchema = z.object({
  /** by which its grants vested */
  hiredOn: z.string().exactOptional(),
  grants: z.array(storedGrant),
  /** append-only; the last entry counts. `version` counts entries, purged ones among them */
  attended: z.object({ version: z.number(), history: z.array(attendedEntry) }),
  notices: z.array(noticeSchema),
  /** `settledFor`: the last day that is settled; '': none is */
  settlement: z.object({ settledFor: z.string(), history: z.array(settlementEntry) }),
});
/** What is stored of a person's leave in one employment: the balance is computed from it and the requests. */
export type Employment = z.infer<typeof employmentSchema>;

const endedSchema = employmentSchema.extend({ lastDay: z.string() });

export const ledgerSchema = z.object({
  _id: z.string(),
  team: z.string(),
  user: z.string(),
  version: z.number(),
  current: employmentSchema,
  /** oldest first; as many as the person's facts have */
  earlier: z.array(endedSchema).exactOptional(),
  /** figures that are kept do not have it yet, see `figures` */
  uncounted: z.literal(true).exactOptional(),
  effects: z.array(effectSchema),
});
export type LedgerDoc = z.infer<typeof ledgerSchema>;
