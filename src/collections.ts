import { CALENDAR_INDEXES } from './absence/room.ts';
import { REQUESTS, requestIndexes } from './approvals/store.ts';
import { WORKDAYS, workdayIndexes } from './attendance/store.ts';
import { CALENDARS } from './calendar/store.ts';
import { formIndexes } from './forms/store.ts';
import { LEDGER_INDEXES } from './grants/room.ts';
import { GRANTS } from './grants/store.ts';
import { RUNS, runIndexes } from './jobs/store.ts';
import { leaveTypeIndexes } from './leave/types/store.ts';
import { RECEIVED, receivedIndexes } from './outbox/received.ts';
import { peopleIndexes } from './people/store.ts';
import { PROMOTIONS, promotionIndexes } from './promotion/store.ts';
import { SETTINGS, settingsIndexes } from './settings/store.ts';
import { SETTLEMENTS, settlementIndexes } from './settlement/store.ts';
import { CONSENTS, consentIndexes } from './slack-status/store.ts';
import { MONTHS, monthIndexes } from './timesheets/closing/store.ts';

/** Every collection with its indexes, made at start. */
export const INDEXES = [
  peopleIndexes,
  workdayIndexes,
  monthIndexes,
  requestIndexes,
  formIndexes,
  leaveTypeIndexes,
  ...LEDGER_INDEXES,
  settlementIndexes,
  promotionIndexes,
  ...CALENDAR_INDEXES,
  settingsIndexes,
  runIndexes,
  receivedIndexes,
  consentIndexes,
];

/** Collections whose documents may owe effects. */
export const OWING = [
  WORKDAYS,
  MONTHS,
  REQUESTS,
  GRANTS,
  SETTLEMENTS,
  PROMOTIONS,
  CALENDARS,
  SETTINGS,
  RUNS,
  RECEIVED,
  CONSENTS,
];
