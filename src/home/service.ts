import { kinds, namesAway, presences, requests, waitingFor } from '../approvals/service.ts';
import { workdays } from '../attendance/store.ts';
import { ledger } from '../grants/service.ts';
import { room as promotionRoom } from '../promotion/index.ts';
import { sharing } from '../shared/sharing.ts';
import { legacy } from '../workspace/legacy.ts';
import { perWorkspace } from '../workspace/workspace.ts';
import { homeActions } from './actions.ts';
import { homeLists } from './lists.ts';

export const home = perWorkspace(ws =>
  homeActions(
    sharing(legacy(ws))({
      workdays: workdays(ws),
      requests: requests(ws),
      kinds: kinds(ws),
      presences: presences(ws),
      ws,
      balancesFrom: ledger(ws).balancesFrom,
      promotionOf: promotionRoom(ws).homeOf,
      waitingFor: waitingFor(ws),
      alsoAway: namesAway(ws),
      isSetUp: async () => (await ws.policies.stored()).setUp,
    }),
  ),
);

export const lists = perWorkspace(ws =>
  homeLists(
    sharing(legacy(ws))({
      home: home(ws),
      requests: requests(ws),
      ws,
      balancesFrom: ledger(ws).balancesFrom,
    }),
  ),
);
