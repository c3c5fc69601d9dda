/** English: the guided set-up. It promises nothing that the policy and the routes do not do. */
export const setUpEn = {
  setUp: {
    decides: 'Who decides on leave',
    options: {
      manager: {
        name: 'The manager first',
        what: 'Also overtime and business trips. Without a manager: administrators.',
      },
      administrators: { name: 'Administrators', what: 'Any one of them, on leave and other requests.' },
    },
    decidesHint: (routes: string): string =>
      `Corrections of attendance go to the manager either way. Everything can be changed later under “${routes}”.`,
    kept: (routes: string): string =>
      `*Who decides on leave*\nThe rules under *${routes}* stand already and stay as they are.`,
    done: ':white_check_mark: *Daybook is set up.* This is what happens now:',
    decided: {
      manager: 'Leave, overtime and business trips go to the person’s manager; where there is none, to administrators.',
      administrators: 'Leave and other requests are decided by any one administrator.',
      kept: (routes: string): string => `Requests go by the rules under *${routes}*.`,
    },
    channel: (channel: string): string => `Requests and the summary are posted in ${channel}.`,
    directly: 'No channel was chosen: administrators get requests and the summary by direct message.',
    summaryAt: (time: string): string => `The summary comes at ${time} on working days.`,
    noSummary: 'No daily summary is posted.',
    basis: {
      'hire-date': 'Annual leave accrues by hire dates.',
      'fiscal-year': 'Annual leave accrues by the company’s year, in the first year by hire dates.',
      allowance: 'Annual leave is the same number of days each year.',
    },
    admins: 'Admins and owners of this Slack workspace are administrators of Daybook.',
    people: 'Next: enter hire dates and managers, one by one or from a file. Without a hire date no leave accrues.',
  },
};
