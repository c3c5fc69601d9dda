import type { ConfirmationDialog } from '@slack/types';
import type { Words } from '../i18n/index.ts';
import type { Action } from '../people/roles.ts';
import type { Person } from '../people/rules.ts';
import { point } from './points.ts';
import type { Workspace } from './workspace.ts';

/** `first`: what needs doing now. */
export type ManageSection =
  | 'first'
  | 'people'
  | 'balances'
  | 'records'
  | 'reports'
  | 'requests'
  | 'leave-types'
  | 'routes'
  | 'forms'
  | 'settings'
  | 'calendar'
  | 'log';

/** A row of the hub with one button: what the action opens takes the hub's place. */
export interface Managed {
  section: ManageSection;
  /** within the section: 10, 20, … */
  order: number;
  /** the button's action id */
  action: string;
  value?: string;
  /** shown to whoever has it over the workspace, their team or others; the action's route still checks it */
  right: Action;
  label(w: Words, count: number): string;
  hint?(w: Words): string;
  confirm?(ws: Workspace, w: Words): ConfirmationDialog;
  /** From an index, never from all documents. Rows of `first` are shown where it is above 0. */
  count?(ws: Workspace, viewer: Person): Promise<number>;
}

/** The Manage hub (`src/manage`), which every feature has its own rows in. */
export const managed = point<Managed>('the Manage hub');
