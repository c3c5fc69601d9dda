import { pageIds } from './ids.ts';

/** Ids of balances and grants beyond `ids.ts`; as there, one place for button and handler. */
export const ledgerAction = {
  pickPerson: 'ledger.person',
  pickPool: 'ledger.pool',
  pickEmployment: 'ledger.employment',
  pages: pageIds('ledger.next', 'ledger.previous'),
  openGive: 'ledger.give',
  openReverse: 'ledger.reverse',
  openAttended: 'ledger.attended',
} as const;

export const ledgerCallback = {
  statement: 'ledger.statement',
  give: 'ledger.give',
  giveCheck: 'ledger.give-check',
  reverse: 'ledger.reverse',
  attended: 'ledger.attended',
} as const;

/** Block ids of inputs, to which errors are attached. */
export const ledgerInput = {
  user: 'user',
  kind: 'kind',
  days: 'days',
  on: 'on',
  usableUntil: 'usableUntil',
  why: 'why',
  absentMonths: 'absentMonths',
  lowYears: 'lowYears',
} as const;
