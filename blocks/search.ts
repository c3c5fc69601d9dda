import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { menu, seenValue } from './approvals.ts';
import type { RequestModel } from './home/model.ts';
import { action, callback } from './ids.ts';
import { select } from './inputs.ts';
import { actions, context, divider, literal, type Modal, modal, option, section } from './kit.ts';
import { pager, personFilter } from './list.ts';
import { standInText } from './request-details.ts';

export const SEARCH_PAGE = 30;
/** `late`: waiting for more than a day. */
export const STATES = ['waiting', 'late', 'sent-back', 'approved', 'rejected', 'withdrawn', 'cancelled'] as const;
export const PERIODS = ['ahead', 'this-month', 'last-month', 'quarter', 'year', 'all'] as const;

/** The option of a filter that keeps everything. */
export const ANY = 'any';

/** What is looked for; an absent part: any. */
export interface SearchModel {
  person?: string | undefined;
  kind?: string | undefined;
  state?: string | undefined;
  period: string;
  page: number;
  pages: number;
  count: number;
  /** there are more than those */
  more: boolean;
  kinds: { kind: string; name: string }[];
  rows: RequestModel[];
}

/** All requests of the workspace, filtered, in pages; for administrators. */
export function searchModal(m: SearchModel, w: Words): Modal {
  const kinds = [option(ANY, w.search.anyKind), ...m.kinds.slice(0, 99).map(k => option(k.kind, k.name))];
  const states = [
    option(ANY, w.search.anyState),
    ...STATES.map(s => option(s, s === 'late' ? w.search.late : w.state(s))),
  ];
  const periods = PERIODS.map(p => option(p, w.search.periods[p] ?? p));
  const blocks: KnownBlock[] = [
    personFilter('search', { person: action.searchPerson, anybody: action.searchAnybody }, m.person, w),
    {
      ...actions(
        select(action.searchKind, kinds, m.kind ?? ANY, w.search.kind),
        select(action.searchState, states, m.state ?? ANY, w.search.state),
        select(action.searchPeriod, periods, m.period, w.search.period),
      ),
      block_id: 'search-what',
    },
    context(w.search.found(m.count, m.more)),
    divider(),
    ...m.rows.map(r => requestRow(r, w, r.who)),
  ];
  if (m.rows.length === 0) blocks.push(section(w.common.nothing));
  blocks.push(...pager(m, action.searchPages, w));
  const { person, kind, state, period, page } = m;
  return modal({
    callbackId: callback.search,
    title: w.search.title,
    close: w.common.close,
    metadata: JSON.stringify({ person, kind, state, period, page }),
    blocks,
  });
}

/** A request with what HR may do to it; `who`: raw, where it is not clear from around it. */
export function requestRow(r: RequestModel, w: Words, who?: string): KnownBlock {
  const stands = r.stands === true && r.state === 'approved';
  const state = r.cancels ? w.home.cancelWaiting : stands ? w.home.requestStands : w.state(r.state);
  const by = r.by && !stands && r.state !== 'waiting' && r.state !== 'withdrawn' ? ` · ${literal(r.by, 80)}` : '';
  const whose = who === undefined ? '' : `*${literal(who, 40)}* · `;
  const person = who === undefined ? [] : ['person'];
  const entered = r.entered ? ` · ${w.acting.entered(literal(r.entered, 40))}` : '';
  // Slack's most of a menu.
  const whats = [...(r.corrections ?? []), ...(r.namesBirth ? ['birth'] : []), 'history', ...person].slice(0, 5);
  return section(
    `${whose}${r.what} ${r.when} · ${r.amount} · ${state}${by}${standInText(r, w)}${entered}`,
    menu(action.more, whats, seenValue(r), w),
    who === undefined ? `request ${r.id}` : undefined,
  );
}
