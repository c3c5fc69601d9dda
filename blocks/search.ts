import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { menu, seenValue } from './approvals.ts';
import type { RequestModel } from './home/model.ts';
import { action, callback } from './ids.ts';
import { actions, button, context, divider, literal, type Modal, modal, option, plain, section } from './kit.ts';

export const SEARCH_PAGE = 30;
export const STATES = ['waiting', 'sent-back', 'approved', 'rejected', 'withdrawn', 'cancelled'] as const;
export const PERIODS = ['ahead', 'this-month', 'last-month', 'quarter', 'year', 'all'] as const;

/** What is looked for; an absent part: any. */
export interface SearchModel {
  person?: string;
  kind?: string;
  state?: string;
  period: string;
  page: number;
  pages: number;
  count: number;
  kinds: { kind: string; name: string }[];
  rows: RequestModel[];
}

/** All requests of the workspace, filtered, in pages; for administrators. */
export function searchModal(m: SearchModel, w: Words): Modal {
  const chosen = (options: ReturnType<typeof option>[], value: string | undefined) => {
    const initial = options.find(o => o.value === value) ?? options[0];
    return { options, ...(initial ? { initial_option: initial } : {}) };
  };
  const select = (
    actionId: string,
    label: string,
    options: ReturnType<typeof option>[],
    value: string | undefined,
  ) => ({
    type: 'static_select' as const,
    action_id: actionId,
    placeholder: plain(label, 150),
    ...chosen(options, value),
  });
  const kinds = [option('any', w.search.anyKind), ...m.kinds.slice(0, 99).map(k => option(k.kind, k.name))];
  const states = [option('any', w.search.anyState), ...STATES.map(s => option(s, w.state(s)))];
  const periods = PERIODS.map(p => option(p, w.search.periods[p] ?? p));
  const blocks: KnownBlock[] = [
    {
      type: 'actions',
      // Named anew with what is chosen: Slack would keep the person of before in an input that looks the same.
      block_id: `search-who-${m.person ?? ''}`,
      elements: [
        {
          type: 'users_select',
          action_id: action.searchPerson,
          placeholder: plain(w.search.anybody, 150),
          ...(m.person ? { initial_user: m.person } : {}),
        },
        ...(m.person ? [button(action.searchAnybody, w.search.anybody)] : []),
      ],
    },
    {
      type: 'actions',
      block_id: 'search-what',
      elements: [
        select(action.searchKind, w.search.kind, kinds, m.kind),
        select(action.searchState, w.search.state, states, m.state),
        select(action.searchPeriod, w.search.period, periods, m.period),
      ],
    },
    context(w.search.found(m.count)),
    divider(),
    ...m.rows.map(r => {
      const state = r.cancels ? w.home.cancelWaiting : w.state(r.state);
      const by = r.by && r.state !== 'waiting' && r.state !== 'withdrawn' ? ` · ${literal(r.by, 80)}` : '';
      const text = `*${literal(r.who, 40)}* · ${r.what} ${r.when} · ${r.amount} · ${state}${by}`;
      return section(text, menu(action.mine, ['history'], seenValue(r), w));
    }),
  ];
  if (m.rows.length === 0) blocks.push(section(w.common.nothing));
  if (m.pages > 1) {
    const turn = [];
    if (m.page > 1) turn.push(button(action.searchBack, w.common.previous, { value: String(m.page - 1) }));
    if (m.page < m.pages) turn.push(button(action.searchNext, w.common.next, { value: String(m.page + 1) }));
    blocks.push(context(w.common.page(m.page, m.pages)), actions(...turn));
  }
  const { person, kind, state, period, page } = m;
  return modal({
    callbackId: callback.search,
    title: w.search.title,
    close: w.common.close,
    metadata: JSON.stringify({ person, kind, state, period, page }),
    blocks,
  });
}
