import type { Feature } from '../workspace/feature.ts';
import { postDigest, postNotice, redrawNotice, sendNotices, shareEvidence, tellDesignated } from './delivery.ts';
import { prepareDaily } from './job.ts';
import { promotionRoutes } from './slack.ts';
import { promotionDocs } from './store.ts';

export const promotion: Feature = {
  name: 'promotion',
  collections: [promotionDocs],
  routes: promotionRoutes,
  effects: [sendNotices, postNotice, redrawNotice, tellDesignated, shareEvidence, postDigest],
  jobs: [{ name: 'promotion', run: prepareDaily }],
};
