import type { KnownBlock } from '@slack/types';
import type { Words } from '../../src/i18n/index.ts';
import { questionBlocks } from '../corrections.ts';
import { action, callback, type ListName } from '../ids.ts';
import { type Modal, modal, section } from '../kit.ts';
import { pager } from '../list.ts';
import { pickPersonRow } from '../person.ts';
import type { AwayModel, QuestionState, RequestModel } from './model.ts';
import { awayText } from './others.ts';
import { myRequest } from './requests.ts';

export interface ListModel {
  list: ListName;
  title: string;
  page: number;
  pages: number;
  rows: ListRow[];
  /** those of whom the viewer may open anybody */
  picks?: boolean;
}

export type ListRow =
  | { is: 'request'; request: RequestModel }
  | { is: 'away'; away: AwayModel }
  | { is: 'question'; question: QuestionState };

/** Rows a page of a list: a request or a question takes two blocks, so twice 40 and the pager stay within 100. */
export const LIST_PAGE = 40;

/** A list behind *See all*, in pages. */
export function listModal(m: ListModel, w: Words): Modal {
  const blocks: KnownBlock[] = m.rows.flatMap((row): KnownBlock[] => {
    if (row.is === 'request') return myRequest(row.request, w);
    if (row.is === 'question') return questionBlocks(row.question, w);
    return [section(awayText(row.away, w))];
  });
  if (blocks.length === 0) blocks.push(section(w.common.nothing));
  if (m.picks) blocks.unshift(pickPersonRow(w));
  blocks.push(...pager(m, action.listPages, w));
  return modal({
    callbackId: callback.list,
    title: m.title,
    close: w.common.close,
    metadata: JSON.stringify({ list: m.list, page: m.page }),
    blocks,
  });
}
