import { calendarAction, calendarInput } from '../../../blocks/calendar-ids.ts';
import { feedsModal } from '../../../blocks/feeds.ts';
import type { Modal } from '../../../blocks/kit.ts';
import type { Words } from '../../i18n/index.ts';
import { defined } from '../../shared/defined.ts';
import { choiceOf } from '../../slack/form.ts';
import type { Viewing } from '../../slack/list-modal.ts';
import { found } from '../../slack/metadata.ts';
import type { Press } from '../../slack/router.ts';
import type { Routes } from '../../workspace/routes.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { changeFeed, type FeedChange, type FeedOutcome, type FeedRow, feedsOf } from './actions.ts';
import { MOST_PEOPLE, readScope, type Scope, scopeText } from './scope.ts';

async function view(ws: Workspace, { person, w }: Viewing, trouble?: string): Promise<Modal> {
  const found = await feedsOf(ws, person);
  const feeds = found && {
    rows: found.rows.map(row => ({
      scope: scopeText(row.scope),
      label: labelOf(row, w),
      ...(row.made ? { made: madeOf(row.made, w, person.zone) } : {}),
    })),
    teams: found.teams,
  };
  return feedsModal(defined({ feeds, trouble }), w);
}

async function change(ws: Workspace, press: Press, scope: Scope | undefined, what: FeedChange): Promise<void> {
  const outcome = await changeFeed(ws, press.person, found(scope), what, press.key);
  if (outcome === 'not-allowed') return press.tell(troubleOf(outcome, press.w));
  await press.redraw(await view(ws, press, outcome === 'done' ? undefined : troubleOf(outcome, press.w)));
}

export function feedRoutes(r: Routes): void {
  const right = { judgedBy: 'the people that a feed shows' };
  r.open(calendarAction.openFeeds, { everyone: true }, async (ws, press) => press.open(await view(ws, press)));
  r.press(calendarAction.makeFeed, right, (ws, press) => change(ws, press, readScope(press.value), 'make'));
  r.press(calendarAction.renewFeed, right, (ws, press) => change(ws, press, readScope(press.value), 'renew'));
  r.press(calendarAction.revokeFeed, right, (ws, press) => change(ws, press, readScope(press.value), 'revoke'));
  // Choosing a team does nothing by itself.
  r.open(calendarAction.feedTeam, { everyone: true }, async () => undefined);
  r.press(calendarAction.makeTeamFeed, right, async (ws, press) => {
    const id = choiceOf(press.view?.state ?? {}, calendarInput.team, calendarAction.feedTeam);
    await change(ws, press, id === undefined ? undefined : { of: 'team', id }, 'make');
  });
}

function labelOf({ scope, count, teamName = '' }: FeedRow, w: Words): string {
  if (scope.of === 'own') return w.feeds.own;
  return scope.of === 'led' ? w.feeds.led(count) : w.feeds.team(teamName);
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
