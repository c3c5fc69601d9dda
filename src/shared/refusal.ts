/** Why something was not done. A code with its values; the sentence is in i18n. Times are ms since the epoch. */
export type Refusal =
  | { code: 'already-in'; since: number; place: string }
  | { code: 'not-in' }
  | { code: 'already-out'; at: number; worked: number }
  | { code: 'on-break'; since: number }
  | { code: 'not-on-break' }
  /** a time was said that has not come yet, or lies before the end of what is recorded */
  | { code: 'time-ahead' }
  | { code: 'time-before'; since: number }
  /** a press that is to be undone is too long ago, or something came after it */
  | { code: 'undo-late' }
  | { code: 'undo-changed' }
  | { code: 'may-not-decide' }
  | { code: 'own-request' }
  | { code: 'decided'; state: 'approved' | 'rejected'; by: string; at: number }
  | { code: 'withdrawn'; at: number }
  | { code: 'not-yours' }
  | { code: 'not-found' }
  | { code: 'administrators-only' }
  | { code: 'not-employed' }
  /** sentences in the language of whoever is refused; `despite`: they may approve all the same */
  | { code: 'stands-against'; reasons: string[]; despite: boolean }
  | { code: 'busy' };
