import { opposite, type Shown, sizeOf } from '../../shared/shown.ts';
import { grouped, plural } from '../format.ts';
import { days } from './amount.ts';
import { english } from './format.ts';

const signed = (n: Shown): string => (sizeOf(n) < 0 ? `−${days(opposite(n))}` : `+${days(n)}`);
const on = (date: string): string => `${english.date(date)} ${date.slice(0, 4)}`;

const KINDS: Record<string, string> = {
  monthly: 'Monthly leave (first year)',
  annual: 'Annual leave',
  prorated: 'Annual leave (prorated)',
  allowance: 'Yearly allowance',
  'carry-over': 'Carried over',
  reward: 'Reward leave',
  compensatory: 'Compensatory leave',
  extra: 'Extra days',
  correction: 'Correction',
  opening: 'Opening balance',
  reversal: 'Taken back',
};
const POOLS: Record<string, string> = {
  annual: 'Annual leave',
  compensatory: 'Compensatory leave',
  reward: 'Reward leave',
};

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
    person: 'Person',
    left: (pool: string, n: Shown): string => `${pool}: *${days(n)}* left`,
    waitingTaken: (n: Shown): string => `${days(n)} pending, already taken off`,
    overdrawn: (n: Shown): string => `:warning: ${days(n)} overdrawn`,
    lapses: (n: Shown, date: string): string => `${days(n)} usable until ${on(date)}`,
    vests: (n: Shown, date: string): string => `${days(n)} will accrue on ${on(date)}`,
    usableUntil: (date: string): string => `until ${on(date)}`,
    neverLapses: 'does not expire',
    lapsed: 'Expired unused',
    willLapse: 'Expires if not taken',
    carried: (n: Shown): string => `${days(n)} of it carried over`,
    reversed: 'taken back since',
    reverses: (what: string): string => `takes back: ${what}`,
    corrects: (what: string): string => `corrects: ${what}`,
    hireDateSet: 'Hire date corrected',
    carryFollows: 'Carry-over follows a change of last year’s leave',
    employment: (from: string | undefined, to: string | undefined): string => `Employed ${from ?? ''}–${to ?? ''}`,
    waiting: 'pending',
    planned: 'planned',
    balance: (n: Shown): string => `balance ${days(n)}`,
    ahead: '*Upcoming*',
    soFar: '*So far, including planned leave*',
    entries: (n: number): string => plural(n, 'entry', 'entries'),
    empty: 'Nothing granted or taken yet.',
    noBalance: 'No balance: there is no hire date and no grant.',
    hireDateMissing: ':warning: The hire date is missing. Enter it under *People* to calculate leave.',
    goOn: 'Continue',
    back: 'Back',

    give: 'Grant or adjust',
    giveTitle: 'Grant leave',
    giveCheckTitle: 'Check the grant',
    giveYes: 'Grant',
    recipient: 'Recipient',
    what: 'Type',
    count: 'Days (part-timers: hours)',
    countHint: 'Up to two decimals. A correction can be negative, such as -0.5.',
    vestsOn: 'Accrues on',
    until: 'Last usable day',
    untilHint: 'Empty: it does not expire.',
    why: 'Reason',
    whyHint: 'Visible to the person.',
    change: (before: Shown | undefined, after: Shown): string =>
      before === undefined ? `Balance: *${days(after)}*` : `Balance: ${days(before)} → *${days(after)}*`,
    balanceOn: (date: string): string => `as of ${on(date)}`,
    belowZero: ':warning: The balance would be negative.',
    reverse: 'Take back',
    reverseTitle: 'Take back a grant',
    reverseText: (what: string): string =>
      `${what}\nThe whole grant is taken back. The grant and its reversal both stay in the statement.`,

    attended: 'Attendance',
    attendedTitle: 'Attendance for leave',
    attendedText:
      'Full attendance is assumed. What you enter here counts for leave that accrues later, and corrects what has accrued.',
    absentMonths: 'Months of the first year without full attendance',
    absentMonth: (k: number): string => `Month ${k} after hire`,
    lowYears: 'Years below 80\u00a0% attendance',
    lowYearsHint: (by: string): string =>
      `One per line: the number of the annual grant (${by === 'fiscal-year' ? 'by fiscal year' : 'by hire date'}) and the full months of the year before (2: 6), or attended/contract days and months (2: 180/260 6)`,
    corrected: (what: string, n: Shown): string => `${what}: ${signed(n)}`,

    problems: {
      'unknown-kind': 'Choose a type.',
      'not-a-number': 'Enter a number, such as 1.5.',
      'no-days': 'Enter more than 0.',
      'too-fine': 'At most two decimals.',
      'too-many': 'Up to 365 days at a time.',
      'below-zero': 'Only a correction can be negative.',
      'not-a-date': 'Choose a date.',
      'ahead-below-zero': 'A deduction must be dated today or earlier.',
      destroyed: 'Records of that date are past their retention period. Choose a later date.',
      'before-first': 'It must not be before the day on which it accrues.',
      'no-reason': 'Enter a reason.',
      'too-long': 'At most 300 characters.',
      'no-person': 'Choose a person.',
      'bad-years': 'Enter one per line such as 2: 6, with months from 0 to 12.',
    } as Record<string, string>,
    refused: {
      'not-there': 'This grant does not exist.',
      'reversed-already': 'This grant was already taken back.',
      'a-reversal': 'A reversal cannot be undone. Grant the days again.',
      'carried-over': 'Part of it was carried over. Take that back first.',
    } as Record<string, string>,
    used: (n: Shown): string => `It is in use: without it ${days(n)} of leave would not be covered.`,
    uncovered: {
      title: 'Taken back',
      text: (who: string, what: string, n: Shown): string =>
        `:warning: While you took back *${what}* of ${who}, a leave request that relied on it was sent. *${days(n)}* ${n === 1 ? 'is' : 'are'} not covered now.`,
      more: (n: number): string => `and ${grouped(n)} more`,
      next: 'Its approvers see this too. Have it withdrawn or cancelled, or grant the days again.',
    },
    busy: 'Someone else changed this at the same moment. Please try again.',

    told: {
      vested: (n: Shown, until: string): string =>
        `:palm_tree: You have *${days(n)}* of new annual leave, usable until ${on(until)}.`,
      given: (what: string, n: Shown, until: string | undefined): string =>
        `:gift: You received *${days(n)}*: ${what}${until === undefined ? '' : `, usable until ${on(until)}`}.`,
      corrected: (n: Shown): string => `:pencil2: Your leave was adjusted by *${signed(n)}*.`,
      reversed: (what: string, n: Shown): string => `:leftwards_arrow_with_hook: *${days(n)}* taken back: ${what}.`,
      by: (who: string): string => `by ${who}`,
      balance: (n: Shown, pool = 'Leave'): string => `${pool} left now: ${days(n)}.`,
      lapsing: (n: Shown, until: string, inDays: number, pool = 'leave'): string =>
        inDays === 0
          ? `:hourglass_flowing_sand: *${days(n)}* of ${pool} will expire unused after today.`
          : `:hourglass_flowing_sand: *${days(n)}* of ${pool} will expire unused after ${on(until)}, in ${plural(inDays, 'day')}.`,
      ask: 'Request leave',
    },
  },
};

export type LedgerWords = typeof ledgerEn;
