import { stringify } from 'csv-stringify/sync';
import type { CellValue, Column, FileBytes, Row, Sheet } from './sheet.ts';

const PORTION = 200;

const encoder = new TextEncoder();

/** UTF-8 with a byte order mark, so that Excel in Korea reads it; no text becomes a formula. */
export async function* csvOf({ columns, rows }: Omit<Sheet, 'name'>): FileBytes {
  let portion: CellValue[][] = [columns.map(c => c.heading)];
  let bom = true;
  const taken = (): Uint8Array => {
    // Only the whole line end of a record is quoted otherwise.
    const options = { escape_formulas: true, record_delimiter: 'windows', quoted_match: /[\r\n]/ } as const;
    const text = stringify(portion, { ...options, bom });
    portion = [];
    bom = false;
    return encoder.encode(text);
  };
  for await (const row of rows) {
    portion.push(columns.map((column, i) => shown(column, row, i)));
    if (portion.length >= PORTION) yield taken();
  }
  if (portion.length > 0) yield taken();
}

function shown({ is }: Column, row: Row, i: number): CellValue {
  const value = row[i];
  return is === 'hours' && typeof value === 'number' ? hoursOf(value) : value;
}

/** 8:05; spreadsheets read it as a time. */
export function hoursOf(minutes: number): string {
  const whole = Math.round(Math.abs(minutes));
  const text = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
  return minutes < 0 && whole > 0 ? `-${text}` : text;
}
