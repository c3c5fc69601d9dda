import { jobAction, logAction, manageAction } from '../../blocks/manage-ids.ts';
import type { Feature } from '../workspace/feature.ts';
import { managed } from '../workspace/manage.ts';
import { hubModal } from './hub.ts';
import { jobRoutes, troubledJobs } from './jobs.ts';
import { logFileHandler, logRoutes } from './log.ts';

/** Where those who lead or administer find everything. */
export const manage: Feature = {
  name: 'manage',
  provides: [
    managed.provide({
      ...{ section: 'first', order: 8, action: jobAction.open, right: 'run-jobs' },
      label: (w, n) => w.manage.todo.jobs(n),
      count: troubledJobs,
    }),
    managed.provide({
      ...{ section: 'log', order: 10, action: logAction.open, right: 'see-log' },
      label: w => w.log.title,
      hint: w => w.log.hint,
    }),
    managed.provide({
      ...{ section: 'log', order: 20, action: jobAction.open, right: 'run-jobs' },
      label: w => w.jobs.title,
      hint: w => w.jobs.hint,
    }),
  ],
  routes: r => {
    r.open(manageAction.open, { judgedBy: 'the rows: each with its own right' }, (ws, press) =>
      press.open(hubModal(ws, press)),
    );
    logRoutes(r);
    jobRoutes(r);
  },
  effects: [logFileHandler],
};
