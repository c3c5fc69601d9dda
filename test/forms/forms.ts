import fc from 'fast-check';
import { type Field, type FormDefinition, MOST } from '../../src/forms/definition.ts';
import { FIELD_TYPES } from '../../src/forms/fields/index.ts';
import type { CheckContext } from '../../src/forms/fields/kind.ts';
import { everyLanguage } from '../../src/shared/languages.ts';

export const TODAY = '2026-11-24';

/** Text that tries everything: mentions, formatting, emoji, line ends. */
export const NASTY = `<!channel> *_~\`${'이민지😀'.repeat(125)}& @here :tada: #general\n`;
export const nasty = (max: number): string => NASTY.repeat(3).slice(0, max).trim();

export const ctx: CheckContext = {
  today: TODAY,
  person: user => (user.startsWith('U') ? nasty(80) : undefined),
  file: id =>
    id.startsWith('F') ? { id, name: `${nasty(80)}.pdf`, link: 'https://acorn.example/files/a?b=1&c=2' } : undefined,
};

export const form = (fields: Field[], more: Partial<FormDefinition> = {}): FormDefinition => ({
  id: 'f1a2b3c4d5e6f7a8',
  name: '구매',
  fields,
  state: 'offered',
  next: fields.length + 1,
  version: 3,
  ...more,
});

const text = (max: number) => fc.string({ minLength: 1, maxLength: max, unit: 'grapheme' }).map(t => t.slice(0, max));

const fieldArb = (id: string): fc.Arbitrary<Field> =>
  fc
    .record({
      type: fc.constantFrom(...FIELD_TYPES),
      label: fc.oneof(text(MOST.label), fc.record(everyLanguage(() => text(MOST.label)))),
      required: fc.boolean(),
      help: text(MOST.help),
      choices: fc.array(text(MOST.choice), { minLength: 1, maxLength: 5 }),
    })
    .map(({ choices, ...f }) => ({
      id,
      ...f,
      ...(f.type === 'choice' ? { choices: choices.map((label, i) => ({ id: `c${i + 1}`, label })) } : {}),
    }));

/** Any form that could be defined. */
export const definitionArb: fc.Arbitrary<FormDefinition> = fc
  .integer({ min: 1, max: 12 })
  .chain(n => fc.tuple(...Array.from({ length: n }, (_, i) => fieldArb(`f${i + 1}`))))
  .chain(fields => text(MOST.name).map(name => form(fields, { name })));

const dates = fc.integer({ min: -400, max: 400 }).map(n => {
  const ms = Date.parse(`${TODAY}T00:00:00Z`) + n * 86_400_000;
  return new Date(ms).toISOString().slice(0, 10);
});
const times = fc.integer({ min: 0, max: 1439 }).map(m => {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(m / 60))}:${two(m % 60)}`;
});

const inputArb = (f: Field): fc.Arbitrary<unknown> => {
  switch (f.type) {
    case 'text':
      return text(MOST.text);
    case 'long-text':
      return text(MOST.longText);
    case 'number':
      return fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(n => n.toFixed(3));
    case 'money':
      return fc.integer({ min: 0, max: MOST.number }).map(n => `${n.toLocaleString('en-US')}원`);
    case 'date':
      return dates;
    case 'range':
      return fc
        .tuple(dates, dates)
        .map(ends => ends.sort())
        .map(([from, to]) => ({ from, to }));
    case 'times':
      return fc.record({ from: times, to: times });
    case 'choice':
      return fc.constantFrom(...(f.choices ?? []).map(c => c.id));
    case 'person':
      return fc.constant('U1');
    case 'file':
      return fc.array(fc.constantFrom('F1', 'F2', 'F3'), { minLength: 1, maxLength: 3 });
    default:
      throw new Error(`no inputs for a field of kind ${f.type}`);
  }
};

/** Inputs that somebody might have filled in sensibly; some are left out. */
export const filledArb = (d: FormDefinition): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(
    Object.fromEntries(d.fields.map(f => [f.id, inputArb(f)])),
    // What is required is there; the rest perhaps.
    { requiredKeys: d.fields.filter(f => f.required).map(f => f.id) },
  );
