import { action, callback } from '../../blocks/ids.ts';
import { literal, notice } from '../../blocks/kit.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import type { Channels } from '../settings/channels.ts';
import type { Router } from '../slack/router.ts';
import type { Reports } from './actions.ts';

export function reportsSlack(
  router: Router,
  o: { reports: Reports; administration: PeopleAdministration; channels: Channels },
): void {
  router.press(action.postSummary, async press => {
    const { w } = press;
    const denied = await o.administration.allows(press.person.user, 'post-summary');
    if (denied !== 'yes') return press.tell(w.people.denied[denied]);
    const posted = await o.reports.postNow(press.person);
    const channel = o.channels.channelName('reports');
    const text = posted
      ? w.home.summaryPosted(channel === undefined ? undefined : literal(channel))
      : w.home.summaryJustPosted;
    await press.open(notice(callback.notice, w.errors.title, text, w.common.close));
  });
}
