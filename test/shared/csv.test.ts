import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvFile } from '../../src/shared/csv.ts';

describe('a CSV file', () => {
  it('quotes a cell with a line feed, a carriage return, a quote or a comma', () => {
    expect(csvFile([['a\nb', 'c\rd', 'e\r\nf', 'g"h', 'i,j', 'k']]).toString()).toBe(
      '\uFEFF"a\nb","c\rd","e\r\nf","g""h","i,j",k\r\n',
    );
  });

  it('is read back as it was written, whatever stands in a cell', () => {
    const sign = fc.constantFrom('\n', '\r', '"', ',', ';', ' ', '가', 'a');
    // What a formula may begin with gets a sign before it.
    const cell = fc.string({ unit: sign }).map(text => `x${text}`);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }), rows => {
        // What ends a record is told, since whoever guesses it may take it from a cell.
        const read = parse(csvFile(rows), { bom: true, record_delimiter: '\r\n' });
        expect(read).toEqual(rows);
      }),
    );
  });
});
