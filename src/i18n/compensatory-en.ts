import { english } from './format.ts';

const exact = (n: number): string => String(Math.round(n * 10_000) / 10_000);
const days = (n: number): string => `${exact(n)} ${Math.abs(n) === 1 ? 'day' : 'days'}`;
const on = (date: string): string => `${english.date(date)} ${date.slice(0, 4)}`;

/** Words of leave in place of pay for overtime and holiday work. */
export const compensatoryEn = {
  compensatory: {
    label: 'Compensation',
    /** "3 h × 1.5"; `kind`: overtime, holiday, long (over 8 hours on a holiday) or night */
    part: (kind: string, minutes: number, rate: number): string =>
      `${kind === 'night' ? 'night ' : ''}${english.duration(minutes)} × ${exact(rate)}`,
    why: (holiday: boolean, date: string, times: string, how: string): string =>
      `${holiday ? 'Holiday work' : 'Overtime'} ${english.date(date)} ${times} · ${how}`,
    /** beneath the form, and on the card */
    promised: (n: number, holiday: boolean, how: string): string =>
      `Once approved, ${days(n)} of compensatory leave (${holiday ? 'holiday work, ' : ''}${how})`,
    promisedMost: (n: number, holiday: boolean, how: string): string =>
      `Once approved and worked by the record, at most ${days(n)} of compensatory leave (${holiday ? 'holiday work, ' : ''}${how})`,
    /** what came of it, in the request’s history */
    gave: (n: number, until: string): string =>
      `:gift: Gave ${days(n)} of compensatory leave, usable until ${on(until)}`,
    tookBack: 'The compensatory leave that it gave was taken back',
    worksFirst: 'Gives compensatory leave on the day after, by what was worked',
    notRecorded: 'Has given no compensatory leave yet: no finished work is recorded in that time',
    byRecord: 'The record of that day was changed',
  },
};

export type CompensatoryWords = typeof compensatoryEn;

/** How the policy's fields are called. */
export const compensatoryPolicyEn = {
  fields: {
    compensates: 'Approved overtime gives compensatory leave',
    overtimeRate: 'Overtime (times)',
    holidayRate: 'Holiday work, the first 8 hours (times)',
    longHolidayRate: 'Holiday work beyond 8 hours (times)',
    nightRate: 'Night work (22:00–06:00) adds (times)',
    weeklyHoliday: 'Weekly holiday',
    usableMonths: 'Usable for (months)',
  },
  hints: {
    compensates:
      'In place of pay, only as far as company and workers’ representative agreed on it in writing (LSA 57). Counts for work from the day below on.',
    overtimeRate: '1.5: two hours give three (LSA 56).',
    weeklyHoliday: 'Work on it is holiday work, as on public holidays, for whoever has that day off.',
    usableMonths:
      'From the day of the work, or the day on which it is given if that is later. What is not taken by then is to be paid.',
  },
  choices: {
    compensates: {
      none: 'No: it is paid',
      approved: 'Yes, the approved time',
      worked: 'Yes, what of the approved time was worked',
    },
    weeklyHoliday: {
      none: 'None',
      mon: 'Monday',
      tue: 'Tuesday',
      wed: 'Wednesday',
      thu: 'Thursday',
      fri: 'Friday',
      sat: 'Saturday',
      sun: 'Sunday',
    },
  },
};
