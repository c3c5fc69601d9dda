import { grouped, plural } from '../format.ts';
import { english } from './format.ts';

const on = (date: string): string => `${english.date(date)} ${date.slice(0, 4)}`;

const SHORT = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export const balancesEn = {
  balances: {
    title: 'Leave balances',
    hint: 'Everyone’s leave granted, used, left and expiring; as a file or chart',
    search: 'Name, number or team',
    find: 'Search',
    everybody: 'Everyone',
    filters: {
      all: 'All',
      lapsing: 'Expiring within 60\u00a0days',
      overdrawn: 'Overdrawn',
      unused: 'Nothing used',
      without: 'No balance',
    } as Record<string, string>,
    sorts: {
      name: 'By name',
      team: 'By team',
      'left-most': 'Most left first',
      'left-least': 'Least left first',
      granted: 'Most granted first',
      used: 'Most used first',
      pending: 'Most pending first',
      lapsing: 'Expiring first',
    } as Record<string, string>,
    count: (n: number): string => plural(n, 'person', 'people'),
    totalOfAll: (n: number): string => `Total of ${plural(n, 'person', 'people')}`,
    totalOfPage: (n: number): string => `Total of this page (${plural(n, 'person', 'people')})`,
    granted: (n: string): string => `granted ${n}`,
    used: (n: string): string => `used ${n}`,
    pending: (n: string): string => `pending ${n}`,
    left: (n: string): string => `*${n} left*`,
    others: (list: string): string => `Also left: ${list}`,
    without: 'No balance: no hire date and no grant',
    nobody: 'No one matches.',
    chart: {
      title: (year: string, pool: string, whom: string | undefined): string =>
        `Leave by month, ${year} · ${pool}${whom === undefined ? '' : ` · ${whom}`}`,
      file: (year: string): string => `leave-${year}.png`,
      taken: 'Taken',
      planned: 'Planned',
      unit: 'days',
      month: (n: number): string => SHORT[n - 1] ?? String(n),
    },
    xlsx: 'Excel file',
    csv: 'CSV file',
    fileName: (date: string, extension: string): string => `balances-${date}.${extension}`,
    fileComment: (n: number, date: string): string =>
      `Leave balances as of ${on(date)}: ${plural(n, 'person', 'people')}`,
    batch: {
      openHint: 'A team, an office, everyone, chosen people or a file',
      title: 'Grant to several',
      checkTitle: 'Check the grants',
      listTitle: 'Group grant history',
      listRowHint: 'Who granted what to how many people, and when; take it back',
      listHint: 'Leave granted to several people at once. What has not been used can be taken back.',
      none: 'Nothing yet.',
      days: 'Days',
      reasonHint: 'Visible to the person. Leave empty if each line of the file has its own.',
      daysHint: 'Part-timers get their share in hours. Leave empty if each line of the file has its own.',
      options: 'Options',
      tell: 'Notify each person',
      longLeave: 'Include people on long leave',
      file: 'Or from a file',
      fileHint:
        'Excel (.xlsx) or CSV with employee number, e-mail or name, and optionally Days and Reason. It replaces the people chosen above.',
      people: (n: number): string => plural(n, 'person', 'people'),
      gives: (n: number): string =>
        n === 0 ? 'No one would get anything' : `${plural(n, 'person', 'people')} will get`,
      leftOut: 'Left out',
      unread: (n: number): string => `${plural(n, 'line')} of the file not read`,
      unreadFile: 'grants-errors.xlsx',
      line: (n: number): string => `Line ${n}`,
      willTell: 'Each person is notified by direct message.',
      willNotTell: 'No one is notified.',
      changedMeanwhile: ':warning: Something changed in the meantime. This is how it is now.',
      giving: (done: number, count: number): string =>
        `:hourglass_flowing_sand: Granting: ${grouped(done)} of ${grouped(count)}`,
      undoing: (done: number, count: number): string =>
        count === 0
          ? ':hourglass_flowing_sand: Taking back …'
          : `:hourglass_flowing_sand: Taking back: ${grouped(done)} of ${grouped(count)}`,
      goesOn: 'You can close this window. It continues, and the result comes by direct message.',
      gave: (n: number): string => `:white_check_mark: Granted to ${plural(n, 'person', 'people')}.`,
      tookBack: (n: number, kept: number): string =>
        `:leftwards_arrow_with_hook: Taken back from ${plural(n, 'person', 'people')}.${kept === 0 ? '' : ` ${plural(kept, 'person keeps', 'people keep')} it:`}`,
      undo: 'Take back',
      undoConfirm: {
        title: 'Take these grants back?',
        yes: 'Take back',
        text: 'Whoever has already used or requested some of it keeps it.',
      },
      undoRefused: {
        'not-there': 'These grants do not exist.',
        'not-now': 'These grants are still being made, or were taken back already.',
      },
      byFile: '(by file)',
      keptBy: (n: number): string => `taken back, ${grouped(n)} kept`,
      states: { given: 'granted', undone: 'taken back' },
      reasons: {
        'not-yours': 'You may not grant to them',
        'own-record': 'Yourself',
        'not-hired-yet': 'Not hired yet on that day',
        left: 'Left before that day',
        'long-leave': 'On long leave on that day',
        already: 'Has this grant already',
        'no-amount': 'No number of days',
        'no-reason': 'No reason',
        'hours-of-full-timer': 'Hours, but full-time: enter days',
        taken: 'Leave was taken or requested from it',
        'other-employment': 'Rehired since',
      } as Record<string, string>,
      unreadReasons: {
        'not-days': 'not a number of days',
        'too-many-cells': 'more cells than headings',
        'too-long': 'too long',
        'person-twice': 'this person is in several lines',
        'no-one-named': 'no one is named',
        'unknown-person': 'unknown person',
        'same-name': 'several people have this name',
        contradiction: 'name and number are of different people',
        'not-an-employee': 'not an employee',
      } as Record<string, string>,
      tooMany: (n: number): string => `At most ${grouped(n)} people at a time.`,
    },
    unit: { days: 'days', hours: 'hours' },
    columns: {
      employeeNo: 'Employee number',
      name: 'Name',
      team: 'Team',
      hired: 'Hire date',
      pool: 'Leave',
      unit: 'Unit',
      granted: 'Granted',
      used: 'Used',
      pending: 'Pending',
      left: 'Left',
      lapses: 'Expires next',
      lapsesOn: 'Usable until',
    },
  },
};

export type BalancesWords = typeof balancesEn;
