import { valueShown } from '../../blocks/touched.ts';
import { type Words, words } from '../i18n/index.ts';
import { shareFile } from '../outbox/files.ts';
import { effectMemo } from '../outbox/received.ts';
import type { Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import { csvOf } from '../shared/table/csv.ts';
import { type CellValue, type Column, wholeFile } from '../shared/table/sheet.ts';
import { handle } from '../workspace/feature.ts';
import { touchedFile } from './effects.ts';
import { isAmount, moreOf, type NamedTouched, type Change as Proposal, touchedBy } from './touched.ts';

/** To whoever may change settings now. */
export const sendTouched = handle(touchedFile, async (ws, { doc, id, to, data }) => {
  if ((await ws.rights.allows(to, 'change-settings')) !== 'yes') return;
  const { file, ...proposal } = data;
  const [all, person, { people }] = await Promise.all([
    touchedBy(ws, proposal as Proposal),
    ws.people.person(to),
    ws.rights.directory(),
  ]);
  const w = words(ws.people.language(person));
  const rows = [...all.values()].flat();
  const body = await wholeFile(csvOf({ columns: columnsOf(w), rows: rows.map(r => rowOf(r, people.get(r.user), w)) }));
  const { from } = proposal;
  await shareFile(
    ws.slack.bulk,
    to,
    { name: w.policy.touched.fileName(from), body, comment: w.policy.touched.fileComment(from, rows.length) },
    { ...defined({ known: file }), remember: known => effectMemo(ws.db)(doc._id, id, { file: known }) },
  );
});

type ColumnName = keyof Words['policy']['touched']['columns'];
const DATES: readonly ColumnName[] = ['from', 'to'];

const columnsOf = (w: Words): Column[] =>
  Object.entries(w.policy.touched.columns).map(([name, heading]) => ({
    heading,
    is: DATES.includes(name as ColumnName) ? 'date' : 'text',
  }));

/** Figures are plain numbers of their unit. */
function rowOf(t: NamedTouched, person: Person | undefined, w: Words): CellValue[] {
  const { was, is, next } = t;
  const inHours = typeof was !== 'number';
  const unit = inHours ? w.balances.unit.hours : w.balances.unit.days;
  const plain = (size: number): string => String(Math.round((inHours ? size / 60 : size) * 10_000) / 10_000);
  const value = (v: typeof was): string =>
    isAmount(v) ? plain(typeof v === 'number' ? v : v.minutes) : valueShown(v, w);
  const more = moreOf(t);
  const grant = (g: NonNullable<typeof next>['was']) => g && `${g.on} ${valueShown(g.amount, w)}`;
  return [
    ...[person?.employeeNo, t.name, w.policy.touched.what[t.what], t.from, t.to, value(was), value(is)],
    ...[more === undefined ? undefined : plain(more), isAmount(was) ? unit : undefined],
    ...[grant(next?.was), grant(next?.is)],
  ];
}
