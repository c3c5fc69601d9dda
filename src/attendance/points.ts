import type { KnownBlock } from '@slack/types';
import type { Words } from '../i18n/index.ts';
import type { Person } from '../people/rules.ts';
import type { Owed } from '../shared/effects.ts';
import type { Submission } from '../slack/router.ts';
import { point } from '../workspace/points.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { DayCommand } from './rules.ts';

/** Further effects of a change of somebody's day, such as their Slack status. */
export const dayChanged = point<(ws: Workspace, person: Person, command: DayCommand) => Promise<Owed[]>>(
  'what follows from a change of a day',
);

/** What `dayChanged` reads that does not depend on the person's record: read while that is. */
export const dayChanges = point<(ws: Workspace, user: string) => Promise<unknown>>('what a change of a day will read');

/** Further blocks of the answer to a check-out. */
export const dayEnded = point<(ws: Workspace, person: Person, date: string, w: Words) => Promise<KnownBlock[]>>(
  'what a check-out is answered with',
);

/** Redraws the modals beneath the form of a correction. `day`: the metadata of the day's modal. */
export const dayCorrected = point<(ws: Workspace, s: Submission, day: string) => void>('a corrected day');
