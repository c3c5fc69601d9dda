import { english, plural } from './format.ts';

/** Up to four decimals, which half hours need: what is shown adds up. */
const exact = (n: number): string => String(Math.round(n * 10_000) / 10_000);
const days = (n: number): string => `${exact(n)} ${Math.abs(n) === 1 ? 'day' : 'days'}`;
const signed = (n: number): string => (n < 0 ? `−${days(-n)}` : `+${days(n)}`);
const on = (date: string): string => `${english.date(date)} ${date.slice(0, 4)}`;

const KINDS: Record<string, string> = {
  monthly: 'Monthly leave of the first year',
  annual: 'Annual leave',
  prorated: 'Annual leave, share of a year',
  allowance: 'Yearly allowance',
  'carry-over': 'Carried over',
  reward: 'Reward',
  compensatory: 'Compensatory leave',
  correction: 'Correction',
  opening: 'Opening balance',
  reversal: 'Taken back',
};
const POOLS: Record<string, string> = { annual: 'Annual leave', compensatory: 'Compensatory leave' };

/** Words of grants, balances and the statement. */
export const ledgerEn = {
  ledger: {
    days,
    signed,
    on,
    kind: (id: string): string => KINDS[id] ?? id,
    pool: (id: string): string => POOLS[id] ?? id,
    open: 'Leave statement',
    title: 'Leave statement',
    of: (who: string): string => `*${who}*`,
    person: 'Whose statement',
    left: (pool: string, n: number): string => `${pool}: *${days(n)}* left`,
    waitingTaken: (n: number): string => `${days(n)} pending, already taken off`,
    overdrawn: (n: number): string => `:warning: ${days(n)} overdrawn: no grant covers them`,
    lapses: (n: number, date: string): string => `${days(n)} to be taken until ${on(date)}`,
    vests: (n: number, date: string): string => `${days(n)} accrue on ${on(date)}`,
    usableUntil: (date: string): string => `until ${on(date)}`,
    neverLapses: 'does not expire',
    lapsed: 'Expired unused',
    willLapse: 'Expires if not taken',
    carried: (n: number): string => `${days(n)} of it carried over`,
    reversed: 'taken back since',
    reverses: (what: string): string => `takes back: ${what}`,
    corrects: (what: string): string => `corrects: ${what}`,
    waiting: 'pending',
    planned: 'planned',
    balance: (n: number): string => `balance ${days(n)}`,
    ahead: '*To come*',
    soFar: '*So far, with leave that is planned*',
    entries: (n: number): string => plural(n, 'entry', 'entries'),
    empty: 'Nothing was given or taken yet.',
    noBalance: 'Neither a hire date nor a grant is known, so there is no balance.',
    hireDateMissing: ':warning: The hire date is missing. Enter it under *People*, and leave is computed.',
    goOn: 'Continue',
    back: 'Back',

    give: 'Give or correct',
    giveTitle: 'Give leave',
    giveCheckTitle: 'Check the grant',
    giveYes: 'Give',
    recipient: 'For whom',
    what: 'Kind',
    count: 'Days',
    countHint: 'To the hundredth. A correction may be below zero, such as -0.5.',
    vestsOn: 'Accrues on',
    until: 'Last usable day',
    untilHint: 'Empty: it does not expire.',
    why: 'Reason',
    whyHint: 'The person reads it.',
    change: (before: number | undefined, after: number): string =>
      before === undefined ? `Balance: *${days(after)}*` : `Balance: ${days(before)} → *${days(after)}*`,
    balanceOn: (date: string): string => `as of ${on(date)}`,
    belowZero: ':warning: The balance would be below zero.',
    reverse: 'Take back',
    reverseTitle: 'Take a grant back',
    reverseText: (what: string): string =>
      `${what}\nIt is taken back as a whole. The grant and its reversal both stay in the statement.`,

    attended: 'Attendance',
    attendedTitle: 'Attendance for leave',
    attendedText:
      'Attendance in full is assumed. What is said here counts for what accrues later, and corrects what has accrued.',
    absentMonths: 'Months of the first year not attended in full',
    absentMonth: (k: number): string => `Month ${k} after hire`,
    lowYears: 'Years under 80 % attendance',
    lowYearsHint: 'One a line: year of employment and months attended in full, such as 2: 6',
    attendedChanges: (lines: readonly string[]): string => lines.join('\n'),
    attendedNone: 'Nothing that has accrued changes.',
    corrected: (what: string, n: number): string => `${what}: ${signed(n)}`,

    problems: {
      'unknown-kind': 'Choose what it is for.',
      'not-a-number': 'Write a number of days, such as 1.5.',
      'no-days': 'Zero days give nothing.',
      'too-fine': 'At most two decimals.',
      'too-many': 'At most 365 days at once.',
      'below-zero': 'Only a correction may be below zero.',
      'not-a-date': 'Choose a day.',
      'ahead-below-zero': 'What is taken off counts from today at the latest.',
      destroyed: 'Records of that time are past their time and may be destroyed: choose a later day.',
      'before-first': 'It must not be before the day on which it accrues.',
      'no-reason': 'Write a reason.',
      'too-long': 'At most 300 characters.',
      'no-person': 'Choose a person.',
      'bad-years': 'Write one a line as 2: 6, months from 0 to 12.',
    } as Record<string, string>,
    refused: {
      'not-there': 'There is no such grant.',
      'reversed-already': 'It was taken back already.',
      'a-reversal': 'A reversal cannot be taken back. Give the days anew.',
      'carried-over': 'A part of it was carried over. Take that back first.',
    } as Record<string, string>,
    used: (n: number): string => `It is in use: without it, ${days(n)} of leave would not be covered.`,
    uncovered: {
      title: 'Taken back',
      text: (who: string, what: string, n: number): string =>
        `:warning: While you took back *${what}* of ${who}, leave was sent that counted on it: *${days(n)}* are not covered now.`,
      more: (n: number): string => `and ${n} more`,
      next: 'Whoever is to approve it is told so, too. Have it withdrawn or cancelled, or give the days anew.',
    },
    busy: 'Somebody else changed it at the same moment. Try again.',

    told: {
      vested: (n: number, until: string): string =>
        `:palm_tree: You have *${days(n)}* of new annual leave, until ${on(until)}.`,
      given: (what: string, n: number, until: string | undefined): string =>
        `:gift: You were given *${days(n)}*: ${what}${until === undefined ? '' : `, until ${on(until)}`}.`,
      corrected: (n: number): string => `:pencil2: Your leave was corrected by *${signed(n)}*.`,
      reversed: (what: string, n: number): string =>
        `:leftwards_arrow_with_hook: *${days(n)}* were taken back: ${what}.`,
      by: (who: string): string => `by ${who}`,
      balance: (n: number): string => `${days(n)} of leave are left now.`,
      lapsing: (n: number, until: string, inDays: number): string =>
        inDays === 0
          ? `:hourglass_flowing_sand: *${days(n)}* of leave expire unused after today.`
          : `:hourglass_flowing_sand: *${days(n)}* of leave expire unused after ${on(until)}, in ${plural(inDays, 'day')}.`,
      ask: 'Request leave',
    },
  },
};

export type LedgerWords = typeof ledgerEn;
