import { strToU8, unzipSync, zipSync } from 'fflate';
import { type CellValue, writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { type ReadFile, readFile } from '../../src/people/import/file.ts';

const saved = (rows: CellValue[][], formats: Record<number, string> = {}): Promise<Uint8Array> =>
  writeXlsx({
    sheets: [
      {
        name: '명단',
        rows,
        cells: new Map(
          rows.flatMap((_, r) =>
            Object.entries(formats).map(([c, numFmt]) => [`${r},${c}`, { style: { numFmt } }] as const),
          ),
        ),
      },
      { name: 'other', rows: [['not read']] },
    ],
  });

function good(file: ReadFile): Extract<ReadFile, { ok: true }> {
  if (!file.ok) throw new Error(JSON.stringify(file.problem));
  return file;
}

describe('a workbook', () => {
  it('is read from its first sheet: numbers, dates and times as one sees them', async () => {
    const bytes = await saved(
      [
        ['사번', '입사일', '근무제', '근무 시간대', '이관 잔여', '메모'],
        [1024, 45353, '고정', 0.375, 7.3, true],
        [],
        ['0102', '2024. 3. 2.', null, '22:00', '12일', null],
      ],
      { 1: 'yyyy-mm-dd', 3: 'h:mm' },
    );
    const { rows, heads, ignored } = good(await readFile(bytes));
    expect([heads.length, ignored]).toEqual([6, ['메모']]);
    expect(rows.map(r => [r.line, r.cells])).toEqual([
      [2, { employeeNo: '1024', hiredOn: '2024-03-02', arrangement: '고정', hours: '09:00', openingDays: '7.3' }],
      [4, { employeeNo: '0102', hiredOn: '2024. 3. 2.', hours: '22:00', openingDays: '12일' }],
    ]);
    expect(rows[0]?.written).toEqual(['1024', '2024-03-02', '고정', '09:00', '7.3', 'true']);
  });

  it('whose columns are not enough is refused like a CSV file', async () => {
    expect(await readFile(await saved([['안내'], ['읽어 주세요']]))).toMatchObject({
      problem: { code: 'no-header', found: ['안내'] },
    });
    expect(await readFile(await saved([['email', 'team']]))).toMatchObject({ problem: { code: 'no-lines' } });
    expect(await readFile(await saved([]))).toMatchObject({ problem: { code: 'empty' } });
    const long = good(
      await readFile(
        await saved([
          ['email', '팀'],
          ['a@b.c', 'A', 'B'],
        ]),
      ),
    );
    expect(long.rows).toMatchObject([{ tooLong: true }]);
  });

  it('that is damaged, cut off, something else or has a password is named so', async () => {
    const bytes = await saved([
      ['email', 'team'],
      ['a@b.c', 'A'],
    ]);
    const parts = unzipSync(bytes);
    const cases = [
      bytes.subarray(0, bytes.length >> 1),
      zipSync({ 'readme.txt': strToU8('hello') }),
      zipSync({ ...parts, 'xl/workbook.xml': strToU8('<workbook') }),
      zipSync({ ...parts, 'xl/worksheets/sheet1.xml': strToU8('<worksheet><sheetData><row') }),
      Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    ];
    for (const each of cases) {
      const found = await readFile(each);
      expect(['spreadsheet', 'empty']).toContain(found.ok ? 'read' : found.problem.code);
    }
  });
});
