import { plural } from '../format.ts';

const people = (n: number, one: string, many: string): string =>
  `${plural(n, 'person', 'people')} ${n === 1 ? one : many}`;

export const touchedEn = {
  heading: {
    left: (n: number, _when: string): string => `${people(n, 'has', 'have')} a different annual leave balance today`,
    coming: (n: number, when: string): string => `${people(n, 'gets', 'get')} different annual leave in ${when}`,
    leave: (n: number, _when: string): string => `${people(n, 'has', 'have')} leave that uses different days`,
    planned: (n: number, when: string): string => `${people(n, 'has', 'have')} different planned hours in ${when}`,
    times: (n: number, when: string): string => `${people(n, 'has', 'have')} different working times from ${when}`,
    offered: (n: number, _when: string): string => `${people(n, 'has', 'have')} a different number of days of it left`,
    'paid-out': (n: number, _when: string): string =>
      `${people(n, 'has', 'have')} a different number of days paid on leaving`,
    paid: (n: number, when: string): string =>
      `${people(n, 'has', 'have')} leave in ${when} with a different number of days paid by the employer`,
    role: (n: number, when: string): string => `${people(n, 'has', 'have')} a different role from ${when}`,
    place: (n: number, when: string): string =>
      `${people(n, 'has', 'have')} a different time zone or language from ${when}`,
    manager: (n: number, _when: string): string => `${people(n, 'has', 'have')} different managers above them`,
    channels: (n: number, _when: string): string =>
      `${people(n, 'has', 'have')} their absence announced in different channels`,
    asked: (n: number, _when: string): string =>
      `${people(n, 'has', 'have')} pending requests with different approvers`,
    reminded: (n: number, _when: string): string =>
      `${people(n, 'has', 'have')} pending requests with different reminders when this takes effect`,
    escalated: (n: number, _when: string): string =>
      `${people(n, 'has', 'have')} pending requests with a different escalation to HR when this takes effect`,
    records: (n: number, when: string): string => `${people(n, 'loses', 'lose')} records from before ${when}`,
  },
  nobody: {
    left: 'No one’s balance of today changes.',
    coming: 'No one’s coming annual leave changes.',
    leave: 'No leave is affected.',
    planned: 'No one’s planned hours change.',
    times: 'No one’s working times change.',
    offered: 'No one’s days of it change.',
    'paid-out': 'No one’s days paid on leaving change.',
    paid: 'The pay of leave already requested does not change.',
    role: 'No one’s role changes.',
    place: 'No one’s time zone or language changes.',
    manager: 'No one’s managers change.',
    channels: 'Absence is announced in the same channels.',
    asked: 'Pending requests keep their approvers.',
    reminded: 'No reminder of a pending request is sent at once.',
    escalated: 'No pending request goes to HR at once.',
    records: 'No one’s records are deleted by it.',
  },
  leave: (who: string, when: string, change: string): string => `${who} · ${when}: ${change}`,
  next: (line: string, change: string): string => `${line} (next grant ${change})`,
  total: (change: string): string => `In total: ${change}`,
  records: (r: { days: number; requests: number; grants: number }): string =>
    [
      ...(r.days > 0 ? [plural(r.days, 'working day')] : []),
      ...(r.requests > 0 ? [plural(r.requests, 'request')] : []),
      ...(r.grants > 0 ? [plural(r.grants, 'grant')] : []),
    ].join(', ') || 'deleted',
  recordsToo:
    'They are deleted for good at 03:00 on the first night that the change is in force, with the closed months and the log of that time.',
  counting: ':hourglass_flowing_sand: Counting who is affected. You can save once this is done.',
  failed: ':warning: Who is affected could not be counted. You can save anyway.',
  file: 'Get all as a file',
  fileComing: ':incoming_envelope: You will receive the file by direct message from Daybook.',
  fileName: (from: string): string => `effects-from-${from}.csv`,
  fileComment: (from: string, n: number): string => `Effects of the settings change from ${from}: ${plural(n, 'row')}`,
  what: {
    left: 'Annual leave left',
    coming: 'Annual leave to come',
    leave: 'Leave taken',
    planned: 'Planned hours',
    times: 'Working times',
    offered: 'Days left',
    'paid-out': 'Days paid on leaving',
    paid: 'Days paid by the employer',
    role: 'Role',
    place: 'Time zone and language',
    manager: 'Managers above',
    channels: 'Channels of absence',
    asked: 'Pending request',
    reminded: 'Reminder to approvers',
    escalated: 'Escalation to HR',
    records: 'Records deleted',
  },
  columns: {
    employeeNo: 'Employee number',
    name: 'Name',
    what: 'What',
    from: 'From',
    to: 'To',
    was: 'Before',
    is: 'After',
    more: 'Difference',
    unit: 'Unit',
    nextWas: 'Next grant before',
    nextIs: 'Next grant after',
  },
};
