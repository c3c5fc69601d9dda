import { usesOfAll, usesOfMany } from '../grants/balances.ts';
import { poolsOf } from '../grants/pools.ts';
import { words } from '../i18n/index.ts';
import { shareFile } from '../outbox/files.ts';
import { effectMemo } from '../outbox/received.ts';
import { defined } from '../shared/defined.ts';
import { FEW_OF_MANY } from '../shared/portions.ts';
import { csvOf } from '../shared/table/csv.ts';
import { wholeFile } from '../shared/table/sheet.ts';
import { xlsxOf } from '../shared/table/xlsx.ts';
import { sendChart } from '../workspace/chart-file.ts';
import { handle } from '../workspace/feature.ts';
import { allBalances, peopleMeant } from './actions.ts';
import { leaveByMonth } from './by-month.ts';
import { balancesFile, leaveChart } from './effects.ts';
import { balanceColumns, fileRows, whomText } from './present.ts';

/** With those whose leave they may see now. */
export const sendBalances = handle(balancesFile, async (ws, { doc, id, to, data }) => {
  const [d, pools, person] = await Promise.all([ws.rights.listing(), poolsOf(ws), ws.people.person(to)]);
  const people = peopleMeant(to, data.query, d);
  if (people.length === 0) return;
  const w = words(ws.people.language(person));
  const rows = await allBalances(ws, data.query, people);
  const sheet = {
    name: w.balances.title,
    columns: balanceColumns(w),
    rows: rows.flatMap(r => fileRows(r, { d, pools, w })),
  };
  const body = await wholeFile(data.format === 'csv' ? csvOf(sheet) : xlsxOf([sheet]));
  const name = w.balances.fileName(ws.policy.today(), data.format);
  await shareFile(
    ws.slack.bulk,
    to,
    { name, body, comment: w.balances.fileComment(rows.length, ws.policy.today()) },
    { ...defined({ known: data.file }), remember: file => effectMemo(ws.db)(doc._id, id, { file }) },
  );
});

/** Of those whose leave they may see now; a filter by balance leaves only whom it finds. */
export const sendLeaveChart = handle(leaveChart, async (ws, asked, sender) => {
  const { to, data } = asked;
  const { query } = data;
  const [d, pools, person] = await Promise.all([ws.rights.listing(), poolsOf(ws), ws.people.person(to)]);
  const meant = peopleMeant(to, query, d);
  const found = query.filter === 'all' ? meant : (await allBalances(ws, query, meant)).map(r => r.person);
  if (found.length === 0) return;
  const users = found.map(p => p.user);
  const uses = users.length > FEW_OF_MANY ? await usesOfAll(ws) : await usesOfMany(ws, users);
  const w = words(ws.people.language(person));
  const model = leaveByMonth(
    users.flatMap(user => uses.get(user) ?? []),
    { pool: query.pool, poolName: pools.name(query.pool, w), whom: whomText(query, d, w), today: ws.policy.today() },
    w,
  );
  const name = w.balances.chart.file(ws.policy.today().slice(0, 4));
  await sendChart(ws, asked, sender, { name, m: model }, w);
});
