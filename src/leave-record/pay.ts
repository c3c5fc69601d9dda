import { dayOf, eventsOf, type LeaveEvent } from './events.ts';
import type { LeaveForm } from './form.ts';
import type { LeaveType } from './types/definition.ts';
import { figuresOn } from './types/event-rule.ts';

/** Who pays a day of leave: the employer, the employment insurance, or nobody. */
export const PAY_KINDS = ['paid', 'insurance', 'unpaid'] as const;
export type PayKind = (typeof PAY_KINDS)[number];

export interface LeaveOnDays {
  form: LeaveForm;
  days: readonly { date: string; amount: number }[];
}

/**
 * Days of leaves with who pays them, by date. Of a leave by law the employer pays so many first days of the event, or
 * of the year or month (figures of `leave-record/types/statutory.ts`: 60 or 75 days of a birth, LSA 74 ④; 3 of a
 * partner's loss; 2 of fertility treatment); what follows is by its rule. `types`: by id.
 */
export function payOfDays<L extends LeaveOnDays>(
  leaves: readonly L[],
  types: ReadonlyMap<string, Pick<LeaveType, 'rule' | 'span'>>,
): { leave: L; date: string; amount: number; pay: PayKind }[] {
  const counted = new Map<string, number>();
  const events = new Map(eventsOf(leaves.map(l => l.form)).map(e => [e.id, e]));
  const days = leaves.flatMap(leave => leave.days.map(({ date, amount }) => ({ leave, date, amount })));
  return days
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
    .map(day => {
      const { form } = day.leave;
      const { rule, span = 'request' } = types.get(form.type) ?? {};
      if (!form.as.paid) return { ...day, pay: rule?.beyond === 'insurance' ? 'insurance' : 'unpaid' };
      const most = rule && paidDays(rule, form, events.get(form.event?.id ?? ''));
      if (!rule || most === undefined) return { ...day, pay: 'paid' };
      const key = `${form.type}:${form.event?.id ?? day.date.slice(0, span === 'month' ? 7 : 4)}`;
      const before = counted.get(key) ?? 0;
      counted.set(key, before + 1);
      return { ...day, pay: before < most ? 'paid' : rule.beyond };
    });
}

function paidDays(
  rule: NonNullable<LeaveType['rule']>,
  { from }: LeaveForm,
  event: LeaveEvent | undefined,
): number | undefined {
  const figures = figuresOn(rule, rule.judgedOn === 'event' && event ? dayOf(event) : from);
  return (event?.children ?? 1) > 1 ? (figures?.paidTwins ?? figures?.paid) : figures?.paid;
}
