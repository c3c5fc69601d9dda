import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../src/features.ts';
import { LOGGED, type Logged } from '../../src/shared/owed-log.ts';
import { tableOf } from '../../src/workspace/register.ts';

/** Why a route owes no entry. */
const NOTHING = {
  asks: 'draws a list, a preview or a check; nothing is stored',
  own: 'a request, notice or feed of whoever presses',
  decides: 'asked by the route: the history of the request has it; in place of an approver is `requests.decided-for`',
  posts: 'the message in the channel is all that it makes',
} as const;

const promotion = (...ids: string[]) => ids.map(id => [`promotion.${id}`, 'leave.promotion'] as const);
const asks = (...ids: string[]) => ids.map(id => [id, NOTHING.asks] as const);
const own = (...ids: string[]) => ids.map(id => [id, NOTHING.own] as const);
const logs = (what: Logged, ...ids: string[]) => ids.map(id => [id, what] as const);

/** By kind and id of the route: its entry, or why there is none. Routes of everybody are for one's own things. */
const DECLARED = new Map<string, string>([
  ...logs('time.correction', 'correction'),
  ...logs('time.month-closed', 'months.close'),
  ...logs('time.month-reopened', 'months.reopen'),
  ...logs('requests.form', ...['offer', 'archive', 'field-menu', 'name', 'field', 'remove'].map(id => `forms.${id}`)),
  ...logs('requests.route', 'routes.add', 'routes.remove', 'routes.up', 'routes.down'),
  ...logs('requests.delegation', 'delegation', 'delegation.end'),
  ...logs('requests.decided-for', 'approvals.in-place'),
  ...logs('requests.cancelled-for', 'settlement.cancel-after'),
  ...logs('leave.grant', 'ledger.give-check'),
  ...logs('leave.grant-taken-back', 'ledger.reverse', 'grant-batch.undo'),
  ...logs('leave.attended', 'ledger.attended'),
  ...logs('leave.grants', 'grant-batch.check'),
  ...logs('leave.type', 'leave.type', 'leave.type-check', 'leave.type-on'),
  ...logs('leave.blocked', 'leave.blocked', 'leave.blocked-remove'),
  ...logs('leave.settlement', 'settlement.settle'),
  ...promotion('send', 'exclude', 'include', 'hand', 'designate'),
  ...logs('settings.policy', 'policy.set-up', 'policy.group', 'policy.difference'),
  ...logs('settings.calendar', 'calendar.day', 'calendar.day-check', 'calendar.year-enter', 'calendar.year-reopen'),
  ...logs('settings.office', 'offices.office', 'offices.check', 'offices.archive', 'offices.restore'),
  ...logs('settings.layout', 'payroll.layout'),
  ...logs('settings.team-notices', 'board.team'),
  ...logs('people.org-team', 'teams.archive', 'teams.restore', 'teams.team', 'teams.check'),
  ...logs('people.facts', 'people.person', 'people.person-check', 'teams.members', 'teams.members-check'),
  ...logs('people.import', 'people.import-check'),
  ...logs('files.export', 'month.csv', 'balances.xlsx', 'balances.csv', 'settlement.file', 'settlement.leavers-file'),
  ...logs('files.export', 'promotion.evidence', 'payroll.send', 'payroll.export', 'log.file', 'people.export'),
  ...logs('files.export', 'month.chart', 'balances.chart', 'reports.board-chart', 'policy.touched-file'),
  ...logs('jobs.run', 'jobs.run'),
  ...asks('month.people', 'ledger.give', 'balances.list', 'grant-batch.form', 'payroll.preview', 'reports.roster'),
  ...asks('reports.board', 'people.list', 'people.import-file', 'people.template', 'people.unread', 'teams.list'),
  ...asks('grant-batch.unread'),
  ...logs('requests.entered-for', 'forms.request'),
  ...own('leave.birth', 'approvals.withdraw', 'approvals.mine', 'day.check-in-anyway'),
  ...own('feeds.make', 'feeds.make-team', 'feeds.renew', 'feeds.revoke'),
  ...own(...['seen-dates', 'seen', 'seen-on-home', 'name'].map(id => `promotion.${id}`)),
  ...['approve', 'reject', 'more', 'decide', 'approve-all'].map(id => [`approvals.${id}`, NOTHING.decides] as const),
  ['reports.post-summary', NOTHING.posts],
]);

const KNOWN = new Set(Object.entries(LOGGED).flatMap(([kind, all]) => all.map(what => `${kind}.${what}`)));

describe('what presses and forms do to others', () => {
  const ids = tableOf(FEATURES)
    .filter(r => r.kind === 'press' || r.kind === 'submit')
    .filter(r => r.right !== undefined && !('everyone' in r.right))
    .map(r => String(r.id));

  it('leads to an entry of the log, or is said to change nothing', () => {
    expect(ids.filter(id => !DECLARED.has(id))).toEqual([]);
    expect([...DECLARED.keys()].filter(id => !ids.includes(id))).toEqual([]);
  });

  it('names only entries that there are', () => {
    const reasons: readonly string[] = Object.values(NOTHING);
    expect([...DECLARED.values()].filter(v => !KNOWN.has(v) && !reasons.includes(v))).toEqual([]);
  });
});
