import { requests } from '../approvals/service.ts';
import { ledger } from '../grants/service.ts';
import { runs } from '../jobs/service.ts';
import { sharing } from '../shared/sharing.ts';
import type { Feature } from '../workspace/feature.ts';
import { legacy } from '../workspace/legacy.ts';
import { perWorkspace } from '../workspace/workspace.ts';
import { promotionRoom } from './room.ts';
import { promotionDocs } from './store.ts';

export const room = perWorkspace(ws =>
  promotionRoom(sharing(legacy(ws))({ requests: requests(ws), ledger: ledger(ws), runs: runs(ws) })),
);

export const promotion: Feature = {
  name: 'promotion',
  collections: [promotionDocs],
  jobs: [{ name: 'promotion', run: ws => room(ws).tick() }],
  attach: (ws, router) => room(ws).attach(router, ws.slack.interactive),
  deliver: (ws, outbox) => room(ws).deliver(outbox, ws.slack.bulk),
};
