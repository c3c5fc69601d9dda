import { kinds, requests } from '../approvals/service.ts';
import { workdays } from '../attendance/service.ts';
import { runs } from '../jobs/service.ts';
import { sharing } from '../shared/sharing.ts';
import { legacy } from '../workspace/legacy.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { attendedStore } from './attended.ts';
import { compensatoryRoom } from './compensatory/room.ts';
import { openingBalances } from './opening/actions.ts';
import { ledgerRoom } from './room.ts';
import { grantStore } from './store.ts';

export const grants = perWorkspace(ws => grantStore(ws.db));
export const attended = perWorkspace(ws => attendedStore(ws.db));

export const room = perWorkspace(ws =>
  ledgerRoom(sharing(legacy(ws))({ requests: requests(ws), kinds: kinds(ws), runs: runs(ws) })),
);

export const ledger = (ws: Workspace) => room(ws).ledger;

export const compensatory = perWorkspace(ws =>
  compensatoryRoom(sharing(legacy(ws))({ requests: requests(ws), workdays: workdays(ws), runs: runs(ws) })),
);

export const openings = perWorkspace(ws =>
  openingBalances(sharing(legacy(ws))({ grants: grants(ws), attended: attended(ws), requests: requests(ws) })),
);
