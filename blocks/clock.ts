import type { ActionsBlock, KnownBlock, StaticSelect } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { defined } from '../src/shared/defined.ts';
import { PLACES } from './attendance.ts';
import type { StatusModel } from './home/model.ts';
import { checkInOptions, statusLine, todayLine, undoButton } from './home/now.ts';
import { action, callback } from './ids.ts';
import { select } from './inputs.ts';
import { actions, button, context, type Message, type Modal, modal, option, section } from './kit.ts';

export type { StatusModel } from './home/model.ts';

export const CLOCK_BLOCK = 'clock';

/** Two lines: what the person is doing and today's hours, and the week's with what the month still asks for. */
export function statusMessage(m: StatusModel, w: Words): Message {
  const lines = [[statusLine(m, w), todayLine(m, w)].filter(text => text !== '').join(' · '), weekText(m, w)];
  const blocks: KnownBlock[] = [section(lines.join('\n'))];
  if (m.unanswered)
    blocks.push(context(w.answers.status(m.unanswered.is, w.date(m.unanswered.date), m.unanswered.count)));
  return { text: lines.join('\n'), blocks };
}

const weekText = ({ week, owed }: StatusModel, w: Words): string =>
  [
    `${w.home.thisWeek} ${w.home.of(w.duration(week.worked), w.duration(week.target))}`,
    ...(owed === undefined ? [] : [w.chat.owed(w.duration(owed))]),
  ].join(' · ');

/** The shortcut's small modal. `place`: what a check-in begins with; `said`: why the last press did nothing. */
export function clockModal(m: StatusModel & { place: string; said?: string }, w: Words): Modal {
  const status = statusMessage(m, w);
  return modal({
    callbackId: callback.clock,
    title: w.clock.title,
    close: w.common.close,
    blocks: [
      ...(m.said === undefined ? [] : [section(`:warning: ${m.said}`)]),
      ...status.blocks,
      { ...actions(...buttons(m, w), ...(m.undo ? [undoButton(m.undo, w)] : [])), block_id: CLOCK_BLOCK },
    ],
  });
}

function buttons(m: StatusModel & { place: string }, w: Words): ActionsBlock['elements'] {
  const checkOut = (style?: 'primary') => button(action.clockOut, w.home.checkOut, defined({ style }));
  if (m.now.is === 'in')
    return [
      checkOut('primary'),
      button(action.clockBreak, w.home.startBreak),
      placeSelect(action.clockPlace, m.now.place, w),
    ];
  if (m.now.is === 'break') return [button(action.clockBack, w.home.endBreak, { style: 'primary' }), checkOut()];
  const again = m.now.is === 'done' ? w.home.checkInAgain : w.home.checkIn;
  const checkIn = button(action.clockIn, again, checkInOptions(m, w));
  return [checkIn, placeSelect(action.clockChoosePlace, m.place, w)];
}

function placeSelect(actionId: string, place: string, w: Words): StaticSelect {
  const options = PLACES.map(id => option(id, w.place(id)));
  return select(actionId, options, place, w.clock.place);
}
