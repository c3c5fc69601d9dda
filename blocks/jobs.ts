import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { button, context, type Modal, modal, section } from './kit.ts';
import { jobAction, manageCallback } from './manage-ids.ts';

/** Times in words. `state`: late where it has not run for hours. */
export interface JobRow {
  job: string;
  state: 'ran' | 'late' | 'failed' | 'never';
  last?: string;
  failing?: { since: string; error: keyof Words['jobs']['why'] };
}

const SIGN = { ran: ':white_check_mark:', late: ':warning:', failed: ':x:', never: ':white_circle:' };

/** What Daybook does by itself every minute. */
export function jobsModal(rows: readonly JobRow[], next: string, w: Words): Modal {
  const t = w.jobs;
  const blocks: KnownBlock[] = rows.map(r => {
    const failed = r.failing ? [`> ${t.failing(r.failing.since)} ${t.why[r.failing.error]}`] : [];
    const lines = [`${SIGN[r.state]} *${t.names[r.job] ?? r.job}*`, r.last ? t.last(r.last) : t.never, ...failed];
    return section(lines.join('\n'), button(jobAction.run, t.run, { value: r.job }));
  });
  return modal({
    callbackId: manageCallback.jobs,
    title: t.title,
    close: w.common.close,
    blocks: [context(t.next(next)), ...blocks],
  });
}
