import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { correctionAction } from './correction-ids.ts';
import { actions, button, confirm, context, divider, literal, type Modal, modal, section } from './kit.ts';
import { FLAG_SIGNS } from './month.ts';
import { monthCallback } from './month-ids.ts';

const NAME = 40;
const NOTE = 500;
const SPANS = 20;
/** steps of the history: the latest ones */
const STEPS = 30;
/** room in a section, with some left for what stands around */
const ROOM = 2800;

export interface SpanModel {
  times: string;
  /** one place, or each with its time */
  places: string;
  breaks: string[];
  /** raw */
  notes: string[];
}

/** A step of a day's history: who, raw, what, when; of a correction what it changed, raw where people wrote it. */
export interface StepModel {
  at: string;
  who: string;
  what: string;
  place?: string;
  said?: string;
  changes: { label: string; before: string; after: string }[];
  reason?: string;
}

export interface DayModel {
  date: string;
  /** somebody else, raw */
  who?: string;
  zone?: string;
  off?: string;
  worked: number;
  planned: number;
  running?: 'in' | 'break';
  spans: SpanModel[];
  leaves: { name: string; when?: string; minutes: number }[];
  /** with how many minutes, where it is a matter of minutes */
  flags: { flag: string; minutes?: number }[];
  /** sentences of how it is counted */
  counted: string[];
  steps: StepModel[];
  closed: boolean;
  /** the value of the button; absent: who looks may not correct it */
  correct?: string;
  /** minutes of a legal break that was deducted; absent: none, or not one's own day */
  deducted?: number;
  metadata: string;
}

/** A day: what is recorded, how it is counted, and how it came about. */
export function dayModal(m: DayModel, w: Words): Modal {
  const t = w.myMonth;
  const d = t.day;
  const earlier = m.steps.length - STEPS;
  const blocks: KnownBlock[] = [
    section(headline(m, w)),
    ...(m.zone === undefined ? [] : [context(t.zone(literal(m.zone, NAME)))]),
    ...(m.flags.length > 0 ? [context(m.flags.map(f => flagText(f, w)).join('   '))] : []),
    section(m.spans.length > 0 ? d.record : d.nothing),
    ...m.spans.slice(0, SPANS).map(s => section(spanText(s, w))),
    ...(m.spans.length > SPANS ? [context(d.moreSpans(m.spans.length - SPANS))] : []),
    ...(m.leaves.length > 0 ? [section(`${d.leave}\n${m.leaves.map(l => leaveText(l, w)).join('\n')}`)] : []),
    divider(),
    ...inSections([d.counted, ...m.counted.map(line => `• ${line}`)]),
    ...dayActions(m, w),
    ...(m.closed ? [context(d.mayNot)] : []),
    ...(m.steps.length > 0 ? [divider(), section(d.history)] : []),
    ...(earlier > 0 ? [context(d.earlier(earlier))] : []),
    ...inSections(m.steps.slice(-STEPS).map(s => stepText(s, w))),
  ];
  return modal({ callbackId: monthCallback.day, title: d.title, close: w.common.close, metadata: m.metadata, blocks });
}

function dayActions(m: DayModel, w: Words): KnownBlock[] {
  const d = w.myMonth.day;
  if (m.correct === undefined) return [];
  const correct = button(correctionAction.open, d.correct, { value: m.correct });
  if (m.deducted === undefined) return [actions(correct)];
  const sure = d.workedThroughConfirm(w.duration(m.deducted));
  const through = button(correctionAction.workedThrough, d.workedThrough, {
    value: m.date,
    confirm: confirm(sure, sure.text, w.common.close),
  });
  return [actions(correct, through)];
}

function headline(m: DayModel, w: Words): string {
  const t = w.myMonth;
  const date = w.longDate(m.date);
  const hours = m.planned > 0 ? t.of(w.duration(m.worked), w.duration(m.planned)) : w.duration(m.worked);
  return [
    m.who === undefined ? `*${date}*` : t.whose(literal(m.who, NAME), date),
    ...(m.off === undefined ? [] : [literal(t.off[m.off] ?? m.off, NAME)]),
    `${t.worked} ${hours}`,
    ...(m.running === undefined ? [] : [m.running === 'in' ? t.running : t.onBreak]),
  ].join(' · ');
}

function flagText({ flag, minutes }: DayModel['flags'][number], w: Words): string {
  const text = w.myMonth.flag(flag);
  return `${FLAG_SIGNS[flag] ?? ''} ${minutes === undefined ? text : w.myMonth.flagFor(text, w.duration(minutes))}`;
}

function spanText(s: SpanModel, w: Words): string {
  const line = [`*${s.times}*`, s.places, ...(s.breaks.length > 0 ? [w.myMonth.day.breaks(s.breaks.join(', '))] : [])];
  return [line.join(' · '), ...s.notes.map(n => `> ${literal(n, NOTE)}`)].join('\n');
}

const leaveText = (l: DayModel['leaves'][number], w: Words): string =>
  [literal(l.name, NAME), l.when ?? w.myMonth.day.allDay, w.duration(l.minutes)].join(' · ');

function stepText(s: StepModel, w: Words): string {
  const d = w.myMonth.day;
  const what = [
    d.step(s.what),
    ...(s.place === undefined ? [] : [w.place(s.place)]),
    ...(s.said === undefined ? [] : [d.said(s.said)]),
  ].join(' · ');
  return [
    `${s.at} · ${literal(s.who, NAME)} · ${what}`,
    ...s.changes.map(c => `      ${d.change(c.label, c.before, c.after)}`),
    ...(s.reason === undefined || s.reason === '' ? [] : [`> ${literal(s.reason, NOTE)}`]),
  ].join('\n');
}

/** Lines in as few sections as hold them; a line longer than one is cut there. */
function inSections(lines: readonly string[]): KnownBlock[] {
  const found: string[] = [];
  for (const line of lines) {
    const last = found.at(-1);
    if (last !== undefined && last.length + line.length < ROOM) found[found.length - 1] = `${last}\n${line}`;
    else found.push(line);
  }
  return found.map(text => section(text));
}
