import { stringify } from 'csv-stringify/sync';

/** A CSV file for spreadsheets: a byte order mark for Excel, and no typed text becomes a formula. */
export const csvFile = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(
    stringify(
      rows.map(r => [...r]),
      // Only the whole line end of a record is quoted otherwise.
      { bom: true, escape_formulas: true, record_delimiter: 'windows', quoted_match: /[\r\n]/ },
    ),
  );
