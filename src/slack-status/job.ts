import { LEAVE } from '../absence/leaves.ts';
import { requests } from '../approvals/store.ts';
import { daily } from '../jobs/daily.ts';
import { owe } from '../shared/effects.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { isHolidayFor } from './absences.ts';
import { consents } from './actions.ts';
import { owedStatus } from './effects.ts';
import { CONSENTS } from './store.ts';

/** After midnight: on leave and holidays nobody changes their day, so each day asks whether one begins or has ended. */
export const followAbsences = (ws: Workspace): Promise<void> =>
  daily(ws, 'status-absence', '00:05', async today => {
    const allowed = (await consents(ws).all(ws.team)).filter(c => c.on);
    if (allowed.length === 0) return;
    const users = allowed.map(c => c.user);
    const [leaves, people] = await Promise.all([
      requests(ws).inForceIn(ws.team, LEAVE, today, today, users),
      ws.people.some(users),
    ]);
    const away = new Set([
      ...leaves.map(r => r.user),
      ...people.filter(p => isHolidayFor(ws, p, today)).map(p => p.user),
    ]);
    const now = ws.clock.now();
    for (const consent of allowed) {
      if (!consent.absent && !away.has(consent.user)) continue;
      const effects = owe([owedStatus(consent.user, false)], now);
      if (await consents(ws).owe(consent, effects)) ws.outbox.notify(CONSENTS, consent._id, effects);
    }
  });
