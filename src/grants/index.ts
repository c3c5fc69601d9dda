import { kinds, requests } from '../approvals/service.ts';
import { formFollows } from '../forms/points.ts';
import { sharing } from '../shared/sharing.ts';
import type { Feature } from '../workspace/feature.ts';
import { redrawHomes } from '../workspace/home.ts';
import { legacy } from '../workspace/legacy.ts';
import { openingBalances } from '../workspace/openings.ts';
import { OVERTIME_FORM } from '../worktime/overtime.ts';
import { attendedDocs } from './attended.ts';
import { compensationOwed } from './compensatory/kind.ts';
import { compensatory, openings, room } from './service.ts';
import { grantDocs } from './store.ts';

export const grants: Feature = {
  name: 'grants',
  collections: [grantDocs, attendedDocs],
  provides: [
    openingBalances.provide(openings),
    formFollows.provide({
      form: OVERTIME_FORM,
      owed: compensationOwed,
      outcomeNotes: ws => compensatory(ws).ofOvertime.outcomeNotes,
      previewBenefit: ws => (user, answers) => compensatory(ws).benefitPreviews.get(OVERTIME_FORM)!(user, answers),
    }),
  ],
  jobs: [
    { name: 'grants', run: ws => room(ws).tick() },
    { name: 'compensatory', run: ws => compensatory(ws).tick() },
  ],
  attach: (ws, router) => room(ws).attach(router, sharing(legacy(ws))({ requests: requests(ws), kinds: kinds(ws) })),
  deliver: (ws, outbox) => {
    room(ws).deliver(
      outbox,
      sharing(legacy(ws))({ redrawHomes: (users: readonly string[]) => redrawHomes(ws, users) }),
    );
    compensatory(ws).deliver(outbox);
  },
};
