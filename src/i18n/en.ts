import { approvalsEn } from './approvals-en.ts';
import { attendanceEn } from './attendance-en.ts';
import { calendarEn } from './calendar-en.ts';
import { chatEn } from './chat-en.ts';
import { clockTime, english, number, plural } from './format.ts';
import { formsEn } from './forms-en.ts';
import { leaveEn } from './leave-en.ts';
import { ledgerEn } from './ledger-en.ts';
import { peopleEn } from './people-en.ts';
import { statusEn } from './status-en.ts';

/** `3 working · 1 away`: what is none is left out. */
const counted = (counts: [number, string][]): string =>
  counts
    .filter(([n]) => n > 0)
    .map(([n, what]) => `${n} ${what}`)
    .join(' · ');

type Part = 'morning' | 'day' | 'evening' | 'night';
const place: Record<string, string> = { office: 'Office', home: 'Home', outside: 'Outside', trip: 'Business trip' };
const atPlace: Record<string, string> = {
  office: 'at the office',
  home: 'from home',
  outside: 'outside',
  trip: 'on a business trip',
};
const state: Record<string, string> = {
  waiting: 'waiting',
  approved: 'approved',
  rejected: 'rejected',
  withdrawn: 'withdrawn',
  'sent-back': 'sent back',
  cancelled: 'cancelled',
};

/** English. Korean has the same keys (`ko.ts` is typed by this file), so a missing one does not compile. */
export const en = {
  ...english,
  ...formsEn,
  ...ledgerEn,
  ...approvalsEn,
  ...attendanceEn,
  ...calendarEn,
  ...chatEn,
  ...peopleEn,
  ...statusEn,
  number,
  ...leaveEn,
  /** a range far ahead or read from a text without a year: the year is said */
  rangeWithYear: (from: string, to: string): string =>
    from.slice(0, 4) === to.slice(0, 4)
      ? `${english.range(from, to)} ${to.slice(0, 4)}`
      : `${english.date(from)} ${from.slice(0, 4)} – ${english.date(to)} ${to.slice(0, 4)}`,
  time: clockTime,
  days: (n: number): string => plural(n, 'day'),
  place: (id: string): string => place[id] ?? id,
  state: (id: string): string => state[id] ?? id,
  holiday: (name: { ko: string; en: string }): string => name.en,
  list: (names: readonly string[]): string => names.join(', '),
  /** a name as one addresses the person */
  name: (name: string): string => name,
  andMore: (n: number): string => `and ${n} more`,
  andMorePeople: (n: number): string => `and ${n} more`,

  common: {
    close: 'Close',
    cancel: 'Cancel',
    save: 'Save',
    send: 'Send',
    yes: 'Yes',
    no: 'No',
    seeAll: 'See all',
    previous: 'Previous',
    next: 'Next',
    page: (page: number, pages: number): string => `Page ${page} of ${pages}`,
    nothing: 'Nothing here.',
    language: (id: string): string => ({ auto: 'As in Slack', ko: '한국어', en: 'English' })[id] ?? id,
  },

  home: {
    fallback: 'Daybook',
    hello: (name: string, part: Part): string =>
      `${{ morning: 'Good morning', day: 'Good afternoon', evening: 'Good evening', night: 'Hello' }[part]}, ${name}`,
    notIn: '*Not checked in*',
    working: (since: string, at: string): string => `*Working* · since ${since} · ${atPlace[at] ?? at}`,
    onBreak: (since: string): string => `*On a break* · since ${since}`,
    done: (worked: string): string => `*Done for today* · ${worked}`,
    yesterdays: (date: string): string => `the workday of ${date}`,
    onLeave: (type: string, until: string): string => `*On leave* · ${type} · until ${until}`,
    halfToday: (type: string): string => `${type} today`,
    holiday: (name: string): string => `*${name}* · public holiday`,
    weekend: '*Day off*',
    unfinished: (date: string): string =>
      `:warning: You did not check out on ${date}. That day counts nothing until it is corrected.`,
    today: 'Today',
    thisWeek: 'This week',
    of: (worked: string, target: string): string => `${worked} of ${target}`,
    includesBreak: (text: string): string => `plus ${text} break`,
    checkIn: 'Check in',
    checkInAgain: 'Check in again',
    checkOut: 'Check out',
    startBreak: 'Start break',
    endBreak: 'End break',
    changePlace: 'Change place',
    requestLeave: 'Request leave',
    confirmOnLeave: {
      title: 'You are on leave today',
      text: 'Check in all the same?',
      yes: 'Check in',
    },
    mine: '*My requests*',
    noRequests: 'No requests yet. Leave that you ask for appears here.',
    withdraw: 'Withdraw',
    keepConfirm: {
      text: (what: string): string => `${what} stays approved, and is not cancelled.`,
      title: 'Keep it after all?',
      yes: 'Keep',
    },
    withdrawConfirm: {
      title: 'Withdraw this request?',
      text: (what: string): string => `${what} will not be decided any more.`,
      yes: 'Withdraw',
    },
    requestWaiting: 'waiting for a decision',
    urgent: ':rotating_light: *Urgent*',
    cancelWaiting: 'approved; its cancellation waits for a decision',
    requestBy: (state: string, by: string): string => `${state} by ${by}`,
    away: '*Away today*',
    nobodyAway: 'Nobody else is on leave today.',
    waiting: (n: number): string => `*Waiting for a decision: ${n}*`,
    nothingWaiting: 'Nothing waits for a decision.',
    now: '*Now*',
    nowCounts: (n: { working: number; onBreak: number; notIn: number; done: number; away: number }): string =>
      counted([
        [n.working, 'working'],
        [n.onBreak, 'on a break'],
        [n.notIn, 'not in'],
        [n.done, 'done'],
        [n.away, 'away'],
      ]),
    whoIsIn: 'See who',
    groups: { working: 'Working', onBreak: 'On a break', notIn: 'Not in', done: 'Done', away: 'Away' },
    lists: { mine: 'My requests', waiting: 'Waiting', away: 'Away today', now: 'Now' },
    postSummary: "Post today's summary",
    postSummaryConfirm: {
      title: 'Post the summary now?',
      text: (channel?: string): string =>
        channel === undefined
          ? 'It goes to each administrator by direct message, as things stand now.'
          : `It is posted in ${channel}, as things stand now.`,
      yes: 'Post',
    },
    summaryPosted: (channel?: string): string => `The summary is on its way to ${channel ?? 'each administrator'}.`,
    summaryJustPosted: 'A summary was posted within the last minute.',
    settings: 'Settings',
    also: (n: number): string => `· ${n} ${n === 1 ? 'other' : 'others'} away on those days`,
    unavailable: {
      title: 'Daybook cannot reach its database',
      text: 'Nothing can be recorded right now. What you did before is safe. Please try again in a minute.',
      retry: 'Try again',
    },
    channelProblem: (channel: string, why: string): string =>
      why === 'not_in_channel'
        ? `:warning: Daybook is not in ${channel} and cannot post there. Invite it with \`/invite @Daybook\`; what waits is posted then.`
        : `:warning: Daybook cannot see ${channel}. If it is private, invite it there with \`/invite @Daybook\`; else choose another channel under “Workspace settings”. What waits is posted then.`,
    calendarUnknown: (year: string): string =>
      `:warning: The public holidays of ${year} are not known yet: only weekends are left out when days are counted.`,
  },

  attendance: {
    checkInTitle: 'Check in',
    checkOutTitle: 'Check out',
    placeTitle: 'Change place',
    place: 'Place',
    note: 'Note',
    notePlaceholder: 'e.g. at a customer’s until noon',
    quick: 'Next time',
    quickIn: 'Check in with one click',
    quickOut: 'Check out with one click',
    checkIn: 'Check in',
    checkOut: 'Check out',
    workedSoFar: (worked: string): string => `Worked so far today: *${worked}*`,
    checkedIn: (time: string, at: string): string => `Checked in at ${time}, ${atPlace[at] ?? at}.`,
    checkedOut: (time: string, worked: string): string => `Checked out at ${time}. Today you worked *${worked}*.`,
    total: (span: string, rest: string, worked: string): string =>
      `${span} between the first check-in and the last check-out, ${rest} of it break: *${worked}* worked.`,
    seeYou: 'See you!',
  },

  summary: {
    title: (date: string): string => `Summary of ${date}`,
    fallback: (date: string, present: number): string => `Summary of ${date}: ${present} present`,
    numbers: (n: { present: number; stillIn: number; notIn: number; away: number; waiting: number }): string =>
      [
        `*${n.present}* present`,
        ...(n.stillIn > 0 ? [`*${n.stillIn}* still checked in`] : []),
        ...(n.notIn > 0 ? [`*${n.notIn}* not in`] : []),
        ...(n.away > 0 ? [`*${n.away}* on leave`] : []),
        ...(n.waiting > 0 ? [`*${n.waiting}* late ${n.waiting === 1 ? 'request' : 'requests'}`] : []),
      ].join(' · '),
    stillIn: '*Still checked in*',
    notIn: '*Not in*',
    present: '*Present*',
    away: '*On leave*',
    waiting: '*Late requests waiting*',
    waitingLine: (who: string, what: string, since: string): string => `${who} · ${what} · since ${since}`,
    since: (name: string, time: string): string => `${name} (since ${time})`,
    none: 'nobody',
    asOf: (time: string): string => `As of ${time}`,
    byHand: (name: string): string => `Posted by ${name}`,
  },

  settings: {
    title: 'Settings',
    language: 'Language',
    oneClick: 'Without the form',
    quickIn: 'Check in with one click',
    quickOut: 'Check out with one click',
    quickHint: 'Without the form: the place is the one of last time, and can be changed afterwards.',
    place: 'Usual place',
  },

  errors: {
    title: 'Daybook',
    unavailable: 'Daybook cannot reach its database: *nothing was recorded*. Please try again in a minute.',
    unavailablePlain: 'Daybook cannot reach its database: nothing was recorded. Please try again in a minute.',
    unconfirmed:
      'Daybook’s database did not answer in time: it is not certain that this was recorded. Look at the Home tab before you try again.',
    unexpected: (id: string): string =>
      `Something went wrong, and it is not your fault. Please try again; if it stays, tell an administrator this number: ${id}`,
  },

  refusal: {
    'already-in': (since: string, at: string): string =>
      `You are already checked in: since ${since}, ${atPlace[at] ?? at}.`,
    'not-in': 'You are not checked in.',
    'already-out': (at: string, worked: string): string => `You already checked out at ${at}, after ${worked} of work.`,
    'on-break': (since: string): string => `You are already on a break, since ${since}.`,
    'not-on-break': 'You are not on a break.',
    'time-ahead': 'That time has not come yet.',
    'time-before': (since: string): string =>
      `That is before the end of what is recorded already (${since}). Correct the day instead.`,
    'may-not-decide': 'You are not among those who decide on this request.',
    'own-request': 'Nobody decides on their own request: another administrator will.',
    decided: (state: string, by: string, at: string): string =>
      `${by} already ${
        {
          approved: 'approved this request',
          rejected: 'rejected this request',
          cancelled: 'cancelled this request',
          'cancel-rejected': 'refused to cancel this request',
        }[state] ?? 'decided on this request'
      } (${at}).`,
    'step-done': (by: string, at: string): string => `${by} already decided for this step (${at}).`,
    'step-passed': (at: string): string => `This step was passed on to somebody else (${at}).`,
    'not-your-step': 'It is not your turn yet: an earlier step waits for somebody else.',
    'sent-back': (by: string, at: string): string => `${by} sent this request back for changes (${at}).`,
    'changed-since': (at: string): string => `This request has changed since (${at}). Look at its newest card.`,
    'not-sent-back': 'This request was not sent back.',
    'cancel-not-sent-back': 'A cancellation is approved or rejected, not sent back.',
    'nothing-to-cancel': 'Only an approved request can be cancelled.',
    'cancel-waits': (at: string): string => `Its cancellation was already asked for (${at}).`,
    'reason-missing': 'Say why.',
    'nobody-decides': 'There is nobody in this workspace who could decide on it.',
    'not-waiting': 'This request does not wait any more.',
    'not-stranded': 'This request has somebody to decide on it.',
    'already-escalated': 'This request was already passed on.',
    'already-reminded': 'They were reminded already.',
    withdrawn: (at: string): string => `This request was withdrawn (${at}).`,
    'not-yours': 'That is somebody else’s request.',
    'not-found': 'That request does not exist any more.',
    'administrators-only': 'Only administrators can do that.',
    'not-employed': 'Only members of this workspace can use Daybook.',
    busy: 'Too many changes at once: nothing was recorded. Please try again.',
  },
};

export type Words = typeof en;
