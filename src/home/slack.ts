import { helpModal } from '../../blocks/chat.ts';
import { action, callback } from '../../blocks/ids.ts';
import { openWaiting } from '../approvals/waiting-slack.ts';
import { isUnavailable } from '../db/errors.ts';
import { openRoster } from '../reports/roster-slack.ts';
import { onList, redrawList } from '../slack/list-modal.ts';
import { found } from '../slack/metadata.ts';
import { redrawModal } from '../slack/redraw.ts';
import type { Press, SlackEvent, Submission } from '../slack/router.ts';
import { noteShownHome } from '../workspace/home.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { lists } from './lists.ts';
import { publishHome, publishUnavailable } from './publish.ts';

async function show(ws: Workspace, user: string): Promise<void> {
  try {
    await publishHome(ws, user, ws.slack.interactive);
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    await publishUnavailable(ws, user, ws.slack.interactive);
  }
}

async function homeOpened(ws: Workspace, { event }: SlackEvent): Promise<void> {
  if (event.tab !== 'home') return;
  const user = String(event.user);
  noteShownHome(ws, user, (event.view as { hash?: unknown } | undefined)?.hash);
  await show(ws, user);
  try {
    // Only whether it was ever opened is asked.
    if ((await ws.people.person(user)).homeSeenAt === undefined)
      await ws.people.prefer(user, { homeSeenAt: ws.clock.now() });
  } catch (error) {
    // Home shows the outage already.
    if (!isUnavailable(error)) throw error;
  }
}

async function openHomeList(ws: Workspace, press: Press): Promise<void> {
  if (press.value === 'waiting') return openWaiting(ws, press);
  if (press.value === 'now') return openRoster(ws, press);
  const query = found(lists.schema.safeParse({ list: press.value, page: 1 }).data);
  await press.open(await lists.draw(ws, press, query));
}

export async function redrawHomeList(ws: Workspace, press: Press): Promise<void> {
  if (press.view?.callbackId === callback.list) await redrawList(lists, ws, press);
}

export const redrawAnswers = (ws: Workspace, s: Submission): void =>
  s.later(() => redrawModal(ws.slack.interactive, s.beneath, () => lists.draw(ws, s, { list: 'answers', page: 1 })));

export function homeRoutes(r: Routes): void {
  const everyone = { everyone: true } as const;
  const listed = { judgedBy: 'the list: own requests and days, and who is in for those who lead somebody' };
  r.event('app_home_opened', homeOpened);
  r.open(action.retryHome, everyone, (ws, press) => show(ws, press.person.user));
  r.open(action.openHelp, everyone, (_, press) => press.open(helpModal(press.w)));
  r.open(action.openList, listed, openHomeList);
  onList(lists, (id, turn) => r.open(id, listed, turn));
}
