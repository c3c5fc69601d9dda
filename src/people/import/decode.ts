import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { pace } from '../../shared/pace.ts';

export type Undecodable = 'empty' | 'too-large' | 'spreadsheet' | 'not-text';

/** Far above 2,000 lines. */
export const BYTES_MAX = 2 * 1024 * 1024;
const SLICE = 64 * 1024;

/** Excel's format of before 2007, and workbooks with a password. */
const OLD_WORKBOOK = [0xd0, 0xcf, 0x11, 0xe0];

/** UTF-8, UTF-16 with a byte order mark, else CP949 of Korean Excel (Node's EUC-KR lacks 8,822 syllables). */
export async function decode(
  bytes: Uint8Array,
): Promise<{ ok: true; text: string } | { ok: false; code: Undecodable }> {
  if (bytes.length === 0) return { ok: false, code: 'empty' };
  if (OLD_WORKBOOK.every((byte, i) => bytes[i] === byte)) return { ok: false, code: 'spreadsheet' };
  if (bytes.length > BYTES_MAX) return { ok: false, code: 'too-large' };
  const text = await tried(bytes, encodingOf(bytes));
  if (text === undefined || isBinary(text)) return { ok: false, code: 'not-text' };
  return text.trim() === '' ? { ok: false, code: 'empty' } : { ok: true, text };
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'cp949';
}

/** In slices: two megabytes of CP949 take a tenth of a second. */
async function tried(bytes: Uint8Array, encoding: string): Promise<string | undefined> {
  const decoder = iconv.getDecoder(encoding, { stripBOM: true });
  const breathe = pace();
  let text = '';
  for (let at = 0; at < bytes.length; at += SLICE) {
    const part = bytes.subarray(at, at + SLICE);
    const read = decoder.write(Buffer.from(part.buffer, part.byteOffset, part.byteLength));
    if (read.includes('\uFFFD')) return undefined;
    text += read;
    await breathe();
  }
  const last = decoder.end() ?? '';
  return last.includes('\uFFFD') ? undefined : text + last;
}

/** Control characters: a picture or PDF that happens to decode. */
const isBinary = (text: string): boolean => [...text.slice(0, 4000)].some(c => c < '\t' || (c > '\r' && c < ' '));
