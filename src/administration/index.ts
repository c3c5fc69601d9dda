import { adminAction } from '../../blocks/administration-ids.ts';
import { teamAction } from '../../blocks/team-ids.ts';
import type { Feature } from '../workspace/feature.ts';
import { managed } from '../workspace/manage.ts';
import { importRoutes } from './import-slack.ts';
import { peopleRoutes } from './people-slack.ts';
import { policyRoutes } from './policy-slack.ts';
import { teamRoutes } from './teams/slack.ts';

export const administration: Feature = {
  name: 'administration',
  provides: [
    managed.provide({
      ...{ section: 'people', order: 10, action: adminAction.openPeople, right: 'import-people' },
      label: w => w.people.open,
      hint: w => w.manage.hints.people,
    }),
    managed.provide({
      ...{ section: 'people', order: 20, action: teamAction.openList, right: 'define-teams' },
      label: w => w.teams.open,
      hint: w => w.teams.hint,
    }),
    managed.provide({
      ...{ section: 'settings', order: 10, action: adminAction.openPolicy, right: 'change-settings' },
      label: w => w.policy.open,
      hint: w => w.manage.hints.settings,
    }),
  ],
  routes: r => {
    peopleRoutes(r);
    importRoutes(r);
    teamRoutes(r);
    policyRoutes(r);
  },
};
