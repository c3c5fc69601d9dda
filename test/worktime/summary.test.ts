import { describe, expect, it } from 'vitest';
import { inSeoul, leaveOn, seoulDay, timeIn } from './facts.ts';

const hours = (minutes: number | undefined): number => Math.round(((minutes ?? 0) / 60) * 100) / 100;

describe('a day', () => {
  it('of a night belongs to the date on which it began', () => {
    const s = inSeoul('2026-03-05T12:00', { records: [seoulDay('2026-03-04', ['22:00-06:00'])] });
    expect(s.day('2026-03-04')).toMatchObject({ span: 480, break: 30, worked: 450, night: 450, state: 'out' });
    expect(s.day('2026-03-05')).toMatchObject({ worked: 0, state: 'none' });
  });

  it('goes on after midnight, and stays the day of work', () => {
    const records = [seoulDay('2026-03-04', ['22:00-'])];
    const s = inSeoul('2026-03-05T02:00', { records });
    expect(s.workday).toBe('2026-03-04');
    expect(s.day(s.workday)).toMatchObject({ state: 'in', worked: 240, night: 240 });
    expect(inSeoul('2026-03-05T14:01', { records }).workday).toBe('2026-03-05');
  });

  it('of two minutes across midnight is two minutes of its first date', () => {
    const s = inSeoul('2026-03-05T12:00', { records: [seoulDay('2026-03-04', ['23:59-00:01'])] });
    expect(s.day('2026-03-04')).toMatchObject({ span: 2, worked: 2, night: 2, break: 0 });
  });

  it('counts the gap between two spans as its break', () => {
    const s = inSeoul('2026-03-04T20:00', { records: [seoulDay('2026-03-04', ['09:00-12:00', '13:30-18:30'])] });
    expect(s.day('2026-03-04')).toMatchObject({ span: 570, break: 90, worked: 480, early: 0, flags: [] });
  });

  it('is 8 hours at 8 h 59 and at 9 h 00 of presence', () => {
    const worked = (to: string) =>
      inSeoul('2026-03-04T20:00', { records: [seoulDay('2026-03-04', [`09:00-${to}`])] }).day('2026-03-04').worked;
    expect(worked('17:59')).toBe(480);
    expect(worked('18:00')).toBe(480);
    expect(worked('18:01')).toBe(481);
  });

  it('that nobody ended counts nothing past the limit, and is asked about', () => {
    const records = [seoulDay('2026-03-04', ['09:00-'])];
    expect(inSeoul('2026-03-05T00:59', { records }).day('2026-03-04')).toMatchObject({ state: 'in', worked: 899 });
    expect(inSeoul('2026-03-05T01:00', { records }).day('2026-03-04')).toMatchObject({
      ...{ state: 'unfinished', worked: 0, span: 0, night: 0, late: 0, flags: ['unfinished'] },
    });
    const later = inSeoul('2026-03-04T20:00', { records, policy: { forgottenAfter: 10 } });
    expect(later.day('2026-03-04').state).toBe('unfinished');
    expect(later.period('2026-03-04').unfinished).toEqual(['2026-03-04']);
    const given = [seoulDay('2026-03-04', ['09:00-12:00', '13:00-'], { open: false, unfinished: true })];
    expect(inSeoul('2026-03-05T09:00', { records: given }).day('2026-03-04')).toMatchObject({ worked: 0 });
    const closed = [seoulDay('2026-03-04', ['09:00-12:00'], { unfinished: true })];
    expect(inSeoul('2026-03-05T09:00', { records: closed }).day('2026-03-04').state).toBe('unfinished');
  });

  it('keeps work over 8 hours, on holidays, on the weekly holiday and on other days off apart', () => {
    const records = ['2026-03-06', '2026-03-07', '2026-03-08', '2026-03-09'].map(d => seoulDay(d, ['08:00-20:00']));
    const s = inSeoul('2026-03-10T09:00', { records, holidays: ['2026-03-09'] });
    expect(s.premium('2026-03-06')).toMatchObject({ overtime: 180, holiday8: 0, holidayBeyond: 0 });
    // A Saturday: 11 h after 11 h in the week, so only what is over 8 h.
    expect(s.premium('2026-03-07')).toMatchObject({ overtime: 180, holiday8: 0, holidayBeyond: 0 });
    expect(s.premium('2026-03-08')).toMatchObject({ overtime: 0, holiday8: 480, holidayBeyond: 180 });
    expect(s.premium('2026-03-09')).toMatchObject({ overtime: 0, holiday8: 480, holidayBeyond: 180 });
    expect([7, 8, 9].map(n => s.day(`2026-03-0${n}`).flags)).toEqual([
      ['worked-on-day-off'],
      ['worked-on-holiday'],
      ['worked-on-holiday'],
    ]);
    expect(s.month('2026-03-10').holiday).toBe(1320);
  });

  it('misses the legal break only where breaks are recorded', () => {
    const day = (span: string, breaks: 'recorded' | 'statutory' = 'recorded') =>
      inSeoul('2026-03-04T22:00', { records: [seoulDay('2026-03-04', [span])], policy: { breaks } }).day('2026-03-04');
    expect(day('09:00-12:59')).toMatchObject({ worked: 239, breakMissed: 0 });
    expect(day('09:00-13:00')).toMatchObject({
      worked: 240,
      breakMissed: 30,
      flags: ['left-early', 'break-missed'],
    });
    expect(day('09:00-18:00 12:00-12:20')).toMatchObject({ worked: 520, breakMissed: 40 });
    expect(day('09:00-18:00 12:00-13:00')).toMatchObject({ worked: 480, breakMissed: 0, flags: [] });
    expect(day('09:00-18:00', 'statutory')).toMatchObject({ worked: 480, breakMissed: 0 });
  });

  it('is marked when somebody did not come, worked on leave, or was corrected', () => {
    const records = [seoulDay('2026-03-04', ['09:00-11:00'], { corrected: true })];
    const s = inSeoul('2026-03-05T09:00', { records, leaves: [leaveOn('2026-03-04', 'day')] });
    expect(s.day('2026-03-04').flags).toEqual(['worked-on-leave', 'corrected']);
    expect(s.day('2026-03-03').flags).toEqual(['absent']);
    expect(s.day('2026-03-05').flags).toEqual([]);
    expect(s.day('2026-03-01').flags).toEqual([]);
    expect(inSeoul('2026-03-05T09:00', { policy: { arrangement: 'selective' } }).day('2026-03-03').flags).toEqual([]);
  });
});

describe('staggered hours', () => {
  const open = (at: string, span = '09:12-', more = {}) =>
    inSeoul(`2026-03-04T${at}`, { records: [seoulDay('2026-03-04', [span])], ...more }).day('2026-03-04');

  it('end when the day is full, the break of the law within it', () => {
    expect(timeIn(open('14:00').leaveAt)).toBe('2026-03-04T18:12');
    expect(timeIn(open('20:00').leaveAt)).toBe('2026-03-04T18:12');
  });

  it('say so from the very minute of the check-in', () => {
    expect(open('09:12')).toMatchObject({ state: 'in', span: 0 });
    expect(timeIn(open('09:12').leaveAt)).toBe('2026-03-04T18:12');
    expect(open('11:12', '11:12-')).toMatchObject({ late: 12 });
    expect(open('11:12', '11:12-11:12')).toMatchObject({ late: 12, early: 480 });
  });

  it('end later by a long break, not by a short one', () => {
    expect(timeIn(open('14:00', '09:12- 12:00-12:40').leaveAt)).toBe('2026-03-04T18:12');
    expect(timeIn(open('14:00', '09:12- 12:00-13:30').leaveAt)).toBe('2026-03-04T18:42');
    // The break that runs counts until now.
    expect(timeIn(open('13:30', '09:12- 12:00-').leaveAt)).toBe('2026-03-04T18:42');
  });

  it('end in a gap, where that is the break which was owed', () => {
    const records = [seoulDay('2026-03-04', ['09:00-17:30', '17:50-17:50'])];
    expect(inSeoul('2026-03-04T20:00', { records }).day('2026-03-04')).not.toHaveProperty('leaveAt');
    const longer = [seoulDay('2026-03-04', ['09:00-17:30', '18:10-18:10'])];
    expect(timeIn(inSeoul('2026-03-04T20:00', { records: longer }).day('2026-03-04').leaveAt)).toBe('2026-03-04T18:00');
  });

  it('end earlier by leave, and go around hours of leave in between', () => {
    const with_ = (what: string) => ({ leaves: [leaveOn('2026-03-04', what)] });
    expect(timeIn(open('10:00', '09:00-', with_('pm')).leaveAt)).toBe('2026-03-04T13:30');
    expect(timeIn(open('16:00', '14:00-', with_('am')).leaveAt)).toBe('2026-03-04T18:30');
    // Two hours away are break enough: 09:00–14:00 and 16:00–17:00 are the six hours owed.
    expect(timeIn(open('10:00', '09:00-', with_('14:00-16:00')).leaveAt)).toBe('2026-03-04T17:00');
    expect(timeIn(open('14:00', '09:00-', with_('14:00-16:00')).leaveAt)).toBe('2026-03-04T17:00');
    // Who stays although on leave is at work.
    expect(timeIn(open('14:01', '09:00-', with_('14:00-16:00')).leaveAt)).toBe('2026-03-04T15:30');
    expect(open('10:00', '09:00-', with_('day'))).not.toHaveProperty('leaveAt');
  });

  it('are late after the window, which a leave in the morning moves', () => {
    expect(open('14:00', '11:00-').late).toBe(0);
    expect(open('14:00', '11:05-')).toMatchObject({ late: 5, flags: ['late'] });
    expect(open('17:00', '15:30-', { leaves: [leaveOn('2026-03-04', 'am')] })).toMatchObject({
      ...{ late: 0, plan: { arrive: { from: 12 * 60 + 30, to: 15 * 60 + 30 }, planned: 240, leave: 240 } },
    });
    expect(open('13:00', '12:10-', { leaves: [leaveOn('2026-03-04', '10:00-12:00')] }).late).toBe(10);
  });

  it('are left early when the day is not full', () => {
    expect(open('20:00', '09:00-16:00')).toMatchObject({ worked: 390, early: 90, flags: ['left-early'] });
  });
});

describe('fixed hours', () => {
  const day = (at: string, span: string, leaves: ReturnType<typeof leaveOn>[] = [], start = '09:00') =>
    inSeoul(`2026-03-04T${at}`, {
      records: [seoulDay('2026-03-04', [span])],
      leaves,
      policy: { arrangement: 'fixed', start },
    }).day('2026-03-04');

  it('have a start and an end', () => {
    expect(day('20:00', '09:10-17:45')).toMatchObject({ late: 10, early: 15, flags: ['late', 'left-early'] });
    expect(timeIn(day('10:00', '08:30-').leaveAt)).toBe('2026-03-04T18:00');
    expect(timeIn(day('10:00', '08:30-').fullAt)).toBe('2026-03-04T17:30');
  });

  it('are moved by a half day and by hours', () => {
    expect(day('20:00', '13:30-18:00', [leaveOn('2026-03-04', 'am')])).toMatchObject({
      late: 0,
      early: 0,
      worked: 240,
    });
    expect(day('20:00', '13:37-18:00', [leaveOn('2026-03-04', 'am')]).late).toBe(7);
    expect(day('20:00', '09:00-13:30', [leaveOn('2026-03-04', 'pm')])).toMatchObject({ early: 0, flags: [] });
    expect(
      day('20:00', '11:00-16:00', [leaveOn('2026-03-04', '09:00-11:00'), leaveOn('2026-03-04', '16:00-18:00')]),
    ).toMatchObject({ late: 0, early: 0, plan: { planned: 240 } });
  });

  it('of a night end the next morning', () => {
    const night = inSeoul('2026-03-05T09:00', {
      records: [seoulDay('2026-03-04', ['22:05-06:30'])],
      leaves: [leaveOn('2026-03-04', '04:00-05:00')],
      policy: { arrangement: 'fixed', start: '22:00' },
    }).day('2026-03-04');
    expect(night).toMatchObject({ late: 5, early: 30, plan: { end: 31 * 60, planned: 420 } });
  });
});

/** When one may leave who came at `came`, under each arrangement with a day that ends; fixed hours begin then. */
const leaving = (came: string, leaves: ReturnType<typeof leaveOn>[]): (string | undefined)[] =>
  (['fixed', 'staggered'] as const).map(arrangement => {
    const policy = { arrangement, start: '09:00', windowFrom: '09:00', windowTo: '09:00' };
    const records = [seoulDay('2026-03-04', [`${came}-`])];
    const day = inSeoul(`2026-03-04T${came}`, { policy, records, leaves }).day('2026-03-04');
    expect(day.late).toBe(0);
    return timeIn(day.leaveAt)?.slice(11);
  });

describe('a part of the day off', () => {
  const quarter = (part: 'q1' | 'q4') => leaveOn('2026-03-04', part);

  // 4 h of work and the 30 minutes that they need within them (LSA 54); 6 h need no more.
  it.each([
    ['09:00', '13:30', [leaveOn('2026-03-04', 'pm')]],
    ['13:30', '18:00', [leaveOn('2026-03-04', 'am')]],
    ['09:00', '15:30', [quarter('q4')]],
    ['11:30', '18:00', [quarter('q1')]],
    ['11:30', '16:00', [quarter('q1'), quarter('q4')]],
    ['09:00', '18:00', []],
  ])('leaves 4 or 6 hours with their break, the same under fixed and staggered hours: %s–%s', (came, left, leaves) => {
    expect(leaving(came, leaves)).toEqual([left, left]);
  });
});

describe('selective hours', () => {
  const core = { arrangement: 'selective', coreFrom: '11:00', coreTo: '15:00' } as const;
  const day = (at: string, spans: string[], leaves: ReturnType<typeof leaveOn>[] = []) =>
    inSeoul(`2026-03-04T${at}`, { records: [seoulDay('2026-03-04', spans)], leaves, policy: core }).day('2026-03-04');

  it('ask for the core time, in which breaks are no absence', () => {
    expect(day('20:00', ['10:00-15:00 12:00-13:00'])).toMatchObject({ coreMissed: 0, early: 0, flags: [] });
    expect(day('20:00', ['11:20-12:00', '12:30-14:50'])).toMatchObject({ late: 20, early: 10, coreMissed: 60 });
    expect(day('12:00', ['11:20-'])).toMatchObject({ late: 20, coreMissed: 20 });
  });

  it('lose as much core time as a half day takes, at whatever time of the day', () => {
    const am = [leaveOn('2026-03-04', 'am')];
    // Four hours of leave, and the half hour of break that they make needless, are more than the core time.
    expect(day('20:00', ['13:00-17:00'], am)).toMatchObject({
      late: 0,
      coreMissed: 0,
      plan: { core: [], planned: 240 },
    });
    expect(day('20:00', ['16:00-20:00'], am)).toMatchObject({ late: 0, coreMissed: 0, flags: [] });
    const pm = [leaveOn('2026-03-04', 'pm')];
    expect(day('20:00', ['09:00-13:00'], pm)).toMatchObject({ early: 0, coreMissed: 0, flags: [] });
    expect(day('20:00', ['09:00-13:00'], [leaveOn('2026-03-04', 'day')])).toMatchObject({ coreMissed: 0, early: 0 });
    // A quarter is two and a half hours: of the core time 11:00–15:00 one and a half are left to be there.
    const quarter = [leaveOn('2026-03-04', 'q2')];
    expect(day('20:00', ['14:00-18:00'], quarter)).toMatchObject({ late: 30, coreMissed: 30, early: 0 });
    expect(day('20:00', ['13:30-18:00'], quarter)).toMatchObject({ late: 0, coreMissed: 0 });
    // Six hours are the rest of the day, whenever that was.
    expect(day('21:30', ['14:30-21:00'], quarter)).toMatchObject({ worked: 360, late: 0, coreMissed: 0, flags: [] });
  });

  it('let people leave when the core time is over, and say when the day is full', () => {
    expect(timeIn(day('11:30', ['10:00-']).leaveAt)).toBe('2026-03-04T15:00');
    expect(timeIn(day('11:30', ['10:00-']).fullAt)).toBe('2026-03-04T19:00');
    const free = inSeoul('2026-03-04T11:30', {
      records: [seoulDay('2026-03-04', ['10:00-'])],
      policy: { arrangement: 'selective' },
    }).day('2026-03-04');
    expect(free).not.toHaveProperty('leaveAt');
    expect(timeIn(free.fullAt)).toBe('2026-03-04T19:00');
  });
});

describe('a settlement period', () => {
  const selective = { arrangement: 'selective' } as const;

  // 20, 22, 22 and 21 weekdays of 8 hours: the 176 of April and the 168 of a leap February are beyond the next line.
  it.each([
    ['2026-02-10', 28, 160, 160, 208],
    ['2026-04-10', 30, 171.43, 171.43, 222.86],
    ['2026-03-10', 31, 176, 177.14, 230.29],
    ['2028-02-10', 29, 165.71, 165.71, 215.43],
  ])('of %s has %i days: %d owed, overtime above %d, at most %d hours', (date, days, base, overtimeFrom, most) => {
    const p = inSeoul(`${date}T09:00`, { policy: selective }).period(date);
    expect(p).toMatchObject({ by: 'total', days, worked: 0 });
    expect([hours(p.base), hours(p.overtimeFrom), hours(p.most), hours(p.owed)]).toEqual([
      ...[base, overtimeFrom, most, base],
    ]);
  });

  it('counts any approved leave towards what is owed', () => {
    const leaves = [leaveOn('2026-04-01', 'day'), leaveOn('2026-04-02', 'am'), leaveOn('2026-04-03', 'day', false)];
    const p = inSeoul('2026-04-10T09:00', { policy: selective, leaves }).period('2026-04-10');
    expect(p.leave).toBe(1200);
    expect(hours(p.owed)).toBe(151.43);
    expect(p.overMost).toBe(0);
  });

  it('is over its most by what is worked, leave aside', () => {
    const records = Array.from({ length: 28 }, (_, i) =>
      seoulDay(`2026-02-${String(i + 1).padStart(2, '0')}`, ['08:00-17:00']),
    );
    const at = { policy: selective, records, leaves: [leaveOn('2026-02-02', 'day')] };
    const p = inSeoul('2026-03-01T09:00', at).period('2026-02-10');
    expect(p).toMatchObject({ worked: 28 * 480, leave: 480, owed: 0, over: 28 * 480 + 480 - 9600, overMost: 960 });
    // 192 of 160 hours without the four Sundays; the day of leave adds nothing.
    expect(p.overtime).toBe(32 * 60);
  });

  it('of two or three months is whole calendar months from January on', () => {
    const at = (settlementMonths: number, date: string) => {
      const p = inSeoul(`${date}T09:00`, { policy: { ...selective, settlementMonths } }).period(date);
      return [p.first, p.last, p.days];
    };
    expect(at(3, '2026-05-31')).toEqual(['2026-04-01', '2026-06-30', 91]);
    expect(at(2, '2026-05-31')).toEqual(['2026-05-01', '2026-06-30', 61]);
    expect(at(1, '2026-12-31')).toEqual(['2026-12-01', '2026-12-31', 31]);
  });

  it('that has begun is not cut by a change of the policy', () => {
    const period = (date: string) => {
      const s = inSeoul(`${date}T09:00`, {
        policy: { ...selective, settlementMonths: 1 },
        later: { settlementMonths: 3 },
        changes: '2026-05-10',
      });
      const { first, last } = s.period(date);
      return `${first} ${last}`;
    };
    expect(period('2026-05-09')).toBe('2026-05-01 2026-05-31');
    expect(period('2026-05-20')).toBe('2026-05-01 2026-05-31');
    expect(period('2026-06-20')).toBe('2026-06-01 2026-06-30');
    expect(period('2026-07-20')).toBe('2026-07-01 2026-09-30');
  });

  it('of somebody who turned selective in a month is that month, however many are settled together', () => {
    const later = { policy: { settlementMonths: 3 }, later: selective, changes: '2026-04-16' };
    expect(inSeoul('2026-04-20T09:00', later).period('2026-04-20')).toMatchObject({ last: '2026-04-30' });
    expect(inSeoul('2026-05-20T09:00', later).period('2026-05-20')).toMatchObject({
      ...{ first: '2026-05-01', last: '2026-06-30' },
    });
  });

  it('owes nothing for the time before the hire and after the last day', () => {
    const at = { policy: selective, hiredOn: '2026-04-11', lastDay: '2026-04-24' };
    expect(inSeoul('2026-04-20T09:00', at).period('2026-04-20')).toMatchObject({
      days: 14,
      base: 80 * 60,
      most: 104 * 60,
    });
    const fixed = { ...at, policy: { arrangement: 'fixed' } as const };
    expect(inSeoul('2026-04-20T09:00', fixed).period('2026-04-20')).toMatchObject({ base: 10 * 480, by: 'planned' });
    expect(inSeoul('2026-04-20T09:00', at).day('2026-04-10').flags).toEqual([]);
  });
});

describe('a month of set days', () => {
  it('owes its working days, less what was worked and any approved leave', () => {
    const records = ['2026-03-03', '2026-03-04', '2026-03-05'].map(d => seoulDay(d, ['09:00-18:30']));
    const leaves = [leaveOn('2026-03-06', 'day'), leaveOn('2026-03-09', 'day', false), leaveOn('2026-03-10', 'pm')];
    const s = inSeoul('2026-03-05T20:00', { records, leaves, holidays: ['2026-03-02'] });
    const p = s.period('2026-03-05');
    // 22 weekdays less the holiday; 3 × 8 h 30 worked; 2.5 days of leave.
    expect(p).toMatchObject({ by: 'planned', base: 21 * 480, worked: 1530, leave: 1200, owed: 10_080 - 2730 });
    expect(p).not.toHaveProperty('most');
    // 18 weekdays are ahead, two of them all on leave and one for half.
    expect(p).toMatchObject({ daysLeft: 16, plannedLeft: 16 * 480 - 240 });
  });

  it('counts a change of the policy in its middle from that day on', () => {
    const s = inSeoul('2026-04-20T09:00', {
      policy: { arrangement: 'staggered', dayLength: 480 },
      later: { arrangement: 'fixed', dayLength: 420, start: '10:00' },
      changes: '2026-04-16',
    });
    expect(s.plan('2026-04-15')).toMatchObject({ planned: 480, arrive: { from: 480, to: 660 } });
    expect(s.plan('2026-04-16')).toMatchObject({ planned: 420, arrive: { from: 600, to: 600 } });
    expect(s.month('2026-04-20').base).toBe(11 * 480 + 11 * 420);
  });

  it('that turns selective in its middle owes both parts', () => {
    const s = inSeoul('2026-04-20T09:00', { later: { arrangement: 'selective' }, changes: '2026-04-17' });
    const p = s.period('2026-04-20');
    // 12 working days; then 10 more in 14 days, of 40 × 14 / 7 hours.
    expect(p).toMatchObject({ by: 'total', base: 12 * 480 + 80 * 60, overtimeFrom: 80 * 60, most: 104 * 60, days: 30 });
  });

  it('of somebody who works Monday, Wednesday and Friday for 5 hours', () => {
    const week = [300, 0, 300, 0, 300, 0, 0];
    const at = { week, records: [seoulDay('2026-04-01', ['09:00-14:30'])], leaves: [leaveOn('2026-04-03', 'day')] };
    const s = inSeoul('2026-04-02T09:00', at);
    // 13 such days in April; the leave counts its own 5 hours.
    expect(s.period('2026-04-02')).toMatchObject({
      base: 13 * 300,
      worked: 300,
      leave: 300,
      owed: 11 * 300,
      daysLeft: 11,
    });
    expect(s.week('2026-04-02')).toMatchObject({ planned: 600, leave: 300, worked: 300, left: 300 });
    expect(s.day('2026-04-02')).toMatchObject({
      flags: [],
      plan: { planned: 0, arranged: { off: { is: 'day-off' } } },
    });
    const open = inSeoul('2026-04-01T10:00', { ...at, records: [seoulDay('2026-04-01', ['09:00-'])] });
    expect(timeIn(open.day('2026-04-01').leaveAt)).toBe('2026-04-01T14:30');
    const total = inSeoul('2026-04-02T09:00', { ...at, policy: { arrangement: 'selective' } }).period('2026-04-02');
    expect([hours(total.base), hours(total.overtimeFrom), total.leave]).toEqual([65, 65, 300]);
  });
});

describe('a week', () => {
  const week = (to: string) =>
    ['2026-03-30', '2026-03-31', '2026-04-01', '2026-04-02', '2026-04-03'].map(d => seoulDay(d, [`08:00-${to}`]));

  it('across a month’s end is one week, while each month has its own days', () => {
    const s = inSeoul('2026-04-04T09:00', { records: week('18:00') });
    expect(s.week('2026-04-01')).toMatchObject({ monday: '2026-03-30', worked: 2700, overtime: 300, toCap: 420 });
    expect(s.week('2026-04-01')).toEqual(s.week('2026-03-31'));
    expect([s.month('2026-03-31').worked, s.month('2026-04-01').worked]).toEqual([1080, 1620]);
  });

  it('has overtime over 8 hours a day, though it is short of 40', () => {
    const records = ['2026-03-30', '2026-03-31', '2026-04-01'].map(d => seoulDay(d, ['08:00-22:00']));
    const s = inSeoul('2026-04-04T09:00', { records });
    // Three days of 13 h: 5 h over 8 each.
    expect(s.week('2026-04-01')).toMatchObject({ worked: 2340, overtime: 900, over52: 0, left: 60 });
  });

  it('keeps what was not approved apart, where approval is needed', () => {
    const at = { records: week('19:00'), approved: new Map([['2026-03-31', 120]]) };
    const s = inSeoul('2026-04-04T09:00', { ...at, policy: { overtimeNeedsApproval: true } });
    expect(s.week('2026-04-01')).toMatchObject({ overtime: 600, unapproved: 480 });
    expect(s.premium('2026-03-31')).toMatchObject({ overtime: 120, unapproved: 0 });
    expect(inSeoul('2026-04-04T09:00', at).week('2026-04-01')).toMatchObject({
      overtime: 600,
      unapproved: 0,
    });
    // Of a change in the week, only its own days need approval: Friday's 2 h.
    const half = { ...at, later: { overtimeNeedsApproval: true }, changes: '2026-04-03' };
    expect(inSeoul('2026-04-04T09:00', half).week('2026-04-01').unapproved).toBe(120);
    const late = { ...at, policy: { overtimeNeedsApproval: true }, later: { overtimeNeedsApproval: false } };
    // Monday, Wednesday and Thursday are left with 2 h each.
    expect(inSeoul('2026-04-04T09:00', { ...late, changes: '2026-04-03' }).week('2026-04-01').unapproved).toBe(360);
  });

  it('takes spare approval for what is over 40 hours only, wherever it was named', () => {
    // Six days of 400 minutes by contract; 80 more on Monday, agreed to for then, pass the 40 hours on Saturday.
    const days = [30, 31, 1, 2, 3, 4].map(n => `2026-0${n > 29 ? 3 : 4}-${String(n).padStart(2, '0')}`);
    const records = days.map((d, i) => seoulDay(d, [i === 0 ? '09:00-17:30' : '09:00-16:10']));
    const at = { records, week: [400, 400, 400, 400, 400, 400, 0], policy: { overtimeNeedsApproval: true } };
    const s = inSeoul('2026-04-05T09:00', { ...at, approved: new Map([['2026-03-30', 80]]) });
    expect(s.premium('2026-04-04')).toMatchObject({ overtime: 80, overWeek: 80, unapproved: 0 });
    expect(inSeoul('2026-04-05T09:00', at).premium('2026-04-04').unapproved).toBe(80);
  });

  it('asks for approval of holiday work, too', () => {
    const at = { records: [seoulDay('2026-04-05', ['09:00-20:00'])], policy: { overtimeNeedsApproval: true } };
    const s = inSeoul('2026-04-06T09:00', { ...at, approved: new Map([['2026-04-05', 240]]) });
    expect(s.week('2026-04-05')).toMatchObject({ overtime: 0, holiday8: 480, holidayBeyond: 120, unapproved: 360 });
  });

  it('is held against the most of the policy', () => {
    const s = inSeoul('2026-04-04T09:00', { records: week('20:00') });
    expect(s.week('2026-04-01')).toMatchObject({ worked: 3300, cap: 3120, toCap: 0, over52: 180, measured: 'week' });
    const wide = inSeoul('2026-04-04T09:00', { records: week('20:00'), policy: { weekCap: 3600 } });
    expect(wide.week('2026-04-01')).toMatchObject({ toCap: 300, over52: 0 });
    const selective = inSeoul('2026-04-04T09:00', { policy: { arrangement: 'selective' } });
    expect(selective.week('2026-04-01').measured).toBe('period');
    const half = { later: { arrangement: 'selective', weekCap: 3000 }, changes: '2026-04-01' } as const;
    expect(inSeoul('2026-04-04T09:00', half).week('2026-04-01')).toMatchObject({ measured: 'week', cap: 3000 });
  });
});
