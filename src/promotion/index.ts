import type { Feature } from '../workspace/feature.ts';
import { postDigest, postNotice, redrawNotice, sendNotices, shareEvidence, tellDesignated } from './delivery.ts';
import { prepareDaily } from './job.ts';
import { promotionRoutes } from './slack.ts';

export const promotion: Feature = {
  name: 'promotion',
  routes: promotionRoutes,
  effects: [sendNotices, postNotice, redrawNotice, tellDesignated, shareEvidence, postDigest],
  jobs: [{ name: 'promotion', run: prepareDaily }],
};
