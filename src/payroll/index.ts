import { payrollAction } from '../../blocks/payroll-ids.ts';
import type { Feature } from '../workspace/feature.ts';
import { managed } from '../workspace/manage.ts';
import { payrollFileHandler } from './delivery.ts';
import { payrollRoutes } from './slack.ts';

export const payroll: Feature = {
  name: 'payroll',
  routes: payrollRoutes,
  effects: [payrollFileHandler],
  provides: [
    managed.provide({
      ...{ section: 'reports', order: 10, action: payrollAction.open, right: 'export-month' },
      label: w => w.payroll.file,
      hint: w => w.payroll.hint,
    }),
  ],
};
