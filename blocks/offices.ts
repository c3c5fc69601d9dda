import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { adminAction, adminCallback, adminInput } from './administration-ids.ts';
import { calendarAction } from './calendar-ids.ts';
import { datePicker, labelled, textInput } from './inputs.ts';
import { actions, button, confirm, context, divider, literal, type Modal, modal, section } from './kit.ts';
import { pager } from './list.ts';
import { type ChangeLine, changeText } from './policy.ts';
import { type FieldSpec, fieldInputs, type PolicyGroup, type PolicyValue, valueText } from './policy-fields.ts';
import { type TouchedModel, touchedModal } from './touched.ts';

const NAME = 60;
export const OFFICES_PAGE = 20;

/** Fields of an office by their group in the settings. */
export type OfficeFields = readonly (readonly [group: PolicyGroup, spec: FieldSpec])[];
export type OfficeValuesShown = Readonly<Record<string, PolicyValue>>;

/** Names are raw. `id` absent: the first one, which is the workspace's settings. */
export interface OfficeRow {
  id?: string;
  name: string;
  values: OfficeValuesShown;
  people: number;
  archived: boolean;
  /** changes that are planned */
  ahead: { from: string; values: OfficeValuesShown }[];
}

const textOf = (fields: OfficeFields, values: OfficeValuesShown, w: Words): string =>
  fields
    .map(([, spec]) => [spec, values[spec.field] ?? null] as const)
    .filter(([, value]) => value !== null)
    .map(([spec, value]) => valueText(spec, value, w))
    .join(' · ');

function officeBlocks(o: OfficeRow, fields: OfficeFields, w: Words): KnownBlock[] {
  const t = w.offices;
  const lines = [
    `*${literal(o.name, NAME)}*${o.archived ? ` (${t.archived})` : ''}`,
    textOf(fields, o.values, w),
    t.people(o.people),
    ...o.ahead.map(a => t.ahead(w.rangeWithYear(a.from, a.from), textOf(fields, a.values, w))),
  ];
  const { id } = o;
  if (id === undefined) return [section(lines.join('\n'), button(adminAction.openPolicy, w.policy.open)), divider()];
  const empty = o.people === 0;
  const sure = t.archiveConfirm;
  const archive = button(adminAction.archiveOffice, t.archive, {
    value: id,
    confirm: confirm(sure, sure.text(literal(o.name, NAME)), w.common.close, 'danger'),
  });
  return [
    section(lines.join('\n')),
    o.archived
      ? actions(button(adminAction.restoreOffice, t.restore, { value: id }))
      : actions(
          button(adminAction.changeOffice, t.change, { value: id }),
          button(calendarAction.openDays, t.days, { value: id }),
          ...(empty ? [archive] : []),
        ),
    divider(),
  ];
}

export function officesModal(
  m: { fields: OfficeFields; rows: OfficeRow[]; page: number; pages: number },
  w: Words,
): Modal {
  return modal({
    callbackId: adminCallback.offices,
    title: w.offices.title,
    close: w.common.close,
    metadata: JSON.stringify({ page: m.page }),
    blocks: [
      section(w.offices.hint),
      actions(button(adminAction.addOffice, w.offices.add, { style: 'primary' })),
      divider(),
      ...m.rows.flatMap(row => officeBlocks(row, m.fields, w)),
      ...pager(m, adminAction.officesPages, w),
    ],
  });
}

/** `from` absent: a new office, whose values hold since ever. */
export function officeModal(
  m: {
    name: string;
    fields: OfficeFields;
    values: OfficeValuesShown;
    zones: readonly string[];
    from?: string;
    metadata: string;
    nameMax: number;
  },
  w: Words,
): Modal {
  const { officeName, from } = adminInput;
  return modal({
    callbackId: adminCallback.office,
    title: m.from === undefined ? w.offices.addTitle : w.offices.changeTitle,
    submit: m.from === undefined ? w.common.save : w.policy.review,
    close: w.common.close,
    metadata: m.metadata,
    blocks: [
      labelled(officeName, w.offices.name, textInput({ value: m.name, max: m.nameMax })),
      ...m.fields.flatMap(([group, spec]) => fieldInputs(group, [spec], m.values, m.zones, w)),
      ...(m.from === undefined
        ? [context(w.offices.newHint)]
        : [labelled(from, w.policy.from, datePicker(m.from), { hint: w.policy.fromHint })]),
    ],
  });
}

/** Other values of an office, and whom they touch; the name is raw. */
export function officeCheckModal(
  m: {
    name: string;
    from: string;
    changes: readonly ChangeLine[];
    again: boolean;
    touched?: readonly TouchedModel[] | 'failed';
    metadata: string;
  },
  w: Words,
): Modal {
  const head = [
    ...(m.again ? [section(w.people.changedMeanwhile)] : []),
    section(`*${literal(m.name, NAME)}*`),
    ...m.changes.map(c => section(changeText(c, w))),
    context(w.policy.differenceFrom(m.from, false)),
  ];
  return touchedModal({ ...m, callbackId: adminCallback.officeCheck, head }, w);
}
