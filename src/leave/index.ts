import { leaveAction } from '../../blocks/leave-ids.ts';
import { LEAVE } from '../absence/leaves.ts';
import { managedKind, requestForm, requestKind } from '../approvals/points.ts';
import { keptPools } from '../grants/pools.ts';
import type { Feature } from '../workspace/feature.ts';
import { managed } from '../workspace/manage.ts';
import { onPerson } from '../workspace/person.ts';
import { birthRoutes, openBirth, tellBirth } from './birth.ts';
import { blockedRoutes } from './blocked/slack.ts';
import { blockedDocs } from './blocked/store.ts';
import { leaveKind } from './kind.ts';
import { enterLeaveFor } from './person.ts';
import { endChanges, endReplaced, endSentChange } from './replaced.ts';
import { changeLeave, editLeave, leaveRoutes, reviseLeave } from './slack.ts';
import { tellStandIn } from './stand-in.ts';
import { poolsKept } from './types/library.ts';
import { leaveTypeRoutes } from './types/slack.ts';
import { leaveTypeDocs } from './types/store.ts';

export const leave: Feature = {
  name: 'leave',
  collections: [leaveTypeDocs, blockedDocs],
  provides: [
    managed.provide({
      ...{ section: 'leave-types', order: 10, action: leaveAction.openTypes, right: 'change-settings' },
      label: w => w.leaveTypes.open,
      hint: w => w.manage.hints.leaveTypes,
    }),
    managed.provide({
      ...{ section: 'leave-types', order: 20, action: leaveAction.openBlocked, right: 'change-calendar' },
      label: w => w.blocked.open,
      hint: w => w.manage.hints.blocked,
    }),
    onPerson.provide(enterLeaveFor),
    requestKind.provide(leaveKind),
    managedKind.provide(LEAVE),
    keptPools.provide(poolsKept),
    requestForm.provide({
      of: kind => kind === LEAVE,
      edit: editLeave,
      change: changeLeave,
      birth: openBirth,
      revise: reviseLeave,
    }),
  ],
  routes: r => {
    leaveRoutes(r);
    birthRoutes(r);
    leaveTypeRoutes(r);
    blockedRoutes(r);
  },
  effects: [tellBirth, endReplaced, endSentChange, endChanges, tellStandIn],
};
