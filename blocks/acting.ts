import type { InputBlock, KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { WAY } from './approval-ids.ts';
import { input } from './ids.ts';
import { labelled, select, textInput } from './inputs.ts';
import { literal, option, section } from './kit.ts';

export const ACTING_REASON_MAX = 500;

/** Whoever enters a request for somebody: the person's raw name; `stands`: chosen, absent where there is no choice. */
export interface ActingModel {
  whose: string;
  stands?: boolean;
  /** why, as far as it is typed; raw */
  reason?: string;
}

/** `of`: what is entered. */
export const actingHead = ({ whose }: ActingModel, of: 'leave' | 'request', w: Words): KnownBlock =>
  section(w.acting.forWhom(literal(whose, 60), of));

export const actingReason = (reason: string | undefined, label: string, w: Words): InputBlock =>
  labelled(
    input.reason,
    label,
    textInput({ value: reason, multiline: true, max: ACTING_REASON_MAX, placeholder: w.acting.reasonHint }),
  );

/** Where whoever enters it may decide: whether it stands at once. The action redraws the form. */
export function actingWay({ stands }: ActingModel, actionId: string, w: Words): InputBlock[] {
  if (stands === undefined) return [];
  const options = [option('stands', w.acting.stands), option('route', w.acting.asks)];
  const element = select(actionId, options, stands ? 'stands' : 'route');
  return [labelled(WAY, w.acting.route, element, { dispatches: true })];
}
