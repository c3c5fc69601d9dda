import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { WAITING, waitingAction } from './approval-ids.ts';
import { decideButtons } from './approvals.ts';
import type { RequestModel } from './home/model.ts';
import { action } from './ids.ts';
import { select } from './inputs.ts';
import { actions, button, divider, literal, type Modal, modal, option, section } from './kit.ts';
import { pager, personFilter } from './list.ts';
import { standInText } from './request-details.ts';
import { ANY } from './search.ts';

/** Requests a page: each takes two blocks, so twice 40, the filters and the pager stay within 100. */
export const WAITING_PAGE = 40;

/** What waits for somebody, filtered; an absent part: any. */
export interface WaitingListModel {
  kind?: string | undefined;
  person?: string | undefined;
  urgent: boolean;
  page: number;
  pages: number;
  /** how many fit the filters, and how many wait in all */
  count: number;
  all: number;
  /** those that wait, and the chosen one; names are raw */
  kinds: { kind: string; name: string }[];
  rows: RequestModel[];
}

/** *Waiting for me*; the metadata has its filters. */
export function waitingModal(m: WaitingListModel, w: Words): Modal {
  const { kind, person, urgent, page } = m;
  const filtered = kind !== undefined || person !== undefined || urgent;
  const blocks: KnownBlock[] =
    m.all > 1 || filtered ? [...filters(m, w), ...(m.count > 0 ? counted(m, w) : []), divider()] : [];
  blocks.push(...m.rows.flatMap(r => waitingRequest(r, w)));
  if (m.rows.length === 0) blocks.push(section(filtered ? w.waiting.noneFits : w.home.nothingWaiting));
  blocks.push(...pager(m, waitingAction.pages, w));
  return modal({
    callbackId: WAITING,
    title: w.home.lists.waiting,
    close: w.common.close,
    metadata: JSON.stringify({ kind, person, urgent, page }),
    blocks,
  });
}

function filters(m: WaitingListModel, w: Words): KnownBlock[] {
  const kinds = [option(ANY, w.waiting.anyKind), ...m.kinds.slice(0, 99).map(k => option(k.kind, k.name))];
  const which = [option('all', w.waiting.which.all), option('urgent', w.waiting.which.urgent)];
  return [
    personFilter('waiting', waitingAction, m.person, w),
    actions(
      select(waitingAction.kind, kinds, m.kind ?? ANY, w.search.kind),
      select(waitingAction.which, which, m.urgent ? 'urgent' : 'all', w.waiting.which.all),
    ),
  ];
}

/** How many fit, with *Approve all* and *Choose* below. */
function counted(m: WaitingListModel, w: Words): KnownBlock[] {
  const text = w.waiting.found(m.count);
  if (m.rows.length < 2) return [section(text)];
  return [
    section(text),
    actions(button(action.approveAll, w.approvals.approveAll), button(action.chooseSome, w.approvals.all.choose)),
  ];
}

/** So many of a team are named who are away on the days of a request; the others are counted. */
const AWAY_NAMED = 3;

/** A request as it stands in the list and on Home. */
export function waitingRequest(r: RequestModel, w: Words): KnownBlock[] {
  const away = r.alsoAway.slice(0, AWAY_NAMED).map(name => literal(name, 40));
  const more = r.alsoAway.length - away.length;
  const named = more > 0 ? `${away.join(', ')} ${w.andMorePeople(more)}` : away.join(', ');
  const others = away.length > 0 ? ` ${w.home.also(named)}` : '';
  const cancels = r.cancels ? `*${w.approvals.all.cancels}* · ` : '';
  const urgent = r.urgent ? `${w.home.urgent} · ` : '';
  const text = `${urgent}${cancels}${literal(r.who, 40)} · ${r.what} ${r.when} · ${r.amount}${standInText(r, w)}${others}${
    r.reason ? `\n>${literal(r.reason, 200)}` : ''
  }`;
  return [section(text), actions(...decideButtons(r, w))];
}
