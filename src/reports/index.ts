import { kinds, requests } from '../approvals/service.ts';
import { workdays } from '../attendance/service.ts';
import { runs } from '../jobs/service.ts';
import { sharing } from '../shared/sharing.ts';
import type { Feature } from '../workspace/feature.ts';
import { legacy } from '../workspace/legacy.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { reportActions, reportsDelivery } from './actions.ts';
import { reportsSlack } from './slack.ts';

const parts = (ws: Workspace) =>
  sharing(legacy(ws))({ kinds: kinds(ws), workdays: workdays(ws), requests: requests(ws), runs: runs(ws) });
const actions = perWorkspace(ws => reportActions(parts(ws)));

export const reports: Feature = {
  name: 'reports',
  jobs: [{ name: 'reports', run: ws => actions(ws).tick() }],
  attach: (ws, router) => reportsSlack(router, sharing(parts(ws))({ reports: actions(ws) })),
  deliver: (ws, outbox) => reportsDelivery(outbox, parts(ws)),
};
