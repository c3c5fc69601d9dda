import { type Owed, owe } from '../shared/effects.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { RUNS, runId, runs } from './store.ts';

/** One run a person, so that nobody waits for another; its name is claimed once. */
export async function claimFor(
  ws: Workspace,
  run: { job: string; date: string },
  owed: readonly { user: string; effect: Owed; name?: string }[],
): Promise<void> {
  const now = ws.clock.now();
  const claims = owed.map(({ user, effect, name = `${run.job}:${run.date}:${user}` }) => {
    return { name, run: { ...run, at: now, user }, effects: owe([effect], now) };
  });
  const won = claims.length > 0 ? await runs(ws).claimMany(ws.team, claims) : new Set<string>();
  for (const { name, effects } of claims) if (won.has(name)) ws.outbox.notify(RUNS, runId(ws.team, name), effects);
}
