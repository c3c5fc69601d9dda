import { strFromU8, unzipSync } from 'fflate';
import { type CellStyle, writeXlsx } from 'hucre/xlsx';
import type { CellValue, Column, ColumnKind, FileBytes, Row, Sheet } from './sheet.ts';
import { type ZipEntry, zipped } from './zip.ts';

/** Of one sheet, heading included; further rows stand on a sheet behind it. */
const ROWS_MAX = 1_048_576;

const FORMAT: Record<ColumnKind, string | undefined> = {
  // Text that is edited in Excel stays text as well.
  text: '@',
  number: undefined,
  hours: '[h]:mm',
  date: 'yyyy-mm-dd',
  moment: 'yyyy-mm-dd hh:mm',
};
const WIDTH: Record<ColumnKind, number> = { text: 16, number: 10, hours: 10, date: 12, moment: 17 };

const HEADING: CellStyle = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8EEF7' } },
  alignment: { wrapText: true, vertical: 'center' },
};
/** Three lines, points: programs do not measure wrapped text themselves when they open a file. */
const HEADING_HEIGHT = 48;
const NAME_MAX = 31;
const TEXT_MAX = 32_767;
const PART = 64 * 1024;

const encoder = new TextEncoder();

type Blank = Pick<Sheet, 'name' | 'columns'>;

/** What stands before and behind the rows of a sheet, and the style of each column. */
interface Frame {
  head: string;
  tail: string;
  styles: readonly string[];
}

/**
 * A workbook with a frozen heading on each sheet. hucre makes everything but the rows: its own stream writes one sheet
 * only, and its workbooks stand whole in memory.
 */
export const xlsxOf = (sheets: readonly Sheet[]): FileBytes => zipped(partsOf(sheets));

async function* partsOf(sheets: readonly Sheet[]): AsyncGenerator<ZipEntry> {
  const written: Blank[] = [];
  const frames = framesOf(await blankParts(sheets), sheets);
  for (const [i, { name, columns, rows }] of sheets.entries()) {
    const frame = frames[i];
    if (!frame) throw new Error(`no frame for the sheet ${name}`);
    const iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
    let [more, part] = [true, 1];
    do {
      written.push({ name: part === 1 ? name.slice(0, NAME_MAX) : numbered(name, part), columns });
      const bytes = sheetBytes(frame, columns, iterator, () => (more = false));
      yield { name: `xl/worksheets/sheet${written.length}.xml`, bytes };
      part += 1;
    } while (more);
  }
  for (const [name, bytes] of Object.entries(await blankParts(written)))
    if (!name.startsWith('xl/worksheets/sheet')) yield { name, bytes: [bytes] };
}

const numbered = (name: string, part: number): string => `${name.slice(0, NAME_MAX - 4)} ${part}`;

/** The workbook with a heading and one row on each sheet, which shows the style of each column. */
async function blankParts(sheets: readonly Blank[]): Promise<Record<string, Uint8Array>> {
  const workbook = await writeXlsx({
    sheets: sheets.map(({ name, columns }) => ({
      name: name.slice(0, NAME_MAX),
      columns: columns.map(({ is, width = WIDTH[is] }) => ({ width })),
      rows: [columns.map(c => c.heading), columns.map(() => 0)],
      cells: new Map(
        columns.flatMap(({ is }, c) => [
          [`0,${c}`, { style: HEADING }] as const,
          ...(FORMAT[is] === undefined ? [] : [[`1,${c}`, { style: { numFmt: FORMAT[is] } }] as const]),
        ]),
      ),
      freezePane: { rows: 1 },
      rowDefs: new Map([[0, { height: HEADING_HEIGHT }]]),
    })),
  });
  return unzipSync(workbook);
}

const framesOf = (parts: Record<string, Uint8Array>, sheets: readonly Blank[]): Frame[] =>
  sheets.map((_, i) => {
    const xml = strFromU8(parts[`xl/worksheets/sheet${i + 1}.xml`] ?? new Uint8Array());
    const [from, to] = [xml.indexOf('<row r="2"'), xml.indexOf('</sheetData>')];
    if (from < 0 || to < 0) throw new Error('an unknown form of a sheet');
    const cells = xml.slice(from, to).split('<c ').slice(1);
    const styles = cells.map(cell => /s="\d+"/.exec(cell.slice(0, cell.indexOf('>')))?.[0] ?? '');
    const head = withoutDimension(xml.slice(0, from));
    return { head, tail: xml.slice(to), styles: styles.map(s => (s === '' ? '' : ` ${s}`)) };
  });

/** It would name the sample's two rows. */
function withoutDimension(head: string): string {
  const at = head.indexOf('<dimension');
  return at < 0 ? head : head.slice(0, at) + head.slice(head.indexOf('>', at) + 1);
}

async function* sheetBytes(
  { head, tail, styles }: Frame,
  columns: readonly Column[],
  rows: AsyncIterator<Row> | Iterator<Row>,
  ended: () => void,
): FileBytes {
  const letters = columns.map((_, c) => lettersOf(c));
  let text = head;
  for (let n = 2; n <= ROWS_MAX; n++) {
    const next = await rows.next();
    if (next.done) {
      ended();
      break;
    }
    const { value } = next;
    const cells = columns.map(({ is }, c) => cellOf(`${letters[c]}${n}`, styles[c] ?? '', is, value[c]));
    text += `<row r="${n}">${cells.join('')}</row>`;
    if (text.length < PART) continue;
    yield encoder.encode(text);
    text = '';
  }
  yield encoder.encode(text + tail);
}

function cellOf(ref: string, style: string, is: ColumnKind, value: CellValue): string {
  if (value === undefined || value === '') return '';
  const number = numberOf(is, value);
  if (number !== undefined) return `<c r="${ref}"${style}><v>${number}</v></c>`;
  return `<c r="${ref}"${style} t="inlineStr"><is><t xml:space="preserve">${textOf(String(value))}</t></is></c>`;
}

/** Undefined: text, such as a total's name in a column of dates. */
function numberOf(is: ColumnKind, value: string | number): number | undefined {
  if (typeof value === 'number') return is === 'text' || !Number.isFinite(value) ? undefined : byKind(is, value);
  if (is === 'date' && /^\d{4}-\d\d-\d\d$/.test(value)) return serialOf(`${value}T00:00Z`);
  if (is === 'moment' && /^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(value)) return serialOf(`${value.replace(' ', 'T')}Z`);
  return undefined;
}

const byKind = (is: ColumnKind, value: number): number => (is === 'hours' ? value / 1440 : value);

/** Days since 1899-12-30, as Excel counts them. */
const serialOf = (utc: string): number => Date.parse(utc) / 86_400_000 + 25_569;

/** Without what XML cannot hold; what looks like Excel's escape of a character stays as typed. */
const textOf = (text: string): string =>
  text
    .slice(0, TEXT_MAX)
    .replace(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '')
    .replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_')
    .replace(/[&<>]/g, sign => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'));

/** 0: A, 26: AA. */
function lettersOf(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? lettersOf(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}
