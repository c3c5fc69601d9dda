export const statusEn = {
  slackStatus: {
    shown: {
      office: 'At the office',
      home: 'Working from home',
      outside: 'Working outside',
      trip: 'On a business trip',
      break: 'On a break',
      'long-leave': 'On long leave',
      away: 'Away',
    } as Record<string, string>,
    /** `short`: as `leaveShort` has it */
    leave: (short: string): string =>
      short === 'leave' ? 'On leave' : `${short.slice(0, 1).toUpperCase()}${short.slice(1)}`,
    holiday: (name: string): string => `Holiday · ${name}`,
    off: '*Set my Slack status* · off\nWhile you are checked in, your status shows where you work or that you are on a break; on leave and holidays it says so until they end (of private leave only that you are away). You allow this for yourself in Slack; it is used for nothing else.',
    on: '*Set my Slack status* · on\nIt shows where you work or that you are on a break, and is cleared when you check out; on leave and holidays it says so until they end. A status you set yourself is not changed.',
    dndOff:
      '*Do not disturb on leave* · off\nYour notifications are paused while you are on leave or on a holiday, and come back when you do. You allow this in Slack, too.',
    dndOn:
      '*Do not disturb on leave* · on\nYour notifications are paused while you are on leave or on a holiday. Checking in ends it, and a pause you set yourself is not changed.',
    allow: 'Allow in Slack',
    end: 'Switch off',
    lost: 'Slack no longer allows Daybook to set your status, so it has stopped. You can allow it again on the Home tab under *Settings*.',
    page: {
      allowed: 'Done: your Slack status now follows your working day. You can close this page.',
      allowedDnd:
        'Done: your notifications are paused while you are on leave or on a holiday. You can close this page.',
      denied: 'You did not allow it, so nothing has changed. You can close this page.',
      tooOld: 'This link has expired. Open the settings on Daybook’s Home tab again.',
      notYou: 'You allowed it as a different person, so nothing was saved. Sign in to Slack as yourself and try again.',
      failed: 'That did not work. Open the settings on Daybook’s Home tab again and try once more.',
    },
  },
};
