import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUILTIN } from '../../src/forms/builtin.ts';
import { cleanText, definitionSchema, type Field, MOST } from '../../src/forms/definition.ts';
import { facts, numbersOf, ownNumbersOf, periodOf } from '../../src/forms/facts.ts';
import { isFieldType } from '../../src/forms/fields/index.ts';
import { parseMoney } from '../../src/forms/fields/number.ts';
import { filledFormOf, minutesOf } from '../../src/forms/filled.ts';
import { answered, check } from '../../src/forms/rules.ts';
import { grouped } from '../../src/i18n/format.ts';
import { words } from '../../src/i18n/index.ts';
import { runs } from '../support/runs.ts';
import { ctx, definitionArb, filledArb, form, TODAY } from './forms.ts';

const field = (type: Field['type'], more: Partial<Field> = {}): Field => ({
  id: 'x',
  type,
  label: 'L',
  required: false,
  ...more,
});
const validated = (f: Field, value: unknown) => {
  const result = check(form([f, { ...field('text'), id: 'y' }]), { x: value, y: 'filled' }, ctx);
  if (!result.ok) return result.problems.map(p => [p.code, ...('part' in p ? [p.part] : [])].join(' '))[0];
  return result.form.answers.find(a => a.field === 'x')?.value;
};

describe('sums', () => {
  it.each([
    ['1,200,000', 1_200_000],
    ['₩ 1 200 000', 1_200_000],
    ['1200000원', 1_200_000],
    ['KRW 50,000', 50_000],
    ['１２０,０００', 120_000],
    ['3000.00', 3000],
    ['0', 0],
  ])('%s is read', (text, won) => expect(parseMoney(text)).toBe(won));

  it.each(['백만원', '1.5', '1e6', '', '--1', '12만', 'NaN', '٣'])('%s is none', text => {
    expect(validated(field('money'), text)).toBe(text === '' ? undefined : 'not-money');
  });

  it('read back what was written, with thousands in groups', () => {
    expect([0, 7, 1234, -1_234_567.5, 1e12].map(grouped)).toEqual([
      '0',
      '7',
      '1,234',
      '−1,234,567.5',
      '1,000,000,000,000',
    ]);
    expect(validated(field('number'), grouped(-1_234_567.5))).toBe(-1_234_567.5);
    expect(words('ko').forms.won(1_200_000)).toBe('1,200,000원');
    expect(words('en').forms.won(1_200_000)).toBe('₩1,200,000');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MOST.number }), n => {
        expect(parseMoney(grouped(n))).toBe(n);
        expect(parseMoney(words('ko').forms.won(n))).toBe(n);
        expect(grouped(n).replaceAll(',', '')).toBe(String(n));
      }),
    );
  });

  it('are not negative and not endless', () => {
    expect(validated(field('money'), '-5')).toBe('not-money');
    expect(validated(field('money'), '9'.repeat(14))).toBe('out-of-range');
    expect(validated(field('number'), '-5.25')).toBe(-5.25);
    expect(Object.is(validated(field('number'), '-0'), 0)).toBe(true);
  });
});

describe('a field', () => {
  it.each<[Field, unknown, unknown]>([
    [field('text', { required: true }), '  \n ', 'missing'],
    [field('text'), ' a \n b\u0007\u202e ', 'a b'],
    [field('text'), 'x'.repeat(151), 'text-too-long'],
    [field('long-text'), 'a\r\nb\u0000', 'a\nb'],
    [field('long-text'), 'x'.repeat(1001), 'text-too-long'],
    [field('date'), '2026-02-30', 'not-a-date'],
    [field('date'), '2031-01-01', 'too-far'],
    [field('range', { required: true }), { from: '', to: '' }, 'missing from'],
    [field('range'), { from: '2026-12-01', to: '' }, 'missing to'],
    [field('range'), { from: '2026-12-02', to: '2026-12-01' }, 'last-before-first to'],
    [field('range'), { from: '2026-01-01', to: '2027-06-01' }, 'range-too-long to'],
    [field('times'), { from: '25:00', to: '01:00' }, 'not-a-time from'],
    [field('times'), { from: '18:00', to: '18:00' }, 'same-times to'],
    [field('times'), { from: '22:00', to: '01:30' }, { from: '22:00', to: '01:30' }],
    [field('choice', { choices: [{ id: 'c1', label: 'A' }] }), 'c2', 'unknown-choice'],
    [field('person'), 'W1', 'unknown-person'],
    [field('file'), ['F1', 'F2', 'F3', 'F4', 'F5', 'F6'], 'too-many-files'],
    [field('file'), 'F1', undefined],
  ])('%o given %o', (f, value, expected) => expect(validated(f, value)).toEqual(expected));

  it('a form of which nothing was filled in is not sent', () => {
    expect(check(form([field('range')]), {}, ctx)).toEqual({
      ok: false,
      problems: [{ field: 'x', part: 'from', code: 'nothing-filled' }],
    });
  });

  it('counts past midnight into the next day', () => {
    expect(minutesOf({ from: '18:00', to: '21:30' })).toBe(210);
    expect(minutesOf({ from: '22:00', to: '01:30' })).toBe(210);
  });
});

describe('a filled form', () => {
  it('is validated without throwing, whatever stands in its inputs', () => {
    const anything = fc.dictionary(fc.constantFrom('f1', 'f2', 'f3', '__proto__', 'constructor'), fc.anything());
    fc.assert(
      fc.property(definitionArb, anything, (d, inputs) => {
        const result = check(d, inputs, ctx);
        const known = new Set(d.fields.map(f => f.id));
        if (result.ok) filledFormOf(result.form);
        else for (const p of result.problems) expect(known.has(p.field)).toBe(true);
        answered(d, inputs, TODAY);
      }),
      { numRuns: runs(500) },
    );
  });

  it('that passes is stored as it stands, gives facts of its fields, and is about days', () => {
    fc.assert(
      fc.property(
        definitionArb.chain(d => fc.tuple(fc.constant(d), filledArb(d))),
        ([d, inputs]) => {
          const result = check(d, inputs, ctx);
          fc.pre(result.ok);
          if (!result.ok) return;
          expect(filledFormOf(JSON.parse(JSON.stringify(result.form)))).toEqual(result.form);
          const given = facts(result.form);
          for (const [name, value] of Object.entries(given)) {
            expect(['string', 'number']).toContain(typeof value);
            expect(['amount', 'days', 'hours', ...d.fields.map(f => f.id)]).toContain(name);
          }
          for (const name of ['amount', 'days', 'hours']) if (name in given) expect(numbersOf(d)).toContain(name);
          // Whatever number is given, conditions can ask it, and none of them twice.
          const own = ownNumbersOf(d, words('en')).map(n => n.fact);
          const once = new Set([...numbersOf(d), ...own]);
          expect(once.size).toBe(numbersOf(d).length + own.length);
          for (const [name, fact] of Object.entries(given)) {
            const first = ['amount', 'days', 'hours'].some(n => given[n] === fact && n in given);
            if (typeof fact === 'number' && !first) expect(own).toContain(name);
          }
          const { from, to } = periodOf(result.form);
          expect(from <= to).toBe(true);
        },
      ),
      { numRuns: runs(300) },
    );
  });

  it('tells routes amount, days, hours, and each field', () => {
    const expense = BUILTIN.find(f => f.id === 'expense');
    const trip = BUILTIN.find(f => f.id === 'business-trip');
    const overtime = BUILTIN.find(f => f.id === 'overtime');
    if (!expense || !trip || !overtime) throw new Error('built in');
    const of = (d: typeof expense, inputs: object) => facts({ answers: answered(d, inputs as never, TODAY) });
    expect(of(expense, { amount: '120,000', date: '2026-11-20', reason: 'x' })).toEqual({ amount: 120_000 });
    expect(of(trip, { range: { from: '2026-12-01', to: '2026-12-03' } })).toEqual({ range: 3, days: 3 });
    expect(of(overtime, { times: { from: '18:00', to: '20:30' } })).toEqual({ times: 2.5, hours: 2.5 });
  });
});

describe('a kind of field that this version does not know', () => {
  const stored = { id: 'f1', type: 'map', label: 'Where', required: true, zoom: 7 };
  const definition = definitionSchema.parse(form([stored, field('text')]));

  it('is kept as it is stored, and asked for as text', () => {
    expect(definition.fields[0]).toEqual(stored);
    expect(check(definition, {}, ctx)).toMatchObject({ ok: false, problems: [{ field: 'f1', code: 'missing' }] });
    const result = check(definition, { f1: 'here' }, ctx);
    expect(result.ok && result.form.answers).toEqual([{ field: 'f1', label: 'Where', type: 'text', value: 'here' }]);
  });

  it('shows its answers as text, in a request that a newer version stored', () => {
    const answer = { field: 'f1', label: 'Where', type: 'map', value: { lat: 37.5 } };
    const filled = { id: 'f', version: 1, name: 'F', sentOn: TODAY, answers: [answer, { ...answer, value: 'Seoul' }] };
    expect(filledFormOf(filled).answers.map(a => a.value)).toEqual(['{"lat":37.5}', 'Seoul']);
    expect(() => filledFormOf({ ...filled, answers: [{ ...answer, type: 'money', value: 'much' }] })).toThrow('money');
  });
});

describe('texts', () => {
  it('lose signs of control and halves of signs, and nothing else', () => {
    expect(cleanText('a\tb\u200b\u0000c\ud800d')).toBe('a bcd');
    expect(cleanText('👨‍👩‍👧 이민지\r\n다음 줄')).toBe('👨‍👩‍👧 이민지\n다음 줄');
  });

  it('of what Daybook brings are named, and every field is of a known kind', () => {
    for (const d of BUILTIN) {
      for (const text of [d.name, ...d.fields.map(f => f.label)]) expect(typeof text).toBe('object');
      expect(definitionSchema.parse(d).fields.filter(f => !isFieldType(f.type))).toEqual([]);
    }
  });
});
