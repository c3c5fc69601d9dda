import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { payrollMessage } from '../../blocks/payroll.ts';
import { words } from '../i18n/index.ts';
import { shareFile, wasShared } from '../outbox/files.ts';
import { progressKeeper } from '../outbox/received.ts';
import { defined } from '../shared/defined.ts';
import { handle } from '../workspace/feature.ts';
import { peopleFor, periodName, periodWords } from './actions.ts';
import { payrollFile } from './effects.ts';
import { fileIn } from './make.ts';
import { EXTENSION } from './workbook.ts';

/** ms between two drawings of the progress, and between two extensions of the lease, which is longer. */
const REDRAWN_MS = 4_000;

/** Sent as things stand now, to who may have it now; after a restart it is made again, and sent once. */
export const payrollFileHandler = handle(payrollFile, async (ws, { doc, id, to, data }, sender) => {
  const { from, to: until, format, file, scope } = data;
  const period = { from, to: until };
  const w = words(ws.people.language(await ws.people.person(to)));
  const called = periodWords(period, w);
  const keep = progressKeeper(ws.db, () => ws.clock.now());
  const mayHave = async (): Promise<boolean> => (await ws.rights.allows(to, 'export-month')) === 'yes';
  const everybody = (await mayHave()) ? await peopleFor(ws, period, { scope, viewer: to }) : [];
  const drawn = (text: string) => payrollMessage(text);
  const at = data.at ?? (await sender.post({ channel: to }, drawn(w.payroll.making(called, 0, everybody.length))));
  await keep(doc._id, id, { at });
  const end = (text: string): Promise<void> => sender.update(at, drawn(text));
  if (!(await mayHave())) return end(w.payroll.noRight);
  if (everybody.length === 0) return end(w.payroll.nobody);
  if (file !== undefined && (await wasShared(ws.slack.bulk, file)))
    return end(w.payroll.made(called, everybody.length));
  const folder = await mkdtemp(join(tmpdir(), 'daybook-payroll-'));
  try {
    let [done, last] = [0, performance.now()];
    const each = async (): Promise<void> => {
      done += 1;
      if (performance.now() - last < REDRAWN_MS) return;
      last = performance.now();
      await keep(doc._id, id, {});
      // Only the result must arrive.
      await sender.update(at, drawn(w.payroll.making(called, done, everybody.length))).catch(() => undefined);
    };
    const { people, version, ...body } = await fileIn(ws, folder, { people: everybody, period, format, w, each });
    await keep(doc._id, id, {});
    if (!(await mayHave())) return end(w.payroll.noRight);
    const shared = {
      name: w.payroll.fileName(periodName(period, version), EXTENSION[format]),
      body,
      comment: w.payroll.comment(called, people),
    };
    const remember = (known: string): Promise<void> => keep(doc._id, id, { file: known });
    await shareFile(ws.slack.bulk, to, shared, { ...defined({ known: file }), remember });
    await end(w.payroll.made(called, people));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
