import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { VALUE } from './ids.ts';
import { datePicker, labelled, select, type TeamChoice, teamSelect, textInput } from './inputs.ts';
import { actions, button, confirm, context, cut, divider, literal, type Modal, modal, option, section } from './kit.ts';
import { figureInput, leaveAction, leaveCallback, leaveInput, type typeInput } from './leave-ids.ts';
import { type TouchedModel, touchedModal } from './touched.ts';

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
  /** of a type by law, whose notice and limit they are */
  figures?: FiguresModel;
  metadata: string;
}

export interface FiguresModel {
  /** the day whose figures are shown */
  shown: string;
  /** from which changes hold */
  from: string;
  inputs: { id: string; value: string; min: number; max: number }[];
  /** what changed and will change, the latest first; words */
  dated: string[];
  /** its limit is counted in its month or year, not by an event */
  spans: boolean;
}

/** A type as a form. The choice of no pool has an id of its own, since Slack takes no empty one. */
export const NO_POOL = 'none';
/** A new type has no id yet. */
const OWN_POOL = 'own';

export function typeModal(m: TypeModel, w: Words): Modal {
  const t = w.leaveTypes;
  const yesNo = [option('yes', t.yes), option('no', t.no)];
  const pools = [
    option(NO_POOL, t.noPool),
    option(OWN_POOL, t.ownPool),
    ...m.pools.slice(0, 98).map(p => option(p.id, p.name)),
  ];
  const v = m.values;
  const choice = (field: keyof TypeValues, label: string, options: ReturnType<typeof option>[], hint?: string) => {
    const known = options.some(o => o.value === v[field]);
    return labelled(field, label, select(VALUE, options, known ? v[field] : options[0]?.value), { hint });
  };
  const text = (field: 'name' | 'notice' | 'most' | 'occasions', label: string, max: number, hint?: string) => {
    const typed = textInput({ value: v[field], max, multiline: field === 'occasions' });
    return labelled(field, label, typed, { optional: field !== 'name', hint });
  };
  const turn = m.off
    ? button(leaveAction.switchOn, t.switchOn, { value: m.id ?? '' })
    : button(leaveAction.switchOff, t.switchOff, { value: m.id ?? '', style: 'danger' });
  const blocks: KnownBlock[] = [
    text('name', t.name, 40),
    choice('paid', t.paid, yesNo),
    choice('pool', t.pool, pools),
    choice('paidOut', t.paidOut, [option('no', t.no), option('yes', t.yes)], t.paidOutHint),
    choice(
      'unit',
      t.unit,
      m.units.map(u => option(u, t.units[u] ?? u)),
    ),
    choice(
      'decided',
      t.decided,
      ['yes', 'no'].map(d => option(d, t.decisions[d] ?? d)),
    ),
    choice('worked', t.worked, yesNo),
    choice(
      'attendance',
      t.attendance,
      ['attended', 'tenure'].map(a => option(a, w.leaveEvent.attended[a] ?? a)),
    ),
    choice(
      'private',
      t.private,
      ['no', 'yes'].map(p => option(p, t.privacy[p] ?? p)),
    ),
    choice('document', t.document, yesNo),
    ...(m.figures ? [] : [text('notice', t.notice, 3, t.noticeHint), text('most', t.most, 5, t.mostHint)]),
    ...(m.figures?.spans === false
      ? []
      : [
          choice(
            'span',
            t.span,
            m.spans.map(s => option(s, t.spans[s] ?? s)),
          ),
        ]),
    choice('calendarDays', t.calendarDays, yesNo, t.calendarHint),
    text('occasions', t.occasions, 2500, t.occasionsHint),
    ...(m.figures ? figureBlocks(m.figures, w) : []),
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

/** A type that is about to be changed or switched off, and whom that touches; the name is raw. */
export function typeCheckModal(
  m: { name: string; off: boolean; touched?: readonly TouchedModel[] | 'failed'; metadata: string },
  w: Words,
): Modal {
  const t = w.leaveTypes;
  const head = [section(`*${literal(m.name, 60)}*`), context(m.off ? t.offText : t.changeText)];
  const submit = m.off ? t.switchOff : w.common.save;
  return touchedModal({ ...m, callbackId: leaveCallback.typeCheck, head, submit }, w);
}

function figureBlocks({ shown, from, inputs, dated }: FiguresModel, w: Words): KnownBlock[] {
  const t = w.leaveEvent.figures;
  return [
    divider(),
    section(`*${t.title}*\n${t.hint(shown)}`),
    ...inputs.map(({ id, value, min, max }) => {
      const range = { min_value: String(min), max_value: String(max) };
      const initial = value === '' ? {} : { initial_value: value };
      const number = {
        type: 'number_input',
        action_id: VALUE,
        is_decimal_allowed: false,
        ...range,
        ...initial,
      } as const;
      return labelled(figureInput(id), t.names[id] ?? id, number, { optional: value === '' });
    }),
    labelled(figureInput('from'), t.from, datePicker(from), { hint: t.fromHint }),
    ...dated.slice(0, 20).map(line => context(cut(line, 500))),
    divider(),
  ];
}

export interface BlockedModel {
  version: number;
  /** reason and team are raw, the days are words */
  rows: { id: string; when: string; team?: string; reason: string }[];
  today: string;
  teams: readonly TeamChoice[];
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
  const day = (blockId: string, label: string): KnownBlock => labelled(blockId, label, datePicker(m.today));
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
      labelled('reason', b.reason, textInput({ max: BLOCKED_REASON_MAX }), { hint: b.reasonHint }),
      ...(m.teams.length === 0
        ? []
        : [labelled(leaveInput.team, b.team, teamSelect(VALUE, m.teams, {}, w), { optional: true, hint: b.teamHint })]),
    ],
  });
}
