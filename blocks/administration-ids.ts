import { pageIds } from './ids.ts';

/** Ids of what administrators do with people and settings; as in `ids.ts`, one place for button and handler. */
export const adminAction = {
  openPeople: 'people.list',
  /** the list's own inputs, which redraw it */
  peopleQuery: 'people.query',
  peopleFilter: 'people.filter',
  peoplePages: pageIds('people.page'),
  /** the window of a person: by a button, and of one chosen from all of the workspace */
  openPerson: 'people.open',
  pickPerson: 'people.pick',
  /** in that window; value: the user, and the pages of their requests */
  editPerson: 'people.edit',
  openFactsHistory: 'people.facts-history',
  factsHistoryPages: pageIds('people.facts-history-page'),
  personPages: pageIds('people.requests-page'),
  openImport: 'people.import',
  openSetUp: 'policy.set-up',
  exportPeople: 'people.export',
  importTemplate: 'people.template',
  unreadLines: 'people.unread',
  openPolicy: 'policy.open',
  changeGroup: 'policy.change',
  /** an input: it redraws the form with the regions of what was chosen */
  policyCountry: 'policy.country',
  /** in the difference, whose metadata say of what */
  touchedFile: 'policy.touched-file',
  openPolicyHistory: 'policy.history',
  policyHistoryPages: pageIds('policy.history-page'),
  openOffices: 'offices.open',
  officesPages: pageIds('offices.page'),
  addOffice: 'offices.add',
  /** value: the office */
  changeOffice: 'offices.change',
  archiveOffice: 'offices.archive',
  restoreOffice: 'offices.restore',
} as const;

export const adminCallback = {
  people: 'people.list',
  person: 'people.person',
  personCheck: 'people.person-check',
  officeCheck: 'offices.check',
  personWindow: 'people.window',
  factsHistory: 'people.facts-history',
  importFile: 'people.import-file',
  importCheck: 'people.import-check',
  importDone: 'people.import-done',
  setUp: 'policy.set-up',
  policy: 'policy.groups',
  policyGroup: 'policy.group',
  policyDifference: 'policy.difference',
  policyHistory: 'policy.history',
  offices: 'offices.list',
  office: 'offices.office',
} as const;

/** Block ids of inputs; the element's action id is `value`, unless named above. Policy fields have `group.field`. */
export const adminInput = {
  query: 'people.query',
  hiredOn: 'hiredOn',
  lastDay: 'lastDay',
  employeeNo: 'employeeNo',
  teamId: 'teamId',
  manager: 'manager',
  arrangement: 'arrangement',
  hours: 'hours',
  schedule: 'schedule',
  protection: 'protection',
  office: 'office',
  termsFrom: 'termsFrom',
  role: 'role',
  file: 'file',
  skipBad: 'skipBad',
  takeOpening: 'takeOpening',
  from: 'from',
  officeName: 'officeName',
  /** of the set-up: who decides on leave */
  decides: 'decides',
} as const;
