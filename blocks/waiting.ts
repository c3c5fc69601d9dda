import type { ActionsBlock, KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { WAITING, waitingAction } from './approval-ids.ts';
import { decideButtons } from './approvals.ts';
import type { RequestModel } from './home/model.ts';
import { action } from './ids.ts';
import { actions, button, context, divider, literal, type Modal, modal, option, plain, section } from './kit.ts';

/** Requests a page: each takes two blocks, so twice 40, the filters and the pager stay within 100. */
export const WAITING_PAGE = 40;

/** What waits for somebody, filtered; an absent part: any. */
export interface WaitingListModel {
  kind?: string;
  person?: string;
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
    m.all > 1 || filtered ? [...filters(m, w), ...(m.count > 0 ? [counted(m, w)] : []), divider()] : [];
  blocks.push(...m.rows.flatMap(r => waitingRequest(r, w)));
  if (m.rows.length === 0) blocks.push(section(filtered ? w.waiting.noneFits : w.home.nothingWaiting));
  if (m.pages > 1) {
    const turn = [];
    if (page > 1) turn.push(button(waitingAction.back, w.common.previous, { value: String(page - 1) }));
    if (page < m.pages) turn.push(button(waitingAction.next, w.common.next, { value: String(page + 1) }));
    blocks.push(context(w.common.page(page, m.pages)), actions(...turn));
  }
  return modal({
    callbackId: WAITING,
    title: w.home.lists.waiting,
    close: w.common.close,
    metadata: JSON.stringify({ kind, person, urgent, page }),
    blocks,
  });
}

function filters(m: WaitingListModel, w: Words): KnownBlock[] {
  const any = option('any', w.waiting.anyKind);
  const kinds = [any, ...m.kinds.slice(0, 99).map(k => option(k.kind, k.name))];
  const which = [option('all', w.waiting.which.all), option('urgent', w.waiting.which.urgent)];
  const select = (id: string, label: string, options: typeof kinds, value: string) => ({
    type: 'static_select' as const,
    action_id: id,
    placeholder: plain(label, 150),
    options,
    initial_option: options.find(o => o.value === value) ?? any,
  });
  const people: ActionsBlock['elements'] = [
    {
      type: 'users_select',
      action_id: waitingAction.person,
      placeholder: plain(w.search.anybody, 150),
      ...(m.person ? { initial_user: m.person } : {}),
    },
  ];
  if (m.person) people.push(button(waitingAction.anybody, w.search.anybody));
  return [
    // Named anew with what is chosen: Slack would keep the person of before in an input that looks the same.
    { type: 'actions', block_id: `waiting-who-${m.person ?? ''}`, elements: people },
    actions(
      select(waitingAction.kind, w.search.kind, kinds, m.kind ?? 'any'),
      select(waitingAction.which, w.waiting.which.all, which, m.urgent ? 'urgent' : 'all'),
    ),
  ];
}

/** How many fit, with *Approve all* beside it. */
function counted(m: WaitingListModel, w: Words): KnownBlock {
  const text = w.waiting.found(m.count);
  if (m.rows.length < 2) return section(text);
  return section(text, button(action.approveAll, w.approvals.approveAll));
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
  const text = `${urgent}${cancels}${literal(r.who, 40)} · ${r.what} ${r.when} · ${r.amount}${others}${
    r.reason ? `\n>${literal(r.reason, 200)}` : ''
  }`;
  return [section(text), actions(...decideButtons(r, w))];
}
