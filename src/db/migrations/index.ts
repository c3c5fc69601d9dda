import { corrections } from './corrections.ts';
import { ledgers } from './ledgers.ts';
import { lists } from './lists.ts';
import type { Step } from './rewrite.ts';
import { routes } from './routes.ts';
import { teams } from './teams.ts';
import { units } from './units.ts';
import { weeklyHoliday } from './weekly-holiday.ts';

/** In order, without gaps. A released step is never changed: it keeps its own knowledge of documents. */
export const STEPS: readonly Step[] = [routes, corrections, lists, units, ledgers, weeklyHoliday, teams];

/** Raised by each step: an older program refuses the database from then on. */
export const SCHEMA_VERSION = Math.max(...STEPS.map(s => s.version));
