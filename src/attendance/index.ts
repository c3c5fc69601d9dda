import { requestForm, requestKind } from '../approvals/points.ts';
import { figureKinds, markedDocs } from '../figures/kinds.ts';
import { formFollows } from '../forms/points.ts';
import { type Feature, paced } from '../workspace/feature.ts';
import { onPerson } from '../workspace/person.ts';
import { OVERTIME_FORM } from '../worktime/overtime.ts';
import { correctedByOtherHandler, enforceHandler } from './corrections/delivery.ts';
import { CORRECTION, correctionKind } from './corrections/kind.ts';
import { correctionRoutes, editCorrection } from './corrections/slack.ts';
import { askMissedCheckOuts } from './missed-check-out/actions.ts';
import { askHandler, showAllHandler, showHandler } from './missed-check-out/delivery.ts';
import { correctDayOfPerson } from './person.ts';
import { protectedFrom } from './protected.ts';
import { clockRoutes } from './slack.ts';
import { stateKind } from './states.ts';
import { WORKDAYS, workdayDocs, workdays } from './store.ts';

export const attendance: Feature = {
  name: 'attendance',
  collections: [workdayDocs],
  routes: r => {
    clockRoutes(r);
    correctionRoutes(r);
  },
  effects: [
    enforceHandler,
    correctedByOtherHandler,
    paced('chat.postMessage', askHandler),
    showHandler,
    showAllHandler,
  ],
  jobs: [{ name: 'missed-check-outs', run: askMissedCheckOuts }],
  provides: [
    markedDocs.provide({ collection: WORKDAYS, of: workdays }),
    figureKinds.provide(stateKind),
    onPerson.provide(correctDayOfPerson),
    requestKind.provide(() => correctionKind),
    formFollows.provide({ form: OVERTIME_FORM, problems: protectedFrom }),
    requestForm.provide({
      of: kind => kind === CORRECTION,
      edit: editCorrection,
    }),
  ],
};
