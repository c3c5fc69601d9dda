import type { Feature } from '../workspace/feature.ts';
import { importRoutes } from './import-slack.ts';
import { managedWorkspace } from './managed.ts';
import { officeRoutes } from './offices-slack.ts';
import { peopleRoutes } from './people-slack.ts';
import { policyRoutes } from './policy-slack.ts';
import { teamRoutes } from './teams/slack.ts';

export const administration: Feature = {
  name: 'administration',
  provides: managedWorkspace,
  provides: [
    managed.provide({
      ...{ section: 'people', order: 10, action: adminAction.openPeople, right: 'import-people' },
      label: w => w.people.open,
      hint: w => w.manage.hints.people,
    }),
    managed.provide({
      ...{ section: 'settings', order: 20, action: adminAction.openOffices, right: 'change-settings' },
      label: w => w.offices.open,
      hint: w => w.offices.manageHint,
    }),
    managed.provide({
      ...{ section: 'settings', order: 10, action: adminAction.openPolicy, right: 'change-settings' },
      label: w => w.policy.open,
      hint: w => w.manage.hints.settings,
    }),
  ],
  routes: r => {
    officeRoutes(r);
    peopleRoutes(r);
    importRoutes(r);
    teamRoutes(r);
    policyRoutes(r);
  },
};
