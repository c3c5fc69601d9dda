import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedText } from '../../src/absence/feeds/ics.ts';
import { koreanCalendar } from '../../src/calendar/rules.ts';
import { words } from '../../src/i18n/index.ts';
import { checkLeave } from '../../src/leave/check.ts';
import { hoursOn } from '../../src/leave/hours.ts';
import { leaveModel } from '../../src/leave/present.ts';
import { usesOf } from '../../src/leave-record/days.ts';
import { leaveFormOf, PARTS, type Part } from '../../src/leave-record/form.ts';
import { builtinType } from '../../src/leave-record/types/builtin.ts';
import { snapshotOf } from '../../src/leave-record/types/definition.ts';
import { policyDefaults } from '../../src/settings/policy.ts';
import { awayClock } from '../../src/worktime/away.ts';
import { instantOf } from '../../src/worktime/layout.ts';
import { arrangedOn, summarize } from '../../src/worktime/summary.ts';

const DATE = '2026-12-10';
const SEOUL = 'Asia/Seoul';
const calendar = koreanCalendar();
const ko = words('ko');
const usual = policyDefaults({ timeZone: SEOUL, language: 'ko', summaryAt: '18:30' }).workingTime;

const clockText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** All that is told of a part of a day: by the form, the feed, and Home's plan of whoever comes on time. */
function told(
  part: Part,
  workingTime: Partial<typeof usual>,
  person: { terms?: { from: string; schedule: string }[] } = {},
) {
  const policyOn = () => ({ workingTime: { ...usual, ...workingTime } });
  const id = part.startsWith('q') ? 'quarter' : 'half';
  const type = builtinType(id);
  if (!type) throw new Error(`no type ${id}`);
  const hours = hoursOn(person, DATE, policyOn().workingTime);
  const own = hours ? { hours: { begins: hours.begins, week: [...hours.week] } } : {};
  const stored = { type: id, from: DATE, to: DATE, part, reason: '', as: snapshotOf(type, undefined), ...own };
  const form = leaveFormOf(stored);
  const arranged = arrangedOn({ policyOn, calendar, person }, DATE);
  const filled = { type: id, from: DATE, to: DATE, part, reason: '' };
  const model = leaveModel(
    filled,
    { type, form, refused: [], warned: [] },
    { calendar, offers: [{ type }], arranged, decides: [], w: ko, kept: [], metadata: '' },
  );
  const feed = feedText(
    {
      ...{ name: 'x', calendar, zone: SEOUL, arrangedOn: () => arranged },
      leaves: [{ _id: 'r', team: 'T', user: 'U', form: stored, history: [] }],
    },
    ko,
  );
  const stamp = (name: string): number | undefined => {
    const [, y, mo, d, h, mi] = new RegExp(`${name}:(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)`).exec(feed) ?? [];
    return y === undefined ? undefined : Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi));
  };
  const leaves = usesOf(form, calendar).map(u => ({ ...u, worked: false }));
  const facts = { now: 0, today: DATE, policyOn, calendar, person, records: [], leaves };
  return {
    clock: awayClock(form, arranged),
    label: model.parts?.find(p => p.id === part)?.name ?? '',
    feed: { from: stamp('DTSTART'), to: stamp('DTEND'), text: feed },
    plan: summarize(facts).plan(DATE),
    whole: summarize({ ...facts, leaves: [] }).plan(DATE),
    ...{ form, arranged, hours },
  };
}

const fixed = fc.record({
  start: fc.integer({ min: 12, max: 22 }).map(n => clockText(n * 30)),
  dayLength: fc.integer({ min: 8, max: 18 }).map(n => n * 30),
});
const part = fc.constantFrom(...PARTS);

describe('A part of a day', () => {
  it('is one interval for the form, the feed and the plan that Home shows, where hours are fixed', () => {
    fc.assert(
      fc.property(part, fixed, (p, o) => {
        const t = told(p, { arrangement: 'fixed', ...o });
        if (!t.clock) throw new Error('a fixed day has a clock');
        const [from, to] = t.clock;
        expect(from).toBeLessThan(to);
        expect(t.label).toContain(`(${clockText(from)}–${clockText(to)})`);
        expect(t.feed.from).toBe(instantOf(DATE, from, SEOUL));
        expect(t.feed.to).toBe(instantOf(DATE, to, SEOUL));
        // Who is away first comes when that ends; who is away last leaves when it begins.
        if (p === 'am' || p === 'q1') {
          expect(from).toBe(t.whole.arrive?.from);
          expect(to).toBe(t.plan.arrive?.from);
          expect(t.plan.end).toBe(t.whole.end);
        }
        if (p === 'pm' || p === 'q4') {
          expect(to).toBe(t.whole.end);
          expect(from).toBe(t.plan.end);
          expect(t.plan.arrive?.from).toBe(t.whole.arrive?.from);
        }
      }),
    );
  });

  it('has no time on the clock for any of them, where people choose their hours', () => {
    fc.assert(
      fc.property(part, fc.constantFrom('staggered' as const, 'selective' as const), (p, arrangement) => {
        const t = told(p, { arrangement });
        expect(t.clock).toBeUndefined();
        expect(t.label).not.toMatch(/\d\d:\d\d/);
        expect(t.label).toContain(p.startsWith('q') ? '2시간' : '4시간');
        expect(t.feed.text).toContain('DTSTART;VALUE=DATE:20261210');
        expect(t.feed.text).toContain('TRANSP:TRANSPARENT');
      }),
    );
  });

  it('is the afternoon of nobody’s day off, and follows a person’s own schedule', () => {
    const short = told('pm', { arrangement: 'fixed' }, { terms: [{ from: '2026-01-01', schedule: 'thu 4:00' }] });
    expect(short.clock?.[1]).toBe(short.whole.end);
    expect(
      told('pm', { arrangement: 'fixed' }, { terms: [{ from: '2026-01-01', schedule: 'mon 8:00' }] }).clock,
    ).toBeUndefined();
  });

  it('meets work that was recorded in it; without a clock, work beyond the rest of the day', () => {
    const problems = (o: Partial<typeof usual>, from: number, to: number, minutes: number): string[] => {
      const t = told('pm', o);
      return checkLeave(
        { type: 'half', from: DATE, part: 'pm', reason: '' },
        {
          ...{
            today: DATE,
            calendar,
            type: builtinType('half'),
            smallestUnit: 'hour',
            active: [],
            arranged: t.arranged,
          },
          worked: new Map([[DATE, [{ from, to }]]]),
          workedMinutes: new Map([[DATE, minutes]]),
        },
      ).map(p => p.code);
    };
    const nine = { arrangement: 'fixed' as const, start: '09:00', dayLength: 480 };
    expect(problems(nine, 540, 810, 240)).toEqual([]);
    expect(problems(nine, 540, 840, 270)).toEqual(['worked']);
    // In at 10:00, four hours of work and half an hour of break: the other half was worked, to the minute.
    expect(problems({ arrangement: 'staggered' }, 600, 870, 240)).toEqual([]);
    expect(problems({ arrangement: 'staggered' }, 600, 900, 270)).toEqual(['worked']);
    expect(problems({ arrangement: 'selective' }, 840, 1110, 240)).toEqual([]);
  });
});
