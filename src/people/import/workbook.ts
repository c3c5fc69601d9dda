import { Unzip, UnzipInflate, zipSync } from 'fflate';
import { streamXlsxRows } from 'hucre/xlsx';
import { pace } from '../../shared/pace.ts';
import { COLUMNS_MAX, LINES_MAX, Refused } from './problem.ts';

/** Of all parts that are read, unpacked. A workbook of 2,000 lines with 60 columns has less. */
const UNPACKED_MAX = 12 * 1024 * 1024;
/** Packed bytes between two looks at what came of them: at most a thousand times as many. */
const SLICE = 2048;

const PIECE = 64 * 1024;

export interface WorkbookLine {
  /** as Excel numbers it */
  line: number;
  cells: string[];
}

export const isWorkbook = (bytes: Uint8Array): boolean =>
  [0x50, 0x4b, 0x03, 0x04].every((sign, i) => bytes[i] === sign);

/** Lines of the first sheet that are not empty. */
export async function* workbookLines(bytes: Uint8Array): AsyncGenerator<WorkbookLine> {
  const parts = await unpacked(bytes);
  const breathe = pace();
  try {
    // Unpacked by now, so that hucre, whose own limit is 2 GB, unpacks nothing.
    const workbook = inPieces(zipSync(parts, { level: 0 }));
    for await (const { index, values } of streamXlsxRows(workbook, { sheet: 0 })) {
      await breathe();
      const cells = values.map(textOf);
      if (cells.every(text => text === '')) continue;
      yield { line: index + 1, cells };
    }
  } catch (error) {
    throw error instanceof Refused ? error : new Refused({ code: 'spreadsheet' }, error);
  }
}

/** So that presses pass between two pieces. */
function inPieces(bytes: Uint8Array): ReadableStream<Uint8Array> {
  const breathe = pace();
  let at = 0;
  return new ReadableStream({
    pull: async to => {
      await breathe();
      if (at < bytes.length) to.enqueue(bytes.subarray(at, at + PIECE));
      else to.close();
      at += PIECE;
    },
  });
}

/** Sheets, texts and formats; pictures and macros are passed over. */
async function unpacked(bytes: Uint8Array): Promise<Record<string, Uint8Array>> {
  const parts: Record<string, Uint8Array[]> = {};
  let size = 0;
  let failed: unknown;
  const unzip = new Unzip(file => {
    if (!/\.(?:xml|rels)$/i.test(file.name)) return;
    const part: Uint8Array[] = [];
    parts[file.name] = part;
    file.ondata = (error, chunk) => {
      failed ??= error;
      size += chunk?.length ?? 0;
      if (chunk && size <= UNPACKED_MAX) part.push(chunk);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  const breathe = pace();
  try {
    for (let at = 0; at < bytes.length; at += SLICE) {
      unzip.push(bytes.subarray(at, at + SLICE), at + SLICE >= bytes.length);
      if (failed) throw failed;
      if (size > UNPACKED_MAX) throw new Refused({ code: 'too-large' });
      await breathe();
    }
  } catch (error) {
    throw error instanceof Refused ? error : new Refused({ code: 'spreadsheet' }, error);
  }
  const whole = Object.entries(parts).map(([name, part]) => [name, sheetOf(name, Buffer.concat(part))] as const);
  // hucre reads a sheet piece by piece where all else comes before it.
  return Object.fromEntries(whole.sort(([a], [b]) => Number(isSheet(a)) - Number(isSheet(b))));
}

const isSheet = (name: string): boolean => /worksheets\//i.test(name);

/** AAA is the 703rd column. */
const FAR_COLUMN = / r="[A-Z]{3}/i;
/** hucre takes a second for each few thousand of them. */
const EMPTY_ROW = /<row[^<>]*(?:\/>|>\s*<\/row>)/g;
/** Rows with formats and without a text among them. */
const ROWS_MAX = 20_000;

/** A sheet without its empty rows; another part as it is. */
function sheetOf(name: string, part: Buffer): Uint8Array {
  if (!isSheet(name)) return new Uint8Array(part);
  const text = part.toString('latin1');
  // A cell in one of the last columns makes an array of 16,384 of its line.
  if (FAR_COLUMN.test(text)) throw new Refused({ code: 'too-many-columns', most: COLUMNS_MAX });
  const rows = text.replace(EMPTY_ROW, '');
  for (let at = rows.indexOf('<row'), n = 0; at >= 0; at = rows.indexOf('<row', at + 1))
    if (++n > ROWS_MAX) throw new Refused({ code: 'too-many-lines', most: LINES_MAX });
  return new Uint8Array(Buffer.from(rows, 'latin1'));
}

/** Dates as Excel keeps them, whatever it shows; a time alone is one of its first days. */
function textOf(value: string | number | boolean | Date | null): string {
  if (value === null) return '';
  if (!(value instanceof Date)) return String(value).trim();
  if (Number.isNaN(value.getTime())) return '';
  const [day = '', time = ''] = value.toISOString().split('T');
  if (day < '1905') return time.slice(0, 5);
  return time.startsWith('00:00') ? day : `${day} ${time.slice(0, 5)}`;
}
