import type { SettingsModel } from '../../blocks/settings.ts';
import { point } from '../workspace/points.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Whether a person lets Daybook set their Slack status, and where they may; undefined: this Daybook cannot. */
export const statusConsent =
  point<(ws: Workspace, user: string) => Promise<SettingsModel['status'] | undefined>>('consent to a Slack status');
