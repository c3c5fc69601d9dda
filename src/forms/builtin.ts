import { type Named, named, type Text } from '../shared/languages.ts';
import type { Field, FormDefinition } from './definition.ts';

const both = (ko: string, en: string): Named => named({ ko, en });
const reason: Field = { id: 'reason', type: 'long-text', label: both('사유', 'Reason'), required: true };

const form = (id: string, name: Text, fields: Field[]): FormDefinition => ({
  id,
  name,
  fields,
  state: 'offered',
  next: 1,
  version: 0,
});

/** An administrator's stored change replaces them. */
export const BUILTIN: readonly FormDefinition[] = [
  form('overtime', both('연장근무', 'Overtime'), [
    { id: 'date', type: 'date', label: both('근무일', 'Day'), required: true },
    {
      id: 'times',
      type: 'times',
      label: both('시간', 'Time'),
      required: true,
      help: both(
        '자정을 넘기면 다음 날까지로 셉니다. 자정 이후의 시간은 이어서 근무한 날의 연장으로 셉니다.',
        'Past midnight it counts into the next day. Time after midnight belongs to the shift you worked it in.',
      ),
    },
    reason,
  ]),
  form('business-trip', both('출장', 'Business trip'), [
    { id: 'range', type: 'range', label: both('기간', 'Period'), required: true },
    { id: 'place', type: 'text', label: both('출장지', 'Place'), required: true },
    reason,
  ]),
  form('expense', both('지출', 'Expense'), [
    { id: 'amount', type: 'money', label: both('금액', 'Amount'), required: true },
    { id: 'date', type: 'date', label: both('지출일', 'Date'), required: true },
    { id: 'reason', type: 'long-text', label: both('사용 내역', 'What for'), required: true },
    { id: 'receipt', type: 'file', label: both('영수증', 'Receipt'), required: false },
  ]),
  form('purchase', both('구매', 'Purchase'), [
    { id: 'item', type: 'text', label: both('품목', 'Item'), required: true },
    { id: 'amount', type: 'money', label: both('금액', 'Amount'), required: true },
    { id: 'vendor', type: 'text', label: both('구매처', 'Vendor'), required: false },
    reason,
  ]),
];

export const builtin = (id: string): FormDefinition | undefined => BUILTIN.find(f => f.id === id);
