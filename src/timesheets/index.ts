import { personTouches, policyTouches } from '../administration/points.ts';
import { closedMonths } from '../approvals/points.ts';
import { dayCorrected } from '../attendance/points.ts';
import { figureKinds } from '../figures/kinds.ts';
import { type Feature, paced } from '../workspace/feature.ts';
import { onPerson } from '../workspace/person.ts';
import { checkClosings } from './closing/actions.ts';
import { closedSince, isClosed } from './closing/closed.ts';
import { lateHandler } from './closing/delivery.ts';
import { closingRoutes } from './closing/slack.ts';
import { monthDocs } from './closing/store.ts';
import { askConfirmHandler, showConfirmHandler } from './confirming/delivery.ts';
import { claimConfirming } from './confirming/job.ts';
import { confirmationDocs } from './confirming/store.ts';
import { monthChartHandler, monthFileHandler } from './delivery.ts';
import { managedRecords } from './managed.ts';
import { monthKind } from './months/kind.ts';
import { monthOfPerson } from './person.ts';
import { monthRoutes, redrawDay } from './slack.ts';
import { changesPlans, touchedPlan, touchedPlans } from './touched.ts';
import { weekKind } from './weeks/kind.ts';

export const timesheets: Feature = {
  name: 'timesheets',
  collections: [monthDocs, confirmationDocs],
  routes: r => {
    monthRoutes(r);
    closingRoutes(r);
  },
  effects: [
    monthFileHandler,
    monthChartHandler,
    lateHandler,
    paced('chat.postMessage', askConfirmHandler),
    showConfirmHandler,
  ],
  provides: [
    ...managedRecords,
    figureKinds.provide(weekKind),
    figureKinds.provide(monthKind),
    closedMonths.provide({ isClosed, since: closedSince }),
    dayCorrected.provide(redrawDay),
    personTouches.provide(touchedPlan),
    policyTouches.provide({ counts: ['planned', 'times'], by: changesPlans, touched: touchedPlans }),
    onPerson.provide(monthOfPerson),
  ],
  jobs: [
    { name: 'months', run: checkClosings },
    { name: 'confirm', run: claimConfirming },
  ],
};
