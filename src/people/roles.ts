/** From the least to the most: each role may all that the ones before it may. */
export const ROLES = ['employee', 'manager', 'hr', 'owner'] as const;
export type Role = (typeof ROLES)[number];

export const ARRANGEMENTS = ['fixed', 'staggered', 'selective'] as const;
export type Arrangement = (typeof ARRANGEMENTS)[number];

/**
 * Whose overtime, night and holiday work the law restricts: pregnancy (LSA 70 ②, 74 ⑤), the year after a birth (70 ②,
 * 71), reduced hours for childcare (남녀고용평등법 19의3 ③), under 18 (LSA 69, 70 ②).
 */
export const PROTECTIONS = ['pregnant', 'after-birth', 'childcare', 'under-18'] as const;
export type Protection = (typeof PROTECTIONS)[number];

/** `asked`: the request's step asks the actor or their principal; `team`: all reports below. */
export const RELATIONS = ['self', 'asked', 'team', 'other', 'workspace'] as const;
export type Relation = (typeof RELATIONS)[number];

export interface Rule {
  /** text of the roles page */
  says: string;
  /** beyond the roles before it */
  allows: Partial<Record<Role, readonly Relation[]>>;
}

const OWN = { employee: ['self'] } as const;
const WORKSPACE = { hr: ['workspace'] } as const;
const EVERYBODY = { employee: ['self'], manager: ['team'], hr: ['other'] } as const;
/** Nobody changes their own records: for that there are requests. */
const OTHERS = { hr: ['team', 'other'] } as const;

const table = {
  'record-own-day': { says: 'Check in and out, take breaks', allows: OWN },
  'change-own-settings': { says: 'Change their own settings', allows: OWN },
  'send-request': { says: 'Send a request, edit, withdraw or cancel it', allows: OWN },
  'see-request': {
    says: 'See a request and its history',
    allows: { employee: ['self', 'asked'], manager: ['team'], hr: ['other'] },
  },
  'decide-request': {
    says: 'Decide on a request',
    allows: { employee: ['asked'], manager: ['team'], hr: ['other'] },
  },
  'act-for': {
    says: 'Enter, change or cancel leave and requests for somebody',
    allows: { manager: ['team'], hr: ['other'] },
  },
  'decide-for': { says: 'Decide in place of an approver (전결)', allows: OTHERS },
  'search-requests': { says: 'Search all requests', allows: WORKSPACE },
  'name-delegate': { says: 'Name a delegate', allows: { employee: ['self'], hr: ['team', 'other'] } },
  'see-person': { says: "See a person's details: hire date, number, manager", allows: EVERYBODY },
  'see-attendance': { says: "See a person's attendance: days, months, totals", allows: EVERYBODY },
  'see-leave': { says: "See a person's leave: balance, statement", allows: EVERYBODY },
  'see-now': { says: 'See who is in now', allows: { manager: ['team'], hr: ['self', 'other', 'workspace'] } },
  'correct-own-attendance': { says: "Correct their own record, within the policy's time", allows: OWN },
  'correct-attendance': { says: "Correct another's record of attendance, without a request", allows: OTHERS },
  'close-month': { says: 'Close a month of attendance', allows: WORKSPACE },
  'export-month': { says: 'Export the month for payroll', allows: WORKSPACE },
  'reopen-month': { says: 'Reopen a closed month', allows: WORKSPACE },
  'give-leave': { says: 'Give leave by hand, or take it back', allows: OTHERS },
  'settle-leave': { says: 'Settle the leave of somebody who leaves', allows: OTHERS },
  'promote-leave': { says: 'Send and record notices to use leave (연차 사용 촉진)', allows: WORKSPACE },
  'change-person': { says: "Change a person's details", allows: { hr: ['self', 'team', 'other'] } },
  'change-hire-date': { says: 'Change a hire date, of which leave is made', allows: OTHERS },
  'change-role': { says: "Change a person's role, up to HR administrator", allows: { ...OTHERS, owner: ['self'] } },
  'change-owner': { says: 'Make an owner, or take that role away', allows: { owner: ['self', 'team', 'other'] } },
  'import-people': { says: 'Import people from a file', allows: WORKSPACE },
  'define-teams': { says: 'Make, rename, move and archive teams, and choose who leads them', allows: WORKSPACE },
  'change-settings': { says: "Change the workspace's settings", allows: WORKSPACE },
  'change-calendar': { says: "Change the workspace's calendar: holidays, company days off", allows: WORKSPACE },
  'define-forms': { says: 'Define forms and approval workflows', allows: WORKSPACE },
  'see-log': { says: 'See the log: who changed what for others', allows: WORKSPACE },
  'run-jobs': { says: 'See the automatic tasks, and run one again', allows: WORKSPACE },
  'post-summary': { says: 'Post a summary', allows: WORKSPACE },
  'see-reports': { says: 'See reports', allows: { manager: ['team'], hr: ['self', 'other', 'workspace'] } },
} satisfies Record<string, Rule>;

export type Action = keyof typeof table;

/** The one table of rights, for `may` and the roles page. */
export const RULES: Readonly<Record<Action, Rule>> = table;
export const ACTIONS = Object.keys(table) as Action[];

/** Includes the roles before it. */
export function allowed(role: Role, action: Action): Relation[] {
  const roles = ROLES.slice(0, ROLES.indexOf(role) + 1);
  const allows = RULES[action].allows;
  return RELATIONS.filter(relation => roles.some(r => allows[r]?.includes(relation)));
}
