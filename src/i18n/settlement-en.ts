import { english, plural } from './format.ts';

const exact = (n: number): string => String(Math.round(n * 10_000) / 10_000);
const days = (n: number): string => `${exact(n)} ${Math.abs(n) === 1 ? 'day' : 'days'}`;
const on = (date: string): string => `${english.date(date)} ${date.slice(0, 4)}`;

/** Words of leaving and of moving in. */
export const settlementEn = {
  settlement: {
    title: 'Settlement of leave',
    open: 'Settle leave',
    who: (name: string): string => `*${name}*`,
    employed: (hired: string, last: string): string => `Hired ${on(hired)} · last day ${on(last)}`,
    bases: '*Given from the hire to the last day*',
    hireDate: (n: number): string => `By hire date: *${days(n)}*`,
    fiscalYear: (n: number): string => `By the company’s year: *${days(n)}*`,
    given: (n: number): string => `By the policies in force: *${days(n)}*`,
    difference: (n: number): string =>
      `The hire date gives ${days(n)} more. The larger stands: *+${days(n)}* are granted on the last day.`,
    noDifference: 'No difference to grant: the policy gave at least what the hire date gives.',
    allowance: 'A yearly allowance is not compared with the hire date.',
    used: (n: number): string => `*Taken* ${days(n)} of annual leave, as far as the ledger goes back`,
    beyond: (n: number): string => `:warning: *${days(n)} taken beyond what there was*`,
    unused: (n: number): string => `*Not taken, to be paid: ${days(n)}*`,
    nothingUnused: '*Nothing is left to be paid.*',
    lapsed: (n: number): string => `*Expired unused before the last day: ${days(n)}*`,
    line: (what: string, when: string, n: number): string => `${what} · ${on(when)} · ${days(n)}`,
    until: (date: string): string => `until ${on(date)}`,
    differenceGrant: 'Difference on leaving',
    why: 'The hire date gives more than the company’s year did (settled on leaving)',
    after: (n: number): string => `*Leave beyond the last day: ${n}*`,
    crossing: 'begins before the last day: to be shortened',
    cancelAfter: (n: number): string => `Cancel ${plural(n, 'leave', 'leaves')}`,
    cancelTitle: 'Cancel leave?',
    cancelText: 'What begins after the last day is cancelled, and the person is told.',
    cancelled: (n: number): string => `:white_check_mark: ${plural(n, 'leave was', 'leaves were')} cancelled.`,
    settle: 'Settle',
    settleAgain: 'Settle again',
    settled: (who: string, when: string): string => `:white_check_mark: Settled by ${who} · ${when}`,
    figuresChanged: ':warning: Since it was settled the figures have changed. Look, and settle again.',
    changedMeanwhile: ':warning: The figures changed while you looked. These are the ones now.',
    history: '*History*',
    historyLine: (what: string, last: string, who: string, when: string): string =>
      `${when} · ${who} · ${what} (last day ${on(last)})`,
    what: { settled: 'settled', reopened: 'taken back, since the last day changed' } as Record<string, string>,
    system: 'Daybook',
    file: 'Send me the file',
    fileSent: ':incoming_envelope: The file comes to your direct messages with Daybook.',
    fileComment: (n: number): string => `Settlement of leave: ${plural(n, 'person', 'people')}`,
    noHireDate: 'The hire date is missing. Enter it first: leave is computed from it.',
    noLastDay: 'No last day is set for this person.',
    busy: 'Somebody else changed this at the same moment. Please try again.',
    told: (what: string, last: string): string =>
      `:wastebasket: Your leave was cancelled, since it begins after your last day (${on(last)}): ${what}`,
    by: (who: string): string => `by ${who}`,

    leavers: 'Leavers',
    leaversTitle: 'Leavers',
    from: 'Last day from',
    to: 'until',
    found: (n: number): string => plural(n, 'person leaves', 'people leave'),
    nobody: 'No one with a hire date leaves in this time.',
    more: (n: number): string => `and ${n} more: they are in the file`,
    leaver: (last: string, pay: number): string => `Last day ${on(last)} · ${days(pay)} to be paid`,
    state: { settled: 'settled', open: 'not settled' },
    wrongOrder: 'The end is before the beginning.',
    columns: {
      name: 'Name',
      employeeNo: 'Employee number',
      hired: 'Hire date',
      last: 'Last day',
      basis: 'Basis',
      hireDate: 'Given by hire date',
      fiscalYear: 'Given by the company’s year',
      given: 'Given by the policies',
      difference: 'Difference granted',
      used: 'Taken',
      beyond: 'Taken beyond',
      line: 'What',
      grant: 'Grant',
      vested: 'Accrued',
      until: 'Usable until',
      days: 'Days',
      settled: 'Settled',
      by: 'Settled by',
    },
    lines: { pay: 'to be paid', lapsed: 'expired unused', none: 'nothing left' },
  },
  opening: {
    said: (n: number, date: string, until: string): string =>
      `opening balance ${days(n)} on ${on(date)}, usable until ${on(until)}`,
    policy: (n: number): string => `policy ${days(n)}`,
    noPolicy: 'no hire date: the policy gives nothing',
    same: 'no difference',
    difference: (n: number): string => `difference ${n < 0 ? '−' : '+'}${days(Math.abs(n))}`,
    which: (n: number, different: number): string =>
      `${plural(n, 'opening balance')}, ${different} of them other than the policy computes`,
    hint: 'The file’s number stands for all that accrued and was taken before its day. Otherwise the balances in the file are left out.',
    take: { file: 'Take the file’s numbers', policy: 'Take what the policy computes' },
    done: (n: number): string =>
      `:white_check_mark: ${plural(n, 'opening balance was', 'opening balances were')} stored.`,
  },
};

export type SettlementWords = typeof settlementEn;
