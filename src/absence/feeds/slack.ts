import { calendarAction, calendarInput } from '../../../blocks/calendar-ids.ts';
import { feedsModal } from '../../../blocks/feeds.ts';
import type { Modal } from '../../../blocks/kit.ts';
import type { Words } from '../../i18n/index.ts';
import { defined } from '../../shared/defined.ts';
import { choiceOf } from '../../slack/form.ts';
import { found } from '../../slack/metadata.ts';
import type { Acting, Press, Router } from '../../slack/router.ts';
import type { FeedChange, FeedOutcome, FeedRow, Feeds } from './actions.ts';
import { MOST_PEOPLE, readScope, type Scope, scopeText } from './scope.ts';

/** A person's calendar feeds, from Home: their addresses are made, shown and revoked here. */
export function feedsSlack(router: Router, o: { feeds: Feeds }): void {
  async function view({ person, w }: Pick<Acting, 'person' | 'w'>, trouble?: string): Promise<Modal> {
    const found = await o.feeds.list(person);
    const feeds = found && {
      rows: found.rows.map(row => ({
        scope: scopeText(row.scope),
        label: labelOf(row, w),
        ...(row.made ? { made: madeOf(row.made, w, person.zone) } : {}),
      })),
      teams: found.teams,
    };
    return feedsModal({ ...defined({ feeds }), ...(trouble ? { trouble } : {}) }, w);
  }

  router.opens(calendarAction.openFeeds, async press => press.open(await view(press)));

  async function change(press: Press, scope: Scope | undefined, what: FeedChange): Promise<void> {
    const outcome = await o.feeds.change(press.person, found(scope), what, press.key);
    if (outcome === 'not-allowed') return press.tell(troubleOf(outcome, press.w));
    await press.redraw(await view(press, outcome === 'done' ? undefined : troubleOf(outcome, press.w)));
  }
  router.press(calendarAction.makeFeed, press => change(press, readScope(press.value), 'make'));
  router.press(calendarAction.renewFeed, press => change(press, readScope(press.value), 'renew'));
  router.press(calendarAction.revokeFeed, press => change(press, readScope(press.value), 'revoke'));

  // Choosing a team does nothing by itself.
  router.opens(calendarAction.feedTeam, async () => undefined);
  router.press(calendarAction.makeTeamFeed, async press => {
    const name = choiceOf(press.view?.state ?? {}, calendarInput.team, calendarAction.feedTeam);
    await change(press, name === undefined ? undefined : { of: 'team', name }, 'make');
  });
}

function labelOf({ scope, count }: FeedRow, w: Words): string {
  if (scope.of === 'own') return w.feeds.own;
  return scope.of === 'led' ? w.feeds.led(count) : w.feeds.team(scope.name);
}

const madeOf = ({ at, address }: NonNullable<FeedRow['made']>, w: Words, zone: string) => ({
  when: w.moment(at, zone),
  ...defined({ address }),
});

const troubleOf = (outcome: Exclude<FeedOutcome, 'done'>, w: Words): string =>
  ({
    'not-allowed': w.feeds.notAllowed,
    'too-large': w.feeds.tooLarge(MOST_PEOPLE),
    busy: w.refusal.busy,
  })[outcome];
