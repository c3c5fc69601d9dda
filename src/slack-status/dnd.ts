import type { Workspace } from '../workspace/workspace.ts';
import { consents } from './actions.ts';
import { type Absence, isOurs, type Snooze, snoozeFor } from './rules.ts';
import type { ConsentDoc } from './store.ts';

/** The snooze that stands at Slack, with its end; ms. */
async function snoozedUntil(ws: Workspace, token: string): Promise<number | undefined> {
  // Slack answers them for a person's own token; its types do not say so.
  const answer = (await ws.slack.bare.dnd.info({ token })) as { snooze_enabled?: boolean; snooze_endtime?: number };
  const { snooze_enabled: on, snooze_endtime: end } = answer;
  return on && end !== undefined ? end * 1000 : undefined;
}

/** Do-not-disturb follows a leave or holiday, and ends when the person comes back; one of their own stays. */
export async function followDnd(
  ws: Workspace,
  consent: ConsentDoc,
  token: string,
  date: string,
  absence: Absence | undefined,
): Promise<void> {
  if (!absence) return endSnooze(ws, consent, token);
  if (!consent.dnd) return;
  const now = ws.clock.now();
  const snooze = snoozeFor(absence, date, now);
  const begun = consent.snooze?.absence === snooze.absence ? consent.snooze : undefined;
  if (begun && !begun.unanswered) return;
  const stands = await snoozedUntil(ws, token);
  if (stands !== undefined && !isOurs(consent.snooze, stands)) return;
  const keep = (kept: Snooze): Promise<void> => consents(ws).snoozed(ws.team, consent.user, kept);
  if (begun && stands !== undefined) return keep({ absence: begun.absence, until: begun.until });
  // Kept before it is set, so that it is known as ours whatever happens to the answer.
  await keep({ ...snooze, unanswered: true });
  await ws.slack.bare.dnd.setSnooze({ token, num_minutes: Math.max(1, Math.ceil((snooze.until - now) / 60_000)) });
  await keep(snooze);
}

export async function endSnooze(
  ws: Workspace,
  { user, snooze }: Pick<ConsentDoc, 'user' | 'snooze'>,
  token: string,
): Promise<void> {
  if (!snooze) return;
  if (snooze.until > ws.clock.now()) {
    const stands = await snoozedUntil(ws, token);
    if (stands !== undefined && isOurs(snooze, stands)) await ws.slack.bare.dnd.endSnooze({ token });
  }
  await consents(ws).snoozed(ws.team, user, undefined);
}
