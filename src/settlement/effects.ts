import { z } from 'zod';
import { requestDocs } from '../approvals/store.ts';
import { effect } from '../outbox/effect.ts';
import { receivedDocs } from '../outbox/received.ts';
import type { Owed } from '../shared/effects.ts';
import { owedLog } from '../shared/owed-log.ts';

/** Tells a person that a leave after their last day was cancelled. */
export const leaveAfterLastDay = effect(
  'leave-after-last-day',
  [requestDocs],
  z.object({ by: z.string(), lastDay: z.string() }),
);

/** Whose settlement: one person's, or of all whose last day lies between two dates. */
export type FileOf = { user: string } | { from: string; to: string };

/** the file that Slack may have already */
const file = z.string().exactOptional();

/** Settlements as a file for whoever asked for it. */
export const settlementFile = effect(
  'settlement-file',
  [receivedDocs],
  z.union([z.object({ user: z.string(), file }), z.object({ from: z.string(), to: z.string(), file })]),
);

export const owedFile = (to: string, of: FileOf): Owed[] => [
  settlementFile.owed({ lane: settlementFile.kind, to, data: of }),
  owedLog({
    ...{ what: 'files.export', by: to, now: { file: 'settlement' } },
    ...('user' in of ? { about: of.user } : { note: `${of.from} – ${of.to}` }),
  }),
];
