import { leaveAction } from '../../blocks/leave-ids.ts';
import type { PersonAction } from '../workspace/person.ts';

export const enterLeaveFor: PersonAction = {
  order: 10,
  right: 'act-for',
  action: leaveAction.openFor,
  label: w => w.acting.enter,
};
