import { setImmediate as breathe } from 'node:timers/promises';
import { Zip, ZipDeflate } from 'fflate';
import type { FileBytes } from './sheet.ts';

export interface ZipEntry {
  /** of one file after the other */
  name: string;
  bytes: FileBytes | Iterable<Uint8Array>;
}

/** Fast: a stronger level takes twice as long and saves a tenth. */
const LEVEL = 3;

/** One archive of files that are compressed as they come, and let presses pass between two parts. */
export async function* zipped(entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>): FileBytes {
  const made: Uint8Array[] = [];
  const zip = new Zip((error, part) => {
    if (error) throw error;
    made.push(part);
  });
  for await (const { name, bytes } of entries) {
    const file = new ZipDeflate(name, { level: LEVEL });
    zip.add(file);
    for await (const part of bytes) {
      file.push(part);
      yield* made.splice(0);
      await breathe();
    }
    file.push(new Uint8Array(), true);
  }
  zip.end();
  yield* made;
}
