/** It promises nothing that the policy and the routes do not do. */
export const setUpEn = {
  setUp: {
    decides: 'Leave approver',
    options: {
      manager: {
        name: 'The manager first',
        what: 'Also overtime and business trips. No manager: administrators approve.',
      },
      administrators: { name: 'Administrators', what: 'Any of them approves leave and other requests.' },
    },
    decidesHint: (routes: string): string =>
      `Attendance corrections go to the manager either way. You can change this later under “${routes}”.`,
    kept: (routes: string): string => `*Leave approver*\nThe existing rules under *${routes}* stay as they are.`,
    done: ':white_check_mark: *Daybook is set up.* This is what happens now:',
    decided: {
      manager: 'Leave, overtime and business trips go to the manager, or to administrators where no manager is set.',
      administrators: 'Any administrator approves leave and other requests.',
      kept: (routes: string): string => `Requests follow the rules under *${routes}*.`,
    },
    channel: (channel: string): string => `Requests and the summary are posted in ${channel}.`,
    directly: 'No channel is chosen, so administrators receive requests and the summary by direct message.',
    summaryAt: (time: string): string => `The summary is posted at ${time} on working days.`,
    noSummary: 'No daily summary is posted.',
    basis: {
      'hire-date': 'Annual leave accrues by hire date.',
      'fiscal-year': 'Annual leave accrues by fiscal year, in the first year by hire date.',
      allowance: 'Annual leave is the same number of days each year.',
    },
    admins: 'Admins and owners of this Slack workspace are administrators of Daybook.',
    people: 'Next: enter hire dates and managers, one by one or from a file. Without a hire date no leave accrues.',
  },
};
