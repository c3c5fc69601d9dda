import { formAction } from '../../blocks/form-ids.ts';
import type { PersonAction } from '../workspace/person.ts';

export const enterFormFor: PersonAction = {
  order: 15,
  right: 'act-for',
  action: formAction.chooseFor,
  label: w => w.acting.enterForm,
};
