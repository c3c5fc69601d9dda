import { effect } from '../../outbox/effect.ts';
import { monthDocs } from './store.ts';

/** Lists to whoever closed a month the changes that fell together with it. */
export const lateChanges = effect('month-late', [monthDocs]);
