import { requestForm, requestKind } from '../approvals/points.ts';
import { preview } from '../approvals/service.ts';
import type { Feature } from '../workspace/feature.ts';
import { homeDrawing } from '../workspace/home.ts';
import { CORRECTION, correctionKind } from './corrections/kind.ts';
import { dayCorrected, dayEnded } from './points.ts';
import { attached, room } from './service.ts';
import { workdayDocs } from './store.ts';

export const attendance: Feature = {
  name: 'attendance',
  collections: [workdayDocs],
  provides: [
    requestKind.provide(() => correctionKind),
    requestForm.provide({
      of: kind => kind === CORRECTION,
      edit:
        ws =>
        (...came) =>
          attached(ws).editor!(...came),
    }),
  ],
  jobs: [{ name: 'forgotten', run: ws => room(ws).tick() }],
  attach: (ws, router) => {
    const { clockPresses, correctionEditor } = room(ws).attach(router, {
      preview: preview(ws),
      shownMonths: { corrected: (s, day) => dayCorrected.only(ws)(ws, s, day) },
      afterOut: async (person, date, w) =>
        (await Promise.all(dayEnded.of(ws).map(ended => ended(ws, person, date, w)))).flat(),
      redrawList: press => homeDrawing.only(ws).redrawList(ws, press),
      listBeneath: s => homeDrawing.only(ws).answersBeneath(ws, s),
    });
    Object.assign(attached(ws), { clock: clockPresses, editor: correctionEditor });
  },
  deliver: (ws, outbox) => room(ws).deliver(outbox),
};
