import { describe, expect, it } from 'vitest';
import { type DayCommand, statusOf } from '../../src/attendance/rules.ts';
import { staysIn } from '../../src/worktime/places.ts';
import { at, MINUTE, pressed } from '../attendance/corrections/days.ts';

const day = (...presses: [string, DayCommand][]) =>
  presses.reduce<ReturnType<typeof pressed>>((d, [time, command]) => pressed(d, command, at(time)), undefined);
const move = (place: 'office' | 'home' | 'outside' | 'trip'): DayCommand => ({ do: 'change-place', place });

describe('places of a day', () => {
  it('are kept with their times, several a day', () => {
    const d = day(
      ['09:00', { do: 'check-in', place: 'home' }],
      ['11:00', move('office')],
      ['14:00', move('trip')],
      ['18:00', { do: 'check-out' }],
    );
    expect(d?.spans.flatMap(staysIn)).toEqual([
      { from: at('09:00'), to: at('11:00'), place: 'home' },
      { from: at('11:00'), to: at('14:00'), place: 'office' },
      { from: at('14:00'), to: at('18:00'), place: 'trip' },
    ]);
    expect(d?.spans[0]?.place).toBe('trip');
  });

  it('said anew within a minute mend a slip; the same place again is no move', () => {
    const slip = pressed(day(['09:00', { do: 'check-in', place: 'home' }]), move('office'), at('09:00') + MINUTE - 1);
    expect(slip?.spans).toEqual([{ in: at('09:00'), place: 'office', breaks: [] }]);
    const same = day(['09:00', { do: 'check-in', place: 'home' }], ['10:00', move('home')]);
    expect(same?.spans[0]).not.toHaveProperty('stays');
    const back = pressed(
      day(['09:00', { do: 'check-in', place: 'home' }], ['10:00', move('trip')]),
      move('home'),
      at('10:00') + 1,
    );
    expect(back?.spans).toEqual([{ in: at('09:00'), place: 'home', breaks: [] }]);
  });

  it('said at the check-out are where the last stay was', () => {
    const d = day(
      ['09:00', { do: 'check-in', place: 'home' }],
      ['11:00', move('office')],
      ['18:00', { do: 'check-out', place: 'outside' }],
    );
    expect(d?.spans.flatMap(staysIn).map(s => [s.from, s.place])).toEqual([
      [at('09:00'), 'home'],
      [at('11:00'), 'outside'],
    ]);
  });
});

describe('a time that is told afterwards', () => {
  it('counts from when it was said, and flags the day', () => {
    const came = pressed(undefined, { do: 'check-in', place: 'home' }, at('10:00'), at('09:10'));
    expect(came).toMatchObject({ corrected: true, spans: [{ in: at('09:10') }] });
    expect(came?.history).toMatchObject([{ what: 'check-in', at: at('10:00'), said: at('09:10') }]);
    expect(statusOf(came, at('10:00'))).toMatchObject({ is: 'in', since: at('09:10') });
    const left = pressed(came, { do: 'check-out' }, at('19:00'), at('18:30'));
    expect(left?.spans).toMatchObject([{ in: at('09:10'), out: at('18:30') }]);
  });

  it('is refused ahead, and before the end of what is recorded', () => {
    const came = pressed(undefined, { do: 'check-in', place: 'home' }, at('09:00'));
    expect(pressed(came, { do: 'check-out' }, at('18:00'), at('18:01'))).toBe(came);
    expect(pressed(came, { do: 'check-out' }, at('18:00'), at('08:59'))).toBe(came);
  });
});
