import { CsvError, parse } from 'csv-parse/sync';
import { cut } from '../../../blocks/kit.ts';
import { pace } from '../../shared/pace.ts';
import { LONGEST } from '../../shared/text.ts';
import { BYTES_MAX, decode } from './decode.ts';
import { type CsvLine, csvLines } from './lines.ts';
import { COLUMNS_MAX, type FileProblem, LINES_MAX, Refused } from './problem.ts';
import { type Column, columnOf } from './words.ts';
import { isWorkbook, type WorkbookLine, workbookLines } from './workbook.ts';

/** in characters */
const LINE_MAX = 20_000;
/** Lines between pauses. */
const BATCH = 50;

/** `line` counts from 1, the header included. */
export interface Row<C extends string = Column> {
  line: number;
  cells: Partial<Record<C, string>>;
  /** all cells, as they were written */
  written: readonly string[];
  /** more cells than the header: an unquoted separator */
  tooLong?: boolean;
  /** longer than any fact; not in `cells` */
  longCell?: C;
}

export type ReadFile<C extends string = Column> =
  | { ok: true; rows: Row<C>[]; heads: string[]; ignored: string[] }
  | { ok: false; problem: FileProblem };

/** The columns of a file; `problem`: why these are not enough. */
export interface Columns<C extends string> {
  columnOf(header: string): C | undefined;
  problem(columns: readonly (C | undefined)[]): FileProblem | undefined;
}

const IDENTIFYING: readonly Column[] = ['slackId', 'email', 'employeeNo', 'name'];

export const readFile = (bytes: Uint8Array): Promise<ReadFile> =>
  readTable<Column>(bytes, { columnOf, problem: factsProblem });

/** CSV or a workbook with a header; unknown columns are `ignored`. Limits are checked line by line, with pauses. */
export async function readTable<C extends string>(bytes: Uint8Array, of: Columns<C>): Promise<ReadFile<C>> {
  try {
    const { header, lines } = isWorkbook(bytes) ? await sheetTable(bytes, of) : await csvTable(bytes, of);
    if (lines.length === 0) throw new Refused({ code: 'no-lines' });
    const { heads, columns } = header;
    const rows = lines.map(({ line, cells }) => rowOf(line, cells, columns));
    return { ok: true, rows, heads, ignored: heads.filter((h, i) => h !== '' && columns[i] === undefined) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { ok: false, problem: error.problem };
  }
}

interface Table<C extends string> {
  header: Header<C>;
  lines: WorkbookLine[];
}

async function sheetTable<C extends string>(bytes: Uint8Array, of: Columns<C>): Promise<Table<C>> {
  if (bytes.length > BYTES_MAX) throw new Refused({ code: 'too-large' });
  const lines: WorkbookLine[] = [];
  let header: Header<C> | undefined;
  for await (const line of workbookLines(bytes)) {
    if (header) lines.push(line);
    else header = valid(headerOf(line.cells, of), of);
    if (lines.length > LINES_MAX) throw new Refused({ code: 'too-many-lines', most: LINES_MAX });
  }
  if (!header) throw new Refused({ code: 'empty' });
  return { header, lines };
}

async function csvTable<C extends string>(bytes: Uint8Array, of: Columns<C>): Promise<Table<C>> {
  const decoded = await decode(bytes);
  if (!decoded.ok) throw new Refused({ code: decoded.code });
  const breathe = pace();
  const lines: CsvLine[] = [];
  let found: (Header<C> & { delimiter: string }) | undefined;
  for (const { tooLong, ...line } of csvLines(decoded.text, LINE_MAX)) {
    if (tooLong) throw new Refused(overlong(line, found === undefined));
    if (!found && line.text !== '') found = valid(readHeader(line, of), of);
    else if (line.text !== '') lines.push(line);
    if (lines.length > LINES_MAX) throw new Refused({ code: 'too-many-lines', most: LINES_MAX });
    await breathe();
  }
  if (!found) throw new Refused({ code: 'empty' });
  const read: WorkbookLine[] = [];
  for (let at = 0; at < lines.length; at += BATCH) {
    const batch = lines.slice(at, at + BATCH);
    for (const [i, cells] of cellsOf(batch, found.delimiter).entries())
      read.push({ line: batch[i]?.line ?? 0, cells: cells.map(plain) });
    await breathe();
  }
  return { header: found, lines: read };
}

/** Daybook and others write what would be a formula with a sign before it. */
const plain = (cell: string): string => (/^'[=+@-]/.test(cell) ? cell.slice(1) : cell);

/** A first line of column names without data is a problem of its own. */
function overlong({ line, text }: CsvLine, isHeader: boolean): FileProblem {
  const columns = Math.max(...DELIMITERS.map(d => text.split(d).length));
  return isHeader && columns > COLUMNS_MAX
    ? { code: 'too-many-columns', most: COLUMNS_MAX }
    : { code: 'line-too-long', line, most: LINE_MAX };
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
  if (only && lines.length === 1) throw new Refused({ code: 'broken-quotes', line: only.line });
  return lines.flatMap(line => cellsOf([line], delimiter));
}

const DELIMITERS = [',', ';', '\t'];

interface Header<C extends string> {
  heads: string[];
  columns: (C | undefined)[];
}

const headerOf = <C extends string>(heads: string[], { columnOf }: Columns<C>): Header<C> => ({
  heads,
  columns: heads.slice(0, COLUMNS_MAX).map(columnOf),
});

/** By the separator that finds most columns. */
function readHeader<C extends string>(line: CsvLine, of: Columns<C>): Header<C> & { delimiter: string } {
  const read = (delimiter: string) => ({ ...headerOf(cellsOf([line], delimiter)[0] ?? [], of), delimiter });
  const named = ({ columns }: Header<C>): number => new Set(columns.filter(c => c !== undefined)).size;
  const found: ReturnType<typeof read>[] = [];
  let refused: unknown;
  // Where every cell is in quotes, a separator that is not theirs reads as broken ones.
  for (const delimiter of DELIMITERS)
    try {
      found.push(read(delimiter));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused = error;
    }
  if (found.length === 0) throw refused;
  return found.reduce((best, next) => (named(next) > named(best) ? next : best));
}

function valid<C extends string, H extends Header<C>>(header: H, of: Columns<C>): H {
  const problem = headerProblem(header, of);
  if (problem) throw new Refused(problem);
  return header;
}

function headerProblem<C extends string>({ heads, columns }: Header<C>, of: Columns<C>): FileProblem | undefined {
  if (heads.length > COLUMNS_MAX) return { code: 'too-many-columns', most: COLUMNS_MAX };
  if (columns.every(c => c === undefined)) return { code: 'no-header', found: heads.slice(0, 10).map(h => cut(h, 40)) };
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
  const row: Row<C> = { line, cells: {}, written: record };
  for (const [i, column] of columns.entries()) {
    const cell = record[i];
    if (!column || !cell) continue;
    if (cell.length > LONGEST.cell) row.longCell ??= column;
    else row.cells[column] = cell.normalize('NFC');
  }
  if (record.slice(columns.length).some(cell => cell !== '')) row.tooLong = true;
  return row;
}
