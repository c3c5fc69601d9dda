import { payrollAction } from '../../blocks/payroll-ids.ts';
import { monthClosed } from '../timesheets/closing/points.ts';
import type { Feature } from '../workspace/feature.ts';
import { managed } from '../workspace/manage.ts';
import { payrollFileHandler } from './delivery.ts';
import { monthVersion } from './effects.ts';
import { layoutRoutes } from './layout-slack.ts';
import { layoutDocs } from './layout-store.ts';
import { payrollRoutes } from './slack.ts';
import { monthVersionHandler } from './version-delivery.ts';
import { versionDocs } from './versions.ts';

export const payroll: Feature = {
  name: 'payroll',
  collections: [layoutDocs, versionDocs],
  routes: r => {
    payrollRoutes(r);
    layoutRoutes(r);
  },
  effects: [payrollFileHandler, monthVersionHandler],
  provides: [
    monthClosed.provide((by, data) => [monthVersion.owed({ to: by, lane: monthVersion.kind, data })]),
    managed.provide({
      ...{ section: 'reports', order: 10, action: payrollAction.open, right: 'export-month' },
      label: w => w.payroll.file,
      hint: w => w.payroll.hint,
    }),
    managed.provide({
      ...{ section: 'settings', order: 40, action: payrollAction.layout, right: 'change-settings' },
      label: w => w.payroll.layout.open,
      hint: w => w.payroll.layout.openHint,
    }),
  ],
};
