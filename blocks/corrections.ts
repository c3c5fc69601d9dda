import type { ActionsBlock, KnownBlock, PlainTextOption } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { PLACES } from './attendance.ts';
import { correctionAction, correctionCallback, correctionInput } from './correction-ids.ts';
import type { QuestionState } from './home/model.ts';
import { askAgainButton, withdrawButton } from './home/requests.ts';
import { action } from './ids.ts';
import { checkboxes, copiesInput, datePicker, labelled, select, textInput, timePicker } from './inputs.ts';
import {
  actions,
  button,
  context,
  cut,
  literal,
  type Message,
  type Modal,
  modal,
  option,
  plain,
  section,
} from './kit.ts';

const NAME = 60;
const REASON_MAX = 500;

/** A change of a working day, line by line. */
export interface DifferenceModel {
  label: string;
  before: string;
  after: string;
}

export interface CorrectionModel {
  /** somebody else's day: their raw name */
  who?: string;
  date: string;
  /** how it stands in the record */
  now: string;
  /** the workplace's zone, where the person's clock shows another time */
  zone?: string;
  spans: {
    in?: string;
    out?: string;
    nextDay: boolean;
    place: string;
    recordedPlaces?: boolean;
    /** of a later span that is not wanted both times are left empty; the last one of a day that runs has no end */
    mayLack: { in: boolean; out: boolean };
  }[];
  breaks: { from?: string; to?: string }[];
  mayAddSpan: boolean;
  mayAddBreak: boolean;
  reason: string;
  problems: string[];
  differences: DifferenceModel[];
  /** recorded at once, or decided by these steps, raw */
  way: { is: 'at-once' } | { is: 'request'; decides: string[]; copies: readonly string[]; for?: 'asks' | 'stands' };
  metadata: string;
}

/** The correction form, redrawn as it is filled, with what it changes. */
export function correctionModal(m: CorrectionModel, w: Words): Modal {
  const c = w.corrections;
  const blocks: KnownBlock[] = [];
  if (m.who !== undefined) blocks.push(section(c.whose(literal(m.who, NAME), w.date(m.date))));
  blocks.push(labelled(correctionInput.date, c.date, datePicker(m.date, correctionAction.date), { dispatches: true }));
  blocks.push(context(m.now, ...(m.zone ? [c.zone(literal(m.zone, 40))] : [])));
  for (const [i, s] of m.spans.entries()) blocks.push(...spanInputs(i, s, m, w));
  for (const [i, b] of m.breaks.entries()) {
    blocks.push(timeInput(correctionInput.from(i, m.date), c.from(i + 1), b.from));
    blocks.push(timeInput(correctionInput.to(i, m.date), c.to(i + 1), b.to));
  }
  const more: ActionsBlock['elements'] = [];
  if (m.mayAddSpan) more.push(button(correctionAction.addSpan, c.addSpan));
  if (m.mayAddBreak) more.push(button(correctionAction.addBreak, c.addBreak));
  if (more.length > 0) blocks.push(actions(...more));
  if (m.spans.length > 1 || m.breaks.length > 0) blocks.push(context(c.emptied));
  blocks.push(section(effectText(m, w), undefined, 'effect'));
  const { reasonPlaceholder: placeholder } = c;
  const reason = textInput({ value: m.reason, multiline: true, max: REASON_MAX, placeholder });
  blocks.push(labelled(correctionInput.reason, c.reason, reason));
  if (m.way.is === 'request') blocks.push(copiesInput(m.way.copies, w));
  blocks.push(context(wayText(m, w)));
  return modal({
    callbackId: correctionCallback.correct,
    title: c.title,
    submit: m.way.is === 'at-once' || m.way.for === 'stands' ? c.submit : c.ask,
    close: w.common.close,
    metadata: m.metadata,
    blocks,
  });
}

function wayText(m: CorrectionModel, w: Words): string {
  const c = w.corrections;
  if (m.way.is === 'at-once') return m.who === undefined ? c.atOnce : `${c.atOnce} ${c.tells(literal(m.who, NAME))}`;
  const steps = m.way.decides.map(s => literal(s, 200)).join(' → ');
  if (m.way.for) return w.leave[m.way.for === 'stands' ? 'told' : 'decides'](steps === '' ? c.anAdministrator : steps);
  return c.decides(steps === '' ? c.anAdministrator : steps);
}

function effectText(m: CorrectionModel, w: Words): string {
  if (m.problems.length > 0) return m.problems.map(p => w.leave.problem(p)).join('\n');
  return m.differences.length > 0 ? differenceLines(m.differences) : w.corrections.problems['nothing-changed'];
}

const differenceLines = (list: readonly DifferenceModel[]): string =>
  list.map(d => `*${d.label}*  ${cut(d.before, 300)} → ${cut(d.after, 300)}`).join('\n');

function spanInputs(i: number, s: CorrectionModel['spans'][number], m: CorrectionModel, w: Words): KnownBlock[] {
  const c = w.corrections;
  const next = option('yes', c.nextDay);
  const places: PlainTextOption[] = [
    ...(s.recordedPlaces ? [option('recorded', c.recorded)] : []),
    ...PLACES.map(id => option(id, w.place(id))),
  ];
  return [
    timeInput(correctionInput.in(i, m.date), c.in(i + 1), s.in, s.mayLack.in),
    timeInput(correctionInput.out(i, m.date), c.out(i + 1), s.out, s.mayLack.out),
    labelled(
      correctionInput.nextDay(i, m.date),
      c.nextDayLabel,
      checkboxes([next], s.nextDay ? [next] : [], correctionAction.nextDay),
      { optional: true, dispatches: true },
    ),
    labelled(
      correctionInput.place(i, m.date),
      c.place(i + 1),
      select(correctionAction.place, places, places.some(p => p.value === s.place) ? s.place : 'office'),
      { dispatches: true },
    ),
  ];
}

const timeInput = (blockId: string, label: string, time: string | undefined, optional = true): KnownBlock =>
  labelled(blockId, label, timePicker(time, correctionAction.time), { optional, dispatches: true });

/** What is said after a correction was sent. */
export function sentModal(
  m: { way: 'at-once' | 'request'; date: string; differences: DifferenceModel[] },
  callbackId: string,
  w: Words,
): Modal {
  const c = w.corrections;
  const made = m.way === 'at-once';
  return modal({
    callbackId,
    title: made ? c.doneTitle : c.askedTitle,
    close: w.common.close,
    blocks: [section(made ? c.done(m.date) : c.asked(m.date)), section(differenceLines(m.differences))],
  });
}

/** Tells a person that somebody else corrected their day. */
export function correctedMessage(
  m: { by: string; date: string; differences: DifferenceModel[]; reason: string },
  w: Words,
): Message {
  const text = w.corrections.byOther(literal(m.by, NAME), m.date);
  return {
    text,
    blocks: [
      section(text),
      section(differenceLines(m.differences)),
      { type: 'section', text: plain(`${w.corrections.reason}: ${m.reason}`) },
    ],
  };
}

/** The question with its buttons, or what became of it: the first thing on Home, and the direct message. */
export function questionBlocks(m: QuestionState, w: Words): KnownBlock[] {
  if (m.is === 'no-record') return noRecord(m, w);
  if (m.is === 'rejected') return rejectedCorrection(m, w);
  if (m.is !== 'asked') return [section(becameText(m, w))];
  const { date, text, times } = m.question;
  const ids = [correctionAction.leftAt, correctionAction.leftAtOther];
  return [
    section(`:warning: ${text}`),
    actions(
      ...times.slice(0, ids.length).map((t, i) => button(ids[i] ?? '', t.label, { value: `${date}|${t.at}` })),
      button(correctionAction.open, w.missedCheckOut.other, { value: date }),
    ),
  ];
}

const wasOnLeave = (value: string, w: Words) => button(action.openLeave, w.answers.onLeave, { value });

const noRecord = (m: Extract<QuestionState, { is: 'no-record' }>, w: Words): KnownBlock[] => [
  section(`:warning: ${w.answers.noRecord(m.date)}`),
  actions(button(correctionAction.worked, w.answers.worked, { value: m.day }), wasOnLeave(m.leave, w)),
];

function rejectedCorrection(m: Extract<QuestionState, { is: 'rejected' }>, w: Words): KnownBlock[] {
  const reason = m.reason ? `\n>${literal(m.reason, 200)}` : '';
  return [
    section(`:x: ${w.answers.rejected(m.date, m.by && literal(m.by, NAME))}${reason}`),
    actions(
      askAgainButton(m.request, w),
      ...(m.leave === undefined ? [] : [wasOnLeave(m.leave, w)]),
      ...(m.keep ? [button(correctionAction.keep, w.answers.keep, { value: `${m.day}|${m.request}` })] : []),
    ),
  ];
}

type AboutCheckOut = Extract<QuestionState, { is: 'asked' | 'answered' | 'waits' }>;

/** The question about a missing check-out by direct message, and what became of it in its place. */
export function questionMessage(m: AboutCheckOut, w: Words): Message {
  const text = m.is === 'asked' ? m.question.text : becameText(m, w);
  const blocks = questionBlocks(m, w);
  if (m.is !== 'waits') return { text, blocks };
  const mine = { id: m.request, cancels: false, what: w.corrections.kind, when: m.date };
  return { text, blocks: [...blocks, actions(withdrawButton(mine, w))] };
}

const becameText = (m: Exclude<AboutCheckOut, { is: 'asked' }>, w: Words): string =>
  (m.is === 'answered' ? w.missedCheckOut.answered : w.missedCheckOut.waits)(m.date, m.times);
