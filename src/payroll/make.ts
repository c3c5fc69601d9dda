import { join } from 'node:path';
import type { Words } from '../i18n/index.ts';
import { type StoredFile, storeIn } from '../outbox/files.ts';
import type { Person } from '../people/rules.ts';
import { isClosed } from '../timesheets/closing/closed.ts';
import type { WorkspaceReader } from '../workspace/reader.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Period } from './figures.ts';
import { type PersonPayroll, payrollOf } from './gather.ts';
import { chosenIn } from './layout.ts';
import { layouts } from './layout-store.ts';
import { type Format, fileOf, gatheredIn, moment } from './workbook.ts';

/** The file in a folder, which also keeps rows until they are written. The caller has checked the right. */
export async function fileIn(
  reader: WorkspaceReader,
  folder: string,
  o: {
    people: readonly Person[];
    period: Period;
    format: Format;
    w: Words;
    /** called after each person */
    each?: (p: PersonPayroll) => Promise<void>;
  },
): Promise<StoredFile & { people: number }> {
  const { people, period, format, w, each = async () => undefined } = o;
  // Reading asks for no more of a workspace.
  const ws = reader as Workspace;
  const layout = await layouts(ws).get(ws.team);
  const about = {
    ...{ period, w, layout: { chosen: chosenIn(layout), hours: layout.hours } },
    made: moment(ws.clock.now(), ws.policy.zone),
    closed: await isClosed(ws, period.from),
  };
  const gathered = await gatheredIn(folder, payrollOf(ws, people, period), about, each);
  const path = join(folder, 'file');
  return { path, size: await storeIn(path, await fileOf(gathered, format)), people: gathered.people };
}
