import { opposite, type Shown, sizeOf } from '../../shared/shown.ts';
import { grouped, plural } from '../format.ts';
import { days } from './amount.ts';
import { english } from './format.ts';

const on = (date: string): string => `${english.date(date)} ${date.slice(0, 4)}`;

export const settlementEn = {
  settlement: {
    title: 'Leave settlement',
    open: 'Settle leave',
    who: (name: string): string => `*${name}*`,
    employed: (hired: string, last: string): string => `Hired ${on(hired)} · last day ${on(last)}`,
    bases: '*Accrued from hire to last day*',
    hireDate: (n: Shown): string => `By hire date: *${days(n)}*`,
    fiscalYear: (n: Shown): string => `By fiscal year: *${days(n)}*`,
    given: (n: Shown): string => `Granted under the policies: *${days(n)}*`,
    difference: (n: Shown): string =>
      `The hire date basis gives ${days(n)} more. The larger applies: *+${days(n)}* granted on the last day.`,
    noDifference: 'No difference to grant: the policy granted at least as much as the hire date basis.',
    allowance: 'A yearly allowance is not compared with the hire date basis.',
    used: (n: Shown): string => `*Taken* ${days(n)} of annual leave (as far as records go back)`,
    beyond: (n: Shown): string => `:warning: *${days(n)} taken beyond the balance*`,
    unused: (n: Shown): string => `*Unused, to be paid out: ${days(n)}*`,
    unpaid: '*Unused, not paid out*',
    nothingUnused: '*No unused leave to pay out.*',
    lapsedPay: 'to be paid',
    lapse: (what: string, date: string, n: Shown): string => `${what} ${days(n)} · expired ${on(date)}`,
    lapses: (paid: number): string =>
      `*Expired leave of those who stay* · ${grouped(paid)} to be paid (no valid notice to use it, or compensatory leave)`,
    lapsed: (n: Shown): string => `*Expired unused before the last day: ${days(n)}*`,
    line: (what: string, when: string, n: Shown): string => `${what} · ${on(when)} · ${days(n)}`,
    until: (date: string): string => `until ${on(date)}`,
    differenceGrant: 'Difference on leaving',
    why: 'Settlement on leaving: the hire date basis gives more than the fiscal year basis',
    after: (n: number): string => `*Leave after the last day: ${grouped(n)}*`,
    crossing: 'starts before the last day and must be shortened',
    cancelAfter: (n: number): string => `Cancel ${plural(n, 'leave', 'leaves')}`,
    cancelTitle: 'Cancel leave?',
    cancelText: 'Leave that starts after the last day is cancelled and the person is notified.',
    cancelled: (n: number): string => `:white_check_mark: ${plural(n, 'leave', 'leaves')} cancelled.`,
    settle: 'Settle',
    settleAgain: 'Settle again',
    settled: (who: string, when: string): string => `:white_check_mark: Settled by ${who} · ${when}`,
    figuresChanged: ':warning: The figures have changed since the settlement. Please check and settle again.',
    changedMeanwhile: ':warning: The figures changed in the meantime. These are the current ones.',
    history: '*History*',
    historyLine: (what: string, last: string, who: string, when: string): string =>
      `${when} · ${who} · ${what} (last day ${on(last)})`,
    what: { settled: 'settled', reopened: 'undone because the last day changed' } as Record<string, string>,
    system: 'Daybook',
    file: 'Send me the file',
    /** of one day, or of a period */
    fileName: (from: string, to?: string): string =>
      to === undefined ? `settlement-${from}.csv` : `settlements-${from}-${to}.csv`,
    fileComment: (n: number): string => `Leave settlement: ${plural(n, 'person', 'people')}`,
    noHireDate: 'The hire date is missing. Enter it first; leave is calculated from it.',
    noLastDay: 'No last day is set for this person.',
    busy: 'Someone else changed this at the same moment. Please try again.',
    told: (what: string, last: string): string =>
      `:wastebasket: Your leave was cancelled because it starts after your last day (${on(last)}): ${what}`,
    by: (who: string): string => `by ${who}`,

    leavers: 'Leavers, expired leave',
    from: 'Last day or expiry from',
    to: 'until',
    found: (n: number): string => plural(n, 'person leaves', 'people leave'),
    nobody: 'No one with a hire date leaves in this time.',
    more: (n: number): string => `and ${grouped(n)} more in the file`,
    leaver: (last: string, pay: Shown): string => `Last day ${on(last)} · ${days(pay)} to pay out`,
    state: { settled: 'settled', open: 'not settled' },
    wrongOrder: 'The end is before the start.',
    columns: {
      name: 'Name',
      employeeNo: 'Employee number',
      hired: 'Hire date',
      last: 'Last day',
      basis: 'Basis',
      hireDate: 'Accrued by hire date',
      fiscalYear: 'Accrued by fiscal year',
      given: 'Granted under the policies',
      difference: 'Difference granted',
      used: 'Taken',
      beyond: 'Taken beyond balance',
      line: 'Item',
      grant: 'Grant',
      vested: 'Accrued',
      until: 'Usable until',
      days: 'Days',
      settled: 'Settled',
      by: 'Settled by',
    },
    lines: {
      pay: 'to be paid',
      unpaid: 'unused, not paid out',
      lapsed: 'expired unused',
      lapsedPay: 'expired unused, to be paid',
      none: 'nothing left',
    },
  },
  opening: {
    said: (n: Shown, date: string, until: string): string =>
      `opening balance ${days(n)} on ${on(date)}, usable until ${on(until)}`,
    policy: (n: Shown): string => `policy ${days(n)}`,
    noPolicy: 'no hire date, so the policy grants nothing',
    same: 'no difference',
    difference: (n: Shown): string => `difference ${sizeOf(n) < 0 ? '−' : '+'}${days(sizeOf(n) < 0 ? opposite(n) : n)}`,
    which: (n: number, different: number): string =>
      `${plural(n, 'opening balance')}, ${grouped(different)} different from the policy`,
    hint: 'The file’s number stands for all that accrued and was taken before its day. Otherwise the balances in the file are left out.',
    take: { file: 'Use the balances in the file', policy: 'Use what the policy calculates' },
    done: (n: number): string => `:white_check_mark: ${plural(n, 'opening balance')} saved.`,
  },
};

export type SettlementWords = typeof settlementEn;
