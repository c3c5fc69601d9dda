import { stringify } from 'csv-stringify/sync';

/**
 * A CSV file as spreadsheets open it: UTF-8 with a byte order mark, since Excel reads it as something else without, and nothing that somebody typed
 * becomes a formula.
 */
export const csvFile = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(
    stringify(
      rows.map(r => [...r]),
      // Only the whole line end of a record is quoted otherwise.
      { bom: true, escape_formulas: true, record_delimiter: 'windows', quoted_match: /[\r\n]/ },
    ),
  );
