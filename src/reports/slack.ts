import { action, callback } from '../../blocks/ids.ts';
import { literal, notice } from '../../blocks/kit.ts';
import type { People } from '../people/actions.ts';
import type { Workspace } from '../settings/workspace.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { Router } from '../slack/router.ts';
import type { Reports } from './actions.ts';

export function reportsSlack(
  router: Router,
  o: { reports: Reports; people: People; workspace: Workspace; refusals: Refusals },
): void {
  router.press(action.postSummary, async press => {
    if (!o.people.isAdministrator(press.person)) return o.refusals.tell({ code: 'administrators-only' }, press);
    const { w } = press;
    const posted = await o.reports.postNow(press.person);
    const text = posted ? w.home.summaryPosted(literal(o.workspace.channelName())) : w.home.summaryJustPosted;
    await press.open(notice(callback.notice, w.errors.title, text, w.common.close));
  });
}
