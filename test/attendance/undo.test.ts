import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DayCommand, decideDay, type Place, UNDO_MS, undoable, type Workday } from '../../src/attendance/rules.ts';
import { defined } from '../../src/shared/defined.ts';

const START = Date.parse('2026-11-24T08:00:00+09:00');
const place = fc.constantFrom<Place>('office', 'home', 'outside', 'trip');
const command: fc.Arbitrary<DayCommand> = fc.oneof(
  { weight: 3, arbitrary: place.map(p => ({ do: 'check-in' as const, place: p })) },
  {
    weight: 3,
    arbitrary: fc
      .record({ place: fc.option(place, { nil: undefined }), note: fc.constantFrom(undefined, 'bye') })
      .map(({ place: p, note }) => ({
        do: 'check-out' as const,
        ...defined({ place: p, note }),
      })),
  },
  fc.constantFrom<DayCommand[]>({ do: 'start-break' }, { do: 'end-break' }),
  place.map(p => ({ do: 'change-place' as const, place: p })),
);
const presses = fc.array(fc.record({ command, after: fc.integer({ min: 0, max: 90 * 60_000 }), said: fc.boolean() }), {
  minLength: 1,
  maxLength: 12,
});

interface Played {
  day: Workday;
  now: number;
  /** the day before its last press */
  before: Workday;
}

/** A day by these presses; those that are refused change nothing. */
function play(all: { command: DayCommand; after: number; said: boolean }[]): Played {
  let day: Workday = { date: '2026-11-24', zone: 'Asia/Seoul', spans: [], open: false, history: [] };
  let before = day;
  let now = START;
  for (const [i, { command: c, after, said }] of all.entries()) {
    now += after;
    const told = said && (c.do === 'check-in' || c.do === 'check-out') ? { reportedAt: now } : {};
    const decision = decideDay(day, c, { user: 'U', key: `k${i}`, now, ...told });
    if (!decision.ok) continue;
    before = day;
    const { step, ...state } = decision.change;
    day = { ...day, ...state, history: [...day.history, step] };
  }
  return { day, now, before };
}

const undo = (day: Workday, now: number, of = day.history.at(-1)?.key ?? '') =>
  decideDay(day, { do: 'undo', of }, { user: 'U', key: 'undo', now });

describe('Undoing a check-in or check-out', () => {
  it('gives back the day as it was, and keeps the press and its undo in the history', () => {
    fc.assert(
      fc.property(presses, fc.integer({ min: 0, max: UNDO_MS - 1 }), (all, later) => {
        const { day, now, before } = play(all);
        const last = day.history.at(-1);
        const mine = last?.what === 'check-in' || last?.what === 'check-out';
        const at = (last?.at ?? now) + later;
        const decision = undo(day, at);
        expect(decision.ok).toBe(mine);
        expect(undoable(day, at) !== undefined).toBe(mine);
        if (!decision.ok) {
          expect(decision.refusal.code).toBe('undo-changed');
          return;
        }
        const { step, ...state } = decision.change;
        expect(state.spans).toEqual(before.spans);
        expect(state.open).toBe(before.open);
        expect((state.corrected ?? day.corrected) === true).toBe(before.corrected === true);
        expect(step).toMatchObject({ what: 'undo', undid: last?.what, key: 'undo' });
        // Once undone there is nothing to undo.
        const undone = { ...day, ...state, history: [...day.history, step] };
        expect(undo(undone, at, last?.key)).toEqual({ ok: false, refusal: { code: 'undo-changed' } });
      }),
    );
  });

  it('is refused after five minutes, of another press than the last, and of one that is none', () => {
    const { day, now } = play([{ command: { do: 'check-in', place: 'office' }, after: 0, said: false }]);
    expect(undo(day, now + UNDO_MS)).toEqual({ ok: false, refusal: { code: 'undo-late' } });
    expect(undo(day, now, 'other')).toEqual({ ok: false, refusal: { code: 'undo-changed' } });
    const pause = decideDay(day, { do: 'start-break' }, { user: 'U', key: 'k9', now });
    if (!pause.ok) throw new Error('no break');
    const { step, ...state } = pause.change;
    const broken = { ...day, ...state, history: [...day.history, step] };
    expect(undo(broken, now, 'k0')).toEqual({ ok: false, refusal: { code: 'undo-changed' } });
    expect(undo(broken, now)).toEqual({ ok: false, refusal: { code: 'undo-changed' } });
  });
});
