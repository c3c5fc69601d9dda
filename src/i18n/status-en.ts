/** English: the Slack status that people let Daybook set. */
export const statusEn = {
  slackStatus: {
    shown: {
      office: 'At the office',
      home: 'Working from home',
      outside: 'Working outside',
      trip: 'On a business trip',
      break: 'On a break',
    },
    off: '*Set my Slack status* · off\nWhile you are checked in, your status says where you work or that you take a break. You allow it for yourself at Slack, for this alone.',
    on: '*Set my Slack status* · on\nIt says where you work or that you take a break, and goes when you check out. A status of your own is left alone.',
    allow: 'Allow at Slack',
    end: 'Switch off',
    lost: 'Slack no longer lets me set your status, so I have stopped. You can allow it again from the Home tab, under *Settings*.',
    page: {
      allowed: 'Done: your Slack status now follows your working day. You can close this page.',
      denied: 'Nothing was allowed, and nothing has changed. You can close this page.',
      tooOld: 'This link is too old. Open the settings on Daybook’s Home tab again.',
      notYou: 'You allowed it as somebody else, so nothing was kept. Sign in to Slack as yourself and try again.',
      failed: 'That did not work. Open the settings on Daybook’s Home tab again and try once more.',
    },
  },
};
