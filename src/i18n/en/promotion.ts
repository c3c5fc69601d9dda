import type { Shown } from '../../shared/shown.ts';
import { grouped, plural } from '../format.ts';
import { days } from './amount.ts';
import { english } from './format.ts';

const people = (n: number): string => `${n} ${n === 1 ? 'person' : 'people'}`;
const on = (date: string): string => `${english.date(date)} ${date.slice(0, 4)}`;

/** Use promotion (LSA 61). Names in sentences have gone through `literal`. */
export const promotionEn = {
  promotion: {
    open: 'Notices to use leave',
    title: 'Notices to use leave',
    on,
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
      text: (left: Shown, until: string): string =>
        `:calendar: *Notice to use annual leave*\nYou have *${days(left)}* left. What is unused expires after *${on(until)}*.`,
      askFromReceipt:
        'Please press *I have read this*, and choose dates *within 10\u00a0days* from then. The company designates the rest.',
      ask: (answerBy: string): string =>
        `Please choose your dates by *${on(answerBy)}*. The company will designate dates for the rest.`,
      law: (article: string): string => `Labor Standards Act, ${article}`,
      seen: (at: string): string => `:white_check_mark: Read on ${at}`,
      named: (dates: string): string => `Dates you chose: ${dates}`,
      designated: (dates: string): string => `Dates designated by the company: ${dates}`,
      nothingLeft: 'No days left to plan.',
      leftNow: (left: Shown): string => `Without a date: *${days(left)}*`,
      confirm: 'I have read this',
      confirmDates: 'I have read the dates',
      name: 'Choose dates',
      fallback: (left: Shown): string => `Notice to use annual leave: ${days(left)} left`,
    },
    home: {
      unread: (left: Shown, until: string): string =>
        `:calendar: *Notice to use annual leave* · ${days(left)} left, until ${on(until)}`,
      open: (left: Shown, answerBy: string): string =>
        `:calendar: *${days(left)}* of annual leave without a date · please choose dates by ${on(answerBy)}`,
      designated: (dates: string): string => `:calendar: The company designated your leave: *${dates}*`,
      late: (answerBy: string): string =>
        `The deadline to choose dates was ${on(answerBy)}. You can still choose until the company designates them.`,
      prepared: (n: number, to: string): string =>
        `:calendar: *Notices to use leave* · ${people(n)} · send by *${on(to)}*`,
      designate: (n: number, by: string): string =>
        `:calendar: *Leave dates to designate* · ${people(n)} without an answer · by *${on(by)}*`,
      review: 'Review',
    },
    name: {
      title: 'Choose leave dates',
      text: (left: Shown, until: string): string =>
        `*${days(left)}* without a date, usable until ${on(until)}. Each date is sent as an annual leave request. You can choose some now and the rest later.`,
      half: 'If only half a day is left for the last date, it becomes an afternoon off.',
      date: (n: number): string => `Date ${n}`,
      more: 'Add date',
      send: 'Send',
      nothing: 'Choose at least one date.',
      done: (n: number): string => `${plural(n, 'request')} sent.`,
    },
    problems: {
      twice: 'This date is chosen twice.',
      'day-off': 'This is not a working day.',
      passed: 'This day has passed.',
      lapsed: 'The days have expired by then.',
      'too-many': 'You chose more dates than you have days left.',
    } as Record<string, string>,
    refused: {
      'not-found': 'This notice is no longer open.',
      'not-yours': 'This notice belongs to someone else.',
      'sent-already': 'This notice has already been sent.',
      busy: 'Someone else is changing this. Please try again.',
      'not-received': 'The person has not confirmed the notice yet. Their ten days begin when they do.',
      'too-early': 'The person can still choose dates themselves.',
      'deadline-over': 'The deadline for designating dates has passed.',
      'none-left': 'No days left to designate.',
    } as Record<string, string>,
    review: {
      explained:
        'Notices are prepared on the first day the law allows sending them. Review the list, exclude people it does not apply to, and send.',
      tabs: {
        prepared: 'To send',
        waiting: 'Awaiting dates',
        designate: 'To designate',
        settled: 'Done',
        excluded: 'Excluded',
      } as Record<string, string>,
      show: 'Show',
      none: 'No one here.',
      left: (left: Shown, until: string): string => `${days(left)} · until ${on(until)}`,
      window: (from: string, to: string): string => `send ${english.range(from, to)} ${to.slice(0, 4)}`,
      windowOver: (to: string): string => `was due by ${on(to)}`,
      answerBy: (date: string): string => `chooses dates by ${on(date)}`,
      designateBy: (date: string): string => `designate by *${on(date)}*`,
      over: (date: string): string => `:warning: deadline to designate was ${on(date)}`,
      seen: (at: string): string => `read ${at}`,
      unseen: 'not read yet',
      receiveBy: (date: string): string => `:warning: to be read by *${on(date)}*, or no dates can be designated`,
      hand: 'Handed over on paper',
      handConfirm: {
        title: 'Handed over on paper?',
        yes: 'Handed over',
        text: 'This records that the person received the notice on paper today. Their ten days begin today.',
      },
      unsent: 'not delivered yet',
      reason: (reason: string): string => `excluded: ${reason}`,
      send: (n: number): string => `Send to ${people(n)}`,
      confirm: {
        title: 'Send the notices?',
        yes: 'Send',
        text: (n: number): string =>
          `${people(n)} will receive a direct message with their unused days. This cannot be undone.`,
      },
      sending: 'Sending the notices. Reopen the list to see the result.',
      exclude: 'Exclude',
      include: 'Include again',
      designate: 'Designate',
      evidence: 'Evidence (CSV)',
      evidenceComes: 'You will receive the file by direct message in a moment.',
    },
    exclude: {
      title: 'Exclude from notices',
      text: (who: string): string => `*${who}* will not receive a notice. The reason is kept with the evidence.`,
      reason: 'Reason',
      save: 'Exclude',
    },
    designate: {
      title: 'Designate dates',
      text: (who: string, left: Shown, until: string): string =>
        `*${who}* · *${days(left)}* without a date, usable until ${on(until)}. The dates become approved leave and the person is notified.`,
      suggested: 'Suggested: the last working days that are free. Change them as you see fit.',
      save: 'Designate',
      done: (who: string, n: number): string => `${plural(n, 'date')} designated for ${who}, who is notified.`,
    },
    datesSeen: ':white_check_mark: Thank you, that is recorded.',
    workRefused: (date: string): string =>
      `:no_entry: ${date} is a day of leave that the company designated. Work on it is not accepted (노무수령 거부): please stop, and take the day off. This message is kept as evidence.`,
    designated: (who: string, dates: string, article: string): string =>
      `:calendar: ${who} designated dates for your annual leave: *${dates}*. They are approved. (Labor Standards Act, ${article})`,
    digest: {
      prepared: (n: number, to: string): string =>
        `Notices to use annual leave are ready for *${people(n)}*. Send them by *${on(to)}*.`,
      closing: (n: number, to: string): string =>
        `:warning: *${grouped(n)}* ${n === 1 ? 'notice has' : 'notices have'} not been sent yet. The last day is *${on(to)}*.`,
      unread: (n: number, by: string): string =>
        `${people(n)} ${n === 1 ? 'has' : 'have'} not read their notice. It must be read by *${on(by)}*, or no dates can be designated. If you handed it over on paper, record that.`,
      unanswered: (n: number, by: string): string =>
        `*${people(n)}* ${n === 1 ? 'has' : 'have'} not chosen dates for all their days. Designate by *${on(by)}*.`,
    },
    evidence: {
      comment: 'Evidence of notices to use leave (all employees)',
      file: (date: string): string => `leave-notices-${date}.csv`,
      head: [
        'Person',
        'Employee number',
        'Article',
        'Grants',
        'Usable until',
        'Days at preparation',
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
        'Dates chosen',
        'Designated at',
        'Designated by',
        'Dates designated',
        'Dates read at',
        'Work not accepted',
        'Designate by',
        'Exclusion reason',
      ],
      state: { prepared: 'prepared', excluded: 'excluded', sent: 'sent' } as Record<string, string>,
      where: { dm: 'direct message', home: 'Home', paper: 'paper' } as Record<string, string>,
    },
  },
};

export type PromotionWords = typeof promotionEn;
