import { type Named, named, type Text } from '../../shared/languages.ts';
import type { LeaveType, Occasion } from './definition.ts';
import { OPEN_ENDED, STATUTORY } from './statutory.ts';

const both = (ko: string, en: string): Named => named({ ko, en });
const occasion = (id: string, ko: string, en: string, days: number): Occasion => ({ id, name: both(ko, en), days });

const USUAL = {
  paid: true,
  pool: null,
  paidOut: false,
  unit: 'day',
  notice: 0,
  document: false,
  worked: true,
  attendance: 'attended',
  decided: true,
  private: false,
  most: null,
  span: 'request',
  calendarDays: false,
  occasions: [],
  openEnd: false,
  off: false,
  version: 0,
} as const satisfies Omit<LeaveType, 'id' | 'name'>;

const type = (id: string, name: Text, differs: Partial<LeaveType> = {}): LeaveType => ({
  ...USUAL,
  occasions: [],
  id,
  name,
  ...differs,
});

/** Family events are custom; leaves by law have a table of their own. */
export const BUILTIN: readonly LeaveType[] = [
  type('annual', both('연차', 'Annual leave'), { pool: 'annual', paidOut: true }),
  type('half', both('반차', 'Half day'), { pool: 'annual', unit: 'half' }),
  type('quarter', both('반반차', 'Quarter day'), { pool: 'annual', unit: 'quarter' }),
  type('hours', both('시간 연차', 'Hourly leave'), { pool: 'annual', unit: 'hour' }),
  type('compensatory', both('보상휴가', 'Compensatory leave'), { pool: 'compensatory', paidOut: true }),
  // Overtime gives parts of days: two hours × 1.5 are three eighths.
  type('compensatory-half', both('보상휴가(반차)', 'Compensatory half day'), { pool: 'compensatory', unit: 'half' }),
  type('compensatory-quarter', both('보상휴가(반반차)', 'Compensatory quarter day'), {
    ...{ pool: 'compensatory', unit: 'quarter' },
  }),
  type('compensatory-hours', both('보상휴가(시간)', 'Compensatory hours'), { pool: 'compensatory', unit: 'hour' }),
  type('reward', both('포상휴가', 'Reward leave'), { pool: 'reward' }),
  type('reward-half', both('포상휴가(반차)', 'Reward half day'), { pool: 'reward', unit: 'half' }),
  type('sick', both('병가', 'Sick leave'), { private: true }),
  type('family-event', both('경조휴가', 'Family event'), {
    occasions: [
      occasion('own-wedding', '본인 결혼', 'Own wedding', 5),
      occasion('child-wedding', '자녀 결혼', 'A child’s wedding', 1),
      occasion('sibling-wedding', '형제자매 결혼', 'A sibling’s wedding', 1),
      occasion('parent-birthday', '부모 회갑·칠순', 'A parent’s 60th or 70th birthday', 1),
      occasion('death-spouse', '배우자 사망', 'Death of one’s spouse', 5),
      occasion('death-parent', '본인·배우자 부모 사망', 'Death of a parent (also the spouse’s)', 5),
      occasion('death-child', '자녀 사망', 'Death of a child', 5),
      occasion('death-grandparent', '조부모·외조부모 사망', 'Death of a grandparent', 3),
      occasion('death-sibling', '형제자매 사망', 'Death of a sibling', 3),
    ],
  }),
  ...STATUTORY.map(({ id, name, ...differs }) => type(id, name, { decided: false, ...differs })),
  ...OPEN_ENDED.map(({ id, name, ...differs }) => type(id, name, differs)),
  type('unpaid', both('무급휴가', 'Unpaid leave'), { paid: false, worked: false, attendance: 'tenure' }),
];

export const builtinType = (id: string): LeaveType | undefined => BUILTIN.find(t => t.id === id);
