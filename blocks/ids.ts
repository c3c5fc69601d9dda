/** The two buttons that turn a list's pages: within a block Slack takes no id twice. */
export interface PageIds {
  next: string;
  back: string;
}
export const pageIds = (next: string, back = `${next}-back`): PageIds => ({ next, back });

/** Action ids: what was pressed. One place, so that a handler and a button cannot disagree. */
export const action = {
  checkIn: 'attendance.check-in',
  checkOut: 'attendance.check-out',
  startBreak: 'attendance.start-break',
  endBreak: 'attendance.end-break',
  changePlace: 'attendance.change-place',
  openLeave: 'leave.open',
  /** inputs of the leave form that redraw it */
  leaveType: 'leave.type',
  leaveFrom: 'leave.from',
  leaveTo: 'leave.to',
  withdraw: 'approvals.withdraw',
  approve: 'approvals.approve',
  reject: 'approvals.reject',
  /** menus: of an approver on a card, of a person on their own request */
  more: 'approvals.more',
  mine: 'approvals.mine',
  edit: 'approvals.edit',
  /** the form of a request that was rejected, filled as it was sent */
  askAgain: 'approvals.ask-again',
  approveAll: 'approvals.approve-all',
  /** the same form with nothing ticked */
  chooseSome: 'approvals.choose-some',
  openList: 'home.list',
  listPages: pageIds('home.page'),
  openSearch: 'search.open',
  searchPerson: 'search.person',
  searchAnybody: 'search.anybody',
  searchKind: 'search.kind',
  searchState: 'search.state',
  searchPeriod: 'search.period',
  searchPages: pageIds('search.next', 'search.back'),
  openRoutes: 'routes.open',
  addRoute: 'routes.add',
  removeRoute: 'routes.remove',
  openDelegation: 'delegation.open',
  endDelegation: 'delegation.end',
  postSummary: 'reports.post-summary',
  openSettings: 'settings.open',
  /** the person's grants and uses of leave, line by line */
  openStatement: 'ledger.statement',
  allowStatus: 'settings.allow-status',
  endStatus: 'settings.end-status',
  allowDnd: 'settings.allow-dnd',
  endDnd: 'settings.end-dnd',
  openHelp: 'home.help',
  retryHome: 'home.retry',
  /** in the modal of the shortcut *Check in / out* */
  /** takes back the last check-in or check-out, wherever it was made */
  undo: 'day.undo',
  /** checks in on a day off, after the question in a conversation */
  checkInAnyway: 'day.check-in-anyway',
  clockIn: 'clock.in',
  clockOut: 'clock.out',
  clockBreak: 'clock.break',
  clockBack: 'clock.back',
  /** changes the place at once; before a check-in it is only chosen */
  clockPlace: 'clock.place',
  clockChoosePlace: 'clock.choose-place',
} as const;

/** Callback ids of Slack's global shortcuts, as the manifest has them. */
export const shortcut = { clock: 'shortcut.clock', leave: 'shortcut.leave' } as const;

/** Callback ids: which modal was sent. */
export const callback = {
  home: 'home',
  checkIn: 'attendance.check-in',
  checkOut: 'attendance.check-out',
  changePlace: 'attendance.change-place',
  leave: 'leave.request',
  decide: 'approvals.decide',
  list: 'home.list',
  search: 'search',
  routes: 'routes',
  route: 'routes.add',
  delegate: 'delegation',
  settings: 'settings',
  clock: 'clock',
  notice: 'notice',
} as const;

/** Block ids of inputs, to which errors are attached; each has one element with action id `value`, unless named. */
export const input = {
  place: 'place',
  note: 'note',
  quick: 'quick',
  time: 'time',
  type: 'type',
  from: 'from',
  to: 'to',
  reason: 'reason',
  language: 'language',
} as const;

export const VALUE = 'value';

/** The lists that Home opens in a modal. */
export type ListName = 'mine' | 'waiting' | 'away' | 'now' | 'answers';
