import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correct, type Draft, goesOn, problemsOf, spansOf, undo } from '../../../src/attendance/corrections/rules.ts';
import { readTimes, timed } from '../../../src/attendance/corrections/times.ts';
import { type DayCommand, giveUp, isCheckOutMissed, PLACES, type Workday } from '../../../src/attendance/rules.ts';
import { staysIn } from '../../../src/worktime/places.ts';
import { runs } from '../../support/runs.ts';
import { at, changed, DATE, MINUTE, pressed, rebuilt, stateIn, ZONE } from './days.ts';

const place = fc.constantFrom(...PLACES);
const command: fc.Arbitrary<DayCommand> = fc.oneof(
  place.map(p => ({ do: 'check-in' as const, place: p })),
  fc.constant<DayCommand>({ do: 'check-out' }),
  place.map(p => ({ do: 'check-out' as const, place: p })),
  fc.constant<DayCommand>({ do: 'start-break' }),
  fc.constant<DayCommand>({ do: 'end-break' }),
  place.map(p => ({ do: 'change-place' as const, place: p })),
);

/** Minutes after the moment before; a span or a break may be missing an end. */
const drafted = fc.record({
  spans: fc.array(
    fc.record({
      gap: fc.integer({ min: -2, max: 60 }),
      length: fc.integer({ min: -2, max: 200 }),
      place: fc.option(place),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  breaks: fc.array(fc.record({ from: fc.integer({ min: 0, max: 300 }), length: fc.integer({ min: -2, max: 40 }) }), {
    maxLength: 2,
  }),
  running: fc.boolean(),
});

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ is: fc.constant('press' as const), command, wait: fc.integer({ min: 0, max: 200 }) }),
  },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('wait' as const), wait: fc.integer({ min: 300, max: 1200 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant('correct' as const),
      draft: drafted,
      wait: fc.integer({ min: 0, max: 60 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('undo' as const), wait: fc.integer({ min: 0, max: 60 }) }) },
);

function draftOf(d: typeof drafted extends fc.Arbitrary<infer T> ? T : never): Draft {
  let time = at('05:00');
  const spans = d.spans.map((s, i) => {
    const from = time + s.gap * MINUTE;
    const out = from + s.length * MINUTE;
    time = out;
    const open = d.running && i === d.spans.length - 1;
    return { in: from, ...(open ? {} : { out }), ...(s.place ? { place: s.place } : {}), was: i };
  });
  const breaks = d.breaks.map(b => {
    const from = at('05:00') + b.from * MINUTE;
    return { from, to: from + b.length * MINUTE };
  });
  return { date: DATE, spans, breaks, reason: 'x' };
}

/** Ordered spans without overlaps, breaks in order inside them, stays in order, at most the last one open. */
function expectSound(day: Workday): void {
  let since = 0;
  for (const [i, s] of day.spans.entries()) {
    expect(s.in).toBeGreaterThanOrEqual(since);
    const last = i === day.spans.length - 1;
    if (s.out === undefined) expect(last || s.forgotten).toBeTruthy();
    since = s.out ?? s.in;
    expect(since).toBeGreaterThanOrEqual(s.in);
    let from = s.in;
    for (const b of s.breaks) {
      expect(b.from).toBeGreaterThanOrEqual(from);
      from = b.to ?? b.from;
      expect(from).toBeGreaterThanOrEqual(b.from);
      if (s.out !== undefined) expect(from).toBeLessThanOrEqual(s.out);
    }
    const stays = staysIn(s);
    expect(stays[0]?.from).toBe(s.in);
    expect(stays.at(-1)?.place).toBe(s.place);
    for (const [j, stay] of stays.entries()) {
      const next = stays[j + 1];
      if (next) expect(next.from).toBeGreaterThan(stay.from);
      if (next) expect(next.place).not.toBe(stay.place);
    }
  }
  const last = day.spans.at(-1);
  expect(day.open).toBe(last !== undefined && last.out === undefined && !last.forgotten);
}

describe('presses and corrections in any order', () => {
  it('leave a sound day, whose history tells every state before', () => {
    let corrections = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), steps => {
        let day: Workday | undefined;
        let now = at('08:00');
        const states = [stateIn({ spans: [], open: false })];
        for (const [i, s] of steps.entries()) {
          now += s.wait * MINUTE;
          if (s.is === 'wait') continue;
          if (day && isCheckOutMissed(day, now)) {
            day = changed(day, giveUp(day, now));
            states.push(stateIn(day));
          }
          const before: Workday | undefined = day;
          if (s.is === 'press') day = pressed(day, s.command, now);
          else if (s.is === 'undo') {
            const made = day?.history.findLast(h => h.what === 'correction');
            const undone = undo(day, made?.key ?? '', { at: now, by: 'U2', key: `undo${i}` });
            if (undone.ok) day = changed(day, undone.change);
          } else {
            const draft = draftOf(s.draft);
            const ctx = { now, zone: ZONE, day, beside: [], closed: false };
            if (problemsOf(draft, ctx).length > 0) continue;
            const spans = spansOf(draft, day);
            expect(spans.at(-1)?.out === undefined && !goesOn(day, now)).toBe(false);
            day = changed(day, correct(day, spans, { at: now, by: 'U1', key: `c${i}`, reason: 'x' }));
            corrections++;
          }
          if (day && day !== before) {
            states.push(stateIn(day));
            expectSound(day);
          }
        }
        expect(rebuilt(day?.history ?? [])).toEqual(states);
        for (const h of day?.history ?? []) {
          if (h.what !== 'correction' && h.what !== 'correction-undone') continue;
          const index = day?.history.indexOf(h) ?? 0;
          expect(h.from && stateIn(h.from)).toEqual(states[index]);
          expect(h.to && stateIn(h.to)).toEqual(states[index + 1]);
        }
      }),
      { numRuns: 400 },
    );
    // The corrections that were drawn were not all refused.
    expect(corrections).toBeGreaterThan(25);
  });
});

describe('a form that is sent as it was opened', () => {
  it('means the very record, to its second', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ command, wait: fc.integer({ min: 1, max: 6000 }) }), { maxLength: 30 }),
        presses => {
          let day: Workday | undefined;
          let now = at('08:00') + 11_000;
          for (const p of presses) {
            now += p.wait * 1000;
            if (day && isCheckOutMissed(day, now)) return;
            day = pressed(day, p.command, now);
          }
          if (!day || (day.spans[0]?.in ?? now) >= at('00:00', true) || now > at('07:00', true)) return;
          const { draft } = readTimes(timed(day, DATE), day, ZONE);
          expect(problemsOf({ ...draft, reason: 'x' }, { now, zone: ZONE, day, beside: [], closed: false })).toEqual([
            { where: { at: 'date' }, code: 'nothing-changed' },
          ]);
        },
      ),
      { numRuns: runs(300) },
    );
  });
});
