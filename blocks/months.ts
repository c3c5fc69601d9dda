import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { correctionAction, correctionCallback, correctionInput } from './correction-ids.ts';
import { input } from './ids.ts';
import { checkboxes, labelled, textInput, userSelect } from './inputs.ts';
import { actions, button, context, joined, literal, type Modal, modal, option, section } from './kit.ts';
import { MONTH_PROBLEMS, type MonthProblem } from './month-ids.ts';
import { payrollButton } from './payroll.ts';

const NAME = 40;
const REASON_MAX = 500;
const FILE = 'send';

export interface MonthModel {
  /** YYYY-MM */
  id: string;
  state: 'open' | 'closed' | 'reopened';
  /** how many of each problem are left; undefined while they are not counted */
  left?: Partial<Record<MonthProblem, number>>;
  /** what was done last, by whom (raw), when and why (raw), and what was left then */
  last?: { what: string; by: string; at: string; reason?: string; left?: Readonly<Record<string, number>> };
  /** who, raw, and which day may have changed while it was being closed */
  late: { who: string; date: string }[];
}

const SIGN = { open: ':white_circle:', closed: ':lock:', reopened: ':unlock:' };

/** The last months, each with what is open in it; to close and to open again, and a person to correct a day of. */
export function monthsModal(months: readonly MonthModel[], w: Words, problem?: string): Modal {
  const blocks: KnownBlock[] = problem === undefined ? [] : [section(w.leave.problem(problem))];
  blocks.push(
    section(`*${w.months.correctSomebody}*`),
    actions(userSelect(correctionAction.pickPerson, w.months.pickPerson)),
  );
  blocks.push({ type: 'divider' }, context(w.months.explained));
  for (const m of months) blocks.push(...monthBlocks(m, w));
  return modal({ callbackId: correctionCallback.months, title: w.months.title, close: w.common.close, blocks });
}

/** What is left, in words: "3 days without a record". */
function leftIn(left: Readonly<Record<string, number>>, w: Words): string[] {
  return MONTH_PROBLEMS.flatMap(p => (left[p] ? [w.months.problem(p, left[p])] : []));
}

function monthBlocks(m: MonthModel, w: Words): KnownBlock[] {
  const turn =
    m.state === 'closed'
      ? button(correctionAction.reopenMonth, w.months.reopen, { value: m.id })
      : button(correctionAction.closeMonth, w.months.close, { value: m.id });
  const left = m.left && leftIn(m.left, w);
  const counts = left === undefined ? w.months.counting : left.length > 0 ? left.join(' · ') : w.months.settled;
  const title = `${SIGN[m.state]} *${w.month(m.id)}* · ${w.months.state[m.state] ?? m.state}`;
  const blocks: KnownBlock[] = [section(m.state === 'closed' ? title : `${title}\n${counts}`, turn)];
  if (m.last) {
    const done = w.months.step(m.last.what, literal(m.last.by, NAME), m.last.at);
    const why = m.last.reason ? [literal(m.last.reason, 200)] : [];
    const then = m.last.left ? [w.months.leftThen(leftIn(m.last.left, w).join(', '))] : [];
    blocks.push(context([done, ...why, ...then].join(' · ')));
  }
  blocks.push(actions(payrollButton(m.id, w)));
  if (m.late.length > 0) blocks.push(context(w.months.late(lateNames(m.late, w, 1500))));
  return blocks;
}

export interface ClosingModel {
  /** YYYY-MM */
  month: string;
  /** what is left: how many, and whose, raw names */
  problems: { problem: MonthProblem; count: number; people: string[] }[];
  /** who has not confirmed the month, raw names: a note, no problem */
  unconfirmed: string[];
  /** what was typed already */
  reason: string;
  /** whether the payroll file is to follow; absent: who closes may not have it */
  file?: boolean;
  metadata: string;
}

/** Confirms closing a month: what is left in it, each with its people behind a button, then the reason. */
export function closingModal(m: ClosingModel, w: Words, problem?: string): Modal {
  const t = w.months;
  const stillIn = m.problems.find(p => p.problem === 'still-in');
  const blocks: KnownBlock[] = problem === undefined ? [] : [section(w.leave.problem(problem))];
  blocks.push(section(t.closing(w.month(m.month)), button(correctionAction.backToMonths, t.back)));
  for (const p of m.problems) {
    const names = namesOf(p.people, w);
    blocks.push(
      section(
        `:warning: *${t.problem(p.problem, p.count)}*\n${names}`,
        button(correctionAction.monthProblem, t.showPeople, { value: p.problem }),
        `problem-${p.problem}`,
      ),
    );
  }
  if (m.problems.length === 0) blocks.push(section(`:white_check_mark: ${t.settled}`));
  if (m.unconfirmed.length > 0) blocks.push(unconfirmedBlock(m.unconfirmed, w));
  if (stillIn) blocks.push(section(t.refusals['still-in'](stillIn.people.length)));
  else if (m.problems.length > 0)
    blocks.push(
      labelled(input.reason, t.closeReason, textInput({ value: m.reason, multiline: true, max: REASON_MAX }), {
        hint: t.closeReasonHint,
      }),
    );
  if (!stillIn && m.file !== undefined) {
    const tick = option(FILE, t.closeFile);
    blocks.push(
      labelled(correctionInput.file, w.payroll.file, checkboxes([tick], m.file ? [tick] : []), { optional: true }),
    );
  }
  return modal({
    callbackId: correctionCallback.close,
    title: t.closeTitle,
    ...(stillIn ? {} : { submit: t.close }),
    close: w.common.close,
    metadata: m.metadata,
    blocks,
  });
}

const namesOf = (people: readonly string[], w: Words): string =>
  joined(
    people.map(n => literal(n, NAME)),
    w.andMorePeople,
    300,
  );

function unconfirmedBlock(people: readonly string[], w: Words): KnownBlock {
  const t = w.confirmMonth;
  const show = button(correctionAction.monthProblem, w.months.showPeople, { value: 'unconfirmed' });
  const text = `:grey_question: *${t.unconfirmed(people.length)}*\n${namesOf(people, w)}\n${t.anyway}`;
  return section(text, show, 'problem-unconfirmed');
}

export const lateNames = (late: MonthModel['late'], w: Words, max: number): string =>
  joined(
    late.map(l => `${literal(l.who, NAME)} ${w.date(l.date)}`),
    w.andMorePeople,
    max,
  );

/** Asks why a month is opened again. */
export function reopenModal(month: string, w: Words): Modal {
  return modal({
    callbackId: correctionCallback.reopen,
    title: w.months.reopenTitle,
    submit: w.months.reopen,
    close: w.common.close,
    metadata: month,
    blocks: [
      section(w.months.reopenText(w.month(month))),
      labelled(input.reason, w.months.reason, textInput({ multiline: true, max: REASON_MAX })),
    ],
  });
}
