import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { batchAction, batchCallback, batchInput } from './batch-ids.ts';
import { VALUE } from './ids.ts';
import { checkboxes, datePicker, labelled, type ScopeChoices, scopeInputs, select, textInput } from './inputs.ts';
import {
  actions,
  button,
  confirm,
  context,
  divider,
  joined,
  literal,
  type Message,
  type Modal,
  modal,
  option,
  section,
} from './kit.ts';
import { ledgerInput } from './ledger-ids.ts';
import { pager } from './list.ts';

const NAME = 40;
const WHY_MAX = 300;
/** Characters of names in a section: those of 50 to 100 people. */
const NAMES = 500;

export interface BatchFormModel {
  /** names are raw */
  kinds: readonly { id: string; name: string }[];
  kind: string;
  on: string;
  scope: ScopeChoices;
}

/** Leave for several people: what, for whom, or a file. */
export function batchModal(m: BatchFormModel, w: Words): Modal {
  const t = w.ledger;
  const b = w.balances.batch;
  const kinds = m.kinds.slice(0, 100).map(k => option(k.id, k.name));
  const choices = [option('tell', b.tell), option('longLeave', b.longLeave)];
  return modal({
    callbackId: batchCallback.form,
    title: b.title,
    submit: t.goOn,
    close: w.common.close,
    blocks: [
      labelled(ledgerInput.kind, t.what, select(VALUE, kinds, m.kind)),
      ...scopeInputs(m.scope, w),
      labelled(
        ledgerInput.days,
        b.days,
        { type: 'number_input', action_id: VALUE, is_decimal_allowed: true, min_value: '0', max_value: '365' },
        { optional: true, hint: b.daysHint },
      ),
      labelled(ledgerInput.on, t.vestsOn, datePicker(m.on)),
      labelled(ledgerInput.usableUntil, t.until, datePicker(), { optional: true, hint: t.untilHint }),
      labelled(ledgerInput.why, t.why, textInput({ multiline: true, max: WHY_MAX }), {
        optional: true,
        hint: b.reasonHint,
      }),
      labelled(batchInput.options, b.options, checkboxes(choices, choices.slice(0, 1)), { optional: true }),
      labelled(
        batchInput.file,
        b.file,
        { type: 'file_input', action_id: VALUE, max_files: 1 },
        { optional: true, hint: b.fileHint },
      ),
    ],
  });
}

export interface BatchCheckModel {
  /** what is given, in words; raw */
  what: string;
  on: string;
  /** absent: it does not expire */
  until?: string;
  why: string;
  /** by amount in words, the largest group first; names are raw */
  gives: { amount: string; names: string[] }[];
  count: number;
  /** by reason in words; names are raw */
  left: { reason: string; names: string[] }[];
  /** lines of the file that are not read, raw */
  unread: { line: number; who: string; reason: string }[];
  /** Slack's id of the file */
  file?: string;
  tell: boolean;
  changedMeanwhile: boolean;
  metadata: string;
}

const grantText = (m: Pick<BatchCheckModel, 'what' | 'on' | 'until' | 'why'>, w: Words): string => {
  const until = m.until === undefined ? w.ledger.neverLapses : w.ledger.usableUntil(m.until);
  const why = m.why === '' ? '' : `\n> ${literal(m.why, WHY_MAX)}`;
  return `*${literal(m.what, NAME)}* · ${w.ledger.on(m.on)} · ${until}${why}`;
};

const namesText = (names: readonly string[], w: Words): string =>
  joined(
    names.map(n => literal(n, NAME)),
    n => w.andMorePeople(n),
    NAMES,
  );

const GROUPS = 12;

/** Who gets what and who is left out, before anything is given. */
export function batchCheckModal(m: BatchCheckModel, w: Words): Modal {
  const b = w.balances.batch;
  const blocks: KnownBlock[] = [
    ...(m.changedMeanwhile ? [section(b.changedMeanwhile)] : []),
    section(grantText(m, w)),
    section(`*${b.gives(m.count)}*`),
    ...m.gives
      .slice(0, GROUPS)
      .map(g => section(`*${g.amount}* · ${b.people(g.names.length)}\n${namesText(g.names, w)}`)),
    ...(m.gives.length > GROUPS ? [context(w.andMore(m.gives.length - GROUPS))] : []),
    ...(m.left.length > 0 ? [divider(), section(`*${b.leftOut}*`)] : []),
    ...m.left.map(l => section(`${l.reason} · ${b.people(l.names.length)}\n${namesText(l.names, w)}`)),
    ...unreadBlocks(m, w),
    context(m.tell ? b.willTell : b.willNotTell),
  ];
  return modal({
    callbackId: batchCallback.check,
    title: b.checkTitle,
    ...(m.count > 0 ? { submit: w.ledger.giveYes } : {}),
    close: w.common.close,
    metadata: m.metadata,
    blocks,
  });
}

const LINES = 20;

function unreadBlocks({ unread, file = '' }: BatchCheckModel, w: Words): KnownBlock[] {
  if (unread.length === 0) return [];
  const b = w.balances.batch;
  const lines = unread.slice(0, LINES).map(u => `• ${b.line(u.line)} ${literal(u.who, NAME)}: ${u.reason}`);
  const more = unread.length > LINES ? [w.andMore(unread.length - LINES)] : [];
  return [
    divider(),
    section(`*${b.unread(unread.length)}*\n${[...lines, ...more].join('\n')}`),
    actions(button(batchAction.unread, w.people.unreadFile, { value: file })),
  ];
}

export interface BatchProgress {
  done: number;
  count: number;
  undoing: boolean;
}

export function batchRunningModal(m: BatchProgress, w: Words): Modal {
  const b = w.balances.batch;
  const text = (m.undoing ? b.undoing : b.giving)(m.done, m.count);
  return modal({
    callbackId: batchCallback.running,
    title: b.title,
    close: w.common.close,
    blocks: [section(text), context(b.goesOn)],
  });
}

/** How a batch stands; names are raw. */
export interface BatchDoneModel extends Pick<BatchCheckModel, 'what' | 'on' | 'until' | 'why' | 'left'> {
  id: string;
  undone: boolean;
  count: number;
  /** of whom it was not taken back, by reason in words */
  kept: { reason: string; names: string[] }[];
}

function doneBlocks(m: BatchDoneModel, w: Words): KnownBlock[] {
  const b = w.balances.batch;
  const keeps = m.kept.reduce((n, k) => n + k.names.length, 0);
  const said = m.undone ? b.tookBack(m.count - keeps, keeps) : b.gave(m.count);
  const lists = m.undone ? m.kept : m.left;
  return [
    section(said),
    section(grantText(m, w)),
    ...lists.map(l => section(`${l.reason} · ${b.people(l.names.length)}\n${namesText(l.names, w)}`)),
  ];
}

export function batchDoneModal(m: BatchDoneModel, w: Words): Modal {
  const undo = button(batchAction.undo, w.balances.batch.undo, { value: m.id });
  return modal({
    callbackId: batchCallback.running,
    title: w.balances.batch.title,
    close: w.common.close,
    blocks: [...doneBlocks(m, w), ...(m.undone || m.count === 0 ? [] : [actions(undo)])],
  });
}

/** The same by direct message, for whoever closed the modal meanwhile. */
export const batchDoneMessage = (m: BatchDoneModel, w: Words): Message => {
  const blocks = doneBlocks(m, w);
  const b = w.balances.batch;
  return { text: m.undone ? b.tookBack(m.count, 0) : b.gave(m.count), blocks };
};

/** A batch in the list; texts are raw. */
export interface BatchRow {
  id: string;
  what: string;
  amount: string;
  count: number;
  who: string;
  when: string;
  why: string;
  state: string;
  undoes: boolean;
}

export interface BatchesModel {
  rows: BatchRow[];
  page: number;
  pages: number;
  metadata: string;
}

/** What was given to several people, the latest first. */
export function batchesModal(m: BatchesModel, w: Words): Modal {
  const b = w.balances.batch;
  const sure = confirm(b.undoConfirm, b.undoConfirm.text, w.common.close, 'danger');
  return modal({
    callbackId: batchCallback.list,
    title: b.listTitle,
    close: w.common.close,
    metadata: m.metadata,
    blocks: [
      section(b.listHint, button(batchAction.open, b.title, { style: 'primary' })),
      ...(m.rows.length === 0 ? [section(b.none)] : []),
      ...m.rows.map(r =>
        section(
          `*${literal(r.what, NAME)}* ${r.amount} · ${b.people(r.count)} · ${r.state}\n${r.when} · ${literal(r.who, NAME)}${
            r.why === '' ? '' : `\n> ${literal(r.why, WHY_MAX)}`
          }`,
          r.undoes ? button(batchAction.undo, b.undo, { value: r.id, confirm: sure }) : undefined,
        ),
      ),
      ...pager(m, batchAction.pages, w),
    ],
  });
}
