/**
 * Figures of Korean law by the day from which they hold, so that a change of law is an entry. Leaves of an event or a
 * year have theirs in `leave-record/types/statutory.ts`, where administrators may change them.
 */
export const KOREAN_LAW = {
  /** the most of a day and a week without overtime, minutes: LSA 50 */
  hours: { day: 480, week: 2400 },
  /** percent of the pay for overtime, holiday work to 8 hours and beyond, and on top at night: LSA 56 */
  rates: { overtime: 150, holiday: 150, longHoliday: 200, night: 50 },
  /** reduced hours for pregnancy and childcare earn leave as full time: LSA 60 ⑥ 4, 5 */
  reducedHoursEarn: { from: '2024-10-22' },
  /** minutes of work that need no break where the person asked for that: LSA 54 ① proviso. Second-hand. */
  noBreak: { from: '2026-12-10', work: 240 },
  /** annual leave by the hour is a right (LSA 60, where ⑦ becomes ⑧). Second-hand. */
  hoursByRight: { from: '2027-06-10' },
} as const;
