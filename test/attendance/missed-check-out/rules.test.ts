import { describe, expect, it } from 'vitest';
import {
  dueQuestions,
  mayBeDueFrom,
  offeredTimes,
  type UnendedDay,
} from '../../../src/attendance/missed-check-out/rules.ts';
import type { Span } from '../../../src/attendance/rules.ts';
import { defined } from '../../../src/shared/defined.ts';
import { at, DATE, MINUTE, ZONE } from '../corrections/days.ts';

const HOUR = 60 * MINUTE;
const span = (from: number, out?: number): Span => ({
  ...{ in: from, place: 'office', breaks: [] },
  ...defined({ out }),
});
const running = (o: Partial<UnendedDay> = {}): UnendedDay => ({
  ...{ user: 'U1', date: DATE, zone: ZONE, open: true, spans: [span(at('09:00'))], ownZone: ZONE, cameBack: false },
  likely: { usual: at('18:30'), plannedEnd: at('18:00') },
  ...o,
});
const due = (day: UnendedDay, now: number, today = DATE) => dueQuestions([day], now, today).map(q => q.moment);

describe('the question about a missing check-out', () => {
  it('is asked in the evening two hours after the later likely end, once', () => {
    expect(due(running(), at('20:29'))).toEqual([]);
    expect(due(running(), at('20:30'))).toEqual(['evening']);
    expect(due(running({ likely: { plannedEnd: at('18:00') } }), at('20:00'))).toEqual(['evening']);
    expect(due(running({ asked: ['evening'] }), at('21:00'))).toEqual([]);
    expect(due(running({ likely: {} }), at('23:00'))).toEqual([]);
  });

  it('is not asked on a night shift, nor of somebody who came again in the evening', () => {
    const night = { spans: [span(at('17:00'))], likely: { plannedEnd: at('02:00', true) } };
    expect(due(running(night), at('05:00', true), '2026-11-25')).toEqual([]);
    const again = { spans: [span(at('09:00'), at('18:00')), span(at('21:00'))] };
    expect(due(running(again), at('23:50'))).toEqual([]);
  });

  it('is asked the next morning when they are back, or at ten on their own clock', () => {
    const given = running({ open: false, unfinished: true, asked: ['evening'] });
    expect(due(given, at('09:59', true), '2026-11-25')).toEqual([]);
    expect(due(given, at('10:00', true), '2026-11-25')).toEqual(['morning']);
    expect(due({ ...given, cameBack: true }, at('08:10', true), '2026-11-25')).toEqual(['morning']);
    // Ten in New York is midnight in Seoul.
    const abroad = { ...given, ownZone: 'America/New_York' };
    expect(due(abroad, at('23:59', true), '2026-11-25')).toEqual([]);
    expect(due(abroad, at('23:59', true) + MINUTE, '2026-11-26')).toEqual(['morning']);
    expect(due({ ...given, asked: ['evening', 'morning'] }, at('12:00', true), '2026-11-25')).toEqual([]);
    // Nobody has looked yet, but the limit has passed.
    expect(due(running(), at('10:00', true), '2026-11-25')).toEqual(['morning']);
    expect(due(given, at('10:00') + 8 * 24 * HOUR, '2026-12-02')).toEqual([]);
  });
});

describe('what is checked closely', () => {
  const from = (day: UnendedDay, plannedEnd: number | undefined, now: number) => mayBeDueFrom(day, plannedEnd, now);
  it('is every day that a question may be due for, and of those who are in only the few past their planned end', () => {
    expect(from(running(), undefined, at('10:59'))).toBe(at('11:00'));
    expect(from(running(), at('18:00'), at('10:59'))).toBe(at('20:00'));
    expect(from(running({ asked: ['evening'] }), at('18:00'), at('23:00'))).toBe(at('01:00', true));
    expect(from(running({ asked: ['evening'] }), at('18:00'), at('01:30', true))).toBe(at('01:00', true));
    const givenUp = running({ open: false, unfinished: true });
    expect(from(givenUp, undefined, at('23:00'))).toBe(0);
    expect(from({ ...givenUp, asked: ['morning'] }, undefined, at('23:00'))).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('the times it offers', () => {
  it('lie within the span, are not ahead, and differ', () => {
    const offered = (likely: object, now = at('23:00'), spans = [span(at('09:00'))]) =>
      offeredTimes({ spans }, likely, now).map(t => t.at);
    expect(offered({ usual: at('18:00'), plannedEnd: at('18:00') + 10_000 })).toEqual([at('18:00')]);
    expect(offered({ usual: at('18:30'), plannedEnd: at('18:00') }, at('18:10'))).toEqual([at('18:00')]);
    expect(offered({ usual: at('08:00') })).toEqual([]);
    const resting = [{ ...span(at('09:00')), breaks: [{ from: at('18:20') }] }];
    expect(offered({ usual: at('18:30'), plannedEnd: at('18:00') }, at('23:00'), resting)).toEqual([at('18:30')]);
    // A later span of the same day ends what may be said of the one that was given up.
    const later = [{ ...span(at('00:30')), forgotten: true }, span(at('17:00'))];
    expect(offered({ usual: at('18:00'), plannedEnd: at('09:30') }, at('23:00'), later)).toEqual([at('09:30')]);
  });
});
