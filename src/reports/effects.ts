import { runDocs } from '../jobs/store.ts';
import { effect } from '../outbox/effect.ts';

export const SUMMARY = 'summary';

export const summaryDue = effect(SUMMARY, [runDocs]);
