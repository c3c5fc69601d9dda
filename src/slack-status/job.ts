import { LEAVE, longLeaveIn } from '../absence/leaves.ts';
import { requests } from '../approvals/store.ts';
import { byUser } from '../attendance/records.ts';
import { daily } from '../jobs/daily.ts';
import { owe } from '../shared/effects.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { consents } from './actions.ts';
import { saysLongLeave } from './delivery.ts';
import { owedStatus } from './effects.ts';
import { CONSENTS } from './store.ts';

/** After midnight: on long leave nobody changes their day, so each day asks once whether it begins or has ended. */
export const followLongLeaves = (ws: Workspace): Promise<void> =>
  daily(ws, 'status-long-leave', '00:05', async today => {
    const allowed = (await consents(ws).all(ws.team)).filter(c => c.on);
    if (allowed.length === 0) return;
    const users = allowed.map(c => c.user);
    const leaves = byUser(await requests(ws).inForceIn(ws.team, LEAVE, today, today, users));
    const now = ws.clock.now();
    for (const consent of allowed) {
      const last = consent.shown.at(-1);
      const shown = last !== undefined && saysLongLeave(last);
      const long = longLeaveIn(leaves.get(consent.user) ?? [], today);
      // One that follows on another lasts longer than the status that was set.
      if (shown === (long !== undefined) && long?.leave.from !== today) continue;
      const effects = owe([owedStatus(consent.user, false)], now);
      if (await consents(ws).owe(consent, effects)) ws.outbox.notify(CONSENTS, consent._id, effects);
    }
  });
