import type { People } from '../people/actions.ts';
import type { SlackUser } from '../people/rules.ts';
import type { Router } from '../slack/router.ts';

/** Slack's own word on its members: who joins, changes, or leaves. */
export function peopleSlack(router: Router, o: { people: People }): void {
  for (const type of ['user_change', 'team_join'])
    router.event(type, async ({ event }) => {
      if (typeof event.user === 'object' && event.user !== null) await o.people.changed(event.user as SlackUser);
    });
}
