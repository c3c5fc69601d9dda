import { CsvError, parse } from 'csv-parse/sync';
import { pace } from '../../shared/pace.ts';
import { LONGEST } from '../../shared/text.ts';
import { decode, type Undecodable } from './decode.ts';
import { type CsvLine, csvLines } from './lines.ts';
import { type Column, columnOf } from './words.ts';

export const LINES_MAX = 2000;
/** Sixteen are read; personnel systems export many more. */
export const COLUMNS_MAX = 200;
/** in characters */
const LINE_MAX = 20_000;
/** Lines between pauses. */
const BATCH = 50;

/** `line` counts from 1, the header included. */
export interface Row<C extends string = Column> {
  line: number;
  cells: Partial<Record<C, string>>;
  /** more cells than the header: an unquoted separator */
  tooLong?: boolean;
  /** longer than any fact; not in `cells` */
  longCell?: C;
}

export type FileProblem =
  | { code: Undecodable | 'no-lines' | 'no-person' | 'no-facts' }
  | { code: 'no-header'; found: string[] }
  | { code: 'header-twice'; column: string }
  | { code: 'too-many-lines' | 'too-many-columns'; most: number }
  | { code: 'line-too-long'; line: number; most: number }
  | { code: 'broken-quotes'; line: number };

export type ReadFile<C extends string = Column> =
  | { ok: true; rows: Row<C>[]; ignored: string[] }
  | { ok: false; problem: FileProblem };

/** The columns of a file; `problem`: why these are not enough. */
export interface Columns<C extends string> {
  columnOf(header: string): C | undefined;
  problem(columns: readonly (C | undefined)[]): FileProblem | undefined;
}

const IDENTIFYING: readonly Column[] = ['slackId', 'email', 'employeeNo', 'name'];

export const readFile = (bytes: Uint8Array): Promise<ReadFile> =>
  readTable<Column>(bytes, { columnOf, problem: factsProblem });

/** A CSV file with a header; unknown columns are `ignored`. Limits are checked line by line, with pauses. */
export async function readTable<C extends string>(bytes: Uint8Array, of: Columns<C>): Promise<ReadFile<C>> {
  const decoded = await decode(bytes);
  if (!decoded.ok) return fail({ code: decoded.code });
  try {
    const breathe = pace();
    const lines: CsvLine[] = [];
    let header: Header<C> | undefined;
    for (const { tooLong, ...line } of csvLines(decoded.text, LINE_MAX)) {
      if (tooLong) return fail(overlong(line, header === undefined));
      if (!header && line.text !== '') {
        header = readHeader(line, of);
        const problem = headerProblem(header, of);
        if (problem) return fail(problem);
      } else if (line.text !== '') lines.push(line);
      if (lines.length > LINES_MAX) return fail({ code: 'too-many-lines', most: LINES_MAX });
      await breathe();
    }
    if (!header) return fail({ code: 'empty' });
    if (lines.length === 0) return fail({ code: 'no-lines' });
    const { delimiter, heads, columns } = header;
    const rows: Row<C>[] = [];
    for (let at = 0; at < lines.length; at += BATCH) {
      const batch = lines.slice(at, at + BATCH);
      for (const [i, cells] of cellsOf(batch, delimiter).entries())
        rows.push(rowOf(batch[i]?.line ?? 0, cells, columns));
      await breathe();
    }
    return { ok: true, rows, ignored: heads.filter((h, i) => h !== '' && columns[i] === undefined) };
  } catch (error) {
    if (!(error instanceof BrokenQuotes)) throw error;
    return fail({ code: 'broken-quotes', line: error.line });
  }
}

const fail = (problem: FileProblem): { ok: false; problem: FileProblem } => ({ ok: false, problem });

/** A first line of column names without data is a problem of its own. */
function overlong({ line, text }: CsvLine, isHeader: boolean): FileProblem {
  const columns = Math.max(...DELIMITERS.map(d => text.split(d).length));
  return isHeader && columns > COLUMNS_MAX
    ? { code: 'too-many-columns', most: COLUMNS_MAX }
    : { code: 'line-too-long', line, most: LINE_MAX };
}

class BrokenQuotes extends Error {
  line: number;
  constructor(line: number) {
    super(`broken quotes in line ${line}`);
    this.line = line;
  }
}

/** Read together; after an error each alone, to name the line. */
function cellsOf(lines: readonly CsvLine[], delimiter: string): string[][] {
  try {
    const read = parse(lines.map(l => l.text).join('\n'), {
      ...{ delimiter, trim: true, relax_column_count: true, record_delimiter: '\n' },
    }) as string[][];
    if (read.length === lines.length) return read;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  const [only] = lines;
  if (only && lines.length === 1) throw new BrokenQuotes(only.line);
  return lines.flatMap(line => cellsOf([line], delimiter));
}

const DELIMITERS = [',', ';', '\t'];

interface Header<C extends string> {
  delimiter: string;
  heads: string[];
  columns: (C | undefined)[];
}

/** By the separator that finds most columns. */
function readHeader<C extends string>(line: CsvLine, { columnOf }: Columns<C>): Header<C> {
  const read = (delimiter: string): Header<C> => {
    const heads = cellsOf([line], delimiter)[0] ?? [];
    return { delimiter, heads, columns: heads.slice(0, COLUMNS_MAX).map(columnOf) };
  };
  const named = ({ columns }: Header<C>): number => new Set(columns.filter(c => c !== undefined)).size;
  return DELIMITERS.map(read).reduce((best, next) => (named(next) > named(best) ? next : best));
}

function headerProblem<C extends string>({ heads, columns }: Header<C>, of: Columns<C>): FileProblem | undefined {
  if (heads.length > COLUMNS_MAX) return { code: 'too-many-columns', most: COLUMNS_MAX };
  if (columns.every(c => c === undefined))
    return { code: 'no-header', found: heads.slice(0, 10).map(h => h.slice(0, 40)) };
  const twice = columns.find((c, i) => c !== undefined && columns.indexOf(c) !== i);
  return twice === undefined ? of.problem(columns) : { code: 'header-twice', column: twice };
}

export const namesNobody = (columns: readonly (string | undefined)[]): boolean =>
  !columns.some(c => (IDENTIFYING as readonly (string | undefined)[]).includes(c) && c !== undefined);

function factsProblem(columns: readonly (Column | undefined)[]): FileProblem | undefined {
  if (namesNobody(columns)) return { code: 'no-person' };
  // An employee number beside another identifying column is something to set.
  const settable = columns.filter(c => c !== undefined && !['slackId', 'email', 'name'].includes(c));
  return settable.length === 0 || (settable.length === 1 && columns.filter(c => c).length === 1)
    ? { code: 'no-facts' }
    : undefined;
}

function rowOf<C extends string>(line: number, record: readonly string[], columns: readonly (C | undefined)[]): Row<C> {
  const row: Row<C> = { line, cells: {} };
  for (const [i, column] of columns.entries()) {
    const cell = record[i];
    if (!column || !cell) continue;
    if (cell.length > LONGEST.cell) row.longCell ??= column;
    else row.cells[column] = cell.normalize('NFC');
  }
  if (record.slice(columns.length).some(cell => cell !== '')) row.tooLong = true;
  return row;
}
