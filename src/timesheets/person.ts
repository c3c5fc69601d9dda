import { button } from '../../blocks/kit.ts';
import { monthAction } from '../../blocks/month-ids.ts';
import { rowLines } from '../../blocks/month-people.ts';
import { personPart } from '../../blocks/person.ts';
import { teamsOf } from '../people/organisation/rules.ts';
import type { PersonSection } from '../workspace/person.ts';
import { monthSummaries } from './actions.ts';
import { rowOf } from './people.ts';
import { monthOfDate } from './rules.ts';

export const monthOfPerson: PersonSection = {
  order: 30,
  right: 'see-attendance',
  draw: async (ws, { w, subject }) => {
    const month = monthOfDate(ws.policy.today());
    const [[summary], teams] = await Promise.all([monthSummaries(ws, [subject], month), teamsOf(ws)]);
    const { warnWeekAt: warnAt } = ws.policy.on(`${month}-01`).reports;
    const lines = summary ? rowLines(rowOf(summary, subject, teams), { warnAt }, w) : [];
    const open = button(monthAction.open, w.person.toMonth, { value: `${subject.user}|${month}` });
    return [personPart(w.person.month(w.month(month)), lines, open)];
  },
};
