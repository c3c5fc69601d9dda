import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { callback, input } from './ids.ts';
import { checkboxes, labelled, radioButtons, textInput, timePicker } from './inputs.ts';
import { type Modal, modal, option, section } from './kit.ts';

export const PLACES = ['office', 'home', 'outside', 'trip'] as const;
export const NOTE_MAX = 300;

export interface PressModel {
  press: 'check-in' | 'check-out' | 'change-place';
  place: string;
  quick: boolean;
  /** worked until now, for check-out; minutes */
  worked?: number;
  /** of a check-in: now, HH:mm, and how many hours back it may be said */
  time?: { now: string; within: number };
}

/** The short form behind *Check in*, *Check out* and *Change place*. */
export function pressModal(model: PressModel, w: Words): Modal {
  const blocks: KnownBlock[] = [];
  if (model.press === 'check-out' && model.worked !== undefined)
    blocks.push(section(w.attendance.workedSoFar(w.duration(model.worked))));
  const { time } = model;
  if (time)
    blocks.push(
      labelled(input.time, w.attendance.time, timePicker(time.now), { hint: w.attendance.timeHint(time.within) }),
    );
  blocks.push(placeInput(model.place, w));
  const note = textInput({ max: NOTE_MAX, placeholder: w.attendance.notePlaceholder });
  blocks.push(labelled(input.note, w.attendance.note, note, { optional: true }));
  if (model.press !== 'change-place') {
    const quick = option('yes', model.press === 'check-in' ? w.attendance.quickIn : w.attendance.askOut);
    const ticked = checkboxes([quick], model.quick ? [quick] : []);
    blocks.push(labelled(input.quick, w.attendance.quick, ticked, { optional: true }));
  }
  const title = {
    'check-in': w.attendance.checkInTitle,
    'check-out': w.attendance.checkOutTitle,
    'change-place': w.attendance.placeTitle,
  }[model.press];
  return modal({
    callbackId:
      model.press === 'check-in'
        ? callback.checkIn
        : model.press === 'check-out'
          ? callback.checkOut
          : callback.changePlace,
    title,
    submit: model.press === 'change-place' ? w.common.save : title,
    close: w.common.close,
    ...(time ? { metadata: JSON.stringify({ time: time.now }) } : {}),
    blocks,
  });
}

export function placeInput(place: string, w: Words, label = w.attendance.place): KnownBlock {
  const options = PLACES.map(id => option(id, w.place(id)));
  return labelled(input.place, label, radioButtons(options, place));
}
