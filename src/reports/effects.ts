import { z } from 'zod';
import { runDocs } from '../jobs/store.ts';
import { effect } from '../outbox/effect.ts';
import { receivedDocs } from '../outbox/received.ts';
import { boardSchema } from './board.ts';

export const SUMMARY = 'summary';

export const summaryDue = effect(SUMMARY, [runDocs]);
/** What follows in its thread; in the same lane, so that it comes after it. `file`: already uploaded, perhaps. */
export const summaryRest = effect('summary-rest', [runDocs], z.object({ file: z.string().exactOptional() }));

export const WEEKLY = 'weekly';
/** The week from the run's date on, to one manager or HR administrator. */
export const weeklyDue = effect(WEEKLY, [runDocs]);

export const OWN_WEEK = 'own-week';
/** The person's own week from the run's date on. */
export const ownWeekDue = effect(OWN_WEEK, [runDocs]);

/** The weeks that a query of the board finds, as a picture for whoever asked. `file`: already uploaded, perhaps. */
export const boardChart = effect(
  'reports-chart',
  [receivedDocs],
  z.object({ query: boardSchema, file: z.string().exactOptional() }),
);
