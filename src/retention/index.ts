import { runDocs } from '../jobs/store.ts';
import type { Feature } from '../workspace/feature.ts';
import { destroyDaily, destroyPerson } from './job.ts';

export const retention: Feature = {
  name: 'retention',
  collections: [runDocs],
  effects: [destroyPerson],
  jobs: [{ name: 'retention', run: destroyDaily }],
};
