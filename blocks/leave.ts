import type { InputBlock, KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { type ActingModel, actingHead, actingReason, actingWay } from './acting.ts';
import { action, callback, input, VALUE } from './ids.ts';
import { checkboxes, copiesInput, datePicker, labelled, select, textInput, userSelect } from './inputs.ts';
import { context, cut, literal, type Modal, md, modal, option, section } from './kit.ts';
import { type EventModel, eventInputs } from './leave-event.ts';
import { leaveAction, leaveInput } from './leave-ids.ts';

const REASON_MAX = 500;
const FILES_MAX = 5;

/** A choice of the form; names are raw. */
export interface ChoiceModel {
  id: string;
  name: string;
}

export interface LeaveModel {
  types: ChoiceModel[];
  type: string;
  /** where the type asks for one of them */
  occasions?: ChoiceModel[];
  occasion?: string;
  /** where the leave belongs to a birth or a loss */
  event?: EventModel;
  /** halves or quarters of the day, where the type has them */
  parts?: ChoiceModel[];
  part?: string;
  /** the rest of the day without a break; absent: not to be asked for */
  noBreak?: boolean;
  /** where hours are asked for */
  times?: { from?: string; to?: string };
  /** it has one day */
  oneDay: boolean;
  /** its end may be unknown; true: it is */
  openEnd?: boolean;
  from?: string;
  to?: string;
  /**
   * the block of the last day: a new id where the day was set for the person, since Slack keeps an old input's value
   */
  toBlock?: string;
  reason?: string;
  /** user id of who does the work meanwhile, and of those in copy */
  standIn?: string;
  copies?: readonly string[];
  /** what it takes: days, and what was left out, as words */
  takes?: { days: string; out: string[] };
  /** what its event gives, as sentences */
  entitled?: string[];
  /** what it does to the balance, and which grants give, as sentences */
  balance?: string[];
  /** what is to be chosen yet, what refuses and what is only told; as sentences, safe in mrkdwn */
  missing: string[];
  problems: string[];
  warnings: string[];
  /** further things to know, as sentences */
  notes: string[];
  /** a document is needed; names of those that are there already; `later`: it may follow */
  files?: { kept: string[]; later?: boolean };
  /** a year of the period whose public holidays are not known */
  unknownYear?: string;
  /** the steps that decide, raw; empty: administrators in general */
  decides: string[];
  /** nobody decides: they are told */
  told?: boolean;
  /** somebody enters it for another */
  acting?: ActingModel;
  /** an approved leave is changed */
  changes: boolean;
  metadata: string;
}

/** The leave form. It is redrawn as it is filled in, so that what it takes always stands in it. */
export function leaveModal(m: LeaveModel, w: Words): Modal {
  const { acting } = m;
  const title = m.changes ? w.leave.changeTitle : acting ? w.acting.title : w.leave.title;
  const [first] = m.types;
  if (!first)
    return modal({ callbackId: callback.notice, title, close: w.common.close, blocks: [section(w.leave.noTypes)] });
  const blocks: KnownBlock[] = acting ? [actingHead(acting, 'leave', w)] : [];
  blocks.push(choice(input.type, action.leaveType, w.leave.type, m.types, m.type || first.id));
  if (m.occasions)
    blocks.push(choice(leaveInput.occasion, leaveAction.occasion, w.leave.occasion, m.occasions, m.occasion));
  if (m.event) blocks.push(...eventInputs(m.event, w));
  blocks.push(dayInput(input.from, action.leaveFrom, m.oneDay ? w.leave.on : w.leave.from, m.from));
  if (m.openEnd !== undefined) blocks.push(openEndInput(m.openEnd, w));
  if (!m.oneDay && !m.openEnd) blocks.push(dayInput(m.toBlock ?? input.to, action.leaveTo, w.leave.to, m.to));
  if (m.parts) blocks.push(choice(leaveInput.part, leaveAction.part, w.leave.part, m.parts, m.part));
  if (m.noBreak !== undefined) blocks.push(noBreakInput(m.noBreak, w));
  if (m.times) {
    const halfHours = HALF_HOURS.map(t => ({ id: t, name: t }));
    blocks.push(
      choice(leaveInput.timeFrom, leaveAction.timeFrom, w.leave.timeFrom, halfHours, m.times.from),
      choice(leaveInput.timeTo, leaveAction.timeTo, w.leave.timeTo, halfHours, m.times.to),
    );
  }
  blocks.push(section(effect(m, w), undefined, 'takes'));
  for (const lines of [m.entitled ?? [], m.balance ?? [], m.notes])
    if (lines.length > 0) blocks.push({ type: 'context', elements: lines.slice(0, 10).map(l => md(cut(l, 500))) });
  if (m.unknownYear) blocks.push(context(w.home.calendarUnknown(m.unknownYear)));
  if (m.files) blocks.push(filesInput(m.files, w));
  blocks.push(reasonInput(m, w));
  blocks.push(standInInput(m.standIn, w), copiesInput(m.copies ?? [], w));
  if (acting) blocks.push(...actingWay(acting, leaveAction.way, w));
  const who = m.decides.length === 0 ? w.leave.anAdministrator : m.decides.map(s => literal(s, 200)).join(' → ');
  blocks.push(context((m.told ? w.leave.told : w.leave.decides)(who)));
  return modal({
    callbackId: callback.leave,
    title,
    submit: acting ? (m.changes ? w.leave.correct : w.acting.send) : w.leave.submit,
    close: w.common.close,
    blocks,
    ...(m.metadata ? { metadata: m.metadata } : {}),
  });
}

const HALF_HOURS = Array.from({ length: 48 }, (_, i) => `${String(i >> 1).padStart(2, '0')}:${i % 2 ? '30' : '00'}`);

function choice(
  blockId: string,
  actionId: string,
  label: string,
  choices: readonly ChoiceModel[],
  chosen: string | undefined,
): InputBlock {
  const options = choices.slice(0, 100).map(c => option(c.id, c.name));
  return labelled(blockId, label, select(actionId, options, chosen), { dispatches: true });
}

function reasonInput({ acting, changes, reason }: LeaveModel, w: Words): InputBlock {
  if (acting) return actingReason(reason, changes ? w.acting.changeReason : w.acting.reason, w);
  const text = textInput({ value: reason, multiline: true, max: REASON_MAX, placeholder: w.leave.reasonPlaceholder });
  return labelled(input.reason, w.leave.reason, text, { optional: true });
}

function noBreakInput(asked: boolean, w: Words): InputBlock {
  const tick = option('yes', w.leave.noBreak);
  const element = checkboxes([tick], asked ? [tick] : [], leaveAction.noBreak);
  return labelled(leaveInput.noBreak, w.leave.noBreakLabel, element, {
    ...{ optional: true, dispatches: true },
    hint: w.leave.noBreakHint,
  });
}

const standInInput = (user: string | undefined, w: Words): InputBlock =>
  labelled(leaveInput.standIn, w.standIn.label, userSelect(leaveAction.standIn, w.forms.pickPerson, user), {
    ...{ optional: true, dispatches: true },
    hint: w.standIn.hint,
  });

const dayInput = (blockId: string, actionId: string, label: string, date: string | undefined): InputBlock =>
  labelled(blockId, label, datePicker(date, actionId), { dispatches: true });

function openEndInput(isOpen: boolean, w: Words): InputBlock {
  const tick = option('yes', w.leaveEvent.openEndTick);
  const element = checkboxes([tick], isOpen ? [tick] : [], leaveAction.openEnd);
  return labelled(leaveInput.openEnd, w.leaveEvent.openEnd, element, { dispatches: true, optional: true });
}

const filesInput = ({ kept, later = false }: NonNullable<LeaveModel['files']>, w: Words): InputBlock =>
  labelled(
    leaveInput.files,
    w.leave.files,
    { type: 'file_input', action_id: VALUE, max_files: FILES_MAX },
    // Files of the earlier request count, too; Slack would ask for new ones.
    {
      optional: later || kept.length > 0,
      hint:
        kept.length > 0 ? w.leave.filesKept(cut(kept.join(', '), 500)) : later ? w.leave.filesLater : w.leave.filesHint,
    },
  );

function effect(m: LeaveModel, w: Words): string {
  const told = [...m.missing, ...[...m.problems, ...m.warnings].map(p => w.leave.problem(p))];
  if (!m.takes) return told.join('\n') || w.leave.errors['missing-date'];
  const { days, out } = m.takes;
  const takes = [w.leave.takes(days), ...(out.length > 0 ? [w.leave.leftOut(cut(w.list(out), 1000))] : [])].join(' · ');
  return [...(m.missing.length + m.problems.length > 0 ? [] : [takes]), ...told].join('\n');
}
