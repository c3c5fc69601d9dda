import type { Logged, LogKind } from '../../shared/owed-log.ts';

const kinds: Record<LogKind, string> = {
  settings: 'Settings',
  people: 'People and roles',
  leave: 'Leave',
  time: 'Attendance and months',
  requests: 'Requests and approvals',
  files: 'Files',
  jobs: 'Jobs',
};

const what: Record<Logged, string> = {
  'settings.policy': 'Settings changed',
  'settings.calendar': 'Calendar changed',
  'settings.layout': 'Columns of the payroll file changed',
  'settings.office': 'Office changed',
  'settings.team-notices': 'Absence notices of a team changed',
  'people.facts': 'Facts changed',
  'people.import': 'People imported',
  'people.org-team': 'Team changed',
  'people.status-of-others': 'Slack status set',
  'leave.type': 'Leave type changed',
  'leave.blocked': 'Blackout dates changed',
  'leave.grant': 'Leave granted by hand',
  'leave.grant-taken-back': 'Granted leave taken back',
  'leave.grants': 'Leave granted to several people',
  'leave.settlement': 'Leave of a leaver settled',
  'leave.promotion': 'Notices to use leave',
  'time.correction': 'Attendance corrected',
  'time.month-closed': 'Month closed',
  'time.month-reopened': 'Month reopened',
  'requests.entered-for': 'Request sent for someone',
  'requests.changed-for': 'Request of someone changed',
  'requests.cancelled-for': 'Request of someone cancelled',
  'requests.decided-for': 'Decided in place of an approver',
  'requests.route': 'Approval workflow changed',
  'requests.form': 'Form changed',
  'requests.delegation': 'Delegate of someone changed',
  'files.export': 'File exported',
  'jobs.run': 'Job run again',
};

export const logEn = {
  log: {
    title: 'Log',
    hint: 'Who changed what for others or for all',
    kind: 'Kind',
    anyKind: 'Any kind',
    period: 'Period',
    periods: { week: 'Last 7 days', month: 'Last month', year: 'Last year', all: 'Any time' },
    found: (n: number): string => (n === 1 ? '1 entry' : `${n} entries`),
    file: 'As a file',
    columns: ['When', 'Who', 'What', 'Whom', 'Details'],
    kinds,
    what,
  },
};
