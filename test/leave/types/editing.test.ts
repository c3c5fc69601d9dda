import { describe, expect, it } from 'vitest';
import { words } from '../../../src/i18n/index.ts';
import { editType, inputOf, type TypeInput } from '../../../src/leave/types/editing.ts';
import { leaveTypeDocs } from '../../../src/leave/types/store.ts';
import { BUILTIN, builtinType } from '../../../src/leave-record/types/builtin.ts';
import { type LeaveType, leaveTypeSchema, MOST, snapshotOf } from '../../../src/leave-record/types/definition.ts';

const say = words('ko').forms.text;
const today = '2026-11-24';
const input = (o: Partial<TypeInput> = {}): TypeInput => ({
  ...{
    name: '리프레시 휴가',
    paid: 'yes',
    pool: '',
    paidOut: 'no',
    unit: 'day',
    notice: '7',
    worked: 'yes',
    attendance: 'attended',
    decided: 'yes',
    private: 'no',
  },
  ...{ document: 'no', most: '3', span: 'year', calendarDays: 'no', occasions: '' },
  ...o,
});
const edit = (o: Partial<TypeInput>, before?: LeaveType, others: readonly LeaveType[] = BUILTIN) =>
  editType(before, before?.id ?? 't1', input(o), { others: others.filter(t => t.id !== before?.id), say, today });
const problems = (o: Partial<TypeInput>, others?: readonly LeaveType[]) => {
  const edited = edit(o, undefined, others);
  return edited.ok ? [] : edited.problems.map(p => [p.field, p.code]);
};

describe('the types that Daybook brings', () => {
  it('are types, named in both languages, each id once', () => {
    for (const type of BUILTIN) {
      expect(leaveTypeSchema.parse(type)).toEqual(type);
      expect(type.name).toMatchObject({ ko: expect.any(String), en: expect.any(String) });
    }
    expect(new Set(BUILTIN.map(t => t.id)).size).toBe(BUILTIN.length);
  });

  it('stay as they are when their form is saved unchanged, in either language', () => {
    for (const language of ['ko', 'en'] as const) {
      const text = words(language).forms.text;
      for (const type of BUILTIN) {
        const others = BUILTIN.filter(t => t.id !== type.id);
        const edited = editType(type, type.id, inputOf(type, text, today), { others, say: text, today });
        expect(edited).toEqual({ ok: true, what: 'changed', type: { ...type, version: 1 } });
      }
    }
  });
});

describe('Statutory leaves', () => {
  it('stand without a decision, others do not', () => {
    const told = BUILTIN.filter(t => !t.decided).map(t => t.id);
    expect(told).toEqual([
      ...['maternity', 'loss', 'paternity', 'spouse-loss', 'fertility', 'parental', 'family-care', 'menstrual'],
      ...['official', 'official-hours'],
    ]);
    expect(snapshotOf(builtinType('maternity') as LeaveType).decided).toBe(false);
  });

  it('that were changed before the field was there stand without a decision, too', () => {
    const stored = (id: string) => {
      const { decided: _, ...old } = builtinType(id) as LeaveType;
      return leaveTypeDocs.parse({ ...old, _id: `T1:${id}`, team: 'T1', version: 1, history: [], effects: [] });
    };
    expect(stored('maternity').decided).toBe(false);
    expect(stored('sick').decided).toBe(true);
  });
});

describe('a type as an administrator fills it in', () => {
  it('is made', () => {
    expect(edit({})).toEqual({
      ok: true,
      what: 'made',
      type: {
        ...{
          id: 't1',
          name: '리프레시 휴가',
          paid: true,
          pool: null,
          paidOut: false,
          unit: 'day',
          notice: 7,
          document: false,
        },
        ...{
          worked: true,
          decided: true,
          private: false,
          most: 3,
          span: 'year',
          calendarDays: false,
          occasions: [],
          off: false,
        },
        attendance: 'attended',
        openEnd: false,
        version: 1,
      },
    });
  });

  it('keeps a pool of its own, from which other types may take, until none does', () => {
    const own = edit({ pool: 'own', paidOut: 'yes' });
    expect(own).toMatchObject({ ok: true, type: { id: 't1', pool: 't1', paidOut: true } });
    const kept = (own as { type: LeaveType }).type;
    expect(inputOf(kept, say, today)).toMatchObject({ pool: 'own', paidOut: 'yes' });
    const others = [...BUILTIN, kept];
    const second = editType(undefined, 't2', input({ name: '리프레시 반차', pool: 't1', paidOut: 'yes' }), {
      others,
      say,
      today,
    });
    expect(second).toMatchObject({ ok: true, type: { id: 't2', pool: 't1', paidOut: false } });
    const taken = [...BUILTIN, (second as { type: LeaveType }).type];
    expect(edit({ pool: 'annual' }, kept, taken)).toEqual({
      ok: false,
      problems: [{ field: 'pool', code: 'pool-in-use' }],
    });
    expect(problems({ pool: 't7' })).toEqual([['pool', 'unknown-pool']]);
  });

  it('is refused beside the field that is wrong', () => {
    expect(problems({ name: '  ' })).toEqual([['name', 'name-missing']]);
    expect(problems({ name: '<!channel>' })).toEqual([['name', 'name-signs']]);
    expect(problems({ name: '연차' })).toEqual([['name', 'name-taken']]);
    expect(problems({ name: '가'.repeat(MOST.name + 1) })).toEqual([['name', 'out-of-range']]);
    expect(problems({ notice: '-1' })).toEqual([['notice', 'out-of-range']]);
    expect(problems({ notice: 'x', most: '1e9' })).toEqual([
      ['notice', 'out-of-range'],
      ['most', 'out-of-range'],
    ]);
    expect(problems({ unit: 'year' })).toEqual([['unit', 'unknown-unit']]);
    expect(problems({ calendarDays: 'yes', pool: 'annual' })).toEqual([['calendarDays', 'calendar-and-pool']]);
    expect(problems({ occasions: '결혼' })).toEqual([['occasions', 'occasion-unreadable']]);
    const many = Array.from({ length: MOST.types }, (_, i) => ({
      ...(BUILTIN[0] as LeaveType),
      id: `x${i}`,
      name: `x${i}`,
    }));
    expect(problems({}, many)).toEqual([['name', 'too-many']]);
  });

  it('reads occasions a line each, and keeps the ids of those that read as before', () => {
    const before = builtinType('family-event');
    const edited = edit({ name: '경조휴가', occasions: '본인 결혼 7\n입양: 20일\n  \n형제자매 사망 3' }, before);
    expect(edited.ok && edited.type.occasions).toEqual([
      { id: 'own-wedding', name: { ko: '본인 결혼', en: 'Own wedding' }, days: 7 },
      { id: 'o1', name: '입양', days: 20 },
      { id: 'death-sibling', name: { ko: '형제자매 사망', en: 'Death of a sibling' }, days: 3 },
    ]);
  });
});
