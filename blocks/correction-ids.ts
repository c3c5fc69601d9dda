/** Ids of corrections, missing check-outs and closed months; as in `ids.ts`, one place for button and handler. */
export const correctionAction = {
  /** value: a date, or `user|date` */
  open: 'correction.open',
  /** *I worked* on a day without a record: the form with its likely times; value: a date */
  worked: 'correction.worked',
  /** the legal break was not taken; value: a date */
  workedThrough: 'correction.worked-through',
  /** leaves a day as it is after a rejected correction; value: `date|request` */
  keep: 'correction.keep',
  /** a person is chosen whose day is corrected */
  pickPerson: 'correction.person',
  /** inputs of the form that draw it anew */
  date: 'correction.date',
  time: 'correction.time',
  nextDay: 'correction.next-day',
  place: 'correction.place',
  addSpan: 'correction.add-span',
  addBreak: 'correction.add-break',
  /** an offered time of a missing check-out; value: `date|ms`. The second one must differ within a message. */
  leftAt: 'correction.left-at',
  leftAtOther: 'correction.left-at-2',
  openMonths: 'months.open',
  /** asks whether to close; value: YYYY-MM */
  closeMonth: 'months.close',
  /** in that form: the people of a problem, and back to the months */
  monthProblem: 'months.problem',
  backToMonths: 'months.back',
  reopenMonth: 'months.reopen',
} as const;

export const correctionCallback = {
  correct: 'correction',
  months: 'months',
  close: 'months.close',
  reopen: 'months.reopen',
} as const;

/** Block ids; those of spans and breaks carry their number and the day, since Slack keeps what an old block shows. */
export const correctionInput = {
  date: 'date',
  reason: 'reason',
  /** of a closing: the payroll file is to follow */
  file: 'file',
  in: (i: number, day: string): string => `in:${i}:${day}`,
  out: (i: number, day: string): string => `out:${i}:${day}`,
  nextDay: (i: number, day: string): string => `next:${i}:${day}`,
  place: (i: number, day: string): string => `place:${i}:${day}`,
  from: (i: number, day: string): string => `from:${i}:${day}`,
  to: (i: number, day: string): string => `to:${i}:${day}`,
} as const;
