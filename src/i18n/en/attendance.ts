import { grouped, plural } from '../format.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

export const attendanceEn = {
  /** 'YYYY-MM' */
  month: (month: string): string => `${MONTHS[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`,

  corrections: {
    kind: 'Attendance correction',
    open: 'Correct a day',
    title: 'Correct a day',
    whose: (name: string, date: string): string => `*${name}* · ${date}`,
    who: 'Person',
    date: 'Working day',
    now: (text: string): string => `Recorded now: ${text}`,
    nothing: 'Nothing is recorded on this day.',
    isUnfinished: 'the check-out is missing, so the day does not count',
    zone: (zone: string): string => `Times are in the workplace’s time zone (${zone}).`,
    in: (n: number): string => (n === 1 ? 'Check-in' : `Check-in ${n}`),
    out: (n: number): string => (n === 1 ? 'Check-out' : `Check-out ${n}`),
    nextDay: 'Ends on the next day',
    nextDayLabel: 'After midnight',
    nextDayAt: (time: string): string => `${time} (+1)`,
    place: (n: number): string => (n === 1 ? 'Place' : `Place ${n}`),
    recorded: 'As recorded',
    from: (n: number): string => `Break ${n} start`,
    to: (n: number): string => `Break ${n} end`,
    emptied: 'Leave empty to remove it.',
    addSpan: 'Add a check-in',
    addBreak: 'Add a break',
    reason: 'Reason',
    reasonPlaceholder: 'Kept in the day’s history',
    submit: 'Correct',
    ask: 'Request',
    atOnce: 'It is saved right away.',
    decides: (who: string): string => `The time for correcting it yourself has passed. Approver: ${who}.`,
    anAdministrator: 'an administrator',
    tells: (name: string): string => `${name} is notified by direct message.`,
    times: 'Times',
    breaks: 'Breaks',
    places: 'Place',
    worked: 'Worked',
    none: 'none',
    notCounted: 'not counted',
    goesOn: 'still running',
    missedCheckOut: 'Forgot to check out',
    noRecord: 'Forgot to record the day',
    workedThrough: 'Worked through the break',
    doneTitle: 'Corrected',
    done: (date: string): string => `:white_check_mark: *${date}* corrected.`,
    askedTitle: 'Sent',
    asked: (date: string): string =>
      `:hourglass_flowing_sand: The correction of *${date}* is pending. You will get a direct message with the decision.`,
    byOther: (name: string, date: string): string => `${name} corrected your working day of ${date}.`,
    notMade: (date: string, why: string): string =>
      `The correction of ${date} was approved but could not be saved: ${why}`,
    notTakenBack: (date: string, why: string): string =>
      `The correction of ${date} was cancelled, but the day stays as it is: ${why}`,
    takenBack: (date: string): string => `The correction of ${date} was cancelled. The day is back as it was.`,
    whose2: (name: string): string => `(${name})`,
    why: {
      'changed-since': 'the day has changed since. Correct it again if it is wrong.',
      cancelled: 'the request was cancelled in the meantime.',
    } as Record<string, string>,
    problems: {
      'missing-date': 'Choose a date.',
      'future-day': 'This day is in the future.',
      'already-asked': 'A correction of this day is pending already. Withdraw it first.',
      'nothing-changed': 'This matches the record already.',
      'missing-time': 'Choose a time.',
      'out-before-in': 'The end is before the start. If it ends after midnight, tick “Ends on the next day”.',
      overlap: 'It starts before the one above it ends.',
      'overlaps-day': 'It overlaps with the record of the day before or after.',
      'other-day': 'It does not start on this working day.',
      future: 'This time is in the future.',
      'too-long': 'This is more than 24 hours after the first check-in.',
      'break-order': 'The break ends before it starts.',
      'break-outside': 'The break is not between a check-in and its check-out.',
      'break-overlap': 'It overlaps with another break.',
      'reason-missing': 'Enter a reason.',
      'reason-too-long': (max: number): string => `The reason is too long. The limit is ${grouped(max)} characters.`,
      'month-closed': (month: string): string =>
        `${month} is closed. It cannot be changed until an administrator reopens it.`,
      'too-far-back': (limit: string): string => `Too far back. You can correct days from ${limit}.`,
      'before-hire': (limit: string): string => `This is before the first day of employment (${limit}).`,
      'after-last-day': (limit: string): string => `This is after the last day of employment (${limit}).`,
    },
  },

  missedCheckOut: {
    stillIn: (date: string, since: string): string =>
      `You have been checked in since ${since} (${date}). If you have left, when was it?`,
    missing: (date: string, since: string): string =>
      `Your check-out of *${date}* is missing (checked in at ${since}). When did you leave? The day does not count until you answer.`,
    usual: (time: string): string => `${time} (as usual)`,
    planned: (time: string): string => `${time} (planned end)`,
    other: 'Another time',
    answered: (date: string, times: string): string => `:white_check_mark: ${date}: ${times}`,
    waits: (date: string, times: string): string =>
      `:hourglass_flowing_sand: ${date}: ${times}. The correction is pending.`,
    gone: 'This time can no longer be recorded. Choose another one.',
  },

  answers: {
    noRecord: (date: string): string => `Nothing is recorded on *${date}*. Did you work?`,
    worked: 'I worked',
    onLeave: 'I was on leave',
    rejected: (date: string, by?: string): string =>
      by ? `${by} rejected your correction of *${date}*.` : `Your correction of *${date}* was rejected.`,
    again: 'Ask again',
    keep: 'Keep it as recorded',
    more: (n: number): string => `${plural(n, 'more day needs', 'more days need')} an answer.`,
    status: (is: 'no-record' | 'no-check-out' | 'correction-rejected', date: string, n: number): string => {
      const lacks = {
        'no-record': `Nothing is recorded on ${date}.`,
        'no-check-out': `You did not check out on ${date}, so that day does not count.`,
        'correction-rejected': `Your correction of ${date} was rejected.`,
      }[is];
      return `:warning: ${lacks} Answer on Home${n > 1 ? ` (${plural(n, 'day')} in all)` : ''}.`;
    },
  },

  months: {
    open: 'Months and closing',
    title: 'Months and closing',
    explained: 'In a closed month no one can change anything until it is reopened.',
    correctSomebody: 'Correct someone’s day',
    pickPerson: 'Choose a person',
    state: { open: 'open', closed: 'closed', reopened: 'reopened' } as Record<string, string>,
    problem: (problem: string, n: number): string =>
      ({
        'still-in': `${grouped(n)} still checked in`,
        'no-check-out': `${plural(n, 'day')} without a check-out`,
        'no-record': `${plural(n, 'day')} without a record`,
        'correction-waiting': `${plural(n, 'correction')} pending`,
        'leave-waiting': `${plural(n, 'leave request')} pending`,
        'break-missed': `${plural(n, 'day')} with breaks too short`,
        'protected-work': `${plural(n, 'day')} of overtime, night or holiday work of protected people`,
        'overtime-unapproved': `${plural(n, 'day')} with overtime not approved`,
      })[problem] ?? problem,
    counting: 'counting what is left…',
    leftThen: (left: string): string => `left: ${left}`,
    settled: 'No problems left',
    step: (what: string, by: string, at: string): string =>
      `${what === 'closed' ? 'closed' : 'reopened'} by ${by}, ${at}`,
    late: (names: string): string => `:warning: Changed while it was being closed: ${names}`,
    close: 'Close month',
    reopen: 'Reopen month',
    closeTitle: 'Close the month',
    closing: (month: string): string => `*Close ${month}?*\nNo one can change anything in it until it is reopened.`,
    closeReason: 'Why close it anyway?',
    closeReasonHint: 'Kept with the month and your name.',
    closeFile: 'Send me the payroll file (Excel) once it is closed',
    showPeople: 'Show people',
    back: '◀ All months',
    toClosing: '◀ Close the month',
    reopenTitle: 'Reopen the month',
    reopenText: (month: string): string =>
      `*${month}* can be corrected again. This is kept with your name and the reason.`,
    reason: 'Reason',
    lateMessage: (month: string, names: string): string =>
      `${month} was closed. These days were changed within the same minute; please check them: ${names}`,
    refusals: {
      'closed-before': (by: string, at: string): string => `${by} has already closed this month (${at}).`,
      'reopened-before': (by: string, at: string): string => `${by} has already reopened this month (${at}).`,
      'month-runs': 'This month is not over yet.',
      'still-in': (n: number): string =>
        `${plural(n, 'person is', 'people are')} still checked in on a day of this month.`,
      'never-closed': 'This month is not closed.',
      'reason-missing': 'Enter a reason.',
    },
  },
};
