import type { Feature } from '../workspace/feature.ts';
import { importRoutes } from './import-slack.ts';
import { peopleRoutes } from './people-slack.ts';
import { policyRoutes } from './policy-slack.ts';

export const administration: Feature = {
  name: 'administration',
  routes: r => {
    peopleRoutes(r);
    importRoutes(r);
    policyRoutes(r);
  },
};
