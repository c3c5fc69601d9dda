import { effect } from '../../outbox/effect.ts';
import { monthDocs } from './store.ts';

/** Late changes, for the person who closed the month. */
export const lateChanges = effect('month-late', [monthDocs]);
