import { REQUESTS, requestIndexes } from './approvals/store.ts';
import { MONTHS, monthIndexes } from './attendance/months/store.ts';
import { WORKDAYS, workdayIndexes } from './attendance/store.ts';
import { CALENDAR_INDEXES } from './calendar/room.ts';
import { CALENDARS } from './calendar/store.ts';
import { RECEIVED, receivedIndexes } from './delivery/received.ts';
import { formIndexes } from './forms/store.ts';
import { RUNS, runIndexes } from './jobs/store.ts';
import { LEDGER_INDEXES } from './leave/grants/room.ts';
import { GRANTS } from './leave/grants/store.ts';
import { PROMOTIONS, promotionIndexes } from './leave/promotion/store.ts';
import { SETTLEMENTS, settlementIndexes } from './leave/settlement/store.ts';
import { leaveTypeIndexes } from './leave/types/store.ts';
import { peopleIndexes } from './people/store.ts';
import { SETTINGS, settingsIndexes } from './settings/store.ts';
import { CONSENTS, consentIndexes } from './slack-status/store.ts';

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
