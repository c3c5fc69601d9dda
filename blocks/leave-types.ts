import type { InputBlock, KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { defined } from '../src/shared/defined.ts';
import { VALUE } from './ids.ts';
import {
  actions,
  button,
  confirm,
  context,
  cut,
  divider,
  literal,
  type Modal,
  modal,
  option,
  plain,
  section,
} from './kit.ts';
import { leaveAction, leaveCallback, leaveInput, type typeInput } from './leave-ids.ts';

/** A type in the list; the name is raw, what is told of it are words. */
export interface TypeRow {
  id: string;
  name: string;
  about: string[];
}

/** All types of leave of the workspace, for administrators. */
export function typesModal(m: { rows: TypeRow[]; mayAdd: boolean }, w: Words): Modal {
  const add = button(leaveAction.addType, w.leaveTypes.add, { style: 'primary' });
  return modal({
    callbackId: leaveCallback.types,
    title: w.leaveTypes.title,
    close: w.common.close,
    blocks: [
      section(w.leaveTypes.hint, m.mayAdd ? add : undefined),
      ...m.rows
        .slice(0, 98)
        .map(r =>
          section(
            `*${literal(r.name, 60)}*\n${cut(r.about.join(' · '), 500)}`,
            button(leaveAction.editType, w.leaveTypes.edit, { value: r.id }),
          ),
        ),
    ],
  });
}

/** A type as its form shows it: texts as they were typed, choices by id. */
export type TypeValues = Record<keyof typeof typeInput, string>;

export interface TypeModel {
  /** absent: a new one */
  id?: string;
  values: TypeValues;
  pools: { id: string; name: string }[];
  units: readonly string[];
  spans: readonly string[];
  off: boolean;
  /** the last changes, the newest first, as sentences; raw */
  changes: string[];
  metadata: string;
}

/** A type as a form. The choice of no pool has an id of its own, since Slack takes no empty one. */
export const NO_POOL = 'none';

export function typeModal(m: TypeModel, w: Words): Modal {
  const t = w.leaveTypes;
  const yesNo = [option('yes', t.yes), option('no', t.no)];
  const pools = [option(NO_POOL, t.noPool), ...m.pools.slice(0, 99).map(p => option(p.id, p.name))];
  const v = m.values;
  const select = (field: keyof TypeValues, label: string, options: ReturnType<typeof option>[], hint?: string) =>
    inputOf(field, label, chosen(options, v[field]), hint);
  const text = (field: 'name' | 'notice' | 'most' | 'occasions', label: string, more: object, hint?: string) =>
    inputOf(
      field,
      label,
      { type: 'plain_text_input', action_id: VALUE, ...initial(v[field]), ...more },
      hint,
      field !== 'name',
    );
  const turn = m.off
    ? button(leaveAction.switchOn, t.switchOn, { value: m.id ?? '' })
    : button(leaveAction.switchOff, t.switchOff, {
        value: m.id ?? '',
        style: 'danger',
        confirm: confirm(t.offConfirm, t.offConfirm.text, w.common.close, 'danger'),
      });
  const blocks: KnownBlock[] = [
    text('name', t.name, { max_length: 40 }),
    select('paid', t.paid, yesNo),
    select('pool', t.pool, pools),
    select(
      'unit',
      t.unit,
      m.units.map(u => option(u, t.units[u] ?? u)),
    ),
    select('worked', t.worked, yesNo),
    select(
      'private',
      t.private,
      ['no', 'yes'].map(p => option(p, t.privacy[p] ?? p)),
    ),
    select('document', t.document, yesNo),
    text('notice', t.notice, { max_length: 3 }, t.noticeHint),
    text('most', t.most, { max_length: 5 }, t.mostHint),
    select(
      'span',
      t.span,
      m.spans.map(s => option(s, t.spans[s] ?? s)),
    ),
    select('calendarDays', t.calendarDays, yesNo, t.calendarHint),
    text('occasions', t.occasions, { multiline: true, max_length: 2500 }, t.occasionsHint),
    ...(m.id ? [actions(turn)] : []),
    ...(m.changes.length > 0
      ? [context(`*${t.history}*`), ...m.changes.slice(0, 5).map(c => context(literal(c, 300)))]
      : []),
  ];
  return modal({
    callbackId: leaveCallback.type,
    title: m.id ? t.editTitle : t.newTitle,
    submit: w.common.save,
    close: w.common.close,
    metadata: m.metadata,
    blocks,
  });
}

function inputOf(
  field: string,
  label: string,
  element: InputBlock['element'],
  hint?: string,
  optional = false,
): InputBlock {
  return {
    type: 'input',
    block_id: field,
    optional,
    label: plain(label),
    ...(hint ? { hint: plain(hint) } : {}),
    element,
  };
}

const initial = (value: string): object => (value === '' ? {} : { initial_value: cut(value, 2500) });

function chosen(options: ReturnType<typeof option>[], value: string): InputBlock['element'] {
  const first = options.find(o => o.value === value) ?? options[0];
  return { type: 'static_select', action_id: VALUE, options, ...defined({ initial_option: first }) };
}

export interface BlockedModel {
  version: number;
  /** reason and team are raw, the days are words */
  rows: { id: string; when: string; team?: string; reason: string }[];
  today: string;
}

const BLOCKED_REASON_MAX = 150;
export const MOST_BLOCKED = 60;

/** The days without leave, and adding more. */
export function blockedModal(m: BlockedModel, w: Words): Modal {
  const b = w.blocked;
  const rows = m.rows.slice(0, MOST_BLOCKED).map(r =>
    section(
      `*${r.when}* · ${literal(r.team ?? b.everybody, 60)}\n${literal(r.reason, BLOCKED_REASON_MAX)}`,
      button(leaveAction.removeBlocked, b.remove, {
        value: `${m.version}:${r.id}`,
        style: 'danger',
        confirm: confirm(b.removeConfirm, `${r.when} · ${cut(r.reason, 100)}`, w.common.close, 'danger'),
      }),
    ),
  );
  const day = (blockId: string, label: string): KnownBlock =>
    inputOf(blockId, label, { type: 'datepicker', action_id: VALUE, initial_date: m.today });
  return modal({
    callbackId: leaveCallback.blocked,
    title: b.title,
    submit: b.add,
    close: w.common.close,
    metadata: String(m.version),
    blocks: [
      section(b.hint),
      ...(rows.length === 0 ? [context(b.none)] : rows),
      divider(),
      day('from', b.from),
      day('to', b.to),
      inputOf(
        'reason',
        b.reason,
        { type: 'plain_text_input', action_id: VALUE, max_length: BLOCKED_REASON_MAX },
        b.reasonHint,
      ),
      inputOf(
        leaveInput.team,
        b.team,
        { type: 'plain_text_input', action_id: VALUE, max_length: 60 },
        b.teamHint,
        true,
      ),
    ],
  });
}
