import { pageIds } from './ids.ts';

/** Ids of the calendar: added days, who is away, feeds. */
export const calendarAction = {
  /** value: an office, or nothing */
  openDays: 'calendar.days',
  daysOffice: 'calendar.days-office',
  daysPages: pageIds('calendar.days-page'),
  addDay: 'calendar.day-add',
  removeDay: 'calendar.day-remove',
  /** value: a year without data */
  enterYear: 'calendar.year-enter',
  reopenYear: 'calendar.year-reopen',
  openHistory: 'calendar.history',
  historyPages: pageIds('calendar.history-page'),
  openAway: 'calendar.away',
  /** value: the span and its first day, see `away-slack.ts` */
  awayEarlier: 'calendar.away-earlier',
  awayLater: 'calendar.away-later',
  awaySpan: 'calendar.away-span',
  awayTeam: 'calendar.away-team',
  /** value: a date, or a date and a page */
  awayDay: 'calendar.away-day',
  awayDayPages: pageIds('calendar.away-day-page'),
  /** value: a team, or nothing */
  openGrid: 'calendar.grid',
  /** value: a month */
  gridEarlier: 'calendar.grid-earlier',
  gridLater: 'calendar.grid-later',
  gridOnly: 'calendar.grid-only',
  gridTeam: 'calendar.grid-team',
  gridPages: pageIds('calendar.grid-page'),
  gridPerson: 'calendar.grid-person',
  openFeeds: 'feeds.open',
  makeFeed: 'feeds.make',
  renewFeed: 'feeds.renew',
  revokeFeed: 'feeds.revoke',
  /** an input: only a press on its button makes the feed */
  feedTeam: 'feeds.team',
  makeTeamFeed: 'feeds.make-team',
} as const;

export const calendarCallback = {
  days: 'calendar.days',
  day: 'calendar.day',
  dayCheck: 'calendar.day-check',
  history: 'calendar.history',
  away: 'calendar.away',
  awayDay: 'calendar.away-day',
  grid: 'calendar.grid',
  gridPerson: 'calendar.grid-person',
  feeds: 'feeds',
} as const;

/** Block ids of inputs; the element's action id is `value`. */
export const calendarInput = {
  kind: 'calendar.kind',
  from: 'calendar.from',
  to: 'calendar.to',
  name: 'calendar.name',
  team: 'feeds.team',
} as const;
