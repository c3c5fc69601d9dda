import { requests } from '../approvals/service.ts';
import { runs } from '../jobs/service.ts';
import { runDocs } from '../jobs/store.ts';
import { sharing } from '../shared/sharing.ts';
import type { Feature } from '../workspace/feature.ts';
import { legacy } from '../workspace/legacy.ts';
import { perWorkspace } from '../workspace/workspace.ts';
import { retentionRoom } from './room.ts';

const room = perWorkspace(ws => retentionRoom(sharing(legacy(ws))({ requests: requests(ws), runs: runs(ws) })));

export const retention: Feature = {
  name: 'retention',
  collections: [runDocs],
  jobs: [{ name: 'retention', run: ws => room(ws).tick() }],
  deliver: (ws, outbox) => room(ws).deliver(outbox),
};
