import { hoursModel, PICTURED } from '../../blocks/weekly.ts';
import { addDays } from '../calendar/rules.ts';
import { words } from '../i18n/index.ts';
import { sendChart } from '../workspace/chart-file.ts';
import { handle } from '../workspace/feature.ts';
import { boardRows } from './board.ts';
import { boardChart } from './effects.ts';

/** With those whose reports they may see now. */
export const sendBoardChart = handle(boardChart, async (ws, asked, sender) => {
  const { to, data } = asked;
  const { monday, found } = await boardRows(ws, to, data.query);
  const w = words(ws.people.language(await ws.people.person(to)));
  const title = w.weekBoard.chart(w.range(monday, addDays(monday, 6)));
  const m = hoursModel(found, { title, most: PICTURED }, w);
  await sendChart(ws, asked, sender, { name: w.weekBoard.chartFile(monday), m }, w);
});
