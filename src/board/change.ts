import { isDeepStrictEqual } from 'node:util';
import { retryOnConflict } from '../db/retry.ts';
import { owe } from '../shared/effects.ts';
import { owedLog } from '../shared/owed-log.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { notices, noticesId, type OwnNotices, ownSchema, TEAM_NOTICES } from './store.ts';

/** What a team has otherwise than the workplace. False: it changes too often at once. */
export async function changeNotices(
  ws: Workspace,
  by: string,
  teamId: string,
  filled: OwnNotices,
  key: string,
): Promise<boolean> {
  const own = ownSchema.parse(filled);
  const done = await retryOnConflict(async () => {
    const was = await notices(ws).of(ws.team, teamId);
    if (was?.history.some(h => h.key === key) || isDeepStrictEqual(was?.own ?? {}, own)) return true;
    const now = ws.clock.now();
    const name = (await ws.people.organisation()).path(teamId);
    const effects = owe(
      [owedLog({ what: 'settings.team-notices', by, was: was?.own ?? {}, now: own, note: name })],
      now,
    );
    if (!(await notices(ws).save(was, { team: ws.team, teamId }, own, { at: now, by, key, own }, effects)))
      return undefined;
    ws.outbox.notify(TEAM_NOTICES, noticesId(ws.team, teamId), effects);
    return true;
  });
  return done === true;
}
