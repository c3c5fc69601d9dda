import { describe, expect, it } from 'vitest';
import { defined } from '../../src/shared/defined.ts';
import {
  type Absence,
  decideStatus,
  expiresAt,
  isOurs,
  nextLook,
  snoozeFor,
  standingOf,
} from '../../src/slack-status/rules.ts';

const NONE = { text: '', emoji: '' };
const HOME = { text: 'Working from home', emoji: ':house_with_garden:' };
const OFFICE = { text: 'At the office', emoji: ':office:' };
const OWN = { text: 'in a meeting', emoji: ':calendar:' };

const HOUR = 3_600_000;
const AWAY = { text: 'On leave', emoji: ':palm_tree:' };
const absence = (from: number, until: number, part?: Absence['part']): Absence => ({
  status: AWAY,
  from,
  until,
  ...defined({ part }),
});

describe('what the status says', () => {
  const span = { in: 1000, place: 'home' as const, breaks: [] };
  const open = { open: true, spans: [span] };
  const ended = { open: false, spans: [{ ...span, out: 1900 }] };

  it('is the place, or the break, of an open day, and else nothing', () => {
    expect(standingOf(open, [], 2000)).toEqual({ work: 'home' });
    expect(standingOf({ open: true, spans: [{ ...span, breaks: [{ from: 1500 }] }] }, [], 2000)).toEqual({
      work: 'break',
    });
    expect(standingOf(ended, [], 2000)).toBeUndefined();
    expect(standingOf(undefined, [], 2000)).toBeUndefined();
    // Nobody ended it within the limit.
    expect(standingOf(open, [], 1000 + 17 * HOUR)).toBeUndefined();
  });

  it('is the leave of a whole day, unless the person works', () => {
    const leave = absence(0, 24 * HOUR);
    expect(standingOf(undefined, [leave], 2000)).toEqual({ absence: leave });
    expect(standingOf(ended, [leave], 2000)).toEqual({ absence: leave });
    expect(standingOf(open, [leave], 2000)).toEqual({ work: 'home' });
    expect(standingOf(undefined, [leave], 24 * HOUR)).toBeUndefined();
  });

  it('is a part of a day from its start to its end, unless the person came back within it', () => {
    const part = absence(3 * HOUR, 5 * HOUR, 'timed');
    expect(standingOf(open, [part], 3 * HOUR - 1)).toEqual({ work: 'home' });
    expect(standingOf(open, [part], 3 * HOUR)).toEqual({ absence: part });
    expect(standingOf(open, [part], 5 * HOUR)).toEqual({ work: 'home' });
    const back = {
      open: true,
      spans: [
        { ...span, out: 3 * HOUR },
        { ...span, in: 4 * HOUR },
      ],
    };
    expect(standingOf(back, [part], 4.5 * HOUR)).toEqual({ work: 'home' });
  });

  it('is a part without a time before the check-in, or after the check-out', () => {
    const first = absence(0, 6 * HOUR, 'first');
    expect(standingOf(undefined, [first], HOUR)).toEqual({ absence: first });
    expect(standingOf(open, [first], HOUR)).toEqual({ work: 'home' });
    expect(standingOf(ended, [first], HOUR)).toBeUndefined();
    expect(standingOf(undefined, [first], 6 * HOUR)).toBeUndefined();
    const last = absence(0, 24 * HOUR, 'last');
    expect(standingOf(undefined, [last], HOUR)).toBeUndefined();
    expect(standingOf(ended, [last], HOUR)).toEqual({ absence: last });
  });

  it('is looked at again where a part of the day begins or ends', () => {
    const parts = [absence(0, 24 * HOUR), absence(3 * HOUR, 5 * HOUR, 'timed'), absence(0, 4 * HOUR, 'first')];
    expect([0, 3, 4, 5].map(hour => nextLook(parts, hour * HOUR))).toEqual([3 * HOUR, 4 * HOUR, 5 * HOUR, undefined]);
  });
});

describe('a snooze', () => {
  it('lasts as long as the absence, at most a day, and is known again by its end', () => {
    const snooze = snoozeFor(absence(0, 72 * HOUR), '2026-11-24', HOUR);
    expect(snooze).toEqual({ absence: `2026-11-24:${72 * HOUR}`, until: 25 * HOUR });
    expect(snoozeFor(absence(0, 5 * HOUR, 'timed'), '2026-11-24', HOUR).until).toBe(5 * HOUR);
    expect([0, 60_000, 600_000].map(ms => isOurs(snooze, snooze.until + ms))).toEqual([true, true, false]);
    expect(isOurs(undefined, 5 * HOUR)).toBe(false);
  });
});

describe('what is done with the status that stands', () => {
  const at = (stands: typeof NONE, wanted: typeof NONE | undefined, checkIn = false) =>
    decideStatus({ stands, ours: [HOME, OFFICE], checkIn, ...defined({ wanted }) });
  it.each([
    ['nothing stands', NONE, HOME, false, 'set'],
    ['ours stands', OFFICE, HOME, false, 'set'],
    ['their own stands, during the day', OWN, HOME, false, 'leave'],
    ['their own stands, at a check-in', OWN, HOME, true, 'set'],
    ['ours stands, at the end', HOME, undefined, false, 'clear'],
    ['their own stands, at the end', OWN, undefined, false, 'leave'],
    ['nothing stands, at the end', NONE, undefined, false, 'leave'],
    ['ours with another emoji is their own', { ...HOME, emoji: ':dog:' }, undefined, false, 'leave'],
  ] as const)('%s', (_, stands, wanted, checkIn, expected) => {
    expect(at(stands, wanted, checkIn)).toBe(expected);
  });

  it('stays where the same stands until the same time', () => {
    const decide = (until: number) =>
      decideStatus({ stands: { ...AWAY, until: 5 }, ours: [AWAY], wanted: { ...AWAY, until }, checkIn: false });
    expect([decide(5), decide(6)]).toEqual(['leave', 'set']);
  });
});

it('goes at the planned end, or with the day', () => {
  expect(expiresAt(10, 100, 50)).toBe(50);
  expect(expiresAt(60, 100, 50)).toBe(100);
  expect(expiresAt(60, 100, undefined)).toBe(100);
});
