import { correctionAction } from '../../blocks/correction-ids.ts';
import type { PersonAction } from '../workspace/person.ts';

export const correctDayOfPerson: PersonAction = {
  order: 30,
  right: 'correct-attendance',
  action: correctionAction.pickPerson,
  label: w => w.person.correct,
};
