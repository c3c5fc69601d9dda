import { LEAVE } from '../absence/leaves.ts';
import { requests } from '../approvals/store.ts';
import { daily } from '../jobs/daily.ts';
import { owe } from '../shared/effects.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { isHolidayFor } from './absences.ts';
import { consents } from './actions.ts';
import { owedStatus } from './effects.ts';
import { CONSENTS } from './store.ts';

/** After midnight where people are: on leave nobody changes their day, so each day asks what begins or has ended. */
export async function followAbsences(ws: Workspace): Promise<void> {
  const places = [ws.policy, ...ws.policy.offices.map(o => ws.policy.ofOffice(o.id))];
  const byZone = new Map(places.map(place => [place.zone, place]));
  for (const [zone, place] of byZone)
    await daily(ws, `status-absence:${zone}`, '00:05', today => followIn(ws, zone, today), place);
}

async function followIn(ws: Workspace, zone: string, today: string): Promise<void> {
  const all = (await consents(ws).all(ws.team)).filter(c => c.on);
  if (all.length === 0) return;
  const people = (await ws.people.some(all.map(c => c.user))).filter(p => ws.policy.of(p).zone === zone);
  const here = new Set(people.map(p => p.user));
  const allowed = all.filter(c => here.has(c.user));
  const leaves = await requests(ws).inForceIn(ws.team, LEAVE, today, today, [...here]);
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
}
