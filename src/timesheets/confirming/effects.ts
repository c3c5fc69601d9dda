import { runDocs } from '../../jobs/store.ts';
import { effect } from '../../outbox/effect.ts';
import { confirmationDocs } from './store.ts';

/** Asks a person to confirm the month that the run's date lies in. */
export const askConfirm = effect('confirm-ask', [runDocs]);
/** The questions about a month as it stands now. */
export const showConfirm = effect('confirm-show', [confirmationDocs]);

export const CONFIRM = 'confirm';
/** The first question of a month, and one after each confirmation that no longer holds. */
export const questionName = (month: string, user: string, confirmed: number): string =>
  `${CONFIRM}:${month}-01:${user}${confirmed === 0 ? '' : `:${confirmed}`}`;
