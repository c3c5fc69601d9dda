import { type Decision, refuse } from '../shared/result.ts';
import type { DayChange, DayStep, PressContext, Workday } from './rules.ts';
import type { Span } from './span.ts';

/** How long a check-in or check-out that was pressed by mistake can be undone; ms. */
export const UNDO_MS = 5 * 60_000;

/** The press that can be undone now: a check-in or check-out of the last minutes, since which nothing happened to the day. */
export function undoable(
  day: Pick<Workday, 'history'> | undefined,
  now: number,
): (DayStep & { what: 'check-in' | 'check-out' }) | undefined {
  const last = day?.history.at(-1);
  if (!last || (last.what !== 'check-in' && last.what !== 'check-out')) return undefined;
  return now - last.at < UNDO_MS ? { ...last, what: last.what } : undefined;
}

/** Takes the press back that has the key `of`; the history keeps both. */
export function decideUndo(day: Workday | undefined, of: string, ctx: PressContext): Decision<DayChange> {
  const step = day?.history.at(-1);
  if (!day || step?.key !== of || (step.what !== 'check-in' && step.what !== 'check-out'))
    return refuse({ code: 'undo-changed' });
  if (!undoable(day, ctx.now)) return refuse({ code: 'undo-late' });
  const before = day.history.slice(0, -1);
  const corrected = before.some(h => h.said !== undefined || h.what === 'correction');
  const rest = day.spans.slice(0, -1);
  const last = day.spans.at(-1);
  const spans = step.what === 'check-in' || !last ? rest : [...rest, step.was ?? withoutEnd(last)];
  return {
    ok: true,
    change: {
      ...{ spans, open: step.what === 'check-out' },
      ...(step.said === undefined ? {} : { corrected }),
      step: { at: ctx.now, by: ctx.user, what: 'undo', key: ctx.key, undid: step.what },
    },
    effects: [{ kind: 'home', lane: `home:${ctx.user}`, to: ctx.user }, ...(ctx.replies ?? [])],
  };
}

/** Of a check-out that did not keep what it ended. */
function withoutEnd({ out: _, outNote: __, ...span }: Span): Span {
  return span;
}
