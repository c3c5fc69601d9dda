import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { actions, button, context, type Message, section } from './kit.ts';
import { monthAction } from './month-ids.ts';

/** Whether a person confirmed their month. Minutes; `at`: text. */
export interface ConfirmModel {
  is: 'missing' | 'changed' | 'confirmed';
  figures: { worked: number; leave: number; overtime: number; holiday: number };
  at?: string;
  /** of the button; absent: nothing is asked any more */
  value?: string;
}

const confirmButton = (value: string, w: Words) =>
  button(monthAction.confirm, w.confirmMonth.confirm, { value, style: 'primary' });

/** In the month, above its days; `own`: of whoever looks. */
export function confirmBlocks(m: ConfirmModel, own: boolean, w: Words): KnownBlock[] {
  const t = w.confirmMonth;
  if (m.is === 'confirmed') return [context(t.confirmed(m.at ?? ''))];
  if (!own || m.value === undefined) return [context(t.missing)];
  return [section(m.is === 'changed' ? t.changed(m.at ?? '') : t.ask, confirmButton(m.value, w))];
}

/** By direct message; once it is answered, in its place. */
export function confirmMessage(month: string, m: ConfirmModel, w: Words): Message {
  const t = w.confirmMonth;
  const { worked, leave, overtime, holiday } = m.figures;
  const name = w.month(month);
  const figures = t.figures(w.duration(worked), {
    leave: leave > 0 ? w.duration(leave) : undefined,
    overtime: overtime > 0 ? w.duration(overtime) : undefined,
    holiday: holiday > 0 ? w.duration(holiday) : undefined,
  });
  const open = button(monthAction.open, w.myMonth.open, { value: `|${month}` });
  if (m.value === undefined) {
    const text = m.is === 'confirmed' ? t.done(name, m.at ?? '') : t.over(name);
    return { text, blocks: [section(text), context(figures), actions(open)] };
  }
  const text = m.is === 'changed' ? t.again(name) : t.first(name);
  return {
    text,
    blocks: [section(text), context(figures), actions(confirmButton(m.value, w), open), context(w.reminders.switchOff)],
  };
}
