import type { FactChoices, FactName } from '../approvals/kinds.ts';
import type { Facts } from '../approvals/route/policy.ts';
import { dayNumber } from '../calendar/rules.ts';
import type { Words } from '../i18n/index.ts';
import type { FormDefinition } from './definition.ts';
import { type Answer, type FilledForm, minutesOf } from './filled.ts';

/** A field's own fact: won, a number, a choice's id, days of a range, hours of times. */
function factOf(a: Answer): string | number | undefined {
  if (a.type === 'number' || a.type === 'money') return a.value;
  if (a.type === 'choice') return a.value.id;
  if (a.type === 'range') return dayNumber(a.value.to) - dayNumber(a.value.from) + 1;
  if (a.type === 'times') return minutesOf(a.value) / 60;
  return undefined;
}

/** Facts that stand for the first field of a type, whatever its id. */
const FIRST = { amount: 'money', days: 'range', hours: 'times' } as const;

/** What conditions of routes may ask of a filled form: each field's fact by its id, and `amount`, `days`, `hours`. */
export function facts(form: Pick<FilledForm, 'answers'>): Facts {
  const given = form.answers.flatMap((a): [string, string | number][] => {
    const fact = factOf(a);
    return fact === undefined ? [] : [[a.field, fact]];
  });
  const first = Object.entries(FIRST).flatMap(([name, type]): [string, string | number][] => {
    const answer = form.answers.find(a => a.type === type);
    const fact = answer && factOf(answer);
    return fact === undefined ? [] : [[name, fact]];
  });
  return Object.fromEntries([...given, ...first]);
}

/** Those of `amount`, `days`, `hours` that requests of a form may give. */
export const numbersOf = (definition: Pick<FormDefinition, 'fields'>): string[] =>
  Object.entries(FIRST).flatMap(([name, type]) => (definition.fields.some(f => f.type === type) ? [name] : []));

/** Its other numbers, each by its field: number fields, and sums, periods and times after the first. */
export function ownNumbersOf(definition: Pick<FormDefinition, 'fields'>, w: Words): FactName[] {
  const first = Object.values(FIRST).map(type => definition.fields.find(f => f.type === type)?.id);
  const types: readonly string[] = ['number', ...Object.values(FIRST)];
  return definition.fields
    .filter(f => types.includes(f.type) && !first.includes(f.id) && !Object.hasOwn(FIRST, f.id))
    .map(f => ({ fact: f.id, name: w.forms.text(f.label) }));
}

/** Its choices, as conditions of routes ask them. */
export const choicesOf = (definition: Pick<FormDefinition, 'fields'>, w: Words): FactChoices[] =>
  definition.fields
    .filter(f => f.type === 'choice')
    .map(f => ({
      fact: f.id,
      name: w.forms.text(f.label),
      options: (f.choices ?? []).map(c => ({ id: c.id, name: w.forms.text(c.label) })),
    }));

/** The local dates that a filled form is about; without any in it, the day on which it was sent. */
export function periodOf(form: FilledForm): { from: string; to: string } {
  for (const a of form.answers) {
    if (a.type === 'range') return { ...a.value };
    if (a.type === 'date') return { from: a.value, to: a.value };
  }
  return { from: form.sentOn, to: form.sentOn };
}
