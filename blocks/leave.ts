import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { action, callback, input, VALUE } from './ids.ts';
import { context, cut, literal, type Modal, modal, option, plain, section } from './kit.ts';

const LEAVE_TYPES = ['annual', 'half-am', 'half-pm', 'sick', 'official', 'unpaid'] as const;
const REASON_MAX = 500;

export interface LeaveModel {
  type: string;
  from?: string;
  to?: string;
  /** the block that holds the last day: a new one where the day was set for the person, since Slack keeps what an old one shows */
  toBlock?: string;
  reason?: string;
  half: boolean;
  /** what it takes: days, and what was left out; or what is wrong with it now, as sentences */
  takes?: { days: number; weekends: number; holidays: string[] };
  problems: string[];
  /** a year of the period whose public holidays are not known */
  unknownYear?: string;
  /** the steps that decide, raw; empty: administrators in general */
  decides: string[];
  /** the request that came back and is changed */
  again?: string;
}

/** The leave form. It is redrawn as type and days change, so that what it takes always stands in it. */
export function leaveModal(model: LeaveModel, w: Words): Modal {
  const types = LEAVE_TYPES.map(id => option(id, w.leaveType(id)));
  const blocks: KnownBlock[] = [
    {
      type: 'input',
      block_id: input.type,
      dispatch_action: true,
      label: plain(w.leave.type),
      element: {
        type: 'static_select',
        action_id: action.leaveType,
        options: types,
        initial_option: types.find(t => t.value === model.type) ?? option('annual', w.leaveType('annual')),
      },
    },
    dayInput(input.from, action.leaveFrom, model.half ? w.leave.on : w.leave.from, model.from),
  ];
  if (!model.half) blocks.push(dayInput(model.toBlock ?? input.to, action.leaveTo, w.leave.to, model.to));
  blocks.push(section(effect(model, w), undefined, 'takes'));
  if (model.unknownYear) blocks.push(context(w.home.calendarUnknown(model.unknownYear)));
  blocks.push({
    type: 'input',
    block_id: input.reason,
    optional: true,
    label: plain(w.leave.reason),
    element: {
      type: 'plain_text_input',
      action_id: VALUE,
      multiline: true,
      max_length: REASON_MAX,
      placeholder: plain(w.leave.reasonPlaceholder),
      ...(model.reason ? { initial_value: cut(model.reason, REASON_MAX) } : {}),
    },
  });
  const who =
    model.decides.length === 0 ? w.leave.anAdministrator : model.decides.map(step => literal(step, 200)).join(' → ');
  blocks.push(context(w.leave.decides(who)));
  return modal({
    callbackId: callback.leave,
    title: w.leave.title,
    submit: w.leave.submit,
    close: w.common.cancel,
    blocks,
    ...(model.again ? { metadata: model.again } : {}),
  });
}

function dayInput(blockId: string, actionId: string, label: string, date: string | undefined): KnownBlock {
  return {
    type: 'input',
    block_id: blockId,
    dispatch_action: true,
    label: plain(label),
    element: { type: 'datepicker', action_id: actionId, ...(date ? { initial_date: date } : {}) },
  };
}

function effect(model: LeaveModel, w: Words): string {
  if (model.problems.length > 0) return model.problems.map(p => w.leave.problem(p)).join('\n');
  const { days, weekends, holidays } = model.takes ?? { days: 0, weekends: 0, holidays: [] };
  const out = [...(weekends > 0 ? [w.leave.weekends(weekends)] : []), ...holidays];
  return [w.leave.takes(w.days(days)), ...(out.length > 0 ? [w.leave.leftOut(cut(w.list(out), 1000))] : [])].join(
    ' · ',
  );
}
