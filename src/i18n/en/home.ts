import { grouped, plural } from '../format.ts';

type Part = 'morning' | 'day' | 'evening' | 'night';

const atPlace: Record<string, string> = {
  office: 'at the office',
  home: 'from home',
  outside: 'outside',
  trip: 'on a business trip',
};

export const atPlaceEn = (id: string): string => atPlace[id] ?? id;

/** `3 working · 1 away`; zeros are left out. */
const counted = (counts: [number, string][]): string =>
  counts
    .filter(([n]) => n > 0)
    .map(([n, what]) => `${grouped(n)} ${what}`)
    .join(' · ');

export const homeEn = {
  home: {
    fallback: 'Daybook',
    hello: (name: string, part: Part): string =>
      `${{ morning: 'Good morning', day: 'Good afternoon', evening: 'Good evening', night: 'Hello' }[part]}, ${name}`,
    zones: (own: string, workplace: string): string => `Times in your time zone (${own}), dates in ${workplace}`,
    notIn: '*Not checked in*',
    arrive: (from: string, to: string, past: boolean): string => {
      if (from === to) return past ? `started at ${from}` : `starts at ${from}`;
      return past ? `arrival window was ${from}–${to}` : `arrive ${from}–${to}`;
    },
    core: (from: string, to: string): string => `core hours ${from}–${to}`,
    todayOwes: (time: string): string => `Today ${time}`,
    leaveIfNow: (at: string): string => `check in now to be done at ${at}`,
    working: (since: string, at: string): string => `*Working* · since ${since} · ${atPlaceEn(at)}`,
    onBreak: (since: string): string => `*On a break* · since ${since}`,
    done: (worked: string): string => `*Done for today* · ${worked}`,
    leaveAt: (at: string, rest?: string): string => `done at ${at}${rest ? ` (${rest} break included)` : ''}`,
    mayLeave: (at: string, _rest?: string): string => `done since ${at}`,
    fullAt: (at: string): string => `full day at ${at}`,
    fullSince: (at: string): string => `full day since ${at}`,
    rest: (time: string): string => `${time} break`,
    short: (time: string, until?: string): string => `${time} short${until ? ` · until ${until}` : ''}`,
    asOf: (time: string): string => `as of ${time}`,
    quickPlace: (at: string): string => `One click checks you in ${atPlaceEn(at)}`,
    yesterdays: (date: string): string => `the workday of ${date}`,
    onLeave: (type: string, until: string): string => `*On leave* · ${type} · until ${until}`,
    onLongLeave: (type: string, until: string): string => `*On long leave* · ${type} · until ${until}`,
    halfToday: (type: string): string => `${type} today`,
    holiday: (name: string): string => `*${name}* · public holiday`,
    weekend: '*Day off*',
    notEmployed: '*Outside your employment* · nothing is recorded',
    today: 'Today',
    thisWeek: 'This week',
    of: (worked: string, target: string): string => `${worked} of ${target}`,
    overtime: (time: string): string => `${time} overtime`,
    holidayWork: (time: string): string => `${time} holiday work`,
    unapproved: (time: string): string => `${time} not approved`,
    monthOwed: 'Remaining this month',
    periodOwed: (dates: string): string => `Remaining in ${dates}`,
    daysLeft: (n: number): string => `${plural(n, 'day')} to go`,
    monthFull: (over?: string): string => (over ? `done · ${over} over` : 'done'),
    overtimeFrom: (time: string): string => `overtime above ${time}`,
    most: (time: string): string => `at most ${time}`,
    overMost: (time: string): string => `:rotating_light: ${time} over the maximum`,
    toCap: (most: string): string => `Until ${most} per week`,
    capLeft: (time: string): string => `${time} left`,
    overCap: (time: string): string => `${time} over`,
    annualLeave: 'Annual leave',
    leaveWaiting: (days: string): string => `${days} pending, taken off`,
    leaveLapses: (days: string, on: string): string => `${days} will expire unused after ${on}`,
    leaveUseBy: (on: string): string => `use by ${on}`,
    leaveVests: (days: string, on: string): string => `${days} more on ${on}`,
    checkIn: 'Check in',
    checkInAgain: 'Check in again',
    checkOut: 'Check out',
    startBreak: 'Start break',
    endBreak: 'End break',
    changePlace: 'Change place',
    requestLeave: 'Request leave',
    confirmRest: (holiday?: string): string => (holiday ? `Today is a holiday: ${holiday}` : 'Today is your day off'),
    undo: (what: 'check-in' | 'check-out', until: string): string => `Undo ${what} (until ${until})`,
    confirmLongLeave: 'You are on long leave',
    confirmOnLeave: {
      title: 'You are on leave today',
      text: 'Check in anyway?',
      yes: 'Check in',
    },
    mine: '*My requests*',
    withdraw: 'Withdraw',
    keepConfirm: {
      text: (what: string): string => `${what} stays approved and is not cancelled.`,
      title: 'Keep this request?',
      yes: 'Keep',
    },
    withdrawConfirm: {
      title: 'Withdraw this request?',
      text: (what: string): string => `${what} will no longer be reviewed.`,
      yes: 'Withdraw',
    },
    requestWaiting: 'pending',
    urgent: ':rotating_light: *Urgent*',
    cancelWaiting: 'approved; its cancellation is pending',
    requestReplaced: 'replaced by a change',
    requestStands: 'recorded, no approval needed',
    requestBy: (state: string, by: string): string => `${state} by ${by}`,
    away: '*Away today*',
    longLeave: '*On long leave*',
    awayCalendar: 'This week',
    waiting: (n: number): string => `*Pending approvals: ${grouped(n)}*`,
    nothingWaiting: 'No pending requests.',
    now: '*Now*',
    nowCounts: (n: {
      working: number;
      onBreak: number;
      notIn: number;
      done: number;
      away: number;
      longLeave: number;
    }): string =>
      counted([
        [n.working, 'working'],
        [n.onBreak, 'on a break'],
        [n.notIn, 'not in'],
        [n.done, 'done'],
        [n.away, 'away'],
        [n.longLeave, 'on long leave'],
      ]),
    whoIsIn: 'Who is in',
    lists: {
      mine: 'My requests',
      waiting: 'Pending approvals',
      away: 'Away today',
      answers: 'Days to answer',
    },
    postSummary: "Post today's summary",
    postSummaryConfirm: {
      title: 'Post the summary now?',
      text: (channel?: string): string =>
        channel === undefined
          ? 'It is sent to each administrator by direct message with the current figures.'
          : `It is posted in ${channel} with the current figures.`,
      yes: 'Post',
    },
    summaryPosted: (channel?: string): string => `The summary is on its way to ${channel ?? 'each administrator'}.`,
    summaryJustPosted: 'A summary was posted within the last minute.',
    settings: 'Settings',
    help: { open: 'Help', title: 'Help' },
    also: (who: string): string => `· away on those days: ${who}`,
    unavailable: {
      title: 'Daybook cannot reach its database',
      text: 'Nothing can be recorded right now. What you did before is safe. Please try again in a minute.',
      retry: 'Try again',
    },
    channelProblem: (channel: string, why: string): string =>
      why === 'not_in_channel'
        ? `:warning: Daybook is not in ${channel} and cannot post there. Invite it with \`/invite @Daybook\`; waiting messages are posted then.`
        : `:warning: Daybook cannot see ${channel}. If it is private, invite it with \`/invite @Daybook\`; otherwise choose another channel under “Workspace settings”. Waiting messages are posted then.`,
    calendarUnknown: (year: string): string =>
      `:warning: The public holidays of ${year} are not known yet, so only weekends are excluded when days are counted.`,
  },
};
