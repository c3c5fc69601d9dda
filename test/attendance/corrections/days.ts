import { correct, undo } from '../../../src/attendance/corrections/rules.ts';
import {
  type DayChange,
  type DayCommand,
  type DayState,
  type DayStep,
  decideDay,
  giveUp,
  type Workday,
} from '../../../src/attendance/rules.ts';
import { defined } from '../../../src/shared/defined.ts';

export const ZONE = 'Asia/Seoul';
export const DATE = '2026-11-24';
export const MINUTE = 60_000;
/** An instant of that date, or of the next one. */
export const at = (time: string, next = false): number => Date.parse(`${next ? '2026-11-25' : DATE}T${time}:00+09:00`);

export const changed = (day: Workday | undefined, { step, ...state }: DayChange): Workday => ({
  ...{ date: DATE, zone: ZONE },
  ...day,
  ...state,
  history: [...(day?.history ?? []), step],
});

/** The day after a press; a refusal leaves it as it was. */
export function pressed(day: Workday | undefined, command: DayCommand, now: number, said?: number) {
  const key = `k${day?.history.length ?? 0}`;
  const decision = decideDay(day, command, { user: 'U1', key, now, ...defined({ reportedAt: said }) });
  return decision.ok ? changed(day, decision.change) : day;
}

const EMPTY: Workday = { date: DATE, zone: ZONE, spans: [], open: false, history: [] };

export const stateIn = ({ spans, open, unfinished, corrected }: DayState) => ({
  spans,
  open,
  unfinished: unfinished ?? false,
  corrected: corrected ?? false,
});

/** Every state that a day has had, told by its history alone: the first one is that nothing was recorded. */
export function rebuilt(history: readonly DayStep[]): ReturnType<typeof stateIn>[] {
  const states = [EMPTY];
  for (const step of history) {
    const day = states.at(-1) ?? EMPTY;
    states.push(after(day, step));
  }
  return states.map(stateIn);
}

function after(day: Workday, step: DayStep): Workday {
  if (step.what === 'correction') return changed(day, correct(day, step.to?.spans ?? [], { ...step, reason: '' }));
  if (step.what === 'correction-undone') {
    const undone = undo(day, day.history.at(-1)?.key ?? '', step);
    if (!undone.ok) throw new Error(undone.why);
    return changed(day, undone.change);
  }
  if (step.what === 'unfinished') return changed(day, giveUp(day, step.at));
  const { what, place, note, key, by, said } = step;
  const command = { do: what, ...defined({ place }), ...(note ? { note } : {}) } as DayCommand;
  const decision = decideDay(day, command, { user: by, key, now: step.at, ...defined({ reportedAt: said }) });
  if (!decision.ok) throw new Error(`${what} at ${step.at}: ${decision.refusal.code}`);
  return changed(day, decision.change);
}
