import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countDay, countWork, WorktimeError } from '../../src/worktime/worktime.ts';
import cases from '../data/worktime.json' with { type: 'json' };
import { runs } from '../support/runs.ts';
import { countedByMinute, type FileCase } from './minute-by-minute.ts';

const HOUR = 3_600_000;

const seoul = (
  spans: [string, string, ...[string, string][]][],
  breaks: FileCase['breaks'] = 'statutory',
): FileCase => ({
  zone: 'Asia/Seoul',
  breaks,
  spans: spans.map(([from, to, ...pauses]) => ({
    in: `2026-03-${from}+09:00`,
    out: `2026-03-${to}+09:00`,
    breaks: pauses.map(([f, t]) => ({ from: `2026-03-${f}+09:00`, to: `2026-03-${t}+09:00` })),
  })),
});
const only = (input: FileCase) => countWork(input).days[0];

describe('the worked cases', () => {
  it.each(cases)('$name', ({ case: input, count }) => {
    expect(JSON.stringify(countWork(input))).toBe(JSON.stringify(count));
    expect(countedByMinute(input as FileCase)).toEqual(count);
  });
});

describe('a day', () => {
  it('never jumps: one minute longer is one minute worked more or none', () => {
    const expected: [span: number, worked: number][] = [
      [0, 0],
      [239, 239],
      [240, 240],
      [241, 240],
      [270, 240],
      [271, 241],
      [509, 479],
      [510, 480],
      [511, 480],
      [539, 480],
      [540, 480],
      [541, 481],
      [960, 900],
    ];
    for (const [span, worked] of expected)
      expect(
        countDay({ zone: 'UTC', breaks: 'statutory', spans: [{ in: 0, out: span * 60_000 }], now: 0 }),
      ).toMatchObject({
        span,
        worked,
        break: span - worked,
      });
  });

  it('takes a deducted break from the minutes by day first', () => {
    // 8 h from 18:00 on: 4 by day, 4 at night, 30 minutes deducted.
    expect(only(seoul([['04T18:00:00', '05T02:00:00']]))).toMatchObject({ worked: 450, night: 240 });
    expect(only(seoul([['04T21:45:00', '05T06:00:00']]))).toMatchObject({ span: 495, worked: 465, night: 465 });
  });

  it('leaves recorded breaks out of the night, wherever they are', () => {
    const night = seoul([['04T22:00:00', '05T06:00:00', ['04T23:30:00', '05T00:30:00']]], 'recorded');
    expect(only(night)).toEqual({ date: '2026-03-04', span: 480, break: 60, worked: 420, night: 420 });
  });

  it('counts overlapping breaks once, and breaks outside the spans not at all', () => {
    const day = seoul(
      [
        [
          '04T09:00:00',
          '04T18:00:00',
          ['04T12:00:00', '04T13:00:00'],
          ['04T12:30:00', '04T13:10:00'],
          ['04T08:00:00', '04T09:05:00'],
          ['04T20:00:00', '04T21:00:00'],
        ],
      ],
      'recorded',
    );
    expect(only(day)).toMatchObject({ span: 540, break: 75, worked: 465 });
  });

  it('takes spans in any order, and counts what two of them share once', () => {
    const day = seoul([
      ['04T13:00:00', '04T18:00:00'],
      ['04T09:00:00', '04T12:00:00'],
      ['04T11:00:00', '04T12:00:00'],
    ]);
    expect(only(day)).toMatchObject({ span: 540, break: 60, worked: 480 });
  });

  it('keeps a day of no length, and its week', () => {
    expect(countWork(seoul([['04T09:00:10', '04T09:00:50']]))).toEqual({
      days: [{ date: '2026-03-04', span: 0, break: 0, worked: 0, night: 0 }],
      weeks: [{ monday: '2026-03-02', worked: 0, overtime: 0, over52: 0 }],
    });
    expect(countWork(seoul([]))).toEqual({ days: [], weeks: [] });
  });

  it('belongs to the date, and the week, of its check-in', () => {
    // Sunday night to Monday morning.
    expect(countWork(seoul([['08T23:00:00', '09T07:00:00']]))).toMatchObject({
      days: [{ date: '2026-03-08' }],
      weeks: [{ monday: '2026-03-02', worked: 450 }],
    });
  });

  it('counts Lord Howe’s half hour as it elapses', () => {
    const night = (from: string, to: string) =>
      only({ zone: 'Australia/Lord_Howe', breaks: 'recorded', spans: [{ in: from, out: to }] });
    expect(night('2026-10-03T22:00:00+10:30', '2026-10-04T06:00:00+11:00')).toMatchObject({ worked: 450, night: 450 });
    expect(night('2026-04-04T22:00:00+11:00', '2026-04-05T06:00:00+10:30')).toMatchObject({ worked: 510, night: 510 });
  });
});

describe('a day that goes on', () => {
  const at = (text: string): number => Date.parse(`2026-03-04T${text}+09:00`);
  const count = (spans: Parameters<typeof countDay>[0]['spans'], now: string) =>
    countDay({ zone: 'Asia/Seoul', breaks: 'recorded', spans, now: at(now) });

  it('counts an open span to now, and an open break too', () => {
    expect(count([{ in: at('09:00:00') }], '11:30:59')).toEqual({ span: 150, break: 0, worked: 150, night: 0 });
    expect(count([{ in: at('09:00:00'), breaks: [{ from: at('11:00:00') }] }], '11:30:00')).toEqual({
      span: 150,
      break: 30,
      worked: 120,
      night: 0,
    });
    const spans = [{ in: at('09:00:00'), out: at('10:00:00'), breaks: [] }, { in: at('22:00:00') }];
    expect(count(spans, '23:00:00')).toEqual({ span: 840, break: 720, worked: 120, night: 60 });
  });

  it('is nothing before it begins', () => {
    expect(count([], '09:00:00')).toEqual({ span: 0, break: 0, worked: 0, night: 0 });
    expect(count([{ in: at('09:00:00') }], '08:00:00')).toEqual({ span: 0, break: 0, worked: 0, night: 0 });
  });
});

describe('against a count of every minute', () => {
  /** Days around which the clock changes, and a few where nothing happens. */
  const DAYS: Record<string, string[]> = {
    'Asia/Seoul': ['1988-05-08', '1988-10-09', '2026-03-04', '2026-12-31'],
    'America/New_York': ['2026-03-08', '2026-11-01', '2025-03-09', '2026-07-04'],
    'Australia/Lord_Howe': ['2026-04-05', '2026-10-04', '2025-04-06', '2026-01-31'],
    'Asia/Kathmandu': ['2026-03-08', '2026-02-28', '1986-01-01', '2024-02-29'],
  };

  /** How an instant may be written: in UTC or with an offset, whole seconds or not. */
  const written = (ms: number, offset: number): string => {
    if (offset === 0) return new Date(ms).toISOString();
    const sign = offset < 0 ? '-' : '+';
    const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
    const local = new Date(ms + offset * 60_000).toISOString().slice(0, 19);
    return `${local}${sign}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`;
  };

  const anyCase: fc.Arbitrary<FileCase> = fc
    .constantFrom(...Object.entries(DAYS).flatMap(([zone, days]) => days.map(day => [zone, day] as const)))
    .chain(([zone, day]) => {
      const seconds = (hours: number) => fc.integer({ min: 0, max: hours * 3600 }).map(s => s * 1000);
      const offset = fc.constantFrom(0, 540, -300, 345, 630);
      const pause = fc.record({ after: seconds(22), length: seconds(3), offset });
      const span = fc.record({
        start: fc.oneof(seconds(96), seconds(10)),
        length: fc.oneof(seconds(20), seconds(10), fc.constant(0)),
        pauses: fc.array(pause, { maxLength: 3 }),
        offset,
      });
      const base = Date.parse(`${day}T00:00:00Z`) - 36 * HOUR;
      return fc.record({
        zone: fc.constant(zone),
        breaks: fc.constantFrom('statutory' as const, 'recorded' as const),
        spans: fc.array(span, { maxLength: 5 }).map(list =>
          list.map(s => ({
            in: written(base + s.start, s.offset),
            out: written(base + s.start + s.length, s.offset),
            breaks: s.pauses.map(p => {
              // Some begin before their span.
              const from = base + s.start + p.after - HOUR;
              return { from: written(from, p.offset), to: written(from + p.length, p.offset) };
            }),
          })),
        ),
      });
    });

  it('gives the same days and weeks', () => {
    fc.assert(
      fc.property(anyCase, input => {
        expect(countWork(input)).toEqual(countedByMinute(input));
      }),
      { numRuns: runs(300) },
    );
  });

  it('gives the same weeks over 40 and 52 hours', () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 16 * 60 }), { minLength: 14, maxLength: 14 });
    fc.assert(
      fc.property(lengths, fc.constantFrom(...Object.keys(DAYS)), (list, zone) => {
        const begin = Date.parse('2026-10-26T02:00:00Z');
        const spans = list.map((minutes, i) => {
          const start = begin + i * 24 * HOUR;
          return { in: new Date(start).toISOString(), out: new Date(start + minutes * 60_000).toISOString() };
        });
        const input: FileCase = { zone, breaks: 'statutory', spans };
        expect(countWork(input)).toEqual(countedByMinute(input));
      }),
      { numRuns: runs(30) },
    );
  });
});

describe('a case that cannot be counted', () => {
  const good = { in: '2026-03-04T09:00:00+09:00', out: '2026-03-04T18:00:00+09:00' };
  const base = { zone: 'Asia/Seoul', breaks: 'statutory', spans: [good] };
  it.each([
    ['not an object', [], '', 'not an object with zone, breaks and spans'],
    ['no zone', { ...base, zone: undefined }, 'zone', 'missing'],
    ['an unknown zone', { ...base, zone: 'Seoul' }, 'zone', '"Seoul" is not a time zone, such as Asia/Seoul'],
    ['an unknown rule', { ...base, breaks: 'none' }, 'breaks', '"none" is neither "statutory" nor "recorded"'],
    ['spans that are no list', { ...base, spans: good }, 'spans', 'not a list'],
    ['no check-out', { ...base, spans: [good, { in: good.in }] }, 'spans[1].out', 'missing'],
    [
      'a check-out before the check-in',
      { ...base, spans: [{ in: good.out, out: good.in }] },
      'spans[0].out',
      'the check-out is before the check-in: set one of them right',
    ],
    [
      'a time without an offset',
      { ...base, spans: [{ ...good, in: '2026-03-04T09:00:00' }] },
      'spans[0].in',
      '"2026-03-04T09:00:00" is not a time that exists, with its offset, such as 2026-03-04T09:00:00+09:00',
    ],
    [
      'a day that does not exist',
      { ...base, spans: [{ ...good, in: '2026-02-29T09:00:00Z' }] },
      'spans[0].in',
      '"2026-02-29T09:00:00Z" is not a time that exists, with its offset, such as 2026-03-04T09:00:00+09:00',
    ],
    [
      'a span of months',
      { ...base, spans: [{ ...good, out: '2026-06-04T18:00:00+09:00' }] },
      'spans[0].out',
      'more than 31 days after the check-in',
    ],
    [
      'a break that runs backwards',
      { ...base, spans: [{ ...good, breaks: [{ from: good.out, to: good.in }] }] },
      'spans[0].breaks[0].to',
      'the break ends before it begins: set one of them right',
    ],
  ])('%s', (_name, input, path, reason) => {
    const attempt = () => countWork(input);
    expect(attempt).toThrow(WorktimeError);
    expect(attempt).toThrow(expect.objectContaining({ path, reason }));
  });
});
