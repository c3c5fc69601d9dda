import { exact } from '../format.ts';
import { days } from './amount.ts';
import { english } from './format.ts';

const on = (date: string): string => `${english.date(date)} ${date.slice(0, 4)}`;

export const compensatoryEn = {
  compensatory: {
    label: 'Compensation',
    /** "3 h × 1.5"; `kind`: overtime, holiday, long (over 8 hours on a holiday) or night */
    part: (kind: string, minutes: number, rate: number): string =>
      `${kind === 'night' ? 'night ' : ''}${english.duration(minutes)} × ${exact(rate)}`,
    why: (holiday: boolean, date: string, times: string, how: string): string =>
      `${holiday ? 'Holiday work' : 'Overtime'} ${english.date(date)} ${times} · ${how}`,
    benefit: (n: number, holiday: boolean, how: string): string =>
      `When approved: ${days(n)} of compensatory leave (${holiday ? 'holiday work, ' : ''}${how})`,
    benefitAtMost: (n: number, holiday: boolean, how: string): string =>
      `When approved and worked: up to ${days(n)} of compensatory leave (${holiday ? 'holiday work, ' : ''}${how})`,
    gave: (n: number, until: string): string =>
      `:gift: ${days(n)} of compensatory leave granted, usable until ${on(until)}`,
    tookBack: 'Compensatory leave taken back',
    worksFirst: 'Compensatory leave is granted the next day, based on recorded work',
    notRecorded: 'No compensatory leave yet: no completed work is recorded in that time',
    byRecord: 'Attendance record of that day changed',
  },
};

export type CompensatoryWords = typeof compensatoryEn;

export const compensatoryPolicyEn = {
  fields: {
    compensates: 'Compensatory leave for approved overtime',
    overtimeRate: 'Overtime (times)',
    holidayRate: 'Holiday work, the first 8 hours (times)',
    longHolidayRate: 'Holiday work beyond 8 hours (times)',
    nightRate: 'Night work (22:00–06:00) adds (times)',
    usableMonths: 'Usable for (months)',
    fiveOrMore: 'Five employees or more',
    agreedOn: 'Written agreement of',
    agreement: 'The agreement',
  },
  hints: {
    fiveOrMore: 'With fewer, LSA 56 and 57 do not apply.',
    agreement: 'A link to the file, or its number.',
    compensates:
      'Instead of pay, as agreed in writing with the employee representative (LSA 57). Applies to work from the date below.',
    overtimeRate: '1.5: two hours of work earn three (LSA 56).',
    usableMonths:
      'From the day of the work, or the day it is granted if later. Unused compensatory leave must then be paid out.',
  },
  problems: {
    'under-legal-rate':
      'Below the law: at least 1.5 for overtime and holiday work to 8 hours, 2 beyond 8 hours, and 0.5 for the night (LSA 56, 57).',
    'agreement-missing':
      'Compensatory leave needs a written agreement with the employee representative (LSA 57). Enter its date.',
  },
  choices: {
    compensates: {
      none: 'No, overtime is paid',
      approved: 'Yes, for the approved time',
      worked: 'Yes, for approved time that was worked',
    },
  },
};
