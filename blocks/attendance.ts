import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { callback, input, VALUE } from './ids.ts';
import { type Modal, modal, option, plain, section } from './kit.ts';

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
    blocks.push({
      type: 'input',
      block_id: input.time,
      label: plain(w.attendance.time),
      hint: plain(w.attendance.timeHint(time.within)),
      element: { type: 'timepicker', action_id: VALUE, initial_time: time.now },
    });
  blocks.push(placeInput(model.place, w));
  blocks.push({
    type: 'input',
    block_id: input.note,
    optional: true,
    label: plain(w.attendance.note),
    element: {
      type: 'plain_text_input',
      action_id: VALUE,
      max_length: NOTE_MAX,
      placeholder: plain(w.attendance.notePlaceholder),
    },
  });
  if (model.press !== 'change-place') {
    const quick = option('yes', model.press === 'check-in' ? w.attendance.quickIn : w.attendance.askOut);
    blocks.push({
      type: 'input',
      block_id: input.quick,
      optional: true,
      label: plain(w.attendance.quick),
      element: {
        type: 'checkboxes',
        action_id: VALUE,
        options: [quick],
        ...(model.quick ? { initial_options: [quick] } : {}),
      },
    });
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
  return {
    type: 'input',
    block_id: input.place,
    label: plain(label),
    element: {
      type: 'radio_buttons',
      action_id: VALUE,
      options,
      initial_option: options.find(o => o.value === place) ?? option('office', w.place('office')),
    },
  };
}
