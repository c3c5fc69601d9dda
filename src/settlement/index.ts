import type { Feature } from '../workspace/feature.ts';
import { reopenMoved } from './actions.ts';
import { sendFile, tellAfterLastDay } from './delivery.ts';
import { settlementRoutes } from './slack.ts';

export const settlement: Feature = {
  name: 'settlement',
  routes: settlementRoutes,
  effects: [sendFile, tellAfterLastDay],
  jobs: [{ name: 'leaving', run: reopenMoved }],
};
