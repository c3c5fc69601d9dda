import { callback } from '../../blocks/ids.ts';
import { literal, notice } from '../../blocks/kit.ts';
import type { Press } from '../slack/router.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { postNow } from './actions.ts';

export async function pressSummary(ws: Workspace, press: Press): Promise<void> {
  const { w } = press;
  const posted = await postNow(ws, press.person);
  const channel = ws.channels.channelName('reports');
  const text = posted
    ? w.home.summaryPosted(channel === undefined ? undefined : literal(channel))
    : w.home.summaryJustPosted;
  await press.open(notice(callback.notice, w.errors.title, text, w.common.close));
}
