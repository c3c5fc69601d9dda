import { pageIds } from './ids.ts';

export const manageAction = {
  open: 'manage.open',
} as const;

export const logAction = {
  open: 'log.open',
  person: 'log.person',
  anybody: 'log.anybody',
  kind: 'log.kind',
  period: 'log.period',
  pages: pageIds('log.page'),
  file: 'log.file',
} as const;

/** What a press in the hub opens takes its place: Slack stacks three modals at most. */
export const MANAGE = 'manage';

export const jobAction = { open: 'jobs.open', run: 'jobs.run' } as const;

export const manageCallback = { log: 'log', jobs: 'jobs' } as const;
