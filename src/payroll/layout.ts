import type { Words } from '../i18n/index.ts';
import { type ChosenColumn, isTotalColumn, LEAVE_TYPES, TOTAL_COLUMNS, type TotalColumn, USUAL } from './columns.ts';

/** How hours are written: 8:30, 8.5 or 510. */
export const HOURS_AS = ['clock', 'decimal', 'minutes'] as const;
export type HoursAs = (typeof HOURS_AS)[number];

/** A company's columns of the totals. Ids that this version does not know are kept. */
export interface Layout {
  columns: readonly { id: string; heading?: string }[];
  hours: HoursAs;
}

export const USUAL_LAYOUT: Layout = { columns: USUAL, hours: 'clock' };

const HEADING_MAX = 40;

export type LayoutProblem =
  | { code: 'no-column' }
  | { code: 'unknown' | 'twice' | 'too-long'; line: number; text: string }
  | { code: 'same-heading'; text: string };

export type LayoutRead = { ok: true; columns: Layout['columns'] } | { ok: false; problem: LayoutProblem };

/** The columns of the file, in their order. */
export const chosenIn = ({ columns }: Pick<Layout, 'columns'>): ChosenColumn[] =>
  columns.flatMap(({ id, ...rest }) => (isTotalColumn(id) ? [{ id, ...rest }] : []));

/** One column a line: its name, and after a sign of equality the company's own heading. */
export const layoutText = (layout: Pick<Layout, 'columns'>, w: Words): string =>
  chosenIn(layout)
    .map(({ id, heading }) => (heading === undefined ? w.payroll.columns[id] : `${w.payroll.columns[id]} = ${heading}`))
    .join('\n');

/** Reads what `layoutText` writes; `before`: what it does not know stays at the end. */
export function readLayout(text: string, before: Pick<Layout, 'columns'>, w: Words): LayoutRead {
  const byName = new Map(TOTAL_COLUMNS.flatMap(id => [w.payroll.columns[id], id].map(n => [plain(n), id] as const)));
  const columns: ChosenColumn[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    const [name = '', ...rest] = line.split('=');
    if (line.trim() === '') continue;
    const at = { line: i + 1, text: name.trim() };
    const id = byName.get(plain(name));
    if (id === undefined) return refused({ code: 'unknown', ...at });
    if (columns.some(c => c.id === id)) return refused({ code: 'twice', ...at });
    const heading = rest.join('=').trim();
    if (heading.length > HEADING_MAX) return refused({ code: 'too-long', ...at });
    const own = heading === '' || heading === w.payroll.columns[id] || id === LEAVE_TYPES ? {} : { heading };
    columns.push({ id, ...own });
  }
  if (columns.length === 0) return refused({ code: 'no-column' });
  const headings = headingsOf(columns, w);
  const same = headings.find((h, i) => headings.indexOf(h) < i);
  if (same !== undefined) return refused({ code: 'same-heading', text: same });
  return { ok: true, columns: [...columns, ...before.columns.filter(c => !isTotalColumn(c.id))] };
}

const plain = (name: string): string => name.normalize('NFC').replaceAll(/\s+/g, '').toLowerCase();

const refused = (problem: LayoutProblem): LayoutRead => ({ ok: false, problem });

/** The heading row, as the file has it. */
export const headingsOf = (columns: readonly ChosenColumn[], w: Words): string[] =>
  columns.map(({ id, heading }) => heading ?? w.payroll.columns[id]);

export const leftOutOf = (columns: readonly ChosenColumn[]): TotalColumn[] =>
  TOTAL_COLUMNS.filter(id => !columns.some(c => c.id === id));
