import { policyTouches } from '../administration/points.ts';
import { runDocs } from '../jobs/store.ts';
import type { Feature } from '../workspace/feature.ts';
import { destroyDaily, destroyPerson } from './job.ts';
import { changesRecords, touchedRecords } from './touched.ts';

export const retention: Feature = {
  name: 'retention',
  collections: [runDocs],
  provides: [policyTouches.provide({ counts: ['records'], by: changesRecords, touched: touchedRecords })],
  effects: [destroyPerson],
  jobs: [{ name: 'retention', run: destroyDaily }],
};
