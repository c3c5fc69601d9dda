import type { FactChoices, FactName } from '../approvals/kinds.ts';
import type { Facts } from '../approvals/route/policy.ts';
import type { Words } from '../i18n/index.ts';
import type { Field, FormDefinition } from './definition.ts';
import { kindFor } from './fields/index.ts';
import type { FilledForm } from './filled.ts';

/** The first field of a kind, whatever its id. */
const FIRST = ['amount', 'days', 'hours'] as const;

/** Facts for conditions of routes: by field id, and `amount`, `days`, `hours`. */
export function facts(form: Pick<FilledForm, 'answers'>): Facts {
  const given = form.answers.flatMap(a => {
    const { fact } = kindFor(a);
    return fact ? [{ field: a.field, first: fact.first, value: fact.of(a.value) }] : [];
  });
  // Set last, so that the first of a kind remains.
  const first = given.toReversed().flatMap(f => (f.first ? [[f.first, f.value] as const] : []));
  return Object.fromEntries([...given.map(f => [f.field, f.value] as const), ...first]);
}

const firstOf = (f: Field): string | undefined => kindFor(f).fact?.first;

export const numbersOf = (definition: Pick<FormDefinition, 'fields'>): string[] =>
  FIRST.filter(name => definition.fields.some(f => firstOf(f) === name));

/** Its other numbers, each by its field: number fields, and sums, periods and times after the first. */
export function ownNumbersOf({ fields }: Pick<FormDefinition, 'fields'>, w: Words): FactName[] {
  const isFirst = (f: Field): boolean => firstOf(f) !== undefined && fields.find(o => firstOf(o) === firstOf(f)) === f;
  return fields
    .filter(f => kindFor(f).fact?.is === 'number' && !isFirst(f) && !FIRST.some(name => name === f.id))
    .map(f => ({ fact: f.id, name: w.forms.text(f.label) }));
}

/** Its choices, as conditions of routes ask them. */
export const choicesOf = (definition: Pick<FormDefinition, 'fields'>, w: Words): FactChoices[] =>
  definition.fields
    .filter(f => kindFor(f).fact?.is === 'choice')
    .map(f => ({
      fact: f.id,
      name: w.forms.text(f.label),
      options: (f.choices ?? []).map(c => ({ id: c.id, name: w.forms.text(c.label) })),
    }));

/** The local dates that a filled form is about; without any in it, the day on which it was sent. */
export function periodOf(form: FilledForm): { from: string; to: string } {
  for (const a of form.answers) {
    const period = kindFor(a).period?.(a.value);
    if (period) return period;
  }
  return { from: form.sentOn, to: form.sentOn };
}
