import { payrollForm } from '../../blocks/payroll.ts';
import { payrollAction as action, payrollInput as input, payrollCallback } from '../../blocks/payroll-ids.ts';
import { monthsBefore } from '../calendar/rules.ts';
import { teamChoices } from '../people/organisation/rules.ts';
import { choiceOf, dateOf } from '../slack/form.ts';
import { says } from '../slack/form-modal.ts';
import { found, nothing } from '../slack/metadata.ts';
import type { ModalAnswer, Press, Submission } from '../slack/router.ts';
import { readScope } from '../slack/scope.ts';
import { isMonth } from '../timesheets/rules.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { isPeriod, monthPeriod, owedFile, periodWords } from './actions.ts';
import type { Format } from './workbook.ts';

/** This one and those before it. */
const MONTHS = 24;

async function openForm(ws: Workspace, press: Press): Promise<void> {
  const today = ws.policy.today();
  const before = monthsBefore(today, MONTHS);
  const months = [today.slice(0, 7), ...before];
  const { teams } = await ws.rights.listing();
  const offices = ws.policy.offices.filter(o => !o.archived);
  const scope = { all: true, teams: teamChoices(teams), offices };
  await press.open(payrollForm({ months, month: before[0] ?? '', scope }, press.w));
}

/** The file that is announced comes: it is stored before the answer. */
async function sendMonth(ws: Workspace, press: Press): Promise<void> {
  const period = monthPeriod(found(isMonth(press.value) ? press.value : undefined));
  await ws.received.answer(press.key, owedFile(press.person.user, period, 'xlsx'));
  press.tellLater(press.w.payroll.coming(periodWords(period, press.w)));
}

async function submitForm(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const { w, state } = s;
  const [from, to] = [dateOf(state, input.from), dateOf(state, input.to)];
  const month = choiceOf(state, input.month) ?? '';
  const format: Format = choiceOf(state, input.format) === 'csv' ? 'csv' : 'xlsx';
  const dated = from !== undefined || to !== undefined;
  const period = dated ? { from: from ?? '', to: to ?? '' } : isMonth(month) ? monthPeriod(month) : undefined;
  if (!period || !isPeriod(period)) return { errors: { [dated ? input.to : input.month]: w.payroll.form.until } };
  await ws.received.answer(s.key, owedFile(s.person.user, period, format, readScope(state)));
  return says(w.payroll.coming(periodWords(period, w)), w, w.payroll.form.title);
}

export function payrollRoutes(r: Routes): void {
  const exports = { may: 'export-month' } as const;
  r.open(action.open, exports, openForm);
  r.press(action.send, exports, sendMonth);
  r.submit(payrollCallback.export, exports, submitForm, nothing);
}
