import { correctionAction } from '../../blocks/correction-ids.ts';
import { monthAction } from '../../blocks/month-ids.ts';
import { workdays } from '../attendance/store.ts';
import { addDays, monthBounds, monthsBefore } from '../calendar/rules.ts';
import { managed } from '../workspace/manage.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { months } from './closing/store.ts';

/** Months back that are asked for. */
const BACK = 3;

async function unclosed(ws: Workspace): Promise<number> {
  const ids = monthsBefore(ws.policy.today(), BACK);
  const closed = new Set((await months(ws).from(ws.team, ids.at(-1) ?? '')).flatMap(m => (m.closed ? [m.month] : [])));
  const open = ids.filter(m => !closed.has(m)).map(m => monthBounds(`${m}-01`));
  const recorded = await Promise.all(open.map(m => workdays(ws).anyIn(ws.team, m.first, m.last)));
  return recorded.filter(Boolean).length;
}

/** Of this month: earlier ones are checked when they are closed. */
function withoutCheckOut(ws: Workspace): Promise<number> {
  const today = ws.policy.today();
  return workdays(ws).countUnended(ws.team, monthBounds(today).first, addDays(today, -1));
}

export const managedRecords = [
  managed.provide({
    ...{ section: 'first', order: 20, action: correctionAction.openMonths, right: 'close-month' },
    label: (w, n) => w.manage.todo.unclosed(n),
    count: unclosed,
  }),
  managed.provide({
    ...{ section: 'first', order: 30, action: monthAction.people, right: 'close-month' },
    value: JSON.stringify({ filter: 'no-check-out' }),
    label: (w, n) => w.manage.todo.withoutCheckOut(n),
    count: withoutCheckOut,
  }),
  managed.provide({
    ...{ section: 'records', order: 10, action: monthAction.people, right: 'see-attendance' },
    label: w => w.manage.records,
    hint: w => w.manage.hints.teamRecords,
  }),
  managed.provide({
    ...{ section: 'records', order: 20, action: correctionAction.openMonths, right: 'close-month' },
    label: w => w.months.open,
    hint: w => w.manage.hints.records,
  }),
];
