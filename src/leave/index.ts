import { managedKind, requestForm, requestKind } from '../approvals/points.ts';
import { sharing } from '../shared/sharing.ts';
import type { Submission } from '../slack/router.ts';
import type { Feature } from '../workspace/feature.ts';
import { homeDrawing } from '../workspace/home.ts';
import { LEAVE } from './actions.ts';
import { leaveApprovalBlockers } from './approval-blockers.ts';
import { blockedSlack } from './blocked/slack.ts';
import { blockedDocs } from './blocked/store.ts';
import { leaveKind } from './kind.ts';
import { replacedDelivery } from './replaced.ts';
import { forms, judging, leave as leaveOf, types } from './service.ts';
import { leaveChanger, leaveEditor, leaveSlack } from './slack.ts';
import { leaveTypesSlack } from './types/slack.ts';
import { leaveTypeDocs } from './types/store.ts';

export const leave: Feature = {
  name: 'leave',
  collections: [leaveTypeDocs, blockedDocs],
  provides: [
    requestKind.provide(ws =>
      leaveKind(ws.policy.calendar, types(ws), (request, approver) =>
        leaveApprovalBlockers({ leave: leaveOf(ws), people: ws.people })(request, approver),
      ),
    ),
    managedKind.provide(LEAVE),
    requestForm.provide({
      of: kind => kind === LEAVE,
      edit: (ws, ...opened) => leaveEditor(forms(ws))(...opened),
      change: (ws, ...opened) => leaveChanger(forms(ws))(...opened),
    }),
  ],
  attach: (ws, router) => {
    const shared = sharing(judging(ws));
    leaveSlack(
      router,
      forms(ws),
      shared({ leave: leaveOf(ws), listBeneath: (s: Submission) => homeDrawing.only(ws).answersBeneath(ws, s) }),
    );
    leaveTypesSlack(router, judging(ws));
    blockedSlack(router, judging(ws));
  },
  deliver: (ws, outbox) => replacedDelivery(outbox, judging(ws)),
};
