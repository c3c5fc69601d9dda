import { correctionAction } from '../../blocks/correction-ids.ts';
import type { PersonAction } from '../workspace/person.ts';

export const correctDayOfPerson: PersonAction = {
  order: 30,
  // HR at once, managers as a request of their report.
  right: 'act-for',
  action: correctionAction.pickPerson,
  label: w => w.person.correct,
};
