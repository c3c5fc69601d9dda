import { cut, literal } from '../../blocks/kit.ts';
import { hoursModel, PICTURED } from '../../blocks/weekly.ts';
import { words } from '../i18n/index.ts';
import { shareFile } from '../outbox/files.ts';
import { effectMemo } from '../outbox/received.ts';
import { csvFile } from '../shared/csv.ts';
import { defined } from '../shared/defined.ts';
import { sendChart } from '../workspace/chart-file.ts';
import { handle } from '../workspace/feature.ts';
import { personMonth } from './actions.ts';
import { monthTable } from './csv.ts';
import { monthChart, monthFile } from './effects.ts';
import { monthHours } from './people.ts';

/** As of now; the right is checked again. */
export const monthFileHandler = handle(monthFile, async (ws, { doc, id, to, data: { user, month, file } }) => {
  if ((await ws.rights.allows(to, 'see-attendance', user)) !== 'yes') return;
  const [reader, person] = await Promise.all([ws.people.person(to), ws.people.person(user)]);
  const w = words(ws.people.language(reader));
  const who = user === to ? undefined : person.name;
  const body = csvFile(monthTable(await personMonth(ws, person, month), w));
  const name = w.myMonth.fileName(month, who && cut(who.replace(/[^\p{L}\p{N} ._-]/gu, ''), 40));
  const comment = w.myMonth.csvComment(w.month(month), who === undefined ? undefined : literal(who, 60));
  const remember = (known: string): Promise<void> => effectMemo(ws.db)(doc._id, id, { file: known });
  await shareFile(ws.slack.bulk, to, { name, body, comment }, { ...defined({ known: file }), remember });
});

/** With those whose attendance they may see now. */
export const monthChartHandler = handle(monthChart, async (ws, asked, sender) => {
  const { to, data } = asked;
  const people = await monthHours(ws, to, data.query);
  const w = words(ws.people.language(await ws.people.person(to)));
  const t = w.myMonth.list;
  const rows = people.map(r => ({ ...r, planned: r.base, ...defined({ team: r.teamName }) }));
  const model = hoursModel(rows, { title: t.chart(w.month(data.query.month)), most: PICTURED }, w);
  await sendChart(ws, asked, sender, { name: t.chartFile(data.query.month), m: model }, w);
});
