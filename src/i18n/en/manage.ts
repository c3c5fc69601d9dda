import { plural } from '../format.ts';

export const manageEn = {
  manage: {
    title: 'Manage',
    go: 'Open',
    first: 'To do first',
    nothing: 'Nothing needs attention right now.',
    groups: {
      people: 'People',
      leave: 'Balances and grants',
      records: 'Records and reports',
      requests: 'Requests and approvals',
      workspace: 'Workspace',
    },
    todo: {
      jobs: (n: number): string => `${plural(n, 'automatic task')} that failed or ${n === 1 ? 'is' : 'are'} late`,
      channels: (n: number): string => `${plural(n, 'channel')} that Daybook cannot post in`,
      unknownYears: (n: number): string => `Public holidays of ${plural(n, 'year')} are not known yet`,
      unclosed: (n: number): string => `${plural(n, 'month')} not closed`,
      withoutCheckOut: (n: number): string => `${plural(n, 'missing check-out')} this month`,
      waiting: (n: number): string => `${plural(n, 'request')} pending for more than a day`,
      incomplete: (n: number): string => `${plural(n, 'person', 'people')} without a hire date or manager`,
      notices: (n: number): string => `${plural(n, 'notice')} to use leave not sent yet`,
      designate: (n: number): string =>
        `Leave dates to designate for ${plural(n, 'person', 'people')} who did not answer`,
    },
    records: 'Records by person',
    hints: {
      people: 'Details and roles, import from a file, leavers',
      records: 'Correct a day, check a month, close it',
      teamRecords: 'Hours of each person by month',
      search: 'Find any request by person, kind, state or period',
      promotion: 'Prepare, send and record notices (LSA Art. 61)',
      leaveTypes: 'What leave there is, and how it counts',
      blocked: 'Days on which leave is not given',
      routes: 'Who decides on what, in which order',
      forms: 'Your own request forms',
      delegation: 'Who decides while an approver is away',
      settings: 'Working time, leave, reminders, reports, channels',
      calendar: 'Public holidays and company days off',
      summary: 'Post the current figures in the reports channel',
      leavers: 'Settle unused leave, see what expired',
    },
  },
};
