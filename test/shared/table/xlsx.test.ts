import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import readSheets from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../src/shared/table/csv.ts';
import { type CellValue, type Column, type Sheet, wholeFile } from '../../../src/shared/table/sheet.ts';
import { xlsxOf } from '../../../src/shared/table/xlsx.ts';
import { runs } from '../../support/runs.ts';

const COLUMNS: Column[] = [
  { heading: '사번', is: 'text', width: 8 },
  { heading: '이름', is: 'text', width: 24 },
  { heading: '일수', is: 'number' },
  { heading: '근무', is: 'hours' },
  { heading: '날짜', is: 'date' },
  { heading: '출근', is: 'moment' },
];
const ROWS: CellValue[][] = [
  ['007', '=1+1', 3, 510, '2026-11-02', '2026-11-02 09:05'],
  ['0', '김하나 <&> "팀"', 0.5, 1505, '2024-02-29', '2026-11-02 00:00'],
  ['합계', '+82 10', 3.5, 10_605, '합계', undefined],
  ['@x', '-', -2, 0, undefined, ''],
];
const UTC = (text: string) => new Date(`${text}Z`);

const workbook = (...sheets: Sheet[]): Promise<Buffer> => wholeFile(xlsxOf(sheets));
const opened = (file: Buffer) => readSheets(file);
/** To the second, since a reader may lose a part of a millisecond. */
const second = (cell: unknown): unknown =>
  cell instanceof Date ? new Date(Math.round(cell.getTime() / 1000) * 1000) : (cell ?? undefined);

describe('a workbook', () => {
  it('is opened by another library with numbers, times, dates and texts', async () => {
    const sheets = await opened(
      await workbook(
        { name: '합계', columns: COLUMNS, rows: ROWS },
        { name: '둘', columns: COLUMNS.slice(0, 1), rows: [] },
      ),
    );
    expect(sheets.map(s => s.sheet)).toEqual(['합계', '둘']);
    const [heading, ...rows] = sheets[0]?.data ?? [];
    expect(heading).toEqual(COLUMNS.map(c => c.heading));
    expect(rows.map(r => r.slice(0, 3))).toEqual(ROWS.map(r => r.slice(0, 3)));
    expect(rows.map(r => second(r[4]))).toEqual([UTC('2026-11-02T00:00'), UTC('2024-02-29T00:00'), '합계', undefined]);
    expect(rows.map(r => second(r[5]))).toEqual([
      UTC('2026-11-02T09:05'),
      UTC('2026-11-02T00:00'),
      undefined,
      undefined,
    ]);
    // A duration counts from the first day of Excel's calendar.
    const lasting = (minutes: CellValue) => new Date(Date.UTC(1899, 11, 30, 0, Number(minutes)));
    expect(rows.map(r => second(r[3]))).toEqual(ROWS.map(r => lasting(r[3])));
  });

  it('keeps no more than a part of its rows in memory, whatever their number', async () => {
    const ahead: number[] = [];
    let [given, read] = [0, 0];
    async function* rows(): AsyncGenerator<CellValue[]> {
      for (; given < 20_000; given++) yield [String(given), 'x'.repeat(20), given];
    }
    for await (const part of xlsxOf([{ name: 'a', columns: COLUMNS.slice(0, 3), rows: rows() }])) {
      read += part.length;
      ahead.push(given);
    }
    expect(read).toBeGreaterThan(100_000);
    // Parts come while rows are still being made, none with more than 64 KB of a sheet behind it.
    const steps = ahead.map((n, i) => n - (ahead[i - 1] ?? 0));
    expect(Math.max(...steps)).toBeLessThan(2_000);
  });

  it('has a frozen heading, widths and formats', async () => {
    const parts = unzipSync(await workbook({ name: '합계', columns: COLUMNS, rows: ROWS }));
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet).toContain('state="frozen"');
    expect(sheet).toMatch(/<col min="2" max="2" width="24"/);
    expect(sheet).not.toContain('<f>');
    expect(strFromU8(parts['xl/styles.xml'] ?? new Uint8Array())).toContain('formatCode="[h]:mm"');
  });

  it('holds every text, and Excel escapes nothing in it', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(text, fc.constant('_x000A_'), fc.constant('\ud800x')), { minLength: 40, maxLength: 80 }),
        async texts => {
          const columns: Column[] = [
            { heading: 'n', is: 'number' },
            { heading: 't', is: 'text' },
          ];
          const file = await workbook({ name: 'a', columns, rows: texts.map((t, i) => [i, t]) });
          const xml = strFromU8(unzipSync(file)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
          const found = [...xml.matchAll(/<t xml:space="preserve">([^<]*)<\/t>/g)].map(([, t = '']) => t);
          const kept = texts.map(t => t.replace(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, ''));
          const plain = (t: string) =>
            t
              .replace(/_x005F_/g, '_')
              .replace(/&lt;/g, '<')
              .replace(/&gt;/g, '>')
              .replace(/&amp;/g, '&');
          expect(found.map(plain).filter(t => t !== '')).toEqual(kept.filter(t => t !== ''));
        },
      ),
      { numRuns: runs(10) },
    );
  });

  it('is read by LibreOffice as it was written, where it is installed', async ({ annotate }) => {
    const file = await workbook({ name: '합계', columns: COLUMNS, rows: ROWS });
    const folder = await mkdtemp(join(tmpdir(), 'workbook-'));
    try {
      await writeFile(join(folder, 'a.xlsx'), file);
      // The last 76: UTF-8; then formatted as shown.
      const to = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true';
      const run = spawnSync(
        'soffice',
        [
          `-env:UserInstallation=file://${folder}/profile`,
          '--headless',
          '--convert-to',
          to,
          '--outdir',
          folder,
          'a.xlsx',
        ],
        { cwd: folder, encoding: 'utf8' },
      );
      if (run.error && 'code' in run.error && run.error.code === 'ENOENT') {
        await annotate('LibreOffice is not installed here: the workbook was opened by read-excel-file only', 'warning');
        expect(await opened(file)).toHaveLength(1);
        return;
      }
      const rows = parse(await readFile(join(folder, 'a.csv'), 'utf8')) as string[][];
      expect(rows).toEqual([
        COLUMNS.map(c => c.heading),
        ['007', '=1+1', '3', '8:30', '2026-11-02', '2026-11-02 09:05'],
        ['0', '김하나 <&> "팀"', '0.5', '25:05', '2024-02-29', '2026-11-02 00:00'],
        ['합계', '+82 10', '3.5', '176:45', '합계', ''],
        ['@x', '-', '-2', '0:00', '', ''],
      ]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('a CSV file of a sheet', () => {
  it('has hours and minutes, and texts that begin like a formula stay text', async () => {
    const file = await wholeFile(csvOf({ columns: COLUMNS, rows: ROWS }));
    expect(file.toString().split('\r\n')).toEqual([
      '\uFEFF사번,이름,일수,근무,날짜,출근',
      "007,'=1+1,3,8:30,2026-11-02,2026-11-02 09:05",
      '0,"김하나 <&> ""팀""",0.5,25:05,2024-02-29,2026-11-02 00:00',
      "합계,'+82 10,3.5,176:45,합계,",
      "'@x,'-,-2,0:00,,",
      '',
    ]);
  });

  it('has every row of many once, with one byte order mark', async () => {
    async function* rows(): AsyncGenerator<CellValue[]> {
      for (let i = 0; i < 1_001; i++) yield [String(i)];
    }
    const file = await wholeFile(csvOf({ columns: [{ heading: 'n', is: 'text' }], rows: rows() }));
    const read = (parse(file, { bom: true }) as string[][]).flat();
    expect(read).toEqual(['n', ...Array.from({ length: 1_001 }, (_, i) => String(i))]);
    expect(file.toString().lastIndexOf('\uFEFF')).toBe(0);
  });
});
