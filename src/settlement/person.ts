import { settlementAction } from '../../blocks/settlement-ids.ts';
import type { PersonAction } from '../workspace/person.ts';

export const settlePerson: PersonAction = {
  order: 60,
  right: 'settle-leave',
  action: settlementAction.open,
  label: w => w.settlement.open,
  shown: (_ws, { subject }) => subject.hiredOn !== undefined && subject.lastDay !== undefined,
};
