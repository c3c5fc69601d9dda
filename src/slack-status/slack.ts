import { settingsOf } from '../preferences/slack.ts';
import type { Press, SlackEvent } from '../slack/router.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { revoked, withdraw, withdrawDnd } from './actions.ts';

export async function endStatus(ws: Workspace, press: Press): Promise<void> {
  await withdraw(ws, press.person.user, press.key);
  await press.redraw(await settingsOf(ws, press));
}

export async function endDndPressed(ws: Workspace, press: Press): Promise<void> {
  await withdrawDnd(ws, press.person.user, press.key);
  await press.redraw(await settingsOf(ws, press));
}

/** Slack says which tokens were revoked. */
export async function tokensRevoked(ws: Workspace, { event }: SlackEvent): Promise<void> {
  const { oauth = [] } = (event.tokens ?? {}) as { oauth?: string[] };
  for (const user of oauth) await revoked(ws, user);
}
