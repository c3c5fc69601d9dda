import { kinds, presences, requests } from '../approvals/service.ts';
import { sharing } from '../shared/sharing.ts';
import type { Feature } from '../workspace/feature.ts';
import { legacy } from '../workspace/legacy.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { settlementRoom } from './room.ts';
import { settlementDocs } from './store.ts';

const parts = (ws: Workspace) =>
  sharing(legacy(ws))({ requests: requests(ws), kinds: kinds(ws), presences: presences(ws) });
const room = perWorkspace(ws => settlementRoom(parts(ws)));

export const settlement: Feature = {
  name: 'settlement',
  collections: [settlementDocs],
  jobs: [{ name: 'leaving', run: ws => room(ws).tick() }],
  attach: (ws, router) => room(ws).attach(router, parts(ws)),
  deliver: (ws, outbox) => room(ws).deliver(outbox, sharing(parts(ws))({ client: ws.slack.bulk })),
};
