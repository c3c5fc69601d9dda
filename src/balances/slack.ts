import { balancesModal } from '../../blocks/balances.ts';
import { balancesAction as action, balancesCallback } from '../../blocks/balances-ids.ts';
import { poolsOf } from '../grants/pools.ts';
import { defined } from '../shared/defined.ts';
import { owedLog } from '../shared/owed-log.ts';
import { type ListModal, onList, openList, queryIn, searched, type Viewing } from '../slack/list-modal.ts';
import { readMetadata } from '../slack/metadata.ts';
import type { Press } from '../slack/router.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { balancesOf, seenIn } from './actions.ts';
import { balancesFile, leaveChart } from './effects.ts';
import { balancesModel } from './present.ts';
import { type BalancesQuery, FIRST, querySchema } from './query.ts';

const ALL = 'all';

async function drawn(ws: Workspace, { person, w }: Viewing, query: BalancesQuery, said?: string) {
  const [d, pools] = await Promise.all([ws.rights.listing(), poolsOf(ws)]);
  const seen = seenIn(d, person.user, '');
  const found = await balancesOf(ws, person.user, query, d);
  return balancesModal(balancesModel(query, found, { d, pools, w }, { seen, ...defined({ said }) }), w);
}

const balancesList: ListModal<Workspace, BalancesQuery> = {
  schema: querySchema,
  first: FIRST,
  pages: action.pages,
  filters: {
    [action.query]: query => ({ query }),
    [action.pool]: pool => ({ pool }),
    [action.filter]: filter => ({ filter }),
    [action.sort]: sort => ({ sort }),
    [action.scope]: scope => ({ scope: scope === ALL ? '' : scope }),
  },
  draw: drawn,
};

const sendFile = (format: 'xlsx' | 'csv' | 'chart') => async (ws: Workspace, press: Press) => {
  const query = queryIn(balancesList, press);
  const to = press.person.user;
  const owed =
    format === 'chart'
      ? leaveChart.owed({ lane: leaveChart.kind, to, data: { query } })
      : balancesFile.owed({ lane: balancesFile.kind, to, data: { query, format } });
  const logged = owedLog({ what: 'files.export', by: to, now: { file: 'balances' } });
  await ws.received.answer(press.key, [owed, logged]);
  press.later(async () => {
    await press.redraw(await drawn(ws, press, query, press.w.common.fileSent));
  });
};

/** People whose leave the viewer may see, and nobody else. */
const right = { judgedBy: 'see-leave of each person who is listed' };

export function balancesRoutes(r: Routes): void {
  r.open(action.open, right, openList(balancesList));
  onList(balancesList, (id, turn) => r.open(id, right, turn));
  r.press(action.xlsx, right, sendFile('xlsx'));
  r.press(action.csv, right, sendFile('csv'));
  r.press(action.chart, right, sendFile('chart'));
  r.submit(
    balancesCallback.list,
    right,
    (ws, s) => searched(balancesList, ws, s),
    metadata => readMetadata(querySchema, metadata),
  );
}
