import { describe, expect, it } from 'vitest';
import type { Quieted } from '../../src/people/rules.ts';
import { isOnLeave, momentsOf } from '../../src/reminders/rules.ts';
import type { WorkingTime } from '../../src/worktime/arrangement.ts';
import type { DayLeave, RecordedDay } from '../../src/worktime/types.ts';
import { inSeoul, leaveOn, seoulDay, timeIn } from '../worktime/facts.ts';

interface Story {
  policy?: Partial<WorkingTime>;
  records?: RecordedDay[];
  leaves?: DayLeave[];
  week?: number[];
  hiredOn?: string;
  lastDay?: string;
  quiet?: Quieted[];
  reminders?: { remindIn: boolean; remindOut: boolean; remindWeek: boolean };
}

const ON = { remindIn: true, remindOut: true, remindWeek: true };
const now = (at: string): number => Date.parse(`${at}:00+09:00`);

/** `in 2026-03-04 11:00`, in order: what is ahead or due at a time in Seoul. */
function ahead(at: string, { quiet = [], reminders = ON, ...story }: Story = {}): string[] {
  const summary = inSeoul(at, story);
  const reports = { warnWeekAt: 48 * 60 };
  const policyOn = () => ({ reminders, reports });
  const asked = { summary, records: story.records ?? [], now: now(at), today: at.slice(0, 10), policyOn, quiet };
  return momentsOf(asked).map(m => `${m.kind} ${m.date} ${timeIn(m.at)?.slice(5)}`);
}

// 2026-03-02 is a Monday.
const FIXED = { arrangement: 'fixed', start: '09:00' } as const;
const NIGHT = { arrangement: 'fixed', start: '22:00' } as const;
const SELECTIVE = { arrangement: 'selective' } as const;

describe('who is reminded of coming', () => {
  it('by the end of the window, the start, or the core time; never without one', () => {
    expect(ahead('2026-03-04T08:00')).toEqual(['in 2026-03-04 03-04T11:00']);
    expect(ahead('2026-03-04T08:00', { policy: FIXED })).toEqual(['in 2026-03-04 03-04T09:00']);
    const core = { ...SELECTIVE, coreFrom: '10:00', coreTo: '15:00' };
    expect(ahead('2026-03-04T08:00', { policy: core })).toEqual(['in 2026-03-04 03-04T10:00']);
    expect(ahead('2026-03-04T08:00', { policy: SELECTIVE })).toEqual([]);
  });

  it('until two hours later, also past midnight', () => {
    expect(ahead('2026-03-04T12:59')).toHaveLength(1);
    expect(ahead('2026-03-04T13:00')).toEqual([]);
    expect(ahead('2026-03-05T00:30', { policy: { ...FIXED, start: '23:00' } })[0]).toBe('in 2026-03-04 03-04T23:00');
    expect(ahead('2026-03-05T01:00', { policy: { ...FIXED, start: '23:00' } })).toEqual(['in 2026-03-05 03-05T23:00']);
  });

  it('never on long leave, nor is who has come in by mistake reminded of anything', () => {
    const leaves = [{ ...leaveOn('2026-03-04', 'day'), longLeave: true as const }];
    const records = [seoulDay('2026-03-04', ['09:00-'])];
    expect(ahead('2026-03-04T08:00', { leaves })).toEqual([]);
    expect(ahead('2026-03-04T10:00', { leaves, records })).toEqual([]);
    expect(ahead('2026-03-04T10:00', { records })).not.toEqual([]);
  });

  it('moved by a half day or hours, not on a whole day of leave, a day off or outside the employment', () => {
    const leaves = (what: string) => ({ leaves: [leaveOn('2026-03-04', what)] });
    expect(ahead('2026-03-04T08:00', leaves('am'))).toEqual(['in 2026-03-04 03-04T15:30']);
    expect(ahead('2026-03-04T08:00', leaves('pm'))).toEqual(['in 2026-03-04 03-04T11:00']);
    expect(ahead('2026-03-04T08:00', leaves('day'))).toEqual([]);
    expect(ahead('2026-03-07T08:00')).toEqual([]);
    expect(ahead('2026-03-04T08:00', { week: [480, 480, 0, 480, 480, 0, 0] })).toEqual([]);
    expect(ahead('2026-03-04T08:00', { hiredOn: '2026-03-05' })).toEqual([]);
    expect(ahead('2026-03-04T08:00', { lastDay: '2026-03-03' })).toEqual([]);
  });

  it('not once they came, nor while the shift before goes on', () => {
    expect(ahead('2026-03-04T10:00', { records: [seoulDay('2026-03-04', ['09:00-09:30'])] })).toEqual([]);
    const records = [seoulDay('2026-03-03', ['22:00-'])];
    expect(ahead('2026-03-04T05:00', { policy: NIGHT, records })).toEqual(['out 2026-03-03 03-04T07:00']);
  });

  it('not if they or the policy switched it off', () => {
    expect(ahead('2026-03-04T08:00', { quiet: ['in'] })).toEqual([]);
    expect(ahead('2026-03-04T08:00', { reminders: { ...ON, remindIn: false } })).toEqual([]);
  });
});

describe('who is reminded of leaving', () => {
  const came = (spans: string[]) => ({ records: [seoulDay('2026-03-04', spans)] });

  it('when the day is full, with its break; at the set end; under selective hours when the minutes are full', () => {
    expect(ahead('2026-03-04T12:00', came(['09:10-']))).toEqual(['out 2026-03-04 03-04T18:10']);
    expect(ahead('2026-03-04T12:00', { ...came(['09:10-']), policy: FIXED })).toEqual(['out 2026-03-04 03-04T18:00']);
    const core = { ...SELECTIVE, coreFrom: '10:00', coreTo: '15:00' };
    expect(ahead('2026-03-04T12:00', { ...came(['09:10-']), policy: core })).toEqual(['out 2026-03-04 03-04T18:10']);
  });

  it('not once they are out, not again who came back later, not two hours late, not on a day off', () => {
    expect(ahead('2026-03-04T18:30', came(['09:00-18:00']))).toEqual([]);
    expect(ahead('2026-03-04T18:40', came(['09:00-18:10', '18:30-']))).toEqual([]);
    expect(ahead('2026-03-04T20:00', came(['09:00-']))).toEqual([]);
    expect(ahead('2026-03-07T12:00', { records: [seoulDay('2026-03-07', ['09:00-'])] })).toEqual([]);
  });

  it('earlier with leave in the afternoon', () => {
    const leaves = [leaveOn('2026-03-04', 'pm')];
    expect(ahead('2026-03-04T12:00', { ...came(['09:00-']), leaves })).toEqual(['out 2026-03-04 03-04T13:30']);
  });
});

describe('whose week is long', () => {
  const long = (more: RecordedDay[] = []): RecordedDay[] => [
    ...['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'].map(d => seoulDay(d, ['09:00-21:00'])),
    ...more,
  ];
  const weeks = (at: string, o: Story): string[] => ahead(at, o).filter(m => m.startsWith('week'));

  it('is ahead of them while they work, and due once it is worked', () => {
    const records = long([seoulDay('2026-03-06', ['09:00-'])]);
    expect(
      weeks('2026-03-05T10:00', { records: [...records.slice(0, 3), seoulDay('2026-03-05', ['09:00-'])] }),
    ).toEqual([]);
    // 44 h and 3 h 30: the rest comes as they go on.
    expect(weeks('2026-03-06T12:45', { records })).toEqual([
      'week-near 2026-03-02 03-06T13:00',
      'week-most 2026-03-02 03-06T17:00',
    ]);
    expect(weeks('2026-03-06T14:00', { records })[0]).toBe('week-near 2026-03-02 03-06T14:00');
  });

  it('of a part-timer is near and over the limit of their contract', () => {
    const week = [300, 0, 300, 0, 300, 0, 0];
    const records = [
      ...['2026-03-02', '2026-03-04'].map(d => seoulDay(d, ['09:00-20:00'])),
      seoulDay('2026-03-06', ['09:00-']),
    ];
    // 15 h and 12 more are 27; 4 h before that, as 48 of 52. 21 h are worked.
    expect(weeks('2026-03-06T10:00', { week, records })).toEqual([
      'week-near 2026-03-02 03-06T12:00',
      'week-most 2026-03-02 03-06T16:00',
    ]);
  });

  it('is due the whole week long, on leave too, and no more in the next one', () => {
    const records = long([seoulDay('2026-03-06', ['09:00-14:00'])]);
    expect(weeks('2026-03-06T20:00', { records })).toEqual(['week-near 2026-03-02 03-06T20:00']);
    expect(weeks('2026-03-08T20:00', { records })).toEqual(['week-near 2026-03-02 03-08T20:00']);
    expect(weeks('2026-03-09T08:00', { records })).toEqual([]);
    expect(weeks('2026-03-06T20:00', { records, policy: SELECTIVE })).toEqual([]);
    expect(weeks('2026-03-06T20:00', { records, reminders: { ...ON, remindWeek: false } })).toEqual([]);
  });

  it('is told to nobody on leave, but to others', () => {
    const leaves = [leaveOn('2026-03-06', 'day')];
    expect(isOnLeave(inSeoul('2026-03-06T12:00', { leaves }), '2026-03-06')).toBe(true);
    expect(isOnLeave(inSeoul('2026-03-06T12:00'), '2026-03-06')).toBe(false);
    const records = [seoulDay('2026-03-06', ['09:00-'])];
    expect(isOnLeave(inSeoul('2026-03-06T12:00', { leaves, records }), '2026-03-06')).toBe(false);
  });
});
