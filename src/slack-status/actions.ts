import { retryOnConflict } from '../db/retry.ts';
import { type Owed, owe } from '../shared/effects.ts';
import { type Secrets, secrets } from '../shared/secrets.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { owedDndEnd, owedEnd, owedLost, owedStatus } from './effects.ts';
import { CONSENTS, type ConsentDoc, type ConsentStep, consentStore } from './store.ts';

export const consents = perWorkspace(ws => consentStore(ws.db));

/** Seals people's tokens; only where the status is configured. */
export const vault = perWorkspace((ws): Secrets => {
  const app = ws.config.slackStatus;
  if (!app) throw new Error('the Slack status is not configured');
  return secrets(app.keys);
});

/** What a person's token is sealed about. */
export const sealedAbout = ({ team }: { team: string }, user: string): string => `${team}:${user}`;

interface Change {
  on: boolean;
  token: string;
  dnd: boolean;
  what: ConsentStep['what'];
  owed: Owed[];
}

const ENDED = { on: false, token: '', dnd: false } as const;

/** `decide` answers undefined where there is nothing to do; false: it did. */
async function change(
  ws: Workspace,
  user: string,
  key: string,
  decide: (was: ConsentDoc | undefined) => Change | undefined,
): Promise<boolean> {
  const outcome = await retryOnConflict(async () => {
    const was = await consents(ws).get(ws.team, user);
    if (was?.history.some(h => h.key === key)) return true;
    const next = decide(was);
    if (!next) return false;
    const now = ws.clock.now();
    const effects = owe(next.owed, now);
    const { on, token, dnd, what } = next;
    if (!(await consents(ws).save(was, { team: ws.team, user }, { on, token, dnd }, { at: now, what, key }, effects)))
      return undefined;
    ws.outbox.notify(CONSENTS, sealedAbout(ws, user), effects);
    return true;
  });
  if (outcome === undefined) throw new Error(`the consent of ${user} changes too often at once`);
  return outcome;
}

/** What a change of this person's day owes: nothing without their consent. */
export async function owedOnDay(ws: Workspace, user: string, checkIn: boolean): Promise<Owed[]> {
  if (!ws.config.slackStatus) return [];
  return (await consents(ws).get(ws.team, user))?.on ? [owedStatus(user, checkIn)] : [];
}

/** `dnd`: do-not-disturb was allowed with it; what was allowed before stays. */
export async function give(ws: Workspace, user: string, token: string, dnd: boolean, key: string): Promise<void> {
  await change(ws, user, key, was => ({
    on: true,
    token: vault(ws).seal(token, sealedAbout(ws, user)),
    dnd: dnd || (was?.on === true && was.dnd === true),
    what: dnd ? 'dnd-given' : 'given',
    owed: [owedStatus(user, true)],
  }));
}

/** The status stays, do-not-disturb goes. False: it was not on. */
export const withdrawDnd = (ws: Workspace, user: string, key: string): Promise<boolean> =>
  change(ws, user, key, was =>
    was?.on && was.dnd
      ? { on: true, token: was.token, dnd: false, what: 'dnd-withdrawn', owed: [owedDndEnd(user)] }
      : undefined,
  );

/** The person's own wish: what Daybook has set goes, and the token is given back. False: there was none. */
export const withdraw = (ws: Workspace, user: string, key: string): Promise<boolean> =>
  change(ws, user, key, was =>
    was?.on ? { ...ENDED, what: 'withdrawn', owed: [owedEnd(user, was.token)] } : undefined,
  );

/** Slack does not take the token any more: the consent ends, and the person hears of it once. */
export async function lost(ws: Workspace, user: string, sealed: string): Promise<void> {
  await change(ws, user, `lost:${sealed.slice(-24)}`, was =>
    // A newer consent has a token of its own, which Slack has not refused.
    was?.on && was.token === sealed ? { ...ENDED, what: 'revoked', owed: [owedLost(user)] } : undefined,
  );
}

/** Slack says that this person's token was revoked. */
export async function revoked(ws: Workspace, user: string): Promise<void> {
  const consent = await consents(ws).get(ws.team, user);
  if (consent?.on) await lost(ws, user, consent.token);
}

/** The app is gone from the workspace, and with it what its people allowed: nothing is kept, and nobody can be told. */
export async function endAll(ws: Workspace): Promise<void> {
  for (const { user, token } of (await consents(ws).all(ws.team)).filter(c => c.on))
    await change(ws, user, `left:${token.slice(-24)}`, was =>
      was?.on ? { ...ENDED, what: 'revoked', owed: [] } : undefined,
    );
}
