import { type Named, named } from '../../shared/languages.ts';
import type { LeaveType } from './definition.ts';
import type { DatedFigures, Figures } from './event-rule.ts';

const both = (ko: string, en: string): Named => named({ ko, en });
/** Before all dates. */
export const EVER = '0001-01-01';

/** Each later entry names only what changes. */
const dated = (first: Figures, ...later: readonly [from: string, changes: Figures][]): DatedFigures[] => [
  { from: EVER, values: first },
  ...later.map(([from, values]) => ({ from, values })),
];

type Statutory = Pick<LeaveType, 'id' | 'name'> & Partial<LeaveType>;

/**
 * Leaves by law, told and not decided, with their figures by day. Births: LSA 74 ①, 시행령 43 (weeks of pregnancy);
 * partner's: 남녀고용평등법 18의2; fertility treatment 18의3; parental 19, 시행령 11; family care 22의2; menstrual LSA 73;
 * public duties LSA 10. Second-hand, not read in the statute: all from 2026 on, figures before 2025-02-23, the 10 days
 * before the 16th week, four parts and six more months of parental leave.
 */
export const STATUTORY: readonly Statutory[] = [
  {
    ...{ id: 'maternity', name: both('출산전후휴가', 'Maternity leave'), calendarDays: true, document: true },
    longLeave: true,
    rule: {
      ...{ event: 'birth', judgedOn: 'event', beyond: 'insurance', asks: ['due', 'born', 'children', 'premature'] },
      // 74 ②: parts of it may be taken during the whole pregnancy.
      figures: dated({ ...{ days: 90, twins: 120, least: 45, leastTwins: 60, before: 280 }, paid: 60, paidTwins: 75 }, [
        '2025-02-23',
        { premature: 100 },
      ]),
    },
  },
  {
    ...{
      id: 'loss',
      name: both('유산·사산휴가', 'Miscarriage or stillbirth leave'),
      calendarDays: true,
      private: true,
    },
    ...{ document: true },
    rule: {
      ...{ event: 'loss', judgedOn: 'event', beyond: 'insurance', asks: ['lost', 'weeks'] },
      figures: dated({ days: 10, week16: 30, week22: 60, week28: 90, paid: 60 }),
    },
  },
  {
    ...{ id: 'paternity', name: both('배우자 출산휴가', 'Paternity leave'), document: true },
    rule: {
      ...{ event: 'birth', judgedOn: 'event', beyond: 'unpaid', asks: ['due', 'born', 'children'] },
      figures: dated(
        { days: 10, until: 90, parts: 2 },
        ['2025-02-23', { days: 20, until: 120, parts: 4 }],
        ['2026-09-18', { before: 50 }],
      ),
    },
  },
  {
    ...{ id: 'spouse-loss', name: both('배우자 유산·사산휴가', 'Partner’s miscarriage leave'), private: true },
    ...{ document: true },
    rule: {
      ...{ event: 'loss', judgedOn: 'event', beyond: 'unpaid', asks: ['lost'] },
      figures: [{ from: '2026-09-18', values: { days: 5, paid: 3, within: 20 } }],
    },
  },
  {
    ...{ id: 'fertility', name: both('난임치료휴가', 'Fertility treatment leave'), private: true, span: 'year' },
    rule: {
      ...{ judgedOn: 'leave', beyond: 'unpaid', asks: [] },
      figures: dated({ days: 3, paid: 1 }, ['2025-02-23', { days: 6, paid: 2 }]),
    },
  },
  {
    ...{ id: 'parental', name: both('육아휴직', 'Parental leave'), calendarDays: true, paid: false, worked: false },
    longLeave: true,
    rule: {
      ...{ event: 'birth', judgedOn: 'leave', beyond: 'insurance', asks: ['born', 'children', 'extended'] },
      // 19 ①: also during the own pregnancy.
      figures: dated(
        { ...{ months: 12, parts: 3, age: 8, ahead: 30, urgent: 7 }, before: 280 },
        ['2025-02-23', { extension: 6, parts: 4 }],
        ['2026-08-20', { weeks: 2 }],
      ),
    },
  },
  {
    ...{ id: 'family-care', name: both('가족돌봄휴가', 'Family care leave'), paid: false, worked: false },
    ...{ attendance: 'tenure', span: 'year' },
    rule: { ...{ judgedOn: 'leave', beyond: 'unpaid', asks: [] }, figures: dated({ days: 10 }) },
  },
  {
    ...{ id: 'menstrual', name: both('생리휴가', 'Menstrual leave'), private: true, paid: false, worked: false },
    ...{ span: 'month' },
    rule: { ...{ judgedOn: 'leave', beyond: 'unpaid', asks: [] }, figures: dated({ days: 1 }) },
  },
  { id: 'official', name: both('공가', 'Official leave') },
  { id: 'official-hours', name: both('공가(시간)', 'Official leave (hours)'), unit: 'hour' },
];

/** Open end, decided; paid and counted as their type says, which administrators set. */
export const OPEN_ENDED: readonly Statutory[] = [
  {
    ...{ id: 'injury', name: both('업무상 재해 휴직', 'Leave for a work injury'), document: true, openEnd: true },
    longLeave: true,
    ...{ calendarDays: true, attendance: 'attended', paid: false, worked: false },
  },
  {
    ...{ id: 'leave-of-absence', name: both('휴직', 'Leave of absence'), openEnd: true },
    longLeave: true,
    ...{ calendarDays: true, attendance: 'tenure', paid: false, worked: false },
  },
];
