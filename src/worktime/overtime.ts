import { inForce } from '../approvals/route/view.ts';
import type { RequestDoc } from '../approvals/store.ts';
import { kindOf } from '../forms/definition.ts';
import { filledFormOf, minutesOf } from '../forms/filled.ts';

export const OVERTIME_FORM = 'overtime';
const OVERTIME = kindOf(OVERTIME_FORM);

export const approvedOvertime = (requests: readonly RequestDoc[]): Map<string, number> =>
  minutesByDay(requests.filter(inForce));

export const waitingOvertime = (requests: readonly RequestDoc[]): Map<string, number> =>
  minutesByDay(requests.filter(r => r.state === 'waiting' && !inForce(r)));

/** Undefined for several. */
export function onlyWaiting(requests: readonly RequestDoc[], date: string): RequestDoc | undefined {
  const found = requests.filter(
    r => r.kind === OVERTIME && r.state === 'waiting' && !inForce(r) && overtimeDate(r) === date,
  );
  return found.length === 1 ? found[0] : undefined;
}

export const overtimeDate = ({ form, period }: Pick<RequestDoc, 'form' | 'period'>): string =>
  filledFormOf(form).answers.find(a => a.type === 'date')?.value ?? period.from;

function minutesByDay(requests: readonly RequestDoc[]): Map<string, number> {
  const minutes = new Map<string, number>();
  for (const request of requests) {
    if (request.kind !== OVERTIME) continue;
    const { answers } = filledFormOf(request.form);
    const date = overtimeDate(request);
    const asked = answers.reduce((sum, a) => sum + (a.type === 'times' ? minutesOf(a.value) : 0), 0);
    minutes.set(date, (minutes.get(date) ?? 0) + asked);
  }
  return minutes;
}
