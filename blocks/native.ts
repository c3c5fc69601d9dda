import type { AlertBlock, ContainerBlock, DataTableBlock, KnownBlock } from '@slack/types';
import { cut, type Message, type Modal, md, plain, section } from './kit.ts';

// Blocks that not every workspace's Slack takes yet, each beside blocks that say the same. A message or modal carries
// both under a symbol: whoever sends it without knowing of them sends the plain ones.

/** @slack/types 3.2 has no type for it. */
export interface ChartBlock {
  type: 'data_visualization';
  title: string;
  chart: {
    type: 'bar' | 'line';
    series: { name: string; data: { label: string; value: number }[] }[];
    axis_config: { categories: string[]; x_label?: string; y_label?: string };
  };
}
export type NativeBlock = AlertBlock | ChartBlock | ContainerBlock | DataTableBlock;
export type NativeType = NativeBlock['type'];

export interface Either {
  native: NativeBlock;
  plain: readonly KnownBlock[];
}
export type Part = KnownBlock | Either;
type AnyBlock = KnownBlock | NativeBlock;

export const NATIVE = Symbol('native blocks');
export interface Native {
  [NATIVE]?: readonly Part[];
}

const isEither = (part: Part): part is Either => 'native' in part;

/** `refused`: this Slack does not take blocks of the type. */
export const blocksOf = (parts: readonly Part[], refused: (type: NativeType) => boolean): AnyBlock[] =>
  parts.flatMap((part): readonly AnyBlock[] => {
    if (!isEither(part)) return [part];
    return refused(part.native.type) ? part.plain : [part.native];
  });

export const nativeTypes = (parts: readonly Part[]): NativeType[] => [
  ...new Set(parts.flatMap(part => (isEither(part) ? [part.native.type] : []))),
];

const plainOf = (parts: readonly Part[]): KnownBlock[] => blocksOf(parts, () => true) as KnownBlock[];

export const nativeMessage = (text: string, parts: readonly Part[]): Message & Native => ({
  text,
  blocks: plainOf(parts),
  [NATIVE]: parts,
});

/** `made`: a modal whose blocks are these. */
export const nativeModal = (parts: readonly Part[], made: (blocks: KnownBlock[]) => Modal): Modal & Native => ({
  ...made(plainOf(parts)),
  [NATIVE]: parts,
});

/** Rows with the head, and characters in all cells, so that Slack surely takes the table. */
export const TABLE = { rows: 100, characters: 10_000, columns: 20 } as const;
const CELL = 60;

/** Numbers are sorted as numbers, and shown by their text. */
export type Cell = string | { value: number; text: string };

const textOf = (cell: Cell): string => cut(typeof cell === 'string' ? cell : cell.text, CELL) || ' ';

/** As many rows as fit; `plain` must say the same, and both what is left out. */
export function dataTable(
  o: { caption: string; head: readonly string[]; rows: readonly (readonly Cell[])[]; page?: number },
  plainly: readonly KnownBlock[],
): Either {
  const head = o.head.map(text => ({ type: 'raw_text' as const, text: textOf(text) }));
  const rows: DataTableBlock['rows'] = [head];
  let characters = head.reduce((sum, c) => sum + c.text.length, 0);
  for (const row of o.rows.slice(0, TABLE.rows - 1)) {
    characters += row.reduce((sum, cell) => sum + textOf(cell).length, 0);
    if (characters > TABLE.characters) break;
    rows.push(
      row.map(cell =>
        typeof cell === 'string'
          ? { type: 'raw_text', text: textOf(cell) }
          : { type: 'raw_number', value: cell.value, text: textOf(cell) },
      ),
    );
  }
  const native: DataTableBlock = { type: 'data_table', caption: cut(o.caption, 300), rows, page_size: o.page ?? 10 };
  return { native, plain: plainly };
}

/** Of a chart: how many columns, and how long their labels are. */
const CHART = { points: 20, label: 20, title: 50, series: 6 } as const;

/** What a chart shows, drawn as a block here and as a picture in `workspace/picture.ts`. */
export interface ChartModel {
  title: string;
  kind: 'bar' | 'line';
  categories: readonly string[];
  /** as many values as categories, none below zero */
  series: readonly { name: string; values: readonly number[] }[];
  /** what the values are, such as hours */
  unit: string;
}

/** Nobody looks at columns without height: a sentence stands in its place. */
export const hasFigures = ({ series }: Pick<ChartModel, 'series'>): boolean =>
  series.some(s => s.values.some(value => value > 0));

/** Equal labels get a number, as Slack tells columns apart by them. */
function labelled(categories: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return categories.map(label => {
    const times = (seen.get(label) ?? 0) + 1;
    seen.set(label, times);
    const suffix = times > 1 ? ` ${times}` : '';
    return `${cut(label, CHART.label - suffix.length)}${suffix}`;
  });
}

export function chart(m: ChartModel, plainly: readonly KnownBlock[] = chartLines(m)): Either {
  const categories = labelled(m.categories.slice(0, CHART.points));
  const native: ChartBlock = {
    type: 'data_visualization',
    title: cut(m.title, CHART.title),
    chart: {
      type: m.kind,
      series: m.series.slice(0, CHART.series).map(s => ({
        name: cut(s.name, CHART.label),
        data: categories.map((label, i) => ({ label, value: s.values[i] ?? 0 })),
      })),
      axis_config: { categories, y_label: cut(m.unit, CHART.title) },
    },
  };
  return { native, plain: plainly };
}

const BAR = 12;

/** The same as lines: the first series as bars of text, and all values. */
function chartLines(m: ChartModel): KnownBlock[] {
  const most = Math.max(1, ...m.series.flatMap(s => s.values));
  const names = m.series.map(s => s.name).join(' / ');
  const lines = m.categories.map((label, i) => {
    const [first = 0, ...others] = m.series.map(s => s.values[i] ?? 0);
    const bar = '█'.repeat(Math.round((first / most) * BAR));
    return `${cut(label, CHART.label)}  ${bar} ${[first, ...others].join(' / ')}`.trimEnd();
  });
  return [{ type: 'section', text: plain(cut([`${m.title} (${names}, ${m.unit})`, ...lines].join('\n'), 2900)) }];
}

/** The numbers of a picture, as the text of its message. `shown`: how names are written. */
export const chartText = (m: ChartModel, shown: (text: string, max?: number) => string): string =>
  cut(
    [
      `${shown(m.title)} (${m.unit})`,
      ...m.categories.map((label, i) => {
        const values = m.series.flatMap(s => (s.values[i] ? [`${shown(s.name)} ${s.values[i]}`] : []));
        return `${shown(label, 60)}: ${values.join(' · ') || '–'}`;
      }),
    ].join('\n'),
    2900,
  );

/** Only in modals. */
export const alert = (level: 'info' | 'warning' | 'error' | 'success', text: string): Either => ({
  native: { type: 'alert', level, text: md(cut(text, 200)) },
  plain: [section(text)],
});
