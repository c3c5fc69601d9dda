import { runDocs } from '../jobs/store.ts';
import { effect } from '../outbox/effect.ts';

export const SUMMARY = 'summary';

/** The summary of a day is to be posted; the run names the day. */
export const summaryDue = effect(SUMMARY, [runDocs]);
