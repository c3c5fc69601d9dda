import { pageIds } from './ids.ts';

/** Ids of the month of attendance; as in `ids.ts`, one place for button and handler. */
export const monthAction = {
  /** value: empty for one's own, or `user|YYYY-MM` */
  open: 'month.open',
  /** value: YYYY-MM */
  previous: 'month.previous',
  next: 'month.next',
  /** value: a date of the month that is shown */
  day: 'month.day',
  csv: 'month.csv',
  /** the people whose months one may see */
  people: 'month.people',
  /** value: a user id */
  person: 'month.person',
  back: 'month.back',
  query: 'month.query',
  filter: 'month.filter',
  peoplePrevious: 'month.people-previous',
  peopleNext: 'month.people-next',
  pages: pageIds('month.page'),
  chart: 'month.chart',
  /** from the list of people back to the closing of their month */
  toClosing: 'month.to-closing',
  /** one's own month that is over; value: `YYYY-MM|digest` of what is shown */
  confirm: 'month.confirm',
} as const;

export const monthCallback = { month: 'month', day: 'month.day', people: 'month.people' } as const;

export const monthInput = { query: 'query' } as const;

/** What may be left in a month when it is closed; the list of people has a filter for each. */
export const MONTH_PROBLEMS = [
  'still-in',
  'no-check-out',
  'no-record',
  'correction-waiting',
  'leave-waiting',
  'break-missed',
  'protected-work',
  'overtime-unapproved',
] as const;
export type MonthProblem = (typeof MONTH_PROBLEMS)[number];
