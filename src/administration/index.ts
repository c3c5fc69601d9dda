import type { Feature } from '../workspace/feature.ts';
import { sendTouched } from './delivery.ts';
import { sendPeople } from './files.ts';
import { importRoutes } from './import-slack.ts';
import { managedWorkspace } from './managed.ts';
import { officeRoutes } from './offices-slack.ts';
import { peopleRoutes } from './people-slack.ts';
import { personTouches, policyTouches } from './points.ts';
import { policyRoutes } from './policy-slack.ts';
import { teamRoutes } from './teams/slack.ts';
import { changesPlace, touchedPlace, touchedPlaces } from './touched-places.ts';
import { changesRoles, touchedRoles } from './touched-roles.ts';

export const administration: Feature = {
  name: 'administration',
  provides: [
    ...managedWorkspace,
    policyTouches.provide({ counts: ['place'], by: changesPlace, touched: touchedPlaces }),
    policyTouches.provide({ counts: ['role'], by: changesRoles, touched: touchedRoles }),
    personTouches.provide(touchedPlace),
  ],
  effects: [sendPeople, sendTouched],
  routes: r => {
    officeRoutes(r);
    peopleRoutes(r);
    importRoutes(r);
    teamRoutes(r);
    policyRoutes(r);
  },
};
