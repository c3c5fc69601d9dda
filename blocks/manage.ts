import type { ConfirmationDialog, KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { defined } from '../src/shared/defined.ts';
import { button, context, cut, divider, header, type Modal, modal, section } from './kit.ts';
import { MANAGE, manageAction } from './manage-ids.ts';

export interface ManageRow {
  label: string;
  hint?: string;
  action: string;
  value?: string;
  confirm?: ConfirmationDialog;
}

export interface ManageModel {
  /** what needs doing now */
  first: ManageRow[];
  groups: { title: string; rows: ManageRow[] }[];
}

const rowBlock = ({ label, hint, action, value, confirm }: ManageRow, sign: string, w: Words): KnownBlock =>
  section(
    `${sign}*${label}*${hint === undefined ? '' : `\n${hint}`}`,
    // A reader of screens hears what the button opens.
    { ...button(action, w.manage.go, defined({ value, confirm })), accessibility_label: cut(label, 75) },
  );

/** The hub: what needs doing first, then everything that the viewer may manage. */
export function manageModal(m: ManageModel, w: Words): Modal {
  const first = m.first.map(row => rowBlock(row, ':small_orange_diamond: ', w));
  return modal({
    callbackId: MANAGE,
    title: w.manage.title,
    close: w.common.close,
    blocks: [
      header(w.manage.first),
      ...(first.length > 0 ? first : [context(w.manage.nothing)]),
      ...m.groups.flatMap(({ title, rows }): KnownBlock[] => [
        divider(),
        header(title),
        ...rows.map(row => rowBlock(row, '', w)),
      ]),
    ],
  });
}

/** The button on Home. */
export const manageButton = (w: Words) => button(manageAction.open, w.manage.title);
