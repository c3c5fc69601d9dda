import { absence } from './absence/index.ts';
import { administration } from './administration/index.ts';
import { approvals } from './approvals/index.ts';
import { attendance } from './attendance/index.ts';
import { balances } from './balances/index.ts';
import { board } from './board/index.ts';
import { chat } from './chat/index.ts';
import { keptFigures } from './figures/index.ts';
import { forms } from './forms/index.ts';
import { grants } from './grants/index.ts';
import { home } from './home/index.ts';
import { installations } from './installations/index.ts';
import { leave } from './leave/index.ts';
import { manage } from './manage/index.ts';
import { payroll } from './payroll/index.ts';
import { preferences } from './preferences/index.ts';
import { promotion } from './promotion/index.ts';
import { reminders } from './reminders/index.ts';
import { reports } from './reports/index.ts';
import { retention } from './retention/index.ts';
import { settlement } from './settlement/index.ts';
import { slackStatus } from './slack-status/index.ts';
import { timesheets } from './timesheets/index.ts';
import { core } from './workspace/core.ts';
import type { Feature } from './workspace/feature.ts';

/** Everything that Daybook does; jobs run in this order, and what features provide at a point comes in it. */
export const FEATURES: readonly Feature[] = [
  ...[core, attendance, timesheets, forms, grants, leave, balances, settlement, promotion, payroll, absence],
  ...[preferences, slackStatus, board, reminders, reports, retention, approvals, administration, home, chat, manage],
  ...[keptFigures, installations],
];

/** Every collection of every feature. */
export const COLLECTIONS = FEATURES.flatMap(f => f.collections ?? []);
