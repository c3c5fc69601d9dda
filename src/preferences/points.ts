import { point } from '../workspace/points.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { StatusConsent } from './slack.ts';

/** Whether a person lets Daybook set their Slack status; of nobody where it cannot. */
export const statusConsent = point<(ws: Workspace) => StatusConsent>('consent to a Slack status');
