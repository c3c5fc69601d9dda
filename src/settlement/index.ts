import type { Feature } from '../workspace/feature.ts';
import { reopenMoved } from './actions.ts';
import { grantDifference, sendFile, tellAfterLastDay } from './delivery.ts';
import { settlementRoutes } from './slack.ts';
import { settlementDocs } from './store.ts';

export const settlement: Feature = {
  name: 'settlement',
  collections: [settlementDocs],
  routes: settlementRoutes,
  effects: [grantDifference, sendFile, tellAfterLastDay],
  jobs: [{ name: 'leaving', run: reopenMoved }],
};
