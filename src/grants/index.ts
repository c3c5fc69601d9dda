import { leaveLack } from '../absence/points.ts';
import { openingBalances, personTouches, policyTouches } from '../administration/points.ts';
import { markedDocs } from '../figures/kinds.ts';
import { formFollows } from '../forms/points.ts';
import { type Feature, paced } from '../workspace/feature.ts';
import { onPerson } from '../workspace/person.ts';
import { OVERTIME_FORM } from '../worktime/overtime.ts';
import { compensation, outcomeNotes, previewBenefit } from './compensatory/actions.ts';
import { compensationOwed } from './compensatory/effects.ts';
import { compensateDaily } from './compensatory/job.ts';
import { lack, news, warning } from './delivery.ts';
import { vestAndWarn } from './job.ts';
import { lackOf } from './lacking.ts';
import { openings } from './opening/actions.ts';
import { balancesOfPerson } from './person.ts';
import { LEDGERS, ledgerDocs, ledgers } from './record/store.ts';
import { grantRoutes } from './slack.ts';
import { changesGrants, touchedBalance, touchedBalances } from './touched.ts';

export const grants: Feature = {
  name: 'grants',
  collections: [ledgerDocs],
  routes: grantRoutes,
  effects: [paced('chat.postMessage', news), lack, paced('chat.postMessage', warning), compensation],
  jobs: [
    { name: 'grants', run: vestAndWarn },
    { name: 'compensatory', run: compensateDaily },
  ],
  provides: [
    markedDocs.provide({ collection: LEDGERS, of: ledgers }),
    onPerson.provide(balancesOfPerson),
    leaveLack.provide(lackOf),
    openingBalances.provide(openings),
    personTouches.provide(touchedBalance),
    policyTouches.provide({ counts: ['left', 'coming'], by: changesGrants, touched: touchedBalances }),
    formFollows.provide({
      form: OVERTIME_FORM,
      owed: compensationOwed,
      outcomeNotes,
      previewBenefit,
    }),
  ],
};
