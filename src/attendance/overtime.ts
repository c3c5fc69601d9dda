import { inForce } from '../approvals/route/view.ts';
import type { RequestDoc } from '../approvals/store.ts';
import { kindOf } from '../forms/definition.ts';
import { filledFormOf, minutesOf } from '../forms/filled.ts';

/** The form by which overtime is asked for, before or after it. */
export const OVERTIME = kindOf('overtime');

/** Minutes of overtime that were agreed to, by the working day that the form names; past midnight they still belong to it. */
export function approvedOvertime(requests: readonly RequestDoc[]): Map<string, number> {
  const minutes = new Map<string, number>();
  for (const request of requests) {
    if (request.kind !== OVERTIME || !inForce(request)) continue;
    const { answers } = filledFormOf(request.form);
    const date = answers.find(a => a.type === 'date')?.value ?? request.period.from;
    const asked = answers.reduce((sum, a) => sum + (a.type === 'times' ? minutesOf(a.value) : 0), 0);
    minutes.set(date, (minutes.get(date) ?? 0) + asked);
  }
  return minutes;
}
