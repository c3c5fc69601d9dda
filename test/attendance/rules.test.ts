import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DayCommand,
  decideDay,
  giveUp,
  isCheckOutMissed,
  statusOf,
  UNFINISHED_AFTER_MS,
  type Workday,
  workedIn,
} from '../../src/attendance/rules.ts';

const ZONE = 'Asia/Seoul';
const NINE = Date.parse('2026-11-24T09:00:00+09:00');
const MINUTE = 60_000;

const press = (day: Workday | undefined, command: DayCommand, now: number, key = `k${now}`) =>
  decideDay(day, command, { user: 'U1', key, now });

/** The day after a press; refusals leave it as it was. */
function pressed(before: Workday | undefined, command: DayCommand, now: number): Workday | undefined {
  const given = before && isCheckOutMissed(before, now) ? giveUp(before, now) : undefined;
  const day = before && given ? { ...before, ...given, history: [...before.history, given.step] } : before;
  const decision = press(day, command, now);
  if (!decision.ok) return day;
  const { step, ...state } = decision.change;
  return { date: '2026-11-24', zone: ZONE, ...state, history: [...(day?.history ?? []), step] };
}

describe('a press on a working day', () => {
  it('checks in, takes a break, checks out, and counts', () => {
    let day = pressed(undefined, { do: 'check-in', place: 'office', note: 'early' }, NINE);
    expect(statusOf(day, NINE)).toEqual({ is: 'in', since: NINE, place: 'office' });
    day = pressed(day, { do: 'start-break' }, NINE + 180 * MINUTE);
    expect(statusOf(day, NINE + 200 * MINUTE)).toMatchObject({ is: 'break', since: NINE + 180 * MINUTE });
    day = pressed(day, { do: 'end-break' }, NINE + 250 * MINUTE);
    day = pressed(day, { do: 'check-out', note: 'bye' }, NINE + 540 * MINUTE);
    expect(statusOf(day, NINE + 600 * MINUTE)).toEqual({ is: 'done', at: NINE + 540 * MINUTE });
    // 70 minutes of break were recorded, more than the 60 that the law deducts.
    expect(workedIn(day, NINE + 600 * MINUTE)).toMatchObject({ span: 540, break: 70, worked: 470 });
    expect(day?.history.map(h => h.what)).toEqual(['check-in', 'start-break', 'end-break', 'check-out']);
  });

  it('says what already stands instead of doing it twice', () => {
    const day = pressed(undefined, { do: 'check-in', place: 'home' }, NINE);
    const refused = (d: Workday | undefined, c: DayCommand, now = NINE + MINUTE) => {
      const decision = press(d, c, now);
      return decision.ok ? undefined : decision.refusal;
    };
    expect(refused(day, { do: 'check-in', place: 'office' })).toEqual({
      code: 'already-in',
      since: NINE,
      place: 'home',
    });
    expect(refused(day, { do: 'end-break' })).toEqual({ code: 'not-on-break' });
    expect(refused(undefined, { do: 'check-out' })).toEqual({ code: 'not-in' });
    const pausing = pressed(day, { do: 'start-break' }, NINE + MINUTE);
    expect(refused(pausing, { do: 'start-break' })).toEqual({ code: 'on-break', since: NINE + MINUTE });
    expect(refused(pausing, { do: 'check-in', place: 'home' })).toMatchObject({ code: 'already-in', since: NINE });
    const done = pressed(day, { do: 'check-out' }, NINE + 60 * MINUTE);
    expect(refused(done, { do: 'check-out' })).toEqual({ code: 'already-out', at: NINE + 60 * MINUTE, worked: 60 });
    expect(refused(done, { do: 'start-break' })).toEqual({ code: 'not-in' });
  });

  it('closes a forgotten break at check-out and opens a second span in the same day', () => {
    let day = pressed(undefined, { do: 'check-in', place: 'office' }, NINE);
    day = pressed(day, { do: 'start-break' }, NINE + 60 * MINUTE);
    day = pressed(day, { do: 'check-out' }, NINE + 90 * MINUTE);
    expect(day?.spans[0]?.breaks).toEqual([{ from: NINE + 60 * MINUTE, to: NINE + 90 * MINUTE }]);
    day = pressed(day, { do: 'check-in', place: 'home' }, NINE + 120 * MINUTE);
    expect(day).toMatchObject({ open: true, spans: [{ place: 'office' }, { place: 'home' }] });
    expect(workedIn(day, NINE + 180 * MINUTE).worked).toBe(120);
  });

  it('gives up a day that nobody ended: it counts nothing, and another can begin', () => {
    const day = pressed(undefined, { do: 'check-in', place: 'office' }, NINE);
    if (!day) throw new Error('no day');
    expect(isCheckOutMissed(day, NINE + UNFINISHED_AFTER_MS - 1)).toBe(false);
    expect(isCheckOutMissed(day, NINE + UNFINISHED_AFTER_MS)).toBe(true);
    expect(workedIn(day, NINE + UNFINISHED_AFTER_MS).worked).toBe(0);
    const late = NINE + UNFINISHED_AFTER_MS;
    expect(giveUp(day, late)).toMatchObject({ open: false, unfinished: true, spans: [{ in: NINE, forgotten: true }] });
    const given: Workday = { ...day, ...giveUp(day, late) };
    expect(statusOf(given, late)).toEqual({ is: 'out' });
    // The same date can still be worked on; it counts nothing until it is corrected.
    const again = pressed(pressed(given, { do: 'check-in', place: 'home' }, late), { do: 'check-out' }, late + MINUTE);
    expect(again).toMatchObject({ open: false, spans: [{ forgotten: true }, { place: 'home', out: late + MINUTE }] });
  });

  const command = fc.oneof(
    fc.record({ do: fc.constant('check-in' as const), place: fc.constantFrom('office' as const, 'home' as const) }),
    fc.record({ do: fc.constantFrom('check-out' as const, 'start-break' as const, 'end-break' as const) }),
    fc.record({
      do: fc.constant('change-place' as const),
      place: fc.constantFrom('outside' as const, 'home' as const),
    }),
  );
  // Also a clock that is set back between presses.
  const sequence = fc.array(
    fc.tuple(command, fc.oneof(fc.integer({ min: -5, max: 240 }), fc.integer({ min: 900, max: 1500 }))),
    { maxLength: 40 },
  );

  it('leaves at most one open span and never negative time, whatever the presses', () => {
    fc.assert(
      fc.property(sequence, presses => {
        let day: Workday | undefined;
        let now = NINE;
        for (const [c, minutes] of presses) {
          now += minutes * MINUTE;
          day = pressed(day, c, now);
          const open = day?.spans.filter(s => s.out === undefined && !s.forgotten) ?? [];
          expect(open.length).toBe(day?.open ? 1 : 0);
          for (const s of day?.spans ?? []) {
            expect(s.out ?? s.in).toBeGreaterThanOrEqual(s.in);
            expect(s.breaks.filter(b => b.to === undefined).length).toBeLessThanOrEqual(s.out === undefined ? 1 : 0);
            for (const b of s.breaks) expect(b.to ?? b.from).toBeGreaterThanOrEqual(b.from);
          }
          const counted = workedIn(day, now);
          expect(counted.worked).toBeGreaterThanOrEqual(0);
          expect(counted.worked + counted.break).toBe(counted.span);
        }
      }),
    );
  });

  it('never changes what was decided before: spans are only added or ended', () => {
    fc.assert(
      fc.property(sequence, presses => {
        let day: Workday | undefined;
        let now = NINE;
        for (const [c, minutes] of presses) {
          now += minutes * MINUTE;
          const next = pressed(day, c, now);
          for (const [i, s] of (day?.spans ?? []).entries()) {
            expect(next?.spans[i]?.in).toBe(s.in);
            if (s.out !== undefined || s.forgotten) expect(next?.spans[i]).toEqual(s);
          }
          expect(next?.history.slice(0, day?.history.length ?? 0) ?? []).toEqual(day?.history ?? []);
          day = next;
        }
      }),
    );
  });
});
