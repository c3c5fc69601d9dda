import { describe, expect, it } from 'vitest';
import { defined } from '../../src/shared/defined.ts';
import { decideStatus, expiresAt, shownFor } from '../../src/slack-status/rules.ts';

const NONE = { text: '', emoji: '' };
const HOME = { text: 'Working from home', emoji: ':house_with_garden:' };
const OFFICE = { text: 'At the office', emoji: ':office:' };
const OWN = { text: 'in a meeting', emoji: ':calendar:' };

describe('what the status says', () => {
  const span = { in: 1000, place: 'home' as const, breaks: [] };
  it('is the place, or the break, of an open day, and else nothing', () => {
    expect(shownFor({ open: true, spans: [span] }, 2000)).toBe('home');
    expect(shownFor({ open: true, spans: [{ ...span, breaks: [{ from: 1500 }] }] }, 2000)).toBe('break');
    expect(shownFor({ open: false, spans: [{ ...span, out: 1900 }] }, 2000)).toBeUndefined();
    expect(shownFor(undefined, 2000)).toBeUndefined();
    // Nobody ended it within the limit.
    expect(shownFor({ open: true, spans: [span] }, 1000 + 17 * 3_600_000)).toBeUndefined();
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
});

it('goes at the planned end, or with the day', () => {
  expect(expiresAt(10, 100, 50)).toBe(50);
  expect(expiresAt(60, 100, 50)).toBe(100);
  expect(expiresAt(60, 100, undefined)).toBe(100);
});
