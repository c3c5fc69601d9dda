import { english } from './format.ts';

const exact = (n: number): string => String(Math.round(n * 10_000) / 10_000);
const days = (n: number): string => `${exact(n)} ${n === 1 ? 'day' : 'days'}`;
const people = (n: number): string => `${n} ${n === 1 ? 'person' : 'people'}`;
const on = (date: string): string => `${english.date(date)} ${date.slice(0, 4)}`;

/** English: use promotion (LSA 61). Names in sentences have gone through `literal`. */
export const promotionEn = {
  promotion: {
    open: 'Notices to use leave',
    title: 'Notices to use leave',
    days,
    on,
    /** the article that a notice goes by, for its text and the evidence */
    article: { annual: 'LSA 61 (1)', monthly: 'LSA 61 (2)', 'monthly-late': 'LSA 61 (2), proviso' } as Record<
      string,
      string
    >,
    reasons: {
      annual: 'Date designated by the employer (LSA 61 (1) 2)',
      monthly: 'Date designated by the employer (LSA 61 (2) 2)',
      'monthly-late': 'Date designated by the employer (LSA 61 (2) 2, proviso)',
    } as Record<string, string>,
    notice: {
      text: (left: number, until: string): string =>
        `:calendar: *Notice to use annual leave*\nYou have *${days(left)}* left. They expire unused after *${on(until)}*.`,
      ask: (answerBy: string): string =>
        `Please say by *${on(answerBy)}* on which days you will take them. For days without a date the company will designate one.`,
      law: (article: string): string => `Labor Standards Act, ${article}`,
      seen: (at: string): string => `:white_check_mark: Read on ${at}`,
      named: (dates: string): string => `Dates you named: ${dates}`,
      designated: (dates: string): string => `Dates the company designated: ${dates}`,
      nothingLeft: 'Nothing is left to name.',
      leftNow: (left: number): string => `Without a date at the moment: *${days(left)}*`,
      confirm: 'I have read this',
      name: 'Name dates',
      fallback: (left: number): string => `Notice to use annual leave: ${days(left)} left`,
    },
    home: {
      unread: (left: number, until: string): string =>
        `:calendar: *Notice to use annual leave* · ${days(left)} left, until ${on(until)}`,
      open: (left: number, answerBy: string): string =>
        `:calendar: *${days(left)}* of annual leave without a date · please name dates by ${on(answerBy)}`,
      late: (answerBy: string): string =>
        `Dates were to be named by ${on(answerBy)}. You still can, until the company designates them.`,
      prepared: (n: number, to: string): string =>
        `:calendar: *Notices to use leave* · for ${people(n)}, to be sent by *${on(to)}*`,
      designate: (n: number, by: string): string =>
        `:calendar: *Dates of leave to be designated* · ${people(n)} without an answer, by *${on(by)}*`,
      review: 'Review',
    },
    name: {
      title: 'Name dates of leave',
      text: (left: number, until: string): string =>
        `*${days(left)}* without a date, usable until ${on(until)}. Each date is sent as a request of annual leave. You need not name all of them now.`,
      half: 'If half a day is left for the last date, it becomes an afternoon off.',
      date: (n: number): string => `Date ${n}`,
      more: 'Another date',
      send: 'Send',
      nothing: 'Choose at least one date.',
      done: (n: number): string => `${n} ${n === 1 ? 'date is' : 'dates are'} sent as requests.`,
    },
    problems: {
      twice: 'This date is chosen twice.',
      'day-off': 'This is not a working day.',
      passed: 'This day has passed.',
      lapsed: 'The days have expired by then.',
      'too-many': 'More dates than days are left.',
    } as Record<string, string>,
    refused: {
      'not-found': 'This notice is no longer open.',
      'not-yours': 'This notice is somebody else’s.',
      'window-over': 'The days on which it may be sent are over.',
      'sent-already': 'This notice was sent already.',
      busy: 'Somebody else is changing this at the moment. Please try again.',
      'too-early': 'The person still has time to name dates themselves.',
      'deadline-over': 'The last day on which the employer may designate has passed.',
      'none-left': 'Nothing is left to designate.',
    } as Record<string, string>,
    review: {
      explained:
        'Daybook prepares a notice on the first day on which the law lets it be sent. Look through them, leave out whom it does not concern, and send.',
      tabs: {
        prepared: 'To be sent',
        waiting: 'Waiting for dates',
        designate: 'To be designated',
        settled: 'Settled',
        excluded: 'Left out',
      } as Record<string, string>,
      show: 'Show',
      count: (tab: string, n: number): string => `${tab} (${n})`,
      none: 'No one.',
      left: (left: number, until: string): string => `${days(left)} · until ${on(until)}`,
      window: (from: string, to: string): string => `may be sent ${english.range(from, to)} ${to.slice(0, 4)}`,
      windowOver: (to: string): string => `was to be sent by ${on(to)}`,
      answerBy: (date: string): string => `names dates until ${on(date)}`,
      designateBy: (date: string): string => `designate by *${on(date)}*`,
      over: (date: string): string => `:warning: the last day to designate was ${on(date)}`,
      seen: (at: string): string => `read ${at}`,
      unseen: 'not read yet',
      unsent: 'not delivered yet',
      reason: (reason: string): string => `left out: ${reason}`,
      send: (n: number): string => `Send to ${people(n)}`,
      confirm: {
        title: 'Send the notices?',
        yes: 'Send',
        text: (n: number): string =>
          `${people(n)} get a direct message with the days they have left. It cannot be taken back.`,
      },
      sending: 'The notices are being sent. Open the list again to see them.',
      exclude: 'Leave out',
      include: 'Take in again',
      designate: 'Designate',
      evidence: 'Evidence (CSV)',
      evidenceComes: 'The file comes by direct message in a moment.',
      back: 'Back',
      next: 'More',
    },
    exclude: {
      title: 'Leave out',
      text: (who: string): string => `*${who}* gets no notice. The reason is kept with the evidence.`,
      reason: 'Why',
      save: 'Leave out',
    },
    designate: {
      title: 'Designate dates',
      text: (who: string, left: number, until: string): string =>
        `*${who}* · *${days(left)}* without a date, usable until ${on(until)}. The dates become approved leave, and the person is told.`,
      suggested: 'Suggested: the last working days that are free. Change them as you see fit.',
      save: 'Designate',
      done: (who: string, n: number): string =>
        `${n} ${n === 1 ? 'date' : 'dates'} designated for ${who}; the person is told.`,
    },
    designated: (who: string, dates: string, article: string): string =>
      `:calendar: ${who} designated dates for your annual leave: *${dates}*. They are approved. (Labor Standards Act, ${article})`,
    digest: {
      prepared: (n: number, to: string): string =>
        `Notices to use annual leave are prepared for *${people(n)}*. Send them by *${on(to)}*.`,
      closing: (n: number, to: string): string =>
        `:warning: *${n}* prepared ${n === 1 ? 'notice is' : 'notices are'} not sent yet. The last day is *${on(to)}*.`,
      unanswered: (n: number, by: string): string =>
        `*${people(n)}* named no dates for all their days. Designate by *${on(by)}*.`,
    },
    evidence: {
      comment: 'Evidence of the notices to use leave, the whole company',
      file: (date: string): string => `leave-notices-${date}.csv`,
      head: [
        'Person',
        'Employee number',
        'Article',
        'Grants',
        'Usable until',
        'Days when prepared',
        'Days in the notice',
        'Days left now',
        'State',
        'Prepared at',
        'Sent at',
        'Sent by',
        'Delivered at',
        'Slack channel',
        'Slack ts',
        'Read at',
        'Read in',
        'Answered at',
        'Dates named',
        'Designated at',
        'Designated by',
        'Dates designated',
        'Designate by',
        'Left out because',
      ],
      state: { prepared: 'prepared', excluded: 'left out', sent: 'sent' } as Record<string, string>,
      where: { dm: 'direct message', home: 'Home' } as Record<string, string>,
    },
  },
};

export type PromotionWords = typeof promotionEn;
