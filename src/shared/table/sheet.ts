/**
 * What stands in a column. `text` stays text, whatever it begins with. `hours`: minutes, shown as hours and minutes,
 * past 24 as well. `date`: 'YYYY-MM-DD'. `moment`: 'YYYY-MM-DD HH:mm', as the clock of its place shows it.
 */
export type ColumnKind = 'text' | 'number' | 'hours' | 'date' | 'moment';

export interface Column {
  heading: string;
  is: ColumnKind;
  /** in characters */
  width?: number;
}

/** Empty without a value. */
export type CellValue = string | number | undefined;
export type Row = readonly CellValue[];
export type Rows = AsyncIterable<Row> | Iterable<Row>;

/** Rows are pulled as they are written, so that memory does not grow with their number. */
export interface Sheet {
  /** at most 31 characters, without []:*?/\ */
  name: string;
  columns: readonly Column[];
  rows: Rows;
}

/** Bytes of a file, made while they are read. */
export type FileBytes = AsyncIterable<Uint8Array>;

/** A small file at once. */
export async function wholeFile(bytes: FileBytes): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts);
}
