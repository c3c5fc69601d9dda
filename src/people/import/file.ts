import { CsvError, parse } from 'csv-parse/sync';
import { decode, type Undecodable } from './decode.ts';
import { COLUMNS, type Column, columnOf } from './words.ts';

export const LINES_MAX = 2000;

/** A line of the file as it was written; `line` counts from 1, the header included. */
export interface Row {
  line: number;
  cells: Partial<Record<Column, string>>;
  /** it has more cells than the header: a separator inside a cell that is not quoted */
  tooLong?: boolean;
}

/** Why the file as a whole cannot be taken. */
export type FileProblem =
  | { code: Undecodable | 'no-lines' | 'no-person' | 'no-facts' }
  | { code: 'no-header'; found: string[] }
  | { code: 'header-twice'; column: Column }
  | { code: 'too-many-lines'; most: number }
  | { code: 'broken-quotes'; line: number };

export type ReadFile = { ok: true; rows: Row[]; ignored: string[] } | { ok: false; problem: FileProblem };

const IDENTIFYING: readonly Column[] = ['slackId', 'email', 'employeeNo', 'name'];

interface CsvRecord {
  record: string[];
  info: { lines: number };
  raw: string;
}

/** Reads a CSV file with a header: separated by commas, semicolons or tabs. Columns that nobody knows are named in `ignored`. */
export function readFile(bytes: Uint8Array): ReadFile {
  const decoded = decode(bytes);
  if (!decoded.ok) return { ok: false, problem: { code: decoded.code } };
  try {
    return fromRecords(records(decoded.text, delimiterOf(decoded.text)));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { ok: false, problem: { code: 'broken-quotes', line: Number(error.lines ?? 0) } };
  }
}

function records(text: string, delimiter: string, to?: number): CsvRecord[] {
  return parse(text, {
    delimiter,
    bom: true,
    trim: true,
    info: true,
    raw: true,
    relax_column_count: true,
    skip_empty_lines: true,
    ...(to ? { to } : {}),
  }) as unknown as CsvRecord[];
}

/** The separator by which the first line names the most columns. */
function delimiterOf(text: string): string {
  const named = (delimiter: string): number => {
    try {
      return new Set(records(text, delimiter, 1)[0]?.record.flatMap(h => columnOf(h) ?? []) ?? []).size;
    } catch {
      return 0;
    }
  };
  return [',', ';', '\t'].reduce((best, next) => (named(next) > named(best) ? next : best));
}

function fromRecords([header, ...lines]: CsvRecord[]): ReadFile {
  const fail = (problem: FileProblem): ReadFile => ({ ok: false, problem });
  const heads = header?.record ?? [];
  const columns = heads.map(columnOf);
  if (columns.every(c => c === undefined))
    return fail({ code: 'no-header', found: heads.slice(0, 10).map(h => h.slice(0, 40)) });
  const twice = COLUMNS.find(c => columns.filter(other => other === c).length > 1);
  if (twice) return fail({ code: 'header-twice', column: twice });
  if (!columns.some(c => c && IDENTIFYING.includes(c))) return fail({ code: 'no-person' });
  // Only who, and nothing to set: an employee number beside another column is something to set.
  const settable = columns.filter(c => c !== undefined && !['slackId', 'email', 'name'].includes(c));
  if (settable.length === 0 || (settable.length === 1 && columns.filter(c => c).length === 1))
    return fail({ code: 'no-facts' });
  const filled = lines.filter(l => l.record.some(cell => cell !== ''));
  if (filled.length === 0) return fail({ code: 'no-lines' });
  if (filled.length > LINES_MAX) return fail({ code: 'too-many-lines', most: LINES_MAX });
  const rows = filled.map(({ record, info, raw }): Row => {
    const cells: Row['cells'] = {};
    for (const [i, column] of columns.entries()) {
      const cell = record[i]?.normalize('NFC');
      if (column && cell) cells[column] = cell;
    }
    // `info.lines` is where the record ends; a quoted cell may have begun lines before.
    return {
      line: info.lines - (raw.trim().match(/\r\n|\n|\r/g)?.length ?? 0),
      cells,
      ...(record.slice(heads.length).some(cell => cell !== '') ? { tooLong: true } : {}),
    };
  });
  return { ok: true, rows, ignored: heads.filter((h, i) => h !== '' && columns[i] === undefined) };
}
