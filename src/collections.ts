import { feedDocs } from './absence/feeds/store.ts';
import { requestDocs } from './approvals/store.ts';
import { workdayDocs } from './attendance/store.ts';
import { calendarDocs } from './calendar/store.ts';
import type { Stored } from './db/stored.ts';
import { formDocs } from './forms/store.ts';
import { attendedDocs } from './grants/attended.ts';
import { grantDocs } from './grants/store.ts';
import { runDocs } from './jobs/store.ts';
import { leaveTypeDocs } from './leave/types/store.ts';
import { receivedDocs } from './outbox/received.ts';
import { peopleDocs } from './people/store.ts';
import { promotionDocs } from './promotion/store.ts';
import { settingsDocs } from './settings/store.ts';
import { settlementDocs } from './settlement/store.ts';
import { consentDocs } from './slack-status/store.ts';
import { monthDocs } from './timesheets/closing/store.ts';

/** Every collection of every feature. */
export const COLLECTIONS: readonly Stored<unknown>[] = [
  ...[peopleDocs, workdayDocs, monthDocs, requestDocs, formDocs, leaveTypeDocs, grantDocs, attendedDocs],
  ...[settlementDocs, promotionDocs, calendarDocs, feedDocs, settingsDocs, runDocs, receivedDocs, consentDocs],
];
