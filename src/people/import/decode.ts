import iconv from 'iconv-lite';

/** Why a file cannot be read as text. */
export type Undecodable = 'empty' | 'too-large' | 'spreadsheet' | 'not-text';

/** 2,000 lines are far below this. */
export const BYTES_MAX = 2 * 1024 * 1024;

const SPREADSHEETS = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
];

/**
 * The text of a file: UTF-8 with or without a byte order mark, UTF-16 with one, else CP949 as Korean Excel saves CSV (Node's own
 * decoder knows EUC-KR only, which lacks 8,822 of its syllables).
 */
export function decode(bytes: Uint8Array): { ok: true; text: string } | { ok: false; code: Undecodable } {
  if (bytes.length === 0) return { ok: false, code: 'empty' };
  if (bytes.length > BYTES_MAX) return { ok: false, code: 'too-large' };
  if (SPREADSHEETS.some(signature => signature.every((byte, i) => bytes[i] === byte)))
    return { ok: false, code: 'spreadsheet' };
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  for (const encoding of marked ? [marked] : ['utf-8', 'cp949']) {
    const text = tried(bytes, encoding);
    if (text === undefined) continue;
    if (text.trim() === '') return { ok: false, code: 'empty' };
    if (!isBinary(text)) return { ok: true, text };
  }
  return { ok: false, code: 'not-text' };
}

function tried(bytes: Uint8Array, encoding: string): string | undefined {
  const text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding);
  return text.includes('\uFFFD') ? undefined : text;
}

/** Control characters that no text has: a picture or a PDF that happens to decode. */
const isBinary = (text: string): boolean => [...text.slice(0, 4000)].some(c => c < '\t' || (c > '\r' && c < ' '));
