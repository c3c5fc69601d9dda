import type { ConfirmModel } from '../../../blocks/confirm-month.ts';
import type { Words } from '../../i18n/index.ts';
import { defined } from '../../shared/defined.ts';
import type { OwnConfirmation } from './rules.ts';

export const modelOf = (c: OwnConfirmation, month: string, zone: string, w: Words): ConfirmModel => ({
  ...{ is: c.is, figures: c.figures },
  ...defined({ at: c.at === undefined ? undefined : w.moment(c.at, zone) }),
  ...(c.closed || c.is === 'confirmed' ? {} : { value: `${month}|${c.digest}` }),
});
