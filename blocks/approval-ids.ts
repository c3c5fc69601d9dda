import { pageIds } from './ids.ts';

/** Action ids of the routes' administration, beside those in `ids.ts`. */
export const routeAction = {
  edit: 'routes.edit',
  up: 'routes.up',
  down: 'routes.down',
  /** inputs of a rule's form that redraw it */
  fill: 'routes.fill',
  addStep: 'routes.add-step',
  dropStep: 'routes.drop-step',
} as const;

/** Blocks of the form of a rule; each step has a choice, people and how many of them. */
export const routeInput = {
  kind: 'kind',
  fact: 'fact',
  over: 'over',
  choice: 'choice',
  /** which of a field's choices: another field's input is another one */
  values: (fact: string) => `values-${fact}`,
  step: (n: number) => `step${n}`,
  people: (n: number) => `people${n}`,
  need: (n: number) => `need${n}`,
  level: (n: number) => `level${n}`,
  team: (n: number) => `team${n}`,
  acts: (n: number) => `acts${n}`,
  decides: 'decides',
  teams: 'teams',
  cc: 'cc',
} as const;

/** Block of how a request that is entered for somebody goes on. */
export const WAY = 'way';

/** Block of the people whom whoever sends a request puts in copy, and Slack's most of them. */
export const CC = 'copies';
export const MOST_COPIES = 20;

/** No condition, as an option of a select. */
export const ALWAYS = 'always';

/** Filters and pages of *Waiting for me*. */
export const waitingAction = {
  kind: 'waiting.kind',
  which: 'waiting.which',
  person: 'waiting.person',
  anybody: 'waiting.anybody',
  pages: pageIds('waiting.next', 'waiting.back'),
} as const;

export const WAITING = 'approvals.waiting';

/** The form of *Approve all*: ticks in groups, and words that go with each approval. */
export const APPROVE_ALL = 'approvals.approve-all';
export const approveAllInput = {
  /** `drawn`: of several pages; Slack keeps old ticks in inputs whose ids do not change */
  ticks: (group: number, drawn = '') => `ticks-${group}${drawn}`,
  decision: 'decision',
  comment: 'comment',
} as const;

export const tickAction = {
  pages: pageIds('approvals.ticks-next'),
  all: 'approvals.tick-all',
  none: 'approvals.tick-none',
} as const;

/** The form in which HR decides in place of approvers. */
export const APPROVE_IN_PLACE = 'approvals.in-place';
export const inPlaceInput = { decision: 'decision' } as const;
