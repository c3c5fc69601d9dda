import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { select } from './inputs.ts';
import { actions, button, context, divider, literal, type Modal, modal, option, section } from './kit.ts';
import { pager, personFilter } from './list.ts';
import { logAction, manageCallback } from './manage-ids.ts';
import { ANY } from './search.ts';

export const LOG_PAGE = 20;
export const LOG_PERIODS = ['week', 'month', 'year', 'all'] as const;
export const LOG_KINDS = ['settings', 'people', 'leave', 'time', 'requests', 'files', 'jobs'] as const;

/** `by`, `about`: raw names; `lines`: mrkdwn. */
export interface LogRow {
  what: string;
  by: string;
  about: string[];
  when: string;
  lines: string[];
}

export interface LogModel {
  person?: string | undefined;
  kind?: (typeof LOG_KINDS)[number] | undefined;
  period: (typeof LOG_PERIODS)[number];
  page: number;
  pages: number;
  count: number;
  rows: LogRow[];
  /** what was just asked for, in words */
  said?: string;
}

function rowBlock(r: LogRow, w: Words): KnownBlock {
  const about = r.about.slice(0, 5).map(n => literal(n, 40));
  const whom =
    about.length > 0 ? ` · ${w.list(about)}${r.about.length > 5 ? ` ${w.andMorePeople(r.about.length - 5)}` : ''}` : '';
  return section(
    [`*${r.what}*${whom}`, ...r.lines.map(l => `> ${l}`), `_${literal(r.by, 40)} · ${r.when}_`].join('\n'),
  );
}

/** What anybody changed for others or for all; the newest first. */
export function logModal(m: LogModel, w: Words): Modal {
  const t = w.log;
  const kinds = [option(ANY, t.anyKind), ...LOG_KINDS.map(k => option(k, t.kinds[k]))];
  const periods = LOG_PERIODS.map(p => option(p, t.periods[p]));
  const blocks: KnownBlock[] = [
    ...(m.said === undefined ? [] : [section(m.said)]),
    personFilter('log', { person: logAction.person, anybody: logAction.anybody }, m.person, w),
    {
      ...actions(
        select(logAction.kind, kinds, m.kind ?? ANY, t.kind),
        select(logAction.period, periods, m.period, t.period),
        button(logAction.file, t.file),
      ),
      block_id: 'log-what',
    },
    context(t.found(m.count)),
    divider(),
    ...m.rows.map(r => rowBlock(r, w)),
  ];
  if (m.rows.length === 0) blocks.push(section(w.common.nothing));
  blocks.push(...pager(m, logAction.pages, w));
  const { person, kind, period, page } = m;
  return modal({
    callbackId: manageCallback.log,
    title: t.title,
    close: w.common.close,
    metadata: JSON.stringify({ person, kind, period, page }),
    blocks,
  });
}
