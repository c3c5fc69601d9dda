import type { KnownBlock } from '@slack/types';
import type { Words } from '../../src/i18n/index.ts';
import { calendarAction } from '../calendar-ids.ts';
import { action } from '../ids.ts';
import { actions, button, literal, section } from '../kit.ts';
import { manageButton } from '../manage.ts';
import { monthAction } from '../month-ids.ts';
import { standInText } from '../request-details.ts';
import type { AwayModel, HomeModel } from './model.ts';
import { seeAll } from './requests.ts';

const NAME = 40;
const AWAY_SHOWN = 8;

/** Who is in now, of those whom the person may see, and who is away today. */
export function othersBlocks(m: Pick<HomeModel, 'others' | 'away' | 'asOf'>, w: Words): KnownBlock[] {
  const counts = m.others ? w.home.nowCounts(m.others) : '';
  return [
    ...(m.others && counts !== ''
      ? [
          section(
            `${m.others.team ? w.people.teamNow : w.home.now} ${counts} · ${w.home.asOf(m.asOf)}`,
            button(action.openList, w.home.whoIsIn, { value: 'now' }),
          ),
        ]
      : []),
    ...(m.away.length > 0 ? [awaySection(m.away, w)] : []),
  ];
}

/** People on long leave stand apart, without its type: they are the same every day. */
function awaySection(away: AwayModel[], w: Words): KnownBlock {
  const short = away.filter(a => !a.longLeave);
  const shown = [...short, ...away.filter(a => a.longLeave)].slice(0, AWAY_SHOWN);
  const rest = away.length - shown.length;
  const line = (title: string, people: string[]): string[] =>
    people.length > 0 ? [`${title} ${people.join(' · ')}`] : [];
  const long = shown.filter(a => a.longLeave).map(a => literal(a.who, NAME));
  const lines = [
    ...line(
      w.home.away,
      shown.filter(a => !a.longLeave).map(a => awayText(a, w)),
    ),
    ...line(w.home.longLeave, long),
  ];
  const text = `${lines.join('\n')}${rest > 0 ? ` ${w.andMorePeople(rest)}` : ''}`;
  return section(text, rest > 0 ? seeAll('away', w) : button(calendarAction.openAway, w.home.awayCalendar));
}

/** Long leave is never named by its type. */
export const awayText = (a: AwayModel, w: Words): string =>
  `${literal(a.who, NAME)} (${a.longLeave ? w.teamGrid.long : w.leaveShort(a.type)}${standInText(a, w)})`;

/** Rarely used lists: past requests, and who is away where that is not shown beside others. */
export function ownRow(
  m: Pick<HomeModel, 'away' | 'admin' | 'others' | 'decides' | 'requests' | 'requestsMore'>,
  w: Words,
): KnownBlock {
  const beside = m.away.length > 0 && m.away.length <= AWAY_SHOWN;
  return actions(
    button(monthAction.open, w.myMonth.open),
    button(action.openStatement, w.ledger.open),
    ...(m.requests.length === 0 && m.requestsMore > 0
      ? [button(action.openList, w.home.lists.mine, { value: 'mine' })]
      : []),
    ...(beside ? [] : [button(calendarAction.openAway, w.awayCalendar.title)]),
    button(calendarAction.openFeeds, w.feeds.open),
    // Those who lead or administer have it in the hub.
    ...(m.decides && !m.admin && !m.others ? [button(action.openDelegation, w.delegation.open)] : []),
    button(action.openSettings, w.home.settings),
    button(action.openHelp, w.home.help.open),
  );
}

/** For those who lead or administer: all that they do is in the hub. */
export const manageRow = (m: Pick<HomeModel, 'admin' | 'others'>, w: Words): KnownBlock[] =>
  m.admin || m.others ? [actions(manageButton(w))] : [];
