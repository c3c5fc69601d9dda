import { join } from 'node:path';
import { localMoment, monthBounds } from '../calendar/rules.ts';
import type { Words } from '../i18n/index.ts';
import { type StoredFile, storeIn } from '../outbox/files.ts';
import type { ListedPerson } from '../people/store.ts';
import { defined } from '../shared/defined.ts';
import type { Sheet } from '../shared/table/sheet.ts';
import { isClosed } from '../timesheets/closing/closed.ts';
import { versionOf } from '../timesheets/closing/rules.ts';
import { months } from '../timesheets/closing/store.ts';
import type { WorkspaceReader } from '../workspace/reader.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Period } from './figures.ts';
import { type PersonPayroll, payrollOf } from './gather.ts';
import { chosenIn } from './layout.ts';
import { layouts } from './layout-store.ts';
import { changeTexts } from './version-texts.ts';
import { versions } from './versions.ts';
import { type Format, fileOf, gatheredIn } from './workbook.ts';

/** The file in a folder, which also keeps rows until they are written. The caller has checked the right. */
export async function fileIn(
  reader: WorkspaceReader,
  folder: string,
  o: {
    people: readonly ListedPerson[];
    period: Period;
    format: Format;
    w: Words;
    /** called after each person */
    each?: (p: PersonPayroll) => Promise<void>;
  },
): Promise<StoredFile & { people: number; version?: number }> {
  const { people, period, format, w, each = async () => undefined } = o;
  // Reading asks for no more of a workspace.
  const ws = reader as Workspace;
  const layout = await layouts(ws).get(ws.team);
  const about = {
    ...{ period, w, layout: { chosen: chosenIn(layout), hours: layout.hours } },
    made: localMoment(ws.clock.now(), ws.policy.zone),
    closed: await isClosed(ws, period.from),
  };
  const version = await versionIn(ws, period);
  const changes = version === undefined || version < 2 ? undefined : await changesSheet(ws, people, { ...o, version });
  const gathered = await gatheredIn(folder, payrollOf(ws, people, period), about, each);
  const path = join(folder, 'file');
  return {
    path,
    size: await storeIn(path, await fileOf(gathered, format, changes)),
    people: gathered.people,
    ...defined({ version }),
  };
}

/** Of a whole month that is closed. */
async function versionIn(ws: Workspace, { from, to }: Period): Promise<number | undefined> {
  const month = await months(ws).get(ws.team, from.slice(0, 7));
  const whole = monthBounds(from);
  return month?.closed && from === whole.first && to === whole.last ? versionOf(month.history) : undefined;
}

/** Whose figures differ from the version before, a row a figure. */
async function changesSheet(
  ws: Workspace,
  people: readonly ListedPerson[],
  { period, version, w }: { period: Period; version: number; w: Words },
): Promise<Sheet> {
  const known = new Map(people.map(p => [p.user, p]));
  const changed = await versions(ws).changed(ws.team, period.from.slice(0, 7), version);
  const { columns, sheets, versions: t } = w.payroll;
  return {
    name: sheets.changes,
    columns: [
      { heading: columns.number, is: 'text', width: 10 },
      { heading: columns.name, is: 'text' },
      { heading: t.columns.column, is: 'text', width: 28 },
      { heading: t.columns.from, is: 'text' },
      { heading: t.columns.to, is: 'text' },
    ],
    rows: changed.flatMap(v => {
      const person = known.get(v.user);
      if (!person) return [];
      return changeTexts(v, w).map(c => [person.employeeNo, person.name, c.column, c.from, c.to]);
    }),
  };
}
