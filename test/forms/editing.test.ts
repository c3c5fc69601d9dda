import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FormDefinition, MOST } from '../../src/forms/definition.ts';
import { type EditContext, edit, type FormCommand, type FormEntry } from '../../src/forms/editing.ts';
import { FIELD_TYPES } from '../../src/forms/fields/index.ts';
import { words } from '../../src/i18n/index.ts';
import { named } from '../../src/shared/languages.ts';
import { runs } from '../support/runs.ts';
import { form } from './forms.ts';

const say = words('en').forms.text;
const context = (more: Partial<EditContext> = {}): EditContext => ({
  by: 'U1',
  at: 1,
  key: 'k',
  history: [],
  others: [],
  say,
  ...more,
});
const input = (more: object = {}) => ({ type: 'text', label: 'L', help: '', required: true, choices: '', ...more });
const made = (d: FormDefinition, command: FormCommand, more: Partial<EditContext> = {}): FormDefinition => {
  const edited = edit(d, command, context(more));
  if (!edited.ok) throw new Error(edited.problem.code);
  return edited.definition;
};
const problem = (d: FormDefinition, command: FormCommand, more: Partial<EditContext> = {}) => {
  const edited = edit(d, command, context(more));
  return edited.ok ? 'none' : edited.problem.code;
};

describe('defining a form', () => {
  const choice = form([
    {
      id: 'f1',
      type: 'choice',
      label: 'C',
      required: true,
      choices: [{ id: 'c2', label: named({ ko: '가', en: 'A' }) }],
    },
  ]);

  it('says what is wrong', () => {
    const d = form([]);
    expect(problem(d, { do: 'rename', name: '  ' })).toBe('name-missing');
    expect(problem(d, { do: 'rename', name: 'x'.repeat(41) })).toBe('name-too-long');
    const others = [form([], { id: 'o', name: named({ ko: '구매', en: 'Purchase' }) })];
    expect(problem(d, { do: 'rename', name: ' Purchase ' }, { others })).toBe('name-taken');
    expect(problem(d, { do: 'offer' })).toBe('no-fields');
    expect(problem(d, { do: 'add-field', field: input({ label: '\u0000' }) })).toBe('label-missing');
    expect(problem(d, { do: 'add-field', field: input({ type: 'colour' }) })).toBe('unknown-type');
    expect(problem(d, { do: 'add-field', field: input({ help: 'x'.repeat(151) }) })).toBe('help-too-long');
    const choices = (text: string) => problem(d, { do: 'add-field', field: input({ type: 'choice', choices: text }) });
    expect(choices(' \n ')).toBe('choices-missing');
    expect(choices('A\nB\nA ')).toBe('choice-twice');
    expect(choices('x'.repeat(76))).toBe('choice-too-long');
    expect(choices(Array.from({ length: 101 }, (_, i) => i).join('\n'))).toBe('too-many-choices');
    expect(problem(choice, { do: 'remove-field', id: 'f9' })).toBe('field-gone');
    const full = form(Array.from({ length: MOST.fields }, (_, i) => ({ ...choice.fields[0], id: `f${i}` }) as never));
    expect(problem(full, { do: 'add-field', field: input() })).toBe('too-many-fields');
    const offered = Array.from({ length: MOST.forms }, (_, i) => form([], { id: `o${i}`, name: `${i}` }));
    expect(problem(choice, { do: 'offer' }, { others: offered })).toBe('too-many-forms');
  });

  it('keeps both languages of what reads as before, and the ids of choices', () => {
    const field = input({ type: 'choice', label: 'C', choices: 'B\nA' });
    expect(made(choice, { do: 'change-field', id: 'f1', field, seen: 3 }).fields[0]?.choices).toEqual([
      { id: 'c3', label: 'B' },
      { id: 'c2', label: named({ ko: '가', en: 'A' }) },
    ]);
  });

  it('changes the label of a field whose kind it does not know, and keeps the rest', () => {
    const unknown = { id: 'f1', type: 'map', label: 'Where', help: 'Point at it', required: true, zoom: 7 };
    const field = input({ type: 'map', label: 'Place' });
    const { help: _, ...kept } = unknown;
    expect(made(form([unknown]), { do: 'change-field', id: 'f1', field, seen: 3 }).fields).toEqual([
      { ...kept, label: 'Place' },
    ]);
  });

  it('does not overwrite what somebody else changed in the same field meanwhile', () => {
    const theirs: FormEntry = { at: 1, by: 'U2', key: 'o', what: 'field-changed', version: 4, field: 'f1' };
    const change = (seen: number): FormCommand => ({
      do: 'change-field',
      id: 'f1',
      field: input({ choices: 'A' }),
      seen,
    });
    expect(problem(choice, change(3), { history: [theirs] })).toBe('changed-since');
    expect(problem(choice, change(4), { history: [theirs] })).toBe('none');
    expect(problem(choice, change(3), { history: [{ ...theirs, field: 'f2' }] })).toBe('none');
  });

  it('never uses an id again, and stays within its limits, whatever is done in whatever order', () => {
    const id = fc.integer({ min: 1, max: 8 }).map(n => `f${n}`);
    const field = fc.record({
      type: fc.constantFrom(...FIELD_TYPES, 'nothing'),
      label: fc.string({ maxLength: 90 }),
      help: fc.string({ maxLength: 160 }),
      required: fc.boolean(),
      choices: fc.array(fc.string({ maxLength: 80 }), { maxLength: 110 }).map(c => c.join('\n')),
    });
    const command: fc.Arbitrary<FormCommand> = fc.oneof(
      fc.record({ do: fc.constant('rename' as const), name: fc.string({ maxLength: 50 }) }),
      fc.record({ do: fc.constant('add-field' as const), field }),
      fc.record({ do: fc.constant('change-field' as const), id, field, seen: fc.nat(20) }),
      fc.record({ do: fc.constant('move-field' as const), id, by: fc.constantFrom<1 | -1>(1, -1) }),
      fc.record({ do: fc.constant('remove-field' as const), id }),
      fc.constantFrom<FormCommand>({ do: 'offer' }, { do: 'archive' }),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), commands => {
        let d = form([], { next: 1, version: 0, state: 'draft' });
        const types = new Map<string, string>();
        for (const c of commands) {
          const before = JSON.stringify(d);
          const edited = edit(d, c, context());
          expect(JSON.stringify(d)).toBe(before);
          if (!edited.ok) continue;
          expect(edited.definition.version).toBe(d.version + 1);
          expect(edited.entry.version).toBe(d.version + 1);
          d = edited.definition;
          for (const f of d.fields) {
            // An id means one field of one type for ever.
            expect(types.get(f.id) ?? f.type).toBe(f.type);
            types.set(f.id, f.type);
            expect(new Set(f.choices?.map(o => o.id)).size).toBe(f.choices?.length ?? 0);
          }
          expect(new Set(d.fields.map(f => f.id)).size).toBe(d.fields.length);
          expect(d.fields.length).toBeLessThanOrEqual(MOST.fields);
          const choices = d.fields.reduce((sum, f) => sum + (f.choices?.length ?? 0), 0);
          expect(choices).toBeLessThanOrEqual(MOST.choicesInAll);
        }
      }),
      { numRuns: runs(200) },
    );
  });
});
