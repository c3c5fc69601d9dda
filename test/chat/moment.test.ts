import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportedTime } from '../../src/attendance/moment.ts';

const at = (iso: string): number => Date.parse(`${iso}+09:00`);
const said = (time: string, now: string, o: { within?: number; open?: string; zone?: string } = {}) =>
  reportedTime(time, {
    now: at(now),
    zone: o.zone ?? 'Asia/Seoul',
    within: (o.within ?? 24) * 3_600_000,
    ...(o.open ? { open: at(o.open) } : {}),
  });

describe('a time of day that somebody says', () => {
  it('is today’s, on the clock of the person', () => {
    expect(said('09:10', '2026-11-24T14:00')).toEqual({ ok: true, at: at('2026-11-24T09:10') });
    // Half past seven in the evening of the 23rd in New York.
    expect(said('19:30', '2026-11-24T10:00', { zone: 'America/New_York' })).toEqual({
      ok: true,
      at: at('2026-11-24T09:30'),
    });
  });

  it('is nothing that is told afterwards where it is this minute', () => {
    expect(said('09:10', '2026-11-24T09:10:40')).toEqual({ ok: true });
  });

  it('is refused ahead of now and beyond the limit', () => {
    expect(said('14:01', '2026-11-24T14:00')).toEqual({ ok: false, problem: 'time-ahead' });
    expect(said('09:00', '2026-11-24T14:00', { within: 4 })).toEqual({ ok: false, problem: 'time-too-far' });
    expect(said('13:59', '2026-11-24T14:00', { within: 0 })).toEqual({ ok: false, problem: 'time-too-far' });
  });

  it('is the evening’s before, shortly after midnight or on a day that began then', () => {
    expect(said('23:50', '2026-11-25T00:20')).toEqual({ ok: true, at: at('2026-11-24T23:50') });
    expect(said('23:50', '2026-11-25T07:00')).toEqual({ ok: false, problem: 'time-ahead' });
    expect(said('23:50', '2026-11-25T07:00', { open: '2026-11-24T14:00' })).toEqual({
      ok: true,
      at: at('2026-11-24T23:50'),
    });
    expect(said('13:00', '2026-11-25T00:20', { open: '2026-11-24T14:00' })).toEqual({
      ok: false,
      problem: 'time-ahead',
    });
  });

  it('is never ahead of now, and never further back than the limit', () => {
    const zones = fc.constantFrom('Asia/Seoul', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu');
    fc.assert(
      fc.property(
        fc.integer({ min: at('2026-01-01T00:00'), max: at('2027-01-01T00:00') }),
        fc.integer({ min: 0, max: 1439 }),
        zones,
        fc.integer({ min: 0, max: 24 }),
        (now, minute, zone, hours) => {
          const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
          const read = reportedTime(time, { now, zone, within: hours * 3_600_000 });
          if (!read.ok || read.at === undefined) return;
          expect(read.at).toBeLessThanOrEqual(now);
          expect(now - read.at).toBeLessThan(hours * 3_600_000 + 60_000);
        },
      ),
    );
  });
});
