import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Row } from './sheet.ts';

const PART = 64 * 1024;

/** Rows on the disk until they are written: a sheet may come before others that are counted together with it. */
export interface Spool {
  add(row: Row): Promise<void>;
  /** ends the adding */
  rows(): AsyncIterable<Row>;
}

export async function spoolIn(path: string): Promise<Spool> {
  const file = await open(path, 'w', 0o600);
  let text = '';
  const flush = async (): Promise<void> => {
    await file.writeFile(text);
    text = '';
  };
  return {
    add: async row => {
      // What JSON has no word for is an empty cell.
      text += `${JSON.stringify(row)}\n`;
      if (text.length > PART) await flush();
    },
    async *rows() {
      await flush();
      await file.close();
      for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY }))
        yield (JSON.parse(line) as (string | number | null)[]).map(cell => cell ?? undefined);
    },
  };
}
