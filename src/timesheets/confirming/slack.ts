import type { Modal } from '../../../blocks/kit.ts';
import { monthAction } from '../../../blocks/month-ids.ts';
import { found } from '../../slack/metadata.ts';
import type { Press } from '../../slack/router.ts';
import type { Routes } from '../../workspace/routes.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { isMonth } from '../rules.ts';
import { confirmMonth } from './actions.ts';
import { question } from './question.ts';

/** With the figures of now, which the next press confirms. */
async function redrawQuestion(ws: Workspace, { person, message: at }: Press, month: string): Promise<void> {
  const now = at && (await question(ws, person.user, month));
  if (!now) return;
  const { text, blocks } = now;
  const plain = { parse: 'none', link_names: false } as const;
  await ws.slack.interactive.chat.update({ channel: at.channel, ts: at.ts, text, blocks, ...plain });
}

/** `redrawn`: the month's modal that the press may stand in. */
export function confirmingRoutes(r: Routes, redrawn: (ws: Workspace, press: Press) => Promise<Modal>): void {
  r.press(monthAction.confirm, { everyone: true }, async (ws, press) => {
    const [month = '', shown = ''] = press.value.split('|');
    const outcome = await confirmMonth(
      ws,
      press.person,
      { month: found(isMonth(month) ? month : undefined), shown },
      press.key,
    );
    const { confirm, busy } = { confirm: press.w.confirmMonth, busy: press.w.refusal.busy };
    if (!outcome.ok) {
      await press.tell(confirm.refusals[outcome.code] ?? busy);
      press.later(() => redrawQuestion(ws, press, month));
    }
    if (press.view) press.later(async () => void (await press.redraw(await redrawn(ws, press))));
  });
}
