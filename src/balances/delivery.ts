import { poolsOf } from '../grants/pools.ts';
import { words } from '../i18n/index.ts';
import { shareFile } from '../outbox/files.ts';
import { effectMemo } from '../outbox/received.ts';
import { defined } from '../shared/defined.ts';
import { csvOf } from '../shared/table/csv.ts';
import { wholeFile } from '../shared/table/sheet.ts';
import { xlsxOf } from '../shared/table/xlsx.ts';
import { handle } from '../workspace/feature.ts';
import { allBalances, peopleMeant } from './actions.ts';
import { balancesFile } from './effects.ts';
import { balanceColumns, fileRows } from './present.ts';

/** With those whose leave they may see now. */
export const sendBalances = handle(balancesFile, async (ws, { doc, id, to, data }) => {
  const [d, pools, person] = await Promise.all([ws.rights.directory(), poolsOf(ws), ws.people.person(to)]);
  const people = await peopleMeant(to, data.query, d);
  if (people.length === 0) return;
  const w = words(ws.people.language(person));
  const rows = await allBalances(ws, data.query, people);
  const sheet = {
    name: w.balances.title,
    columns: balanceColumns(w),
    rows: rows.flatMap(r => fileRows(r, { d, pools, w })),
  };
  const body = await wholeFile(data.format === 'csv' ? csvOf(sheet) : xlsxOf([sheet]));
  const name = `balances-${ws.policy.today()}.${data.format}`;
  await shareFile(
    ws.slack.bulk,
    to,
    { name, body, comment: w.balances.fileComment(rows.length, ws.policy.today()) },
    { ...defined({ known: data.file }), remember: file => effectMemo(ws.db)(doc._id, id, { file }) },
  );
});
