import { point } from './points.ts';
import type { Workspace } from './workspace.ts';

/** The app was uninstalled: what features keep of Slack's own, such as tokens, goes. May run twice. */
export const workspaceLeft = point<(ws: Workspace) => Promise<void>>('workspace left');
